# `make help` lists what there is. Everything runs in .venv, whether or not an environment is active.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# Without a sound .venv:  python3 -m venv build/uv && build/uv/bin/pip install uv && make lock UV=build/uv/bin/uv
UV ?= $(VENV)/bin/uv

INSTALLED := $(VENV)/installed-report
DEVELOPING := $(VENV)/installed-dev
TOOLS := tests/tools/node_modules/.package-lock.json
CRATES := tests/tools/.venv/installed
LIGHTHOUSE := tests/tools/lighthouse/node_modules/.package-lock.json

# One version of each package for every Python and system: the numbers in the report must not depend on either.
COMPILE := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest --no-config \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Settings of another Python must not reach this one.
unexport PYTHONPATH PYTHONHOME
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report quick verify archive offline serve test prove lint lock audit upgrade release bench releases cff clean

help: ## this list
	@awk -F ': .*## |: ## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

report: $(INSTALLED) ## the report, in site/; STUDY=path/to/study.toml for another study, EXPLAIN=1 to be told why
	@$(RUN) -m report build $(if $(STUDY),--study "$(STUDY)") $(if $(EXPLAIN),--explain)

quick: $(INSTALLED) ## a first look in fifteen seconds, in site-quick/
	@$(RUN) -m report build --study report/quick.toml --no-paper

verify: $(INSTALLED) ## builds again from nothing, compares with lock and site; AGAINST=folder-or-address of another copy
	@$(RUN) -m report verify $(if $(STUDY),--study "$(STUDY)") $(if $(AGAINST),--against "$(AGAINST)")

archive: $(DEVELOPING) ## the report with sources, locks and provenance as one RO-Crate, to be deposited
	@$(MAKE) report
	@$(RUN) -m report archive $(if $(STUDY),--study "$(STUDY)")

offline: $(INSTALLED) ## the report as a folder and a zip that open from a disk, with search, switch and explorer
	@$(MAKE) report
	@$(RUN) -m report offline $(if $(STUDY),--study "$(STUDY)")

serve: $(INSTALLED) ## the report in a browser, renewed while you write
	@$(RUN) -m report serve $(if $(STUDY),--study "$(STUDY)")

test: $(DEVELOPING) $(TOOLS) $(CRATES) ## the tests; TESTS=tests/report/test_install.py for some of them
	@$(RUN) -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(TESTS)

prove: $(DEVELOPING) $(TOOLS) $(CRATES) $(LIGHTHOUSE) ## the proofs that take long; TESTS=tests/report/test_loss.py or BUT=weekly for some of them
	@$(RUN) -m pytest -n 2 --dist loadfile -m "prove$(if $(BUT), and not $(BUT))" $(TESTS)

lint: $(DEVELOPING) ## style and types
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy

lock: $(if $(filter $(VENV)/%,$(UV)),$(DEVELOPING)) ## renew the locks from pyproject.toml and tests/tools
	@$(COMPILE) pyproject.toml --extra report --output-file requirements.lock
	@$(COMPILE) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock \
	  $$(sed -n 's/^\([^ #=]*\)==.*/--no-emit-package \1/p' requirements.lock)
	@$(COMPILE) tests/tools/requirements.in --output-file tests/tools/requirements.lock
	@echo "Locked: requirements.lock, requirements-dev.lock, tests/tools/requirements.lock"

audit: $(DEVELOPING) ## known faults of what is locked, by the public list that pip-audit asks
	@$(RUN) tests/tools/audit.py "$(UV)"

upgrade: $(DEVELOPING) ## renew both locks, rebuild, and say which numbers moved with which packages
	@mkdir -p build/before
	@cp report/study.lock requirements.lock build/before
	@$(MAKE) lock
	@$(MAKE) report
	@$(RUN) -m report moved build/before/study.lock build/before/requirements.lock

release: $(INSTALLED) ## freezes a version below v/ of the published branch, once and for ever: VERSION=1.0.0
	@$(RUN) -m report release "$(VERSION)"
	@$(MAKE) report
	@.github/publish.sh site "$(VERSION)"
	@$(RUN) -m report keep

bench: $(DEVELOPING) ## measure what sweeps and builds cost; BENCH=benchmarks/bench_build.py for some of it
	@mkdir -p build
	@$(RUN) -m pytest -q -c benchmarks/pytest.ini $(or $(BENCH),$(patsubst %,benchmarks/bench_%.py,sweep build growth))
	@$(RUN) benchmarks/table.py build/bench.json

releases: $(DEVELOPING) ## measure again what each release of scikit-learn finds; SERIES="1.8 1.9" for some of them
	@$(RUN) benchmarks/releases.py $(SERIES)

cff: $(INSTALLED) ## CITATION.cff and .zenodo.json from publication.toml
	@mkdir -p build
	@$(RUN) -m report cite --style cff >build/CITATION.cff && mv build/CITATION.cff CITATION.cff
	@$(RUN) -m report cite --style zenodo >build/zenodo.json && mv build/zenodo.json .zenodo.json

clean: ## remove what was built, never .venv
	@rm -rf build site site-* .site* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find digitclust report tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed: build/, site/, site-*/ and the caches of the linters and tests"

# The stamps are newer than the locks as long as nothing is to be installed. The installer is asked again
# when .venv has no Python, or when a Python is named.
AGAIN := $(if $(wildcard $(RUN)),$(filter command,$(origin PYTHON)),gone)
.PHONY: ask
$(INSTALLED): requirements.lock $(if $(AGAIN),ask)
	@$(PYTHON) -m report.install

$(DEVELOPING): requirements.lock requirements-dev.lock $(if $(AGAIN),ask)
	@$(PYTHON) -m report.install --dev

# The tests that need these say so when they are missing, and fail where CI is set.
$(TOOLS) $(LIGHTHOUSE): %/node_modules/.package-lock.json: %/package-lock.json
	@mkdir -p build
	@if ! command -v npm >/dev/null; then echo "No npm: tests that need $* will be left out"; \
	elif (cd $* && npm ci --loglevel=error) >build/npm.log 2>&1; then touch $@; \
	else $(if $(CI),cat build/npm.log;) echo "npm could not install $* (see build/npm.log): tests that need it will be left out"; fi

# What checks archives wants an older rich than the report, so it lives by itself.
$(CRATES): tests/tools/requirements.lock $(DEVELOPING)
	@if $(UV) venv --quiet --clear --python $(RUN) $(@D) && VIRTUAL_ENV=$(@D) $(UV) pip install --quiet --require-hashes \
	  --requirement $< >build/roc.log 2>&1; then touch $@; \
	else $(if $(CI),cat build/roc.log;) echo "tests/tools could not be installed (see build/roc.log): the test of the archive will be left out"; fi
