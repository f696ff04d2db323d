"""Pages of figures in a real browser: a citation is copied with its reader's day, the gallery searched by word."""

from __future__ import annotations

import datetime
import re

import pytest
from browsing import Open

from report.plates.figure_pages import marked_down

DAY = '<mark class="cite__day" data-day="{dd}.{mm}.{yyyy}">?</mark>'


def test_copying_fills_in_the_day_of_the_reader(visit: Open) -> None:
    """A blank becomes today, and what is selected is the citation alone."""
    page = visit("ru/figures/confusion/")
    page.evaluate(
        f"""document.execCommand = () => {{ window.copied = String(getSelection()); return true }};
        document.querySelector('#cite-gost .cite__text').insertAdjacentHTML('beforeend', ' {DAY}')"""
    )
    page.locator("#cite-gost .cite__copy").click()
    copied = page.evaluate("window.copied")

    assert copied.startswith("digitclust contributors. Матрица ошибок [Электронный ресурс] : рис.")
    assert copied.endswith(f" {datetime.date.today():%d.%m.%Y}")
    assert page.locator("#cite-gost .cite__copy").inner_text() == "Скопировано"


def test_a_version_is_a_name_and_no_decimal_number(visit: Open) -> None:
    """It keeps its last nought, on a Russian page too."""
    series = visit("ru/figures/releases/").locator(".table").first.locator("tbody th")

    assert series.all_inner_texts()[:3] == ["0.18", "0.19", "0.20"]


@pytest.mark.parametrize("code", ["ru", "en"])
def test_each_file_is_offered_once_and_so_is_the_archive_of_all(visit: Open, code: str) -> None:
    """Also where the name of a table begins like the code of a language."""
    page = visit(f"{code}/figures/releases/")
    files = page.locator(".files a").evaluate_all("all => all.map(a => a.getAttribute('href'))")

    assert len(files) == len(set(files)) > 9
    assert page.locator(f"a[href$='figures/figures-{code}.zip']").count() == 1
    assert visit(f"{code}/figures/").locator(f"a[href$='figures/figures-{code}.zip']").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_no_name_in_the_data_is_broken(visit: Open, width: int) -> None:
    """Rather a table scrolls: neither the head of a column nor a name in it runs over two lines."""
    page = visit("ru/figures/method_scores/", viewport={"width": width, "height": 900})
    names = page.locator(".table code")
    broken = names.evaluate_all("all => all.filter(a => a.getClientRects().length > 1).map(a => a.innerText)")

    assert names.count() > 20
    assert broken == []


def test_without_scripts_no_button_promises_anything(visit: Open) -> None:
    """Citations and files stand there all the same, and so do all figures of the gallery."""
    page = visit("en/figures/confusion/", java_script_enabled=False)
    gallery = visit("en/figures/", java_script_enabled=False)

    assert page.locator(".cite__copy:visible").count() == 0
    assert "@incollection{" in page.locator("#cite-bibtex .cite__text").inner_text()
    assert gallery.locator(".gallery__search:visible").count() == 0
    assert gallery.locator(".gallery > li:visible").count() > 10


@pytest.mark.parametrize(
    ("code", "typed", "found"),
    [
        *(("ru", "ошибок матрица", "confusion/"), ("en", "CONFUSION", "confusion/")),
        ("ru", "рис. 10", "confusion/"),
        ("en", "Isomap-10", "transform_scores/"),  # said of what is to be seen alone
    ],
)
def test_the_gallery_finds_a_figure_by_its_words(visit: Open, code: str, typed: str, found: str) -> None:
    """In any order and case; the others go away, and how many are left is told."""
    page = visit(f"{code}/figures/")
    page.locator("#gallery-search").fill(typed)
    links = page.locator(".gallery > li:visible a").evaluate_all("all => all.map(a => a.getAttribute('href'))")

    assert found in links
    assert len(links) < 20
    assert str(len(links)) in page.locator(".gallery__found").inner_text()


def test_every_figure_in_the_text_leads_to_its_page_and_back(visit: Open) -> None:
    """Without scripts; and the page of a figure keeps the reader in the figure when the language is switched."""
    page = visit("ru/confusion/", java_script_enabled=False)
    page.locator("#fig-confusion .data a", has_text="Сослаться").click()
    page.wait_for_url("**/ru/figures/confusion/")
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url("**/en/figures/confusion/")
    page.locator("article a", has_text="Where the text shows it").click()

    page.wait_for_url("**/en/confusion/#fig-confusion")


def test_a_title_means_nothing_to_markdown() -> None:
    """Whatever signs it has."""
    text = marked_down("*a* _b_ {#c} `d` <i> & # $e$ [f](g)")

    assert not re.search(r"[*_{}`<>$\[\]]", text)
    assert text.unescape() == "*a* _b_ {#c} `d` <i> & # $e$ [f](g)"
