"""A released version stays for ever: publishing adds below v/ and never removes, and its pages lead to the newest."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from workshop import ROOT

from digitclust.records import InputError
from report.language import load_language
from report.proof import release
from report.publication import load_publication
from report.templates import TEMPLATES
from report.web.check import problems
from report.web.publish import claim
from report.web.site import manifest, render

CODES = ("en", "ru")
RELEASED = 'start, <a href="../../" rel="latest-version">the newest</a>'


def git(folder: Path, *command: str) -> str:
    """Run git as somebody."""
    who = ["-c", "user.name=A Reader", "-c", "user.email=reader@example.org"]
    done = subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a checkout that knows how to publish, and a bare repository that it publishes to."""
    folder, bare = tmp_path / "checkout", tmp_path / "published.git"
    (folder / ".github").mkdir(parents=True)
    shutil.copy(ROOT / ".github" / "publish.sh", folder / ".github")
    (folder / "report").mkdir()
    (folder / "report" / "study.lock").write_text("accuracy = 0.6\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "A Reader")
    git(folder, "config", "user.email", "reader@example.org")
    git(folder, "remote", "add", "origin", str(bare))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Publish")
    return folder


def publish(checkout: Path, *versions: str, **pages: str) -> str:
    """Publish a site of some pages, at the root or as a version; return what is told."""
    done = asked(make(checkout, *versions, **pages), *versions)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make(checkout: Path, version: str = "", **pages: str) -> Path:
    """Make a site of some pages, as that of a version where one is named; return the checkout."""
    site = checkout / "site"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    for stem, text in {"index": RELEASED if version else "start", **pages}.items():
        (site / f"{stem}.html").write_text(text, encoding="utf-8")
    manifest(site, {"version": version, "commit": git(checkout, "rev-parse", "HEAD"), "changed": []})
    return checkout


def asked(checkout: Path, *versions: str) -> subprocess.CompletedProcess[str]:
    """Ask to publish the site of a checkout."""
    command = ["bash", ".github/publish.sh", "site", *versions]
    return subprocess.run(command, cwd=checkout, check=False, capture_output=True, encoding="utf-8")


def published(checkout: Path) -> dict[str, str]:
    """Return every page of the published branch."""
    bare = checkout.parent / "published.git"
    names = git(bare, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(bare, "show", f"gh-pages:{name}") for name in names if name.endswith(".html")}


def test_a_released_version_is_added_and_never_removed(checkout: Path) -> None:
    """Whatever is published afterwards at the root, and whatever pages go."""
    publish(checkout, gone="a page that will go")
    publish(checkout, "1.0.0", figure="as it was")
    publish(checkout, figure="as it is now")
    publish(checkout, "1.1.0", other="later")
    publish(checkout)

    assert published(checkout) == {
        "index.html": "start",
        "v/1.0.0/index.html": RELEASED,
        "v/1.0.0/figure.html": "as it was",
        "v/1.1.0/index.html": RELEASED,
        "v/1.1.0/other.html": "later",
    }


def test_a_released_version_is_never_written_again(checkout: Path) -> None:
    """A second site under the same number is not published, and it is told."""
    publish(checkout, "1.0.0", figure="as it was")
    told = publish(checkout, "1.0.0", figure="something else")

    assert "never written again" in told
    assert published(checkout)["v/1.0.0/figure.html"] == "as it was"


FAULTS = ("another version", "no link to the newest", "no manifest", "a new lock", "another commit", "changed sources")


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_that_released_version_is_not_frozen(checkout: Path, fault: str) -> None:
    """A site of other sources, or one that the build found to say something new: one line, and nothing is published."""
    make(checkout, "1.0.1" if fault == "another version" else "1.0.0")
    if fault == "no link to the newest":
        (checkout / "site" / "index.html").write_text("start", encoding="utf-8")
    if fault == "no manifest":
        (checkout / "site" / "manifest.json").unlink()
    if fault in ("another commit", "changed sources"):
        told = {"commit": "0" * 40} if fault == "another commit" else {"changed": ["report/build.py"]}
        commit = git(checkout, "rev-parse", "HEAD")
        manifest(checkout / "site", {"version": "1.0.0", "commit": commit, "changed": [], **told})
    if fault == "a new lock":
        (checkout / "report" / "study.lock").write_text("accuracy = 0.7\n", encoding="utf-8")
    done = asked(checkout, "1.0.0")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert git(checkout, "ls-remote", "origin") == ""


def test_history_is_kept(checkout: Path) -> None:
    """Each publication stands on the one before: nothing is pushed by force."""
    for text in ("one", "two", "three"):
        publish(checkout, page=text)

    assert git(checkout.parent / "published.git", "rev-list", "--count", "gh-pages") == "3"


def test_a_page_of_a_released_version_leads_to_the_newest_and_to_where_errors_are_told(tmp_path: Path) -> None:
    """By a relative link to the same page, out of v/<version>/; a page says which version it is."""
    ours = load_publication(ROOT / "report" / "publication.toml")
    errors = "https://example.org/new?title={page}"
    publication = ours.model_copy(update={"released": True, "version": "1.0.0", "errors": errors})
    languages = [load_language(TEMPLATES / one, CODES) for one in CODES]
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "data.md").write_text("---\ntitle: Data\n---\n\n# Data {#data}\n", encoding="utf-8")
    html = tmp_path / "tree" / "v" / "1.0.0" / "en"
    html.parent.mkdir(parents=True)
    render(languages[0], languages, publication, tmp_path / "pages", html, tmp_path / "en.yml", 1_700_000_000)
    page = (html / "data" / "index.html").read_text("utf-8")
    (link,) = [part.split('"')[0] for part in page.split('href="') if 'rel="latest-version"' in part.split(">")[0]]

    assert (html / "data" / link).resolve() == (tmp_path / "tree" / "en" / "data").resolve()
    assert "version 1.0.0" in page
    assert 'href="https://example.org/new?title=en/data/"' in page
    assert not [fault for fault in problems(html.parent) if link in fault]


def test_what_could_not_stay_is_not_released(checkout: Path, tmp_path: Path) -> None:
    """Another version, one that is not declared released, local changes, and one that is published."""
    text = (ROOT / "report" / "publication.toml").read_text("utf-8")
    said = tmp_path / "publication.toml"

    def refused(version: str, **states: str) -> str:
        said.write_text(text.replace("released = false", f"released = {states.get('released', 'true')}"), "utf-8")
        with pytest.raises(InputError) as caught:
            release.refuse(version, said, checkout)
        return str(caught.value)

    now = load_publication(ROOT / "report" / "publication.toml").version
    assert f"the version is {now}" in refused("77.0.0")
    assert "set released = true" in refused(now, released="false")
    (checkout / "mkdocs.yml").write_text("changed", encoding="utf-8")
    assert "commit first" in refused(now)
    (checkout / "mkdocs.yml").unlink()
    release.refuse(now, said, checkout)
    publish(checkout, now)
    shutil.rmtree(checkout / "site")
    assert "never written again" in refused(now)


def test_a_build_refuses_the_folder_of_a_released_version(tmp_path: Path) -> None:
    """Whoever points a build there loses nothing."""
    released = tmp_path / "v" / "1.0.0"
    released.mkdir(parents=True)
    (released / "manifest.json").write_text("{}", encoding="utf-8")

    with pytest.raises(InputError, match="never written again"):
        claim(released)


def test_an_upgrade_tells_which_numbers_moved_and_with_which_packages(tmp_path: Path) -> None:
    """Old and new of each, and nothing of what stayed."""
    lock = ROOT / "report" / "study.lock"
    old = tmp_path / "study.lock"
    old.write_text(lock.read_text("utf-8").replace("\nn_iter = 19\n", "\nn_iter = 18\n", 1), encoding="utf-8")
    packages = tmp_path / "requirements.lock"
    pinned = (ROOT / "requirements.lock").read_text("utf-8")
    packages.write_text(re.sub(r"(?m)^scikit-learn==\S+", "scikit-learn==0.0.1", pinned), encoding="utf-8")
    told: list[str] = []
    release.moved(old, packages, lock, told.append)

    assert re.fullmatch(r"Packages of another version: scikit-learn 0\.0\.1 -> [\d.]+", told[0])
    assert told[1].startswith("Moved: reference.n_iter: 18 there, 19 rebuilt")
    assert told[2].startswith("1 numbers and runs moved.")
