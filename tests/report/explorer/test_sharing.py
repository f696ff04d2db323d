"""What the explorer shows stands in its address, and in the files that it saves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsing import Open, until
from exploring import HANDS, LANGUAGES, READY, STATE, button, explore

LINK = "explorer/#start=plusPlus&seed=77&k=7&step=2&map=tsne-0&colour=digit&digit=9&image=5"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_shared_link_opens_the_same_view_in_either_language(visit: Open, code: str) -> None:
    """Seed, step, colours and selection; the switch of language keeps them."""
    page = explore(visit, f"{code}/{LINK}")
    before = page.evaluate(f"JSON.stringify({STATE})")
    centres = page.evaluate("digitclust.runs.now(digitclust.state.get()).frame.sizes.join()")
    other = next(language for language in LANGUAGES if language != code)
    page.locator(f"header a[hreflang={other}]").click()
    page.wait_for_url(f"**/{other}/explorer/#*")
    until(page, READY)

    assert json.loads(before)["seed"] == 77
    assert page.evaluate(f"JSON.stringify({STATE})") == before
    assert page.evaluate("digitclust.runs.now(digitclust.state.get()).frame.sizes.join()") == centres
    assert page.evaluate("digitclust.state.address()").endswith(LINK.split("#")[1])


def test_an_address_that_makes_no_sense_shows_the_study(visit: Open) -> None:
    """Values out of range, of no kind, or unknown are left aside."""
    page = explore(visit, "en/explorer/#seed=-1&k=99&step=x&colour=%3Cb%3E&image=99999&nothing=1")

    assert page.evaluate("digitclust.state.address()").endswith("/en/explorer/")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_saved_carries_its_citation(visit: Open, code: str, tmp_path: Path) -> None:
    """PNG and SVG hold citation and address; the CSV files hold the run."""
    page = explore(visit, f"{code}/explorer/#map=tsne-0&step=4")
    cited = page.evaluate("digitclust.say.citation")
    buttons = page.locator("[data-explorer=share] .explorer-controls").nth(1).locator("button")
    files = []
    for i in range(4):
        with page.expect_download() as download:
            buttons.nth(i).click()
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    png, svg, images, steps = files

    assert b"iTXtDescription" in png.read_bytes()
    assert cited.encode() in png.read_bytes()
    assert cited in svg.read_text("utf-8").replace("&amp;", "&")
    assert "step=4&map=tsne-0" in svg.read_text("utf-8").replace("&amp;", "&")
    assert len(images.read_text("utf-8").splitlines()) == 1798
    assert images.read_text("utf-8").startswith("image,label,cluster,name\n0,0,")
    assert steps.read_text("utf-8").splitlines()[-1].split(",")[2] == "1337"


@pytest.mark.parametrize("hand", HANDS)
def test_the_address_can_be_copied(visit: Open, hand: str) -> None:
    """One button puts it on the clipboard, and says so."""
    page = explore(visit, "en/explorer/#step=4", hand, permissions=["clipboard-read", "clipboard-write"])
    HANDS[hand](button(page, "Copy"))
    until(page, "document.querySelector('[data-explorer=share] [role=status]').textContent === 'Copied.'")

    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("digitclust.state.address()")


def test_a_link_to_a_section_leads_there(visit: Open) -> None:
    """What is above it is filled while the page loads, and the section stays where the reader looks."""
    page = explore(visit, "en/explorer/#proof")
    page.wait_for_timeout(200)

    assert -50 < page.evaluate("document.querySelector('#proof').getBoundingClientRect().top") < 200
