"""The papers of the project say what is so."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from report.citation.cff import cff
from report.citation.zenodo import zenodo
from report.plates import figure_pages
from report.proof import changes
from report.publication import load_publication
from report.vocabulary import CALLS

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.ru.md")
REPORT = {  # the modules of the report by their name: things on a shelf, which says what it is, go by the shelf's
    path: ".".join(path.relative_to(ROOT / "report").with_suffix("").parts)
    for path in (ROOT / "report").rglob("*.py")
    if not (path.parent / "__init__.py").exists() or path.parent.name == "report"
}
PACKAGES = {name.partition(".")[0] for name in REPORT.values() if "." in name}
PAPERS = (
    *(*READMES, "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *("LICENSE-CC-BY-4.0.md", "templates/TERMS.md"),
)
# In parts, so that this file does not name what no file may name.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
GENERATED = re.compile(
    r"\.git|\.venv|build|site(-.*)?|node_modules|__pycache__|\.(mypy|ruff|pytest)_cache|\.hypothesis"
)
TYPOGRAPHY = re.compile(r"[^\s|>] \u2014|\u2014$|[0-9] %|[\"\u201c\u201d]")


def read(name: str) -> str:
    """Return the text of a paper."""
    return (ROOT / name).read_text(encoding="utf-8")


def publication() -> dict[str, object]:
    """Return the publication data of the report."""
    return tomllib.loads(read("report/publication.toml"))


def blocks(name: str, kind: str) -> list[str]:
    """Return the code blocks of that kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", read(name), re.MULTILINE | re.DOTALL)


def code(text: str) -> list[str]:
    """Return what stands between backticks, in its order."""
    return re.findall(r"`([^`\n]+)`", text)


def rows(name: str) -> list[list[str]]:
    """Return what is code in each row of each table."""
    return [code(line) for line in read(name).splitlines() if line.startswith("| ")]


def tree(name: str) -> Iterator[str]:
    """List the paths of the tree, which is drawn by indentation."""
    above = ""
    (drawn,) = blocks(name, "text")
    for line in drawn.splitlines():
        path = line.split()[0]
        above = above if line.startswith(" ") else path
        yield f"{above}{path}" if line.startswith(" ") else path


def floors() -> dict[str, tuple[int, set[str]]]:
    """Return from ARCHITECTURE.md for each module of the report its floor and what it takes of the library."""
    found: dict[str, tuple[int, set[str]]] = {}
    floor = 0
    for name, *cells in (line.split("|")[1:] for line in read("ARCHITECTURE.md").splitlines() if line[:2] == "| "):
        floor += bool(name.strip())
        modules = code(cells[0])
        if len(cells) == 4 and modules and not name.strip().startswith("`"):
            found |= {module.removesuffix("/*"): (floor, set(code(cells[2]))) for module in modules}
    return found


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """List package and module of what a file imports of ours, type checkers' needs included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, module = node.module.partition(".")
            within = f"{module}." if module in PACKAGES else ""
            for name in [module] if module and not within else [within + alias.name for alias in node.names]:
                if package in ("digitclust", "report"):
                    yield package, name


def sources() -> Iterator[Path]:
    """List every file of the checkout that nobody generated."""
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if not GENERATED.fullmatch(name)]
        yield from (Path(folder, file) for file in files)


def test_citation_names_the_version_that_is_published() -> None:
    """CITATION.cff and .zenodo.json are what `make cff` makes of publication.toml."""
    ours = load_publication(ROOT / "report" / "publication.toml")

    assert read("CITATION.cff") == cff(ours)
    assert read(".zenodo.json") == zenodo(ours)


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.ru.md", "ru")])
def test_readme_cites_as_the_publication_does(name: str, language: str) -> None:
    """The line to cite bears title, version and year of publication.toml."""
    published = publication()
    wanted = {published["title"][language], published["version"], str(published["date"])[:4]}  # type: ignore[index]  # as above

    (line,) = [line for line in read(name).splitlines() if "[CITATION.cff]" in line]
    assert {word for word in wanted if str(word) not in line} == set()


def test_changelog_tells_of_the_version() -> None:
    """The version of publication.toml has its heading."""
    assert f"\n## [{publication()['version']}]" in read("CHANGELOG.md")


@pytest.mark.parametrize("name", PAPERS)
def test_every_make_target_that_a_paper_names_exists(name: str) -> None:
    """Whoever copies a command of make gets what it promises."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    said = [*code(read(name)), *"\n".join(blocks(name, "sh")).splitlines()]
    called = {found[1] for text in said if (found := re.match(r"make (?:-C \S+ |[A-Z]+=\S+ )*([a-z]+)", text))}

    assert called <= targets


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_make_target(name: str) -> None:
    """The table of commands is whole."""
    targets = set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))

    assert targets <= {row[0].split()[1] for row in rows(name) if row and row[0].startswith("make ")}


@pytest.mark.parametrize("name", READMES)
def test_what_the_tree_shows_is_there(name: str) -> None:
    """Each path exists, or git ignores it because a build makes it."""
    ignored = {line.strip("/") for line in read(".gitignore").splitlines()}
    missing = [path for path in tree(name) if path.strip("/") not in ignored and not (ROOT / path).exists()]

    assert missing == []


def test_readmes_say_the_same() -> None:
    """Both languages name the same commands, the same tree, and the same files in the same rows."""
    english, russian = READMES

    for kind in ("sh", "bat"):
        assert blocks(english, kind) == blocks(russian, kind)
    assert list(tree(english)) == list(tree(russian))
    assert rows(english) == rows(russian)
    assert sorted(set(code(read(english)))) == sorted(set(code(read(russian))))


@pytest.mark.parametrize("shelf", ["metrics", "methods", "transforms", "datasets", "experiments", "figures", "tables"])
def test_readme_tells_how_to_add_to_each_shelf(shelf: str) -> None:
    """The row of a shelf names its folder, and in that folder each thing has what the row asks for."""
    (row,) = [line for line in read("README.md").splitlines() if f"/{shelf}/<stem>.py" in line]
    path, *asked = code(row.split(" | ")[1])
    things = [file for file in (ROOT / path).parent.glob("*.py") if file.stem != "__init__"]

    assert things
    for file in things:
        text = file.read_text(encoding="utf-8")
        assert [name for name in asked if not re.search(rf"^(def |class )?{name}\b", text, re.MULTILINE)] == [], file


def floored(module: str) -> str:
    """Return the row of ARCHITECTURE.md that a module stands in: a shelf has one, each other module its own."""
    return module if module in REPORT.values() else module.partition(".")[0]


def test_architecture_tells_who_imports_whom() -> None:
    """Each module of the report is in the table, imports from lower floors, and of the library what its row says."""
    told = floors()
    modules = {path: name for path, name in REPORT.items() if name != "__init__"}
    shelves = {path: path.parent.name for path in (ROOT / "report").glob("*/*.py") if path not in modules}

    assert set(modules.values()) | set(shelves.values()) == set(told)
    for path, name in (modules | shelves).items():
        floor, takes = told[name]
        for package, module in imports(path):
            below = package == "report" and told[floored(module)][0] < floor
            assert module in takes if package == "digitclust" else below, f"{path}: {module}"


def test_architecture_lists_the_template_vocabulary() -> None:
    """Every call that the vocabulary offers has its row, and no row promises another."""
    (table,) = re.findall(r"^\| call \|.*?\n\n", read("ARCHITECTURE.md"), re.MULTILINE | re.DOTALL)
    told = [call for row in table.splitlines()[2:] for call in code(row.split(" | ")[0])]

    assert {call.partition("(")[0].strip("| ") for call in told} == {
        *CALLS,
        *figure_pages.CALLS,
        *changes.CALLS,
        "study_file",
    }


def test_readme_shows_a_library_that_runs() -> None:
    """The lines run as they stand, and give a number and a table."""
    (lines,) = blocks("README.md", "python")
    names: dict[str, object] = {}
    exec(compile(lines, "README.md", "exec"), names)

    results = names["results"]
    assert 0 < results.values["reference.accuracy"] < 1  # type: ignore[attr-defined]  # what the lines made
    assert len(results["reference"].tables["clusters"]) == 10  # type: ignore[index]  # as above


@pytest.mark.parametrize("name", PAPERS)
def test_links_between_papers_lead_somewhere(name: str) -> None:
    """Each relative link names a file, and a heading of it where it has an anchor."""
    folder = (ROOT / name).parent
    for link in re.findall(r"(?<!\!)\[[^]]*\]\(([^)]+)\)", re.sub(r"`[^`\n]*`", "", read(name))):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        text = (folder / path).read_text(encoding="utf-8")
        headings = {re.sub(r"[^\w -]", "", line).strip().lower() for line in text.splitlines() if line.startswith("#")}
        assert not anchor or anchor.replace("-", " ") in headings, link


@pytest.mark.parametrize("name", READMES)
def test_readme_states_the_result_of_the_lock(name: str) -> None:
    """The well-known numbers are those of the study as it was last built."""
    lock = tomllib.loads(read("report/study.lock"))
    share = f"{100 * lock['reference']['accuracy']:.1f}"

    for number in (lock["reference"]["correct"], lock["data"]["n_samples"]):
        assert str(number) in read(name)
    assert (share if name == "README.md" else share.replace(".", ",")) in read(name)


def test_russian_readme_keeps_to_the_typography() -> None:
    """A dash or a per cent sign has a no-break space before it, and quotes are not English."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", read("README.ru.md"), flags=re.DOTALL)

    assert [line for line in text.splitlines() if TYPOGRAPHY.search(line)] == []


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the user's setting: no file of the checkout names a host of them."""
    naming = []
    for path in sources():
        content = path.read_bytes()
        naming += [f"{path.relative_to(ROOT)}: {host}" for host in REGISTRIES if host.encode() in content]

    assert naming == []


@pytest.mark.parametrize("name", PAPERS)
def test_papers_cite_nothing_outside_the_project(name: str) -> None:
    """No paper names a folder of the machine it was written on."""
    assert not re.search(r"/home/|/Users/|file://|\.\./\.\.", read(name))
