"""The house keeps its own rules: who imports whom, and no word of the report in code (ARCHITECTURE.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(p for top in ("digitclust", "report") for p in (ROOT / top).rglob("*.py"))
SHELVES = {
    path.parent.name: path.parent
    for path in CODE
    if path.name == "__init__.py" and path.parent.parent.name in ("digitclust", "report")
}
GROUND = {
    "digitclust.records": set(),
    "digitclust.discover": set(),
    "digitclust.parallel": set(),
    "digitclust.clock": set(),
    "digitclust.arguments": {"digitclust.records"},
    "digitclust.store": {"digitclust.records"},
    "digitclust.parts": {"digitclust.records"},
    "digitclust.pinning": {"digitclust.records", "digitclust.parts"},
    "digitclust.sources": {"digitclust.records"},
    "digitclust.assembly": {"digitclust.records", "digitclust.parts"},
    "digitclust.cluster": {"digitclust.parallel", "digitclust.records"},
    "report.language": {"digitclust.records", "digitclust.discover"},
}
STATISTICS = [path for path in CODE if path.parent.name == "statistics"]
# What a thing on a shelf may import of ours: the ground floor, never a sibling and never another shelf.
FLOOR = {
    "digitclust": {
        "digitclust",
        "digitclust.records",
        "digitclust.arguments",
        "digitclust.parts",
        "digitclust.pinning",
        "digitclust.sources",
        "digitclust.assembly",
        "digitclust.discover",
    },
    "report": {
        "report",
        "digitclust.records",
        "report.language",
        "report.tabular",
        "report.drawing",
        "report.provenance",
        # What a page is made of beyond that: the contract of targets, sources, files to download.
        "report.target",
        "report.bibliography",
        "report.downloads",
    },
}


def imports(path: Path) -> set[str]:
    """List the modules that a file imports, those inside functions too, but not those for type checkers alone."""
    tree = ast.parse(path.read_text("utf-8"))
    hidden = {
        id(n)
        for t in ast.walk(tree)
        if isinstance(t, ast.If) and ast.unparse(t.test) == "TYPE_CHECKING"
        for n in ast.walk(t)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
            found |= {
                f"{node.module}.{a.name}"
                for a in node.names
                if (ROOT / str(node.module).replace(".", "/") / f"{a.name}.py").is_file()
            }
    return found


def ours(path: Path) -> set[str]:
    """List what a file imports of this project."""
    return {name for name in imports(path) if name.split(".")[0] in ("digitclust", "report")}


def module(path: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", CODE, ids=module)
def test_code_is_ascii(path: Path) -> None:
    """No word of the report stands in code, so a language is added without touching it."""
    assert path.read_bytes().isascii()


@pytest.mark.parametrize("path", [p for p in CODE if module(p).startswith("digitclust")], ids=module)
def test_numbers_know_no_page(path: Path) -> None:
    """The library imports nothing of the report, nor Babel, Jinja, or anything that draws."""
    tops = {name.split(".")[0] for name in imports(path)}

    assert not tops & {"report", "babel", "jinja2", "matplotlib", "seaborn", "mkdocs"}


@pytest.mark.parametrize("path", [p for p in CODE if module(p).startswith("report")], ids=module)
def test_the_report_does_not_cluster(path: Path) -> None:
    """Nothing in the report imports scikit-learn or SciPy: what is computed is an answer."""
    tops = {name.split(".")[0] for name in imports(path)}

    assert not tops & {"sklearn", "scipy"}


@pytest.mark.parametrize("name", GROUND)
def test_the_ground_floor_stands_on_nothing_above_it(name: str) -> None:
    """Records, store and language import nothing of ours but what is named here."""
    assert ours(ROOT / f"{name.replace('.', '/')}.py") <= GROUND[name] | {"digitclust"}


@pytest.mark.parametrize("path", STATISTICS, ids=module)
def test_statistics_know_records_and_each_other_alone(path: Path) -> None:
    """What experiments reckon with is handed arrays and tables: no study, no store, nothing from a shelf."""
    assert ours(path) <= {"digitclust.records", "digitclust.statistics", *map(module, STATISTICS)}


@pytest.mark.parametrize("path", [p for p in CODE if p.parent.name in SHELVES], ids=module)
def test_a_thing_on_a_shelf_imports_no_sibling_and_no_other_shelf(path: Path) -> None:
    """It stands on the ground floor and on the statistics alone."""
    top = path.relative_to(ROOT).parts[0]
    known = {"digitclust.statistics", *map(module, STATISTICS)} if top == "digitclust" else set()

    assert ours(path) <= FLOOR[top] | known


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_shelf_says_what_belongs_there_and_how_to_add_one(shelf: str) -> None:
    """The folder's docstring begins with what it holds and tells how to add one."""
    text = ast.get_docstring(ast.parse((SHELVES[shelf] / "__init__.py").read_text("utf-8"))) or ""

    assert "one file each" in text or "one question" in text
    assert "To add one, write" in text
