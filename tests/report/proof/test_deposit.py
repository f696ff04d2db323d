"""The archive holds what a reader in ten years needs, tells the origin of each figure, and is a valid RO-Crate."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import TOOLS, lacking
from workshop import PUBLICATION, ROOT, TINY, build

from digitclust.records import InputError
from report.citation.record import printed
from report.fresh import Places
from report.proof import crate, deposit
from report.provenance import Origin, origin
from report.publication import Author

HOLDS = {
    *("site/index.html", "site/values.json", "site/manifest.json", "code/report/study.lock", "code/requirements.lock"),
    *("code/digitclust/running.py", "environment.json", "sbom.cdx.json", "study/tiny.toml", "study/tiny.lock"),
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Build a tiny study of a commit."""
    if not origin().commit:
        lacking("git checkout", "an archive names a commit")
    folder = tmp_path_factory.mktemp("deposit")
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    made = Places(folder / "tiny.toml", folder / "build", folder / "site", paper=False)
    done = build("--study", made.study, "--build", made.build, "--site", made.site, "--no-paper")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def archive(places: Places) -> Path:
    """Write its archive, whatever has been changed in the checkout since the commit."""
    return deposit.write(places, origin())


def entities(archive: Path) -> dict[str, dict[str, Any]]:
    """Return what the metadata tell, by id."""
    with zipfile.ZipFile(archive) as file:
        return {entity["@id"]: entity for entity in json.loads(file.read(crate.NAME))["@graph"]}


def ids(said: Any) -> list[str]:
    """Return the ids that a property leads to."""
    return [one["@id"] for one in (said if isinstance(said, list) else [said])]


@pytest.mark.prove
def test_it_holds_report_sources_study_locks_and_environment(archive: Path, places: Places) -> None:
    """Every byte of the site as it stands, the sources as the commit has them, and what they were run with."""
    with zipfile.ZipFile(archive) as file:
        names = set(file.namelist())
        packages = {part["name"] for part in json.loads(file.read("sbom.cdx.json"))["components"]}
        site = {path.relative_to(places.site).as_posix() for path in places.site.rglob("*") if path.is_file()}

        assert names >= HOLDS
        assert all(file.read(f"site/{name}") == (places.site / name).read_bytes() for name in site)
        assert {"numpy", "scikit-learn", "mkdocs-material"} <= packages
        assert json.loads(file.read("environment.json"))["SIMD"]


@pytest.mark.prove
def test_what_is_a_script_can_be_run(archive: Path) -> None:
    """The archived sources keep the rights of what has an interpreter in its first line, and of nothing else."""
    with zipfile.ZipFile(archive) as file:
        scripts = {entry.filename for entry in file.infolist() if entry.external_attr >> 16 == 0o755}

    assert scripts == {"code/.ci/run", "code/.github/publish.sh"}


@pytest.mark.prove
def test_it_says_of_each_figure_which_script_drew_it_from_which_data(archive: Path, places: Places) -> None:
    """Script, tables and files are those of the figure's record, and lie in the archive."""
    told = entities(archive)
    with zipfile.ZipFile(archive) as file:
        names = set(file.namelist())
    records = json.loads((places.site / "figures" / "index.json").read_text("utf-8"))["figures"]

    assert records
    for record in records:
        run = told[f"#figure-{record['stem']}"]
        assert ids(run["instrument"]) == [f"code/report/figures/{record['stem']}.py"]
        assert ids(run["object"]) == sorted(f"site/{table['path']}" for table in record["tables"])
        assert set(ids(run["result"])) == {f"site/{made['path']}" for made in record["files"]}
        assert {*ids(run["instrument"]), *ids(run["object"]), *ids(run["result"])} <= names


@pytest.mark.prove
def test_every_part_that_it_names_is_there(archive: Path) -> None:
    """And each is told of; of the study, computed first, the tables are results."""
    told = entities(archive)
    with zipfile.ZipFile(archive) as file:
        missing = set(ids(told["./"]["hasPart"])) - set(file.namelist())

    assert missing == set()
    assert set(ids(told["./"]["hasPart"])) <= told.keys()
    assert ids(told["#study"]["object"])[0] == "study/tiny.toml"
    assert "site/data/reference/confusion.csv" in ids(told["#study"]["result"])


@pytest.mark.prove
def test_it_is_a_valid_crate(archive: Path) -> None:
    """By roc-validator: RO-Crate 1.1 and Process Run Crate 0.5, every check that a crate has to pass."""
    python = TOOLS.parent / ".venv" / "bin" / "python"
    if not python.is_file():
        lacking("roc-validator", "'make test' installs it")
    command = [str(python), str(ROOT / "tests" / "tools" / "validate_crate.py"), str(archive)]
    done = subprocess.run(
        [*command, "ro-crate-1.1", "process-run-crate-0.5"], capture_output=True, encoding="utf-8", check=False
    )
    lines = done.stdout.splitlines()

    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in lines] == ["ro-crate-1.1", "process-run-crate-0.5"], done.stdout
    assert all(int(line.split()[1]) > 10 for line in lines)


@pytest.mark.prove
def test_the_same_sources_give_the_same_bytes(archive: Path, places: Places) -> None:
    """Written twice, it is one archive."""
    first = archive.read_bytes()

    assert deposit.write(places, origin()).read_bytes() == first


def test_nothing_is_invented() -> None:
    """Without address, DOI and publisher none is told; with them they are."""
    bare = PUBLICATION.model_copy(update={"address": "", "doi": "", "publisher": ""})
    person = Author(family="Curie", given="Marie", orcid="0000-0002-1825-0097")
    known = {"address": "https://example.org/", "doi": "10.5281/zenodo.1", "publisher": "A Press", "authors": (person,)}
    told = [
        {one["@id"]: one for one in json.loads(crate.describe(said, "study/x.toml", [], ["site/x"]))["@graph"]}
        for said in (bare, PUBLICATION.model_copy(update=known))
    ]

    assert not {"identifier", "url", "publisher"} & told[0]["./"].keys()
    assert told[1]["./"]["identifier"] == "https://doi.org/10.5281/zenodo.1"
    assert told[1]["./"]["url"] == "https://example.org/"
    assert told[1]["./"]["publisher"] == {"@id": "#publisher"}
    assert told[1]["./"]["author"] == {"@id": "https://orcid.org/0000-0002-1825-0097"}
    assert told[1]["https://orcid.org/0000-0002-1825-0097"]["familyName"] == "Curie"


@pytest.mark.prove
def test_what_nobody_could_make_again_is_not_archived(places: Places) -> None:
    """Neither a site of changed sources, nor one that is no longer as it was built."""
    with pytest.raises(InputError, match=r"commit first.*report/x\.py"):
        deposit.refuse(places, Origin("c" * 40, None, 0, ("report/x.py",)))
    with pytest.raises(InputError, match="there is no git"):
        deposit.refuse(places, Origin("", None, 0, ()))
    with pytest.raises(InputError, match="build it first"):
        deposit.refuse(replace(places, paper=True), Origin("c" * 40, None, 0, ()))


def test_a_new_answer_is_committed_before_it_is_archived(tmp_path: Path) -> None:
    """The lock in the archive is the one beside the study."""
    lock = tmp_path / "study.lock"
    lock.write_bytes(printed("something new"))
    ours = Places(ROOT / "report" / "study.toml", tmp_path / "build", tmp_path / "site", aside=lock)

    with pytest.raises(InputError, match=r"commit .*study\.lock first"):
        deposit.gathered(ours, origin())
