"""What the explorer says of the published runs: equal, or different and explained; in a worker and in slices."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Open, until
from exploring import LANGUAGES, READY, STATE, button, explore, shown, text
from playwright.sync_api import Browser

from digitclust import Results

DIFFERENT = """() => { const { images, runs } = digitclust;
  return Array.from({ length: images.nSeeds }, (_, seed) => seed).find(seed => {
    const run = runs.of({ start: "study", seed, k: images.k }); return run.digest !== images.digestOf(seed); }); }"""


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reference_run_is_told_as_published(visit: Open, code: str) -> None:
    """The proof says 1337 of 1797 as soon as the page is there."""
    page = explore(visit, f"{code}/explorer/")
    verdict = page.locator(".explorer-verdict")

    assert verdict.get_attribute("data-verdict") == "equal"
    assert all(number in verdict.inner_text() for number in ("1337", "1797"))


@pytest.mark.prove
def test_every_published_seed_is_checked_in_a_worker(visit: Open, results: Results) -> None:
    """Only seeds that meet a tie may differ, and they are listed; none differs without a tie."""
    page = explore(visit, "en/explorer/")
    button(page, "Check all seeds").click()
    told = page.locator("[data-explorer=proof] .explorer-told")
    until(page, "digitclust.proof.results().length === 1000", 300)

    assert told.get_attribute("data-unexplained") == "0"
    differ = int(told.get_attribute("data-tied") or "")
    assert int(told.get_attribute("data-equal") or "") + differ == 1000
    assert differ < results.values["explorer.n_tied"]  # type: ignore[operator]  # a number
    page.locator("[data-explorer=proof] summary").click()
    assert page.locator("[data-explorer=proof] tbody tr").count() == differ


def test_a_page_from_a_file_checks_in_slices(browser: Browser, site: Path) -> None:
    """No worker, no module, no request: everything else works as it does from a server."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: None if "search" in str(error) else faults.append(str(error)))
    page.goto(f"{(site / 'ru' / 'explorer' / 'index.html').as_uri()}#step=3&colour=digit")
    until(page, READY)
    page.get_by_role("button", name="Проверить все зёрна").click()
    until(page, "digitclust.proof.results().length > 30")
    page.get_by_role("button", name="Остановить").click()

    assert page.evaluate("digitclust.proof.results().every(seed => seed.equal || seed.ties > 0)")
    assert shown(page, "step") == 3
    assert faults == []
    page.close()


def test_a_difference_is_shown_and_explained_by_ties(visit: Open) -> None:
    """Both digests, and how many ties were met on the way."""
    page = explore(visit, "en/explorer/")
    seed = page.evaluate(DIFFERENT)
    page.evaluate(f"digitclust.state.set({{ seed: {seed} }})")
    run = page.evaluate(f"(({{ digest, ties }}) => [digest, ties])(digitclust.runs.of({STATE}))")
    told = text(page, "proof")

    assert page.locator(".explorer-verdict").get_attribute("data-verdict") == "other"
    assert run[1] > 0
    for part in (f"Seed {seed}:", run[0], page.evaluate(f"digitclust.images.digestOf({seed})"), f"ties: {run[1]}"):
        assert part in told


def test_a_difference_that_no_tie_explains_is_called_a_fault(visit: Open, results: Results) -> None:
    """Had the study published another digest of a seed without ties, the page would say that this should not be."""
    checks = results["explorer"].tables["checks"]
    page = explore(visit, "en/explorer/")
    free = checks["random_state"][checks["ties"] == 0].tolist()
    seed = next(
        seed
        for seed in free[1:]
        if not page.evaluate(f"digitclust.runs.of({{ start: 'study', seed: {seed}, k: 10 }}).ties")
    )
    page.evaluate("digitclust.images.digestOf = () => 'another'")
    page.evaluate(f"digitclust.state.set({{ seed: {seed} }})")

    assert page.locator(".explorer-verdict").get_attribute("data-verdict") == "other"
    assert "No tie was met: this should not be" in text(page, "proof")
