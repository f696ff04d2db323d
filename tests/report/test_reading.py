"""Everyone can read: axe, 400 % zoom, keyboard, print and no scripts, on each kind of page or on every page.

`make test` looks at a page of each kind, `make prove` at every page of the site.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from browsing import ONLY, SCHEMES, VIOLATIONS, Open, axe, until
from playwright.sync_api import Page
from workshop import PUBLICATION

NARROW, WIDE = 320, 1280  # a window of 1280 at a zoom of 400 % has 320
STEMS = (
    "",
    "clustering/",
    "seeds/",
    "methods/",
    "findings/",
    "explorer/",
    "glossary/",
    "references/",
    "cite/",
    "errata/",
    "figures/",
    "figures/confusion/",
)
WALKED = ("", "seeds/", "explorer/", "cite/", "figures/", "figures/confusion/")
KINDS = ["", "404.html", *(f"{code}/{stem}" for code in PUBLICATION.languages for stem in STEMS)]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What takes the keyboard; of the choices that exclude each other it takes one.
INTERACTIVE = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
  window.shown = element => element.checkVisibility({checkVisibilityCSS: true}) && element.tabIndex >= 0
  const group = element => element.type === "radio" ? element.name : element
  const found = [...document.querySelectorAll(all)].filter(element => !element.disabled && shown(element))
  window.waiting = new Map(found.map(element => [group(element), element]))
  window.reached = new Set()
  window.proceeds = () => {  // to what has not been reached yet
    const own = document.activeElement
    if (!own || own === document.body || reached.has(own)) return false
    waiting.delete(group(own))
    return reached.add(own)
  }
  return found.length
}"""
MISSED = "[...waiting.values()].filter(shown).map(one => 'never reached: ' + one.outerHTML.slice(0, 120))"
# What speaks against a reader seeing what has the focus.
UNSEEN = """() => {
  const own = document.activeElement
  const seen = own.matches(".md-option") ? own.nextElementSibling : own  // the theme's switch shows its label
  const box = seen.getBoundingClientRect(), style = getComputedStyle(seen)
  const line = seen.getClientRects()[0] || box  // a link may run over several
  const across = Math.min(Math.max(line.left + 2, 0), innerWidth - 1), down = (line.top + line.bottom) / 2
  const top = document.elementFromPoint(across, Math.min(Math.max(down, 0), innerHeight - 1))
  const faults = []
  if (style.outlineStyle === "none" || style.outlineWidth === "0px") faults.push("no outline")
  if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) faults.push("outside")
  if (!seen.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})) faults.push("hidden")
  if (!(seen.contains(top) || top && top.contains(seen))) faults.push("covered")
  return faults.map(fault => fault + ": " + own.outerHTML.slice(0, 120))
}"""
STEP = f"() => proceeds() ? ({UNSEEN})() : null"


def every(site: Path) -> list[str]:
    """List every page of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def told(path: str, look: Callable[[Page], Iterator[str]], page: Page) -> list[str]:
    """Look at a page, close it, and say where each fault was seen."""
    found = [f"{path}: {fault}" for fault in look(page)]
    page.context.close()
    return found


def still(page: Page) -> None:
    """Wait until nothing moves."""
    until(page, "document.getAnimations().every(one => one.playState !== 'running')")


def unreadable(page: Page) -> Iterator[str]:
    """Yield what stands against reading a page: what axe finds, what stands out at the side, what has not loaded."""
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    until(page, "[...document.images].every(image => image.complete)")
    page.wait_for_load_state("networkidle")
    page.evaluate(axe())
    yield from page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)")
    for width, scheme in product((WIDE, NARROW), SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        still(page)
        found = page.evaluate(VIOLATIONS, ONLY[scheme])
        yield from (f"{width} {scheme}: {fault}" for fault in found)
        if page.evaluate(SIDEWAYS) > 0:
            yield f"{width} {scheme}: stands out at the side"


def lasting(page: Page, seconds: float = 3) -> list[str]:
    """Return what still speaks against seeing the focus when all that opens for it has opened."""
    faults: list[str] = []
    for _ in range(int(seconds * 20)):
        if not (faults := page.evaluate(UNSEEN)):
            break
        page.wait_for_timeout(50)
    return faults


def unreachable(page: Page) -> Iterator[str]:
    """Yield what the keyboard does not reach, and where a reader would not see that it did."""
    page.wait_for_load_state("networkidle")
    for _ in range(page.evaluate(INTERACTIVE) + 20):  # some come while it goes on
        page.keyboard.press("Tab")
        faults = page.evaluate(STEP)
        if faults is None:
            break
        if faults:
            yield from lasting(page)
    yield from page.evaluate(MISSED)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_each_kind_can_be_read(visit: Open, path: str) -> None:
    """Light and dark, in a window and at 400 %: axe finds nothing, nothing needs scrolling sideways, all has loaded."""
    assert told(path, unreadable, visit(path)) == []


@pytest.mark.prove
@pytest.mark.weekly
def test_every_page_can_be_read(site: Path, visit: Open) -> None:
    """The same for all of them."""
    assert [fault for path in every(site) for fault in told(path, unreadable, visit(path))] == []


@pytest.mark.parametrize("path", ["", *(f"ru/{stem}" for stem in WALKED)])  # the links are the same in every language
def test_a_page_of_each_kind_can_be_used_by_keyboard(visit: Open, path: str) -> None:
    """The tabulator reaches all there is to use, and a ring is seen around it, whatever has to open for that."""
    assert told(path, unreachable, visit(path, viewport={"width": NARROW, "height": 900})) == []


@pytest.mark.prove
@pytest.mark.weekly
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_page_can_be_used_by_keyboard(site: Path, visit: Open, width: int) -> None:
    """The same for all of them."""
    size = {"width": width, "height": 900}
    assert [fault for path in every(site) for fault in told(path, unreachable, visit(path, viewport=size))] == []


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_every_figure_has_a_description_with_its_results_and_its_data_as_a_table(site: Path, code: str) -> None:
    """On its page: what is to be seen, with numbers, in other words than the caption; and rows of numbers."""
    pages = sorted((site / code / "figures").glob("*/index.html"))
    faults = []
    for path in pages:
        page = path.read_text("utf-8")
        alternatives, captions = re.findall(r'<img[^>]* alt="([^"]*)"', page), re.findall("<figcaption>(.*?)</", page)
        seen = bool(alternatives) and len(alternatives[0].split()) >= 8 and alternatives[0] not in captions
        rows = page.partition("<table")[2].partition("</table>")[0].count("<tr")
        if not (seen and re.search(r"\d", alternatives[0]) and rows > 1):
            faults.append(f"{path.parent.name}: {alternatives[:1]}, {rows} rows")

    assert len(pages) > 30
    assert faults == []


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_the_first_key_skips_to_the_text(visit: Open, code: str) -> None:
    """And the next one reaches something of the text, past header and list of pages."""
    page = visit(f"{code}/seeds/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className.includes('md-skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("!!document.activeElement.closest('article')")


def test_a_wide_table_is_scrolled_by_key(visit: Open) -> None:
    """At 400 % the page stays where it is, and the table moves."""
    page = visit("en/methods/", viewport={"width": NARROW, "height": 900})
    wide = "[...document.querySelectorAll('.table')].find(table => table.scrollWidth > table.clientWidth)"
    assert page.evaluate(f"!!{wide}")
    page.evaluate(f"{wide}.focus()")
    page.keyboard.press("ArrowRight")

    until(page, f"{wide}.scrollLeft > 0", seconds=5)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("code", ["ru", pytest.param("en", marks=pytest.mark.prove)])
def test_results_of_a_search_can_be_read(visit: Open, code: str, width: int) -> None:
    """While they lie over the page, too."""
    page = visit(f"{code}/", viewport={"width": width, "height": 900})
    page.evaluate("document.querySelector('.md-search__input').focus()")
    page.keyboard.type("K-Means")
    page.locator(".md-search-result__link").first.wait_for()

    assert told("search", unreadable, page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_without_scripts_pages_are_found_and_figures_seen(visit: Open, width: int) -> None:
    """The list of pages opens and leads on; figures are drawn, and their files come."""
    page = visit("ru/", viewport={"width": width, "height": 900}, java_script_enabled=False)
    if width == NARROW:
        page.locator("header label[for=__drawer]").click()
        page.locator(".md-nav--primary label.md-nav__link[for=__nav_4]").click()
    page.locator(".md-nav--primary a[href='data/']").click()
    page.wait_for_url("**/ru/data/")
    figure = page.locator("figure img").first
    figure.scroll_into_view_if_needed()
    until(page, "document.querySelector('figure img').naturalWidth > 0")
    page.goto(page.url.replace("/data/", "/figures/confusion/"))
    with page.expect_download() as download:
        page.locator("a[download$='.bib']").first.click()

    assert figure.is_visible()
    assert download.value.path().stat().st_size


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_shows_the_text_and_leaves_the_frame_out(visit: Open, scheme: str) -> None:
    """Figures whole, links dark and underlined, licence kept; nothing that only a screen can do."""
    page = visit("en/seeds/", color_scheme=scheme, viewport={"width": 627, "height": 971})  # A4 within its margins
    page.emulate_media(media="print")
    figures = page.locator("figure.figure img").all()
    for figure in figures:
        box = figure.bounding_box()
        assert box
        assert box["width"] <= 627
        assert box["height"] <= 971
    for gone in (".md-header", ".md-sidebar--primary", ".md-footer__inner", ".headerlink", ".md-search"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    link = page.locator("article p a:not(.headerlink)").first
    style = link.evaluate("link => [getComputedStyle(link).color, getComputedStyle(link).textDecorationLine]")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)

    assert figures
    assert style == ["rgb(11, 87, 164)", "underline"]
    assert "CC BY 4.0" in text
    assert "Type to start searching" not in text
