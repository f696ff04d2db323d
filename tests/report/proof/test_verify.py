"""A rebuild proves a report, or tells what differs and why."""

from __future__ import annotations

import functools
import http.server
import json
import math
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from workshop import ROOT, STUDY, TINY, build

import report.proof.verify
from digitclust.records import InputError
from report.engines import pandoc
from report.fresh import Places
from report.proof.comparison import Evidence, compare, full, printed
from report.proof.copies import open_copy
from report.proof.evidence import lock_evidence, site_evidence
from report.proof.holding import compare_site
from report.proof.likeness import alike
from report.proof.lock import show
from report.proof.rebuilding import sources
from report.proof.verify import resting

RESTS = resting(STUDY)
LABELS = ('a"b', "a\\b", "two\nlines", "Ё", "\t")


def git(folder: Path, *command: str) -> str:
    """Run git as somebody."""
    who = ["-c", "user.name=A Reader", "-c", "user.email=reader@example.org"]
    return subprocess.run(
        ["git", *who, *command], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of the sources with a tiny study that has words of its own, and build it."""
    folder = tmp_path_factory.mktemp("verify") / "digitclust"
    generated = shutil.ignore_patterns(
        "__pycache__", "node_modules", "site", "site-*", "build", ".venv", ".git", ".*cache"
    )
    shutil.copytree(ROOT, folder, ignore=generated)
    (folder / "report" / "quick.toml").write_text(TINY, encoding="utf-8")
    (folder / "report" / "quick.words.toml").write_text('[en.site]\nversion = "Edition"\n', encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A tiny study")
    done = build("--study", "report/quick.toml", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def published(checkout: Path, tmp_path: Path) -> Path:
    """Copy the site of the tiny study, to tamper with."""
    return Path(shutil.copytree(checkout / "site-quick", tmp_path / "published"))


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Copy the site of the default study, to tamper with."""
    return Path(shutil.copytree(site, tmp_path / "copy"))


def verify(folder: Path, *options: object) -> subprocess.CompletedProcess[str]:
    """Run ``python -m report verify`` as a person would."""
    command = [sys.executable, "-m", "report", "verify", "--study", "report/quick.toml", *map(str, options)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def told(copy: Path, site: Path, *, whole: bool = True) -> dict[str, tuple[str, bool]]:
    """Compare a copy with a site that stands for the rebuild; return what is told, by where."""
    found = compare_site(open_copy(str(copy), copy), site, RESTS, whole=whole, tell=lambda _: None)
    return {d.where: (d.what, d.fails) for d in reversed(found)}


@pytest.mark.parametrize(
    ("said", "asked", "engine"), [("Quarto 1.10.18", "", "quarto"), ("", "", ""), ("x 1", "y", "y")]
)
def test_the_article_is_printed_again_by_what_printed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, asked: str, engine: str
) -> None:
    """The manifest of the copy names the engine, unless another is asked for."""
    (tmp_path / "manifest.json").write_text(json.dumps({"files": {}, "print_engine": said}), encoding="utf-8")
    handed: list[Places] = []

    def rebuild(_: Path, places: Places, *__: object) -> Places:
        handed.append(places)
        raise InputError("enough")

    monkeypatch.setattr(report.proof.verify, "rebuild", rebuild)
    with pytest.raises(InputError, match="enough"):
        report.proof.verify.verify(Places(STUDY, tmp_path, tmp_path, engine=asked), str(tmp_path), lambda _: None)

    assert [places.engine for places in handed] == [engine]


def test_an_engine_names_itself_first() -> None:
    """So that its name can be read out of a manifest."""
    assert pandoc.version().partition(" ")[0].lower() == "pandoc"


def sealed(copy: Path) -> None:
    """Let the manifest of a copy say what its files are now, as a published report of another machine would."""
    from report.web.site import manifest

    facts = json.loads((copy / "manifest.json").read_text("utf-8"))
    del facts["files"]
    manifest(copy, facts)


def change(copy: Path, name: str, edit: Callable[[str], str]) -> None:
    """Edit one file of a copy."""
    text = (copy / name).read_text("utf-8")
    assert edit(text) != text
    (copy / name).write_text(edit(text), encoding="utf-8")


def set_value(copy: Path, name: str, size: float) -> None:
    """Multiply a value of a copy."""
    values = json.loads((copy / "values.json").read_text("utf-8"))
    values[name] *= size
    (copy / "values.json").write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def set_runs(
    copy: Path, chosen: Callable[[dict[str, str]], bool], n: int, accuracy: str = "", table: str = "seeds/runs"
) -> None:
    """Give other labels to the first n chosen runs of a copy, and an accuracy."""
    path = copy / "data" / f"{table}.csv"
    head, *lines = path.read_text("utf-8").splitlines()
    names = head.split(",")
    for i, line in enumerate(lines):
        run = dict(zip(names, line.split(","), strict=True))
        if n and chosen(run):
            run |= {"digest": "0123456789ab"} | ({"accuracy": accuracy} if accuracy else {})
            lines[i], n = ",".join(run.values()), n - 1
    assert n == 0
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def tied(run: dict[str, str]) -> bool:
    """Tell whether distances of a run are tied."""
    return int(run["ties"]) > 0


@pytest.mark.prove
@pytest.mark.weekly
def test_a_sound_report_is_proved(checkout: Path) -> None:
    """Every file of the site and every line of the lock come out again, and the lock is left alone."""
    before = (checkout / "report" / "quick.lock").stat().st_mtime_ns
    done = verify(checkout)
    n_files = len(json.loads((checkout / "site-quick" / "manifest.json").read_text("utf-8"))["files"])

    assert (done.returncode, done.stderr) == (0, "")
    assert f"all {n_files} files identical" in done.stdout
    assert "values and 0 runs are the same" in done.stdout
    assert (checkout / "report" / "quick.lock").stat().st_mtime_ns == before


@pytest.fixture
def served(published: Path) -> Iterator[str]:
    """Serve a copy at an address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(published))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]  # the partial is made a class below
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.prove
@pytest.mark.weekly
def test_a_copy_at_an_address_is_held_against_the_commit_it_names(checkout: Path, served: str) -> None:
    """Though the sources have moved on since."""
    commit = git(checkout, "rev-parse", "HEAD")
    change(checkout, "templates/en/data.md", lambda text: text + "\nA later word.\n")
    git(checkout, "commit", "--all", "--quiet", "--message", "A later word")
    done = verify(checkout, "--against", served)
    git(checkout, "reset", "--hard", "--quiet", commit)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"commit {commit[:12]}" in done.stdout
    assert "files identical" in done.stdout


def test_a_commit_that_is_not_here_has_no_sources(tmp_path: Path) -> None:
    """Nothing is built in its place."""
    assert sources("ab" * 20, tmp_path) is None
    assert sources("", tmp_path) is None


def test_without_its_commit_a_copy_s_values_are_compared_alone(site: Path, copy: Path) -> None:
    """Its pages cannot be made again, so they are not held against it; a number that differs is."""
    change(copy, "en/index.html", lambda text: text + "<!-- other words -->")
    set_value(copy, "reference.accuracy", 1.01)
    sealed(copy)
    found = told(copy, site, whole=False)

    assert found.keys() == {"reference.accuracy"}
    assert found["reference.accuracy"][1]


def test_a_number_that_was_tampered_with_is_named_with_its_size(site: Path, copy: Path) -> None:
    """Which, by how much, and how much would be allowed."""
    set_value(copy, "reference.ari", 1 + 1e-6)
    sealed(copy)
    what, fails = told(copy, site)["reference.ari"]

    assert fails
    assert "tolerance" in what
    assert " rebuilt (by " in what


def test_last_bits_of_a_number_are_told_and_no_failure(site: Path, copy: Path) -> None:
    """Another processor may round otherwise."""
    set_value(copy, "reference.ari", 1 + 1e-14)
    sealed(copy)
    found = told(copy, site)

    assert "last bits" in found["reference.ari"][0]
    assert not any(fails for _, fails in found.values())


def test_last_bits_pardon_no_other_word_and_no_other_number(site: Path, copy: Path) -> None:
    """Beside them a page may say what rounds otherwise in its last digit, but nothing else."""
    set_value(copy, "reference.ari", 1 + 1e-14)
    change(copy, "en/index.html", lambda text: text.replace("74.4", "94.4"))
    change(copy, "ru/index.html", lambda text: text.replace("74,4", "74,5"))
    change(copy, "figures/confusion/confusion-en-165mm.svg", lambda text: text + "<!-- x -->")
    sealed(copy)
    found = told(copy, site)

    assert {name for name, (_, fails) in found.items() if fails} == {
        "en/index.html",
        "figures/confusion/confusion-en-165mm.svg",
    }
    assert "ru/index.html" in found


@pytest.mark.parametrize(
    ("name", "built", "copy", "printed", "same"),
    [
        ("a.csv", "k,x\n5,0.744017807456872\n", "k,x\n5,0.7440178074568726\n", False, True),
        ("a.csv", "k,x\n3,4\n", "k,x\n3,5\n", True, False),
        ("a.csv", "k,x\n3,0.5\n", "k,x\n3,0.6\n", True, False),
        ("a.csv", "k;x\n3;0,744017807456872\n", "k;x\n3;0,7440178074568726\n", False, True),
        ("a.csv", "x\n-1e-17\n", "x\n1e-17\n", False, True),
        ("a.html", "74.4%", "74.5%", True, True),
        ("a.html", "74.4%", "74.5%", False, False),
        ("a.html", "1,337 of 1,797", "1,338 of 1,797", True, False),
        ("a.html", "scikit-learn 1.8.0", "scikit-learn 1.7.0", True, False),
        ("a.html", "0,615", "0,616", True, True),
        ("a.svg", "M1.5 .31L2-.3", "M1.5 .32L2.01-.3", True, True),
        ("a.svg", "M1.5 .31L2-.3", "M1.7 .31L2-.3", True, False),
        ("a.json", '{"a": 0.5, "bytes": 3}', '{"a": 0.6, "bytes": 3}', True, False),
        ("a.json", '{"a": 0.5, "bytes": 3}', '{"a": 0.5, "bytes": 4}', True, True),
    ],
)
def test_what_rounding_leaves_is_known_by_what_a_file_is(
    tmp_path: Path, name: str, built: str, copy: str, printed: bool, same: bool
) -> None:
    """Tables cell by cell, data in full precision, pages and drawings to the last digit that is printed."""
    (tmp_path / "built").mkdir()
    (tmp_path / "copy").mkdir()
    (tmp_path / "built" / name).write_text(built, encoding="utf-8")
    (tmp_path / "copy" / name).write_text(copy, encoding="utf-8")

    assert alike(tmp_path / "copy" / name, tmp_path / "built" / name, printed=printed) is same


def test_last_bits_of_every_table_are_no_failure(site: Path, copy: Path) -> None:
    """As another processor would have them."""
    number = re.compile(r"(?<=,)0\.\d{12,}")
    for path in (copy / "data").rglob("*.csv"):
        text = path.read_text("utf-8")
        path.write_text(number.sub(lambda hit: repr(math.nextafter(float(hit[0]), 1)), text), encoding="utf-8")
    sealed(copy)
    found = told(copy, site)

    assert sum("bytes differ" in what for what, _ in found.values()) > 20
    assert [where for where, (_, fails) in found.items() if fails] == []


def test_a_page_that_is_no_text_any_more_is_a_failure(site: Path, copy: Path) -> None:
    """Whatever else differs in its last bits."""
    set_value(copy, "reference.ari", 1 + 1e-14)
    (copy / "en" / "index.html").write_bytes(b"<p>forged \xff")
    sealed(copy)

    assert told(copy, site)["en/index.html"][1]


def test_tied_runs_explain_no_script(site: Path, copy: Path) -> None:
    """What a build only copies is the same with any labels."""
    set_runs(copy, tied, 1)
    change(copy, "assets/report.css", lambda text: text + "body{}")
    sealed(copy)

    assert told(copy, site)["assets/report.css"][1]


@pytest.mark.parametrize("text", ["5", "null", "[{}]", '{"reference.ari": ' + "9" * 400 + "}", "[" * 20000])
def test_values_that_are_none_are_told(site: Path, copy: Path, text: str) -> None:
    """In a line, whatever stands there."""
    (copy / "values.json").write_text(text, encoding="utf-8")
    sealed(copy)

    assert told(copy, site)["values.json"][1]


def test_a_lock_that_is_none_is_told(tmp_path: Path) -> None:
    """With its name; so are labels that TOML would take for something else."""
    (tmp_path / "study.lock").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"study\.lock: this is no lock"):
        lock_evidence(tmp_path / "study.lock")
    for label in LABELS:
        assert tomllib.loads(f"x = {show(label)}")["x"] == label


def test_last_bits_of_a_table_are_told_and_no_failure(site: Path, copy: Path) -> None:
    """Though no value moved with them; a digit that can be seen is a failure."""
    name = "data/reference/centers.csv"
    number = re.findall(r"\d+\.\d{12,}", (copy / name).read_text("utf-8"))[0]
    change(copy, name, lambda text: text.replace(number, repr(float(number) * (1 + 1e-13)), 1))
    sealed(copy)
    assert told(copy, site)[name][1] is False

    change(copy, name, lambda text: text.replace(number[:8], f"{float(number) + 1e-3:.6f}", 1))
    set_value(copy, "reference.ari", 1 + 1e-14)
    sealed(copy)
    assert told(copy, site)[name][1] is True


@pytest.mark.parametrize("known", [True, False])
def test_a_copy_without_values_proves_nothing(site: Path, tmp_path: Path, known: bool) -> None:
    """An empty one is not the same as the report, be its commit here or not."""
    (tmp_path / "manifest.json").write_text('{"files": {}}', encoding="utf-8")
    assert told(tmp_path, site, whole=known)["values.json"][1]


def test_a_manifest_that_says_other_things_is_told(site: Path, copy: Path) -> None:
    """Sizes and data are the same for the same files; versions may be others."""
    facts = json.loads((copy / "manifest.json").read_text("utf-8"))
    facts["files"]["values.json"]["bytes"] += 1
    facts["data_digest"] = "0" * 64
    facts["versions"]["numpy"] = "1.0"
    (copy / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
    found = compare_site(open_copy(str(copy), copy), site, RESTS, whole=True, tell=lambda _: None)

    assert [(d.where, d.what.split()[0], d.fails) for d in found] == [
        ("values.json", "changed", True),
        ("manifest.json", "numpy", False),
        ("manifest.json", "data_digest", True),
    ]


def test_a_byte_that_was_tampered_with_is_found(site: Path, copy: Path) -> None:
    """The copy's own manifest tells; and with a manifest that was tampered with as well, the rebuild."""
    change(copy, "en/data/index.html", lambda text: text.replace("<p>", "<P>", 1))

    assert "changed after it was published" in told(copy, site)["en/data/index.html"][0]
    sealed(copy)
    what, fails = told(copy, site)["en/data/index.html"]
    assert (what, fails) == ("bytes differ: the numbers are the same, and so are all versions", True)


def test_bytes_that_another_library_made_are_laid_to_it(site: Path, copy: Path) -> None:
    """The versions there and here are named."""
    change(copy, "figures/confusion/confusion-en-165mm.svg", lambda text: text + "\n")
    change(copy, "manifest.json", lambda text: text.replace('"matplotlib": "', '"matplotlib": "0.'))
    sealed(copy)

    assert "matplotlib 0." in told(copy, site)["figures/confusion/confusion-en-165mm.svg"][0]


def test_a_file_that_is_missing_and_one_that_was_added_are_named(site: Path, copy: Path) -> None:
    """Released versions below the copy are no part of it."""
    (copy / "figures" / "confusion" / "confusion-ru-85mm.svg").unlink()
    (copy / "added.html").write_text("<p>", encoding="utf-8")
    (copy / "v" / "0.0.1").mkdir(parents=True)
    (copy / "v" / "0.0.1" / "index.html").write_text("old", encoding="utf-8")
    found = told(copy, site)

    assert found.keys() == {"figures/confusion/confusion-ru-85mm.svg", "added.html"}
    assert all("missing" in what or "unknown" in what for what, _ in found.values())


def test_a_tied_run_with_other_labels_is_told_and_no_failure(site: Path, copy: Path) -> None:
    """As long as the distribution holds; a value that rests on such runs may move with them."""
    set_runs(copy, tied, 30)
    set_value(copy, "seeds.accuracy_mean", 1.001)
    sealed(copy)
    found = told(copy, site)

    assert "the distribution of the accuracy holds" in found["seeds.runs: tied runs"][0]
    assert "rests on tied runs" in found["seeds.accuracy_mean"][0]
    assert not any(fails for _, fails in found.values())


@pytest.mark.parametrize(("name", "size"), [("seeds.n_clusters", 1.1), ("seeds.n_below", 1.5), ("seeds.n_humps", 12)])
def test_tied_runs_do_not_explain_any_number(site: Path, copy: Path, name: str, size: float) -> None:
    """What the study asks for stays, and counts move by no more runs than moved."""
    set_runs(copy, tied, 1)
    set_value(copy, name, size)
    sealed(copy)

    assert told(copy, site)[name][1]


def test_tied_runs_that_move_the_distribution_are_a_failure(site: Path, copy: Path) -> None:
    """Ties explain other labels, not other findings."""
    set_runs(copy, tied, sum(map(tied, rows(copy))), accuracy="0.99")
    sealed(copy)
    what, fails = told(copy, site)["seeds.runs: tied runs"]

    assert fails
    assert "does not hold" in what


def rows(copy: Path) -> list[dict[str, str]]:
    """Return the runs of a copy."""
    head, *lines = (copy / "data" / "seeds" / "runs.csv").read_text("utf-8").splitlines()
    return [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]


def test_a_run_without_ties_may_not_differ(site: Path, copy: Path) -> None:
    """Nothing was there for rounding to choose."""
    set_runs(copy, lambda run: not tied(run), 1)
    sealed(copy)
    found = told(copy, site)
    ((what, fails),) = [found[name] for name in found if name.startswith("seeds.runs[")]

    assert fails
    assert "no distances are tied" in what


TABLES = ("uncertainty/reclusterings", "methods/runs", "n_clusters/runs", "preprocessing/scores", "order/orders")


@pytest.mark.parametrize("table", TABLES)
def test_every_run_of_the_study_is_held_to_its_labels(site: Path, copy: Path, table: str) -> None:
    """Of other methods, numbers, transforms, orders and resamples: ties pardon a run, and one without them fails."""
    name = table.replace("/", ".")
    set_runs(copy, tied, 1, table=table)
    set_runs(copy, lambda run: not tied(run), 1, table=table)
    sealed(copy)
    found = {where: said for where, said in told(copy, site).items() if where.startswith(name)}
    (pardoned,) = [said for where, said in found.items() if where.endswith(": tied runs")]
    (failed,) = [said for where, said in found.items() if not where.endswith(": tied runs")]

    assert "the labels of 1 of" in pardoned[0]
    assert not pardoned[1]
    assert failed == ("the labels differ, though no distances are tied", True)


@pytest.mark.parametrize("ties", [3, "none", -1.0])
def test_without_accuracies_the_inertias_of_tied_runs_are_compared(ties: float | str) -> None:
    """Where nobody knows the true labels; a run that starts otherwise, or from rounded features, is as open as one."""
    there, here = (
        Evidence({}, {"n_clusters.runs": {"8 0": {"inertia": 2.0, "digest": d, "ties": ties},
                                          "8 1": {"inertia": 3.0, "digest": d, "ties": 0}}})
        for d in "ab"
    )  # fmt: skip
    other, tied_run = compare(there, here, RESTS, full)

    assert (other.where, other.fails) == ("n_clusters.runs[8 1]", True)
    assert (tied_run.where, tied_run.fails) == ("n_clusters.runs[8]: tied runs", False)
    assert "the labels of 1 of 2 differ; the distribution of the inertia holds" in tied_run.what


def test_runs_of_one_method_are_not_excused_by_those_of_another() -> None:
    """The distribution is that of one method, transform or number of clusters."""
    runs = {f"{method} {seed}": {"accuracy": 0.5, "digest": "a", "ties": 1} for method in "ab" for seed in range(99)}
    other = {key: run | {"accuracy": 0.9, "digest": "b"} if key[0] == "a" else run for key, run in runs.items()}
    (found,) = compare(Evidence({}, {"methods.runs": runs}), Evidence({}, {"methods.runs": other}), RESTS, full)

    assert (found.where, found.fails) == ("methods.runs[a]: tied runs", True)


def test_a_score_that_only_one_of_two_builds_has_is_named() -> None:
    """And so is a table of runs that only one has."""
    run = {"accuracy": 0.5, "digest": "a", "ties": 0}
    there, here = (Evidence({}, {"methods.runs": {"kmeans 0": own}}) for own in (run, run | {"ari": 0.4}))

    (found,) = compare(there, here, RESTS, full)
    assert (found.where, found.what, found.fails) == ("methods.runs[kmeans 0].ari", "only in the rebuild", True)
    (found,) = compare(Evidence({}, {}), here, RESTS, full)
    assert (found.where, found.what, found.fails) == ("methods.runs", "0 runs there, 1 rebuilt", True)


def test_lock_and_site_tell_of_the_same_runs(whole: Path) -> None:
    """A line of the lock for each row of every table of runs, with its name, digest and ties; no list twice."""
    locked, published = lock_evidence(whole / "study.lock").runs, site_evidence(whole / "site").runs

    assert locked.keys() == {name.replace("/", ".") for name in (*TABLES, "seeds/runs")} == published.keys()
    for name, runs in published.items():
        assert locked[name].keys() == runs.keys()
        assert all(locked[name][key].keys() == run.keys() for key, run in runs.items())
        assert all(locked[name][key]["digest"] == run["digest"] for key, run in runs.items())
    assert published["methods.runs"]["agglomerative:ward 0"]["ties"] == -1
    assert locked["methods.runs"]["agglomerative:ward 0"]["ties"] == "none"


def test_a_changed_line_of_the_lock_is_told(whole: Path, tmp_path: Path) -> None:
    """Other labels of a run with nine clusters, of which some have ties and some have none."""
    lock, other = whole / "study.lock", tmp_path / "study.lock"
    runs = lock_evidence(lock).runs["n_clusters.runs"]
    text = lock.read_text("utf-8")
    for wanted, fails in ((False, True), (True, False)):
        key = next(key for key, run in runs.items() if key.startswith("9 ") and bool(run["ties"]) is wanted)
        line = next(line for line in text.splitlines() if line.startswith(f'"{key}" = '))
        other.write_text(text.replace(line, line.replace(runs[key]["digest"], "0123456789ab")), encoding="utf-8")
        (found,) = compare(lock_evidence(other), lock_evidence(lock), RESTS, printed)

        assert found.fails is fails
        assert found.where == ("n_clusters.runs[9]: tied runs" if wanted else f"n_clusters.runs[{key}]")


def test_the_lock_is_held_to_the_last_printed_digit(whole: Path, tmp_path: Path) -> None:
    """A run of the lock says the same as the site's, and one digit more is a difference."""
    lock = whole / "study.lock"
    other = tmp_path / "study.lock"
    text = lock.read_text("utf-8")
    accuracy = next(line for line in text.splitlines() if line.startswith("accuracy = "))
    other.write_text(text.replace(accuracy, f"{accuracy[:-3]}999", 1), encoding="utf-8")

    assert compare(lock_evidence(lock), lock_evidence(lock), RESTS, printed) == []
    (found,) = compare(lock_evidence(other), lock_evidence(lock), RESTS, printed)
    assert (found.where, found.fails) == ("reference.accuracy", True)
    in_site = site_evidence(whole / "site").values["reference.accuracy"]
    assert abs(in_site - lock_evidence(lock).values["reference.accuracy"]) <= printed(in_site)
    assert full(in_site) < printed(in_site)


OUTSIDE = ("../../x", "/x", "C:/x", r"..\\\\x")
ENTRY = f'{{"bytes": 0, "sha256": "{"0" * 64}"}}'


NO_REPORTS = ("{", "[" * 20000, '{"files": []}', '{"files": {"a": {}}}')
ODD = ('{"files": {}, "versions": 5}', '{"files": {}, "changed": true}')


@pytest.mark.parametrize("content", [None, *NO_REPORTS, *ODD, *(f'{{"files": {{"{n}": {ENTRY}}}}}' for n in OUTSIDE)])
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, content: str | None) -> None:
    """Before anything is built."""
    if content:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    done = verify(ROOT, "--against", tmp_path)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert str(tmp_path) in done.stderr
