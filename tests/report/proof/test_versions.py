"""Earlier versions stay in sight: what has changed since is told, and what retired leads to its last one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workshop import PUBLICATION, TINY, build

from digitclust.records import InputError
from report.proof import versions

CODES = PUBLICATION.languages


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a tiny study after two versions of it: one that said other things, and one that said the same."""
    folder = tmp_path_factory.mktemp("versions")
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    made(folder)
    versions.keep(folder / "site", PUBLICATION.model_copy(update={"version": "0.0.2"}), folder / "tiny.released")
    same = folder / "tiny.released" / "0.0.2.json"
    other = json.loads(same.read_text("utf-8"))
    other["version"], other["values"]["reference.n_iter"] = "0.0.1", 77
    other["values"]["reference.forgotten"] = 1.5
    del other["values"]["reference.correct"]
    other["figures"]["confusion"]["data"] = "0" * 64
    other["figures"]["lost"] = {"title": {"en": "A figure of old", "ru": "Прежний рисунок"}, "data": "0" * 64}
    del other["figures"]["samples"]
    other["pages"]["seeds"] = {"en": "A page of old", "ru": "Прежняя страница"}
    same.with_name("0.0.1.json").write_text(json.dumps(other), encoding="utf-8")
    made(folder)
    return folder


def made(folder: Path) -> None:
    """Build the tiny study, quickly."""
    done = build("--study", folder / "tiny.toml", "--build", folder / "build", "--site", folder / "site", "--no-paper")
    assert done.returncode == 0, done.stderr


def page(folder: Path, place: str) -> str:
    """Return a page of the site."""
    return (folder / "site" / place / "index.html").read_text("utf-8")


@pytest.mark.prove
@pytest.mark.parametrize("code", CODES)
def test_what_has_changed_since_a_version_is_told(folder: Path, code: str) -> None:
    """The value that moved, old and new; what is new and what is gone; figures that show other data."""
    newer, older = page(folder, f"{code}/errata").split('id="since-0-0-1"')
    n_iter = json.loads((folder / "site" / "values.json").read_text("utf-8"))["reference.n_iter"]
    table = older.split("<tbody", 1)[1].split("</tbody>")[0]

    assert 'id="since-0-0-2"' in newer
    assert "<table" not in newer.split('id="since-0-0-2"')[1]
    assert table.count("<tr>") == 1
    assert all(text in table for text in ("reference.n_iter", ">77<", f">{n_iter}<"))
    assert "<code>reference.forgotten</code>" in older
    assert f'href="../../{code}/figures/samples/"' in older
    assert f'href="../../{code}/figures/confusion/"' in older
    assert f'href="../../v/0.0.1/{code}/"' in older


RETIRED = {
    "figures/lost": {"en": "A figure of old", "ru": "Прежний рисунок"},
    "seeds": {"en": "A page of old", "ru": "Прежняя страница"},
}


@pytest.mark.prove
@pytest.mark.parametrize("place", RETIRED)
@pytest.mark.parametrize("code", CODES)
def test_what_retired_leads_to_its_last_version(folder: Path, code: str, place: str) -> None:
    """At the address that it had, in its own words, where the frozen version's link to the newest finds it.

    The page of changes leads back too; it is in no list of pages.
    """
    own, root = page(folder, f"{code}/{place}"), "../" * (2 + place.count("/"))

    assert RETIRED[place][code] in own
    assert f'href="{root}v/0.0.1/{code}/{place}/" rel="predecessor-version"' in own
    assert f'href="../../v/0.0.1/{code}/{place}/"' in page(folder, f"{code}/errata")
    assert f'href="../{place}/"' not in page(folder, f"{code}/data")


@pytest.mark.prove
def test_a_version_keeps_what_its_pages_were_called(folder: Path) -> None:
    """Those that the study has, in each language; not those that retired before, nor those of figures."""
    kept = json.loads((folder / "tiny.released" / "0.0.2.json").read_text("utf-8"))["pages"]

    assert kept["data"] == {"en": "Data", "ru": "Данные"}
    assert kept.keys() <= set(PUBLICATION.pages)
    assert "seeds" not in kept
    assert versions.titles(folder / "site", PUBLICATION) == kept


@pytest.mark.prove
def test_a_version_is_compared_with_those_before_it_alone(folder: Path) -> None:
    """Not with itself, so that a release can be built again; and numbers are no texts."""
    released = folder / "tiny.released"

    assert [one.number for one in versions.earlier(released, "0.0.2")] == ["0.0.1"]
    assert [one.number for one in versions.earlier(released, "0.0.10")] == ["0.0.2", "0.0.1"]
    assert versions.earlier(folder / "nowhere", "1.0.0") == ()


@pytest.mark.prove
def test_what_a_version_said_is_kept_once(folder: Path) -> None:
    """A second time is refused; a damaged file is told."""
    released = folder / "tiny.released"

    with pytest.raises(InputError, match="never written again"):
        versions.keep(folder / "site", PUBLICATION.model_copy(update={"version": "0.0.2"}), released)
    damaged = folder / "damaged" / "0.0.1.json"
    damaged.parent.mkdir()
    damaged.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"0\.0\.1\.json: this is not what a released version said"):
        versions.earlier(damaged.parent, "1.0.0")


def test_last_bits_are_no_change() -> None:
    """Another processor may round otherwise; a thousandth is a change, and so is another list."""
    said = {"a": 0.5, "b": [1, 2], "c": "x", "d": 0.5}
    version = versions.Version("0.0.1", "2026-01-01", said, {}, {})

    assert version.moved({"a": 0.5 + 1e-13, "b": (1, 2), "c": "x", "d": 0.501}) == ["d"]
    assert version.moved({"a": 0.5, "b": (1, 3), "c": "y"}) == ["b", "c"]
