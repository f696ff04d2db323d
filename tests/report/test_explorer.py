"""The explorer in a real browser: its arithmetic against scikit-learn's, and its controls by every hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import TOOLS, Open, lacking, until
from playwright.sync_api import Browser, Locator, Page
from sklearn.cluster import KMeans

from digitclust import Results
from digitclust.datasets import digits
from report.publication import load_publication

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = load_publication(ROOT / "report" / "publication.toml").languages
STATE = "digitclust.state.get()"
READY = "document.documentElement.classList.contains('explorer-ready')"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
RUN = """seeds => { const { images, lloyd } = digitclust;
  const problem = lloyd.problem(images.pixels, images.n, images.nFeatures);
  return seeds.map(seed => { const found = lloyd.run(problem, images.startsOf(seed));
    return { labels: Array.from(found.labels), inertia: found.inertia, steps: found.nSteps }; }); }"""


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the explorer once for all that only computes."""
    page = browser.new_page()
    page.goto(f"{address}en/explorer/")
    until(page, READY)
    yield page
    page.close()


def explore(visit: Open, path: str, **options: object) -> Page:
    """Open the explorer and wait until it shows all it has."""
    page = visit(path, **options)
    until(page, READY)
    return page


def shown(page: Page, key: str) -> Any:
    """Return one part of what the page shows."""
    return page.evaluate(f"{STATE}.{key}")


def text(page: Page, part: str) -> str:
    """Return what stands in a part of the page, with plain blanks."""
    return page.locator(f"[data-explorer={part}]").inner_text().replace("\u00a0", " ")


def fit(seed: int) -> KMeans:
    """Cluster as the study does."""
    return KMeans(10, n_init=1, random_state=seed).fit(digits.load().data)


def test_the_reference_run_is_scikit_learns_to_the_last_label(page: Page) -> None:
    """Labels, inertia and number of iterations of seed 0."""
    (found,) = page.evaluate(RUN, [0])
    wanted = fit(0)

    assert found["labels"] == wanted.labels_.tolist()
    assert found["inertia"] == pytest.approx(wanted.inertia_, rel=1e-12)
    assert found["steps"] == wanted.n_iter_


def test_a_hundred_seeds_without_ties_end_in_scikit_learns_labels(page: Page, results: Results) -> None:
    """Computed in the browser from the published starts, and fitted here anew."""
    checks = results["explorer"].tables["checks"]
    seeds = checks["random_state"][checks["ties"] == 0].head(100).tolist()

    assert len(seeds) == 100
    for seed, found in zip(seeds, page.evaluate(RUN, seeds), strict=True):
        assert found["labels"] == fit(seed).labels_.tolist(), seed


def test_the_digest_in_the_script_is_the_published_one(page: Page, results: Results) -> None:
    """SHA-256 of the standard's own example, and of the reference run's labels."""
    example = page.evaluate("digitclust.digest.sha256(new TextEncoder().encode('abc'))")

    assert example == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (
        page.evaluate("digitclust.runs.of(digitclust.state.get()).digest")
        == results["seeds"].tables["runs"]["digest"][0]
    )


def test_the_page_has_the_data_as_they_are(page: Page, results: Results) -> None:
    """Every pixel, every true digit, every start, and the maps to a thousandth of their width."""
    dataset = digits.load()
    given = page.evaluate(
        "({ pixels: Array.from(digitclust.images.pixels), digits: Array.from(digitclust.images.digits) })"
    )
    answer = results["explorer"]

    assert given["pixels"] == dataset.data.astype(int).ravel().tolist()
    assert given["digits"] == dataset.target.tolist()
    assert page.evaluate("digitclust.images.startsOf(999)") == answer.arrays["starts"][999].tolist()
    for name, points in zip(("pca-2", "tsne-0"), answer.arrays["coordinates"], strict=True):
        x = np.array(page.evaluate(f"Array.from(digitclust.images.maps['{name}'].x)"))
        span = float(np.ptp(points, axis=0).max())
        assert np.abs((x - x[0]) - (points[:, 0] - points[0, 0]) / span).max() < 0.002


def test_a_new_seed_draws_the_same_images_everywhere(page: Page) -> None:
    """The generator is Marsaglia's xorshift128; k-means++ and chance choose different images, each once."""
    x, y, z, w = 123456789 + 5, 362436069, 521288629, 88675123
    drawn = []
    for _ in range(66):
        t = (x ^ (x << 11)) & 0xFFFFFFFF
        x, y, z, w = y, z, w, (w ^ (w >> 19) ^ t ^ (t >> 8)) & 0xFFFFFFFF
        drawn.append(w / 2**32)

    assert (
        page.evaluate("(() => { const next = digitclust.starts.generator(5); return [next(), next()]; })()")
        == drawn[-2:]
    )
    for how in ("plusPlus", "random"):
        starts = page.evaluate(f"digitclust.runs.of({{ start: '{how}', seed: 5, k: 20 }}).starts")
        assert len(set(starts)) == 20


def test_distances_are_those_of_the_centres(page: Page) -> None:
    """To the own centre and to the next, as numpy computes them."""
    model, image = fit(0), digits.load().data[5]
    wanted = np.sort(np.linalg.norm(model.cluster_centers_ - image, axis=1))
    found = page.evaluate(
        """() => { const { runs, state, images } = digitclust;
        return runs.distances(runs.now(state.get()).frame, images.of(5)).map(one => one.distance); }"""
    )

    assert found == pytest.approx(wanted.tolist(), rel=1e-9)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reference_run_is_told_as_published(visit: Open, code: str) -> None:
    """The proof says 1337 of 1797 as soon as the page is there."""
    page = explore(visit, f"{code}/explorer/")
    verdict = page.locator(".explorer-verdict")

    assert verdict.get_attribute("data-verdict") == "equal"
    assert all(number in verdict.inner_text() for number in ("1337", "1797"))


def test_every_published_seed_is_checked_in_a_worker(visit: Open, results: Results) -> None:
    """Only seeds that meet a tie may differ, and they are listed; none differs without a tie."""
    page = explore(visit, "en/explorer/")
    page.get_by_role("button", name="Check all seeds").click()
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


def test_without_scripts_the_page_shows_figures_and_says_what_is_missing(visit: Open) -> None:
    """The map, the matrix, the centres and all seeds as pictures; no empty control is left."""
    for code in LANGUAGES:
        page = visit(f"{code}/explorer/", java_script_enabled=False)
        figures = page.locator("article figure")

        assert [figures.nth(i).get_attribute("id") for i in range(figures.count())] == [
            f"fig-{stem}" for stem in ("map", "confusion", "centroids", "seed_accuracy")
        ]
        assert figures.first.is_visible()
        assert page.locator(".explorer-static").first.is_visible()
        assert page.locator(".explorer:visible").count() == 0


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


def test_the_matrix_chooses_images_and_shows_the_cell_of_one(visit: Open, results: Results) -> None:
    """9 read as 3: those images stay on the map and stand in the gallery; the chosen one marks its cell."""
    page = explore(visit, "en/explorer/")
    label, name, n = (results.values[f"reference.top_confusion_{key}"] for key in ("label", "name", "n"))
    cell = page.get_by_role("button", name=re.compile(f"^True digit {label}, named {name}: {n}\\b"))
    cell.click()

    assert cell.get_attribute("aria-pressed") == "true"
    assert f"Chosen: {n} images" in text(page, "gallery")
    page.locator("[data-explorer=gallery] li button").nth(3).click()
    assert "explorer-holds" in (cell.get_attribute("class") or "")
    assert "Named wrongly" in page.locator("[data-explorer=detail]").inner_text()
    cell.click()
    assert shown(page, "digit") is None


def test_the_matrix_by_keyboard(visit: Open) -> None:
    """Arrows lead to the next cell that holds something, stay at the edge, and Enter chooses."""
    page = explore(visit, "en/explorer/")
    cells = page.locator("[data-explorer=matrix] tbody button")
    counts = np.reshape([int(text or 0) for text in cells.all_inner_texts()], (10, 10))
    row, column = 1, 1
    cells.nth(11).focus()
    for key, step in (("ArrowRight", 1), ("ArrowRight", 1), ("ArrowLeft", -1)):
        column = next(i for i in range(column + step, 10 if step > 0 else -1, step) if counts[row, i])
        page.keyboard.press(key)
        assert cells.nth(10 * row + column).evaluate("cell => cell === document.activeElement")
    row = next(i for i in range(row + 1, 10) if counts[i, column])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert (shown(page, "digit"), shown(page, "name")) == (row, column)
    cells.nth(0).focus()
    page.keyboard.press("ArrowUp")
    assert cells.nth(0).evaluate("cell => cell === document.activeElement")


def point(page: Page, image: int) -> tuple[float, float]:
    """Return where an image lies on the screen."""
    box = page.locator(".explorer-map").bounding_box()
    assert box
    x, y = page.evaluate(f"digitclust.map.screen({image})")
    return box["x"] + x + 1, box["y"] + y + 1


def test_the_map_by_mouse(visit: Open) -> None:
    """Pointing shows an image, a click chooses it, the wheel enlarges, dragging moves, a button shows the whole."""
    page = explore(visit, "en/explorer/#map=tsne-0")
    page.locator(".explorer-map").scroll_into_view_if_needed()
    middle = page.evaluate("digitclust.map.at(digitclust.map.side() / 2, digitclust.map.side() / 2)")
    page.mouse.move(*point(page, middle))
    hovered = page.locator("[data-explorer=detail] p").first.inner_text()
    page.mouse.click(*point(page, middle))

    assert hovered.startswith("Image ")
    assert shown(page, "image") == middle
    page.mouse.wheel(0, -600)
    until(page, "digitclust.map.camera.zoom > 2")
    before = page.evaluate(f"digitclust.map.screen({middle})")
    x, y = point(page, middle)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    assert page.evaluate(f"digitclust.map.screen({middle})")[0] == pytest.approx(before[0] + 40, abs=3)
    page.get_by_role("button", name="Whole map").click()
    assert page.evaluate("digitclust.map.camera.zoom") == 1


def test_the_map_by_keyboard(visit: Open) -> None:
    """Arrows go from image to image and say what it is, plus and minus enlarge and reduce, Escape lets go."""
    page = explore(visit, "en/explorer/")
    page.locator(".explorer-map").focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(shown(page, "image"))

    assert None not in seen
    assert len(set(seen)) >= 3
    assert "True digit" in page.locator("[data-explorer=detail] [role=status]").text_content()  # type: ignore[operator]
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate("digitclust.map.camera.zoom") > 2
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.evaluate("digitclust.map.camera.zoom") == 1
    page.keyboard.press("Escape")
    assert shown(page, "image") is None


def test_the_map_by_fingers(visit: Open) -> None:
    """A tap chooses; two fingers enlarge."""
    page = explore(visit, "en/explorer/", **PHONE)
    page.locator(".explorer-map").scroll_into_view_if_needed()
    page.touchscreen.tap(*point(page, 0))
    chosen = shown(page, "image")
    x, y = point(page, chosen)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}] if apart else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 10)
    for apart in (15, 25, 40):
        touch("touchMove", apart)
    touch("touchEnd", 0)
    assert chosen is not None
    assert page.evaluate("digitclust.map.camera.zoom") > 1.5


Press = Callable[[Page, str], None]


def click(page: Page, name: str) -> None:
    """Press a button with the mouse."""
    page.get_by_role("button", name=name, exact=True).click()


def tap(page: Page, name: str) -> None:
    """Press a button with a finger."""
    page.get_by_role("button", name=name, exact=True).tap()


def enter(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


@pytest.mark.parametrize("press", [click, tap, enter], ids=["mouse", "touch", "keyboard"])
def test_the_lever_by_every_hand(visit: Open, press: Press) -> None:
    """To the start, a step, a step back, to the end, play, and another seed, which leaves a mark."""
    page = explore(visit, "en/explorer/", **({**PHONE} if press is tap else {}), reduced_motion="reduce")
    marks = page.locator(".explorer-mine, .explorer-past")
    press(page, "To the start")
    assert shown(page, "step") == 0
    press(page, "Step")
    press(page, "Step")
    assert shown(page, "step") == 2
    press(page, "Step back")
    assert shown(page, "step") == 1
    press(page, "To the end")
    assert shown(page, "step") is None
    press(page, "To the start")
    press(page, "Play")  # who asked for less motion sees the end at once
    assert shown(page, "step") is None
    press(page, "Another seed")
    assert marks.count() == 2
    assert page.locator(".explorer-verdict").is_visible()


def test_the_lever_plays_step_by_step(visit: Open) -> None:
    """Inertia never rises on the way, and the run ends where the study says."""
    page = explore(visit, "en/explorer/#step=14")
    click(page, "Play")
    assert page.get_by_role("button", name="Pause", exact=True).is_visible()
    until(page, f"{STATE}.step === null")

    inertia = page.evaluate("digitclust.runs.now(digitclust.state.get()).run.frames.map(frame => frame.inertia)")
    assert all(later <= before for before, later in pairwise(inertia))
    assert "1337 of 1797" in text(page, "centres")


def test_clusters_and_start_can_be_chosen(visit: Open) -> None:
    """Another number of clusters starts anew with k-means++; the study's own start brings back its number."""
    page = explore(visit, "en/explorer/")
    page.get_by_label("Number of clusters").focus()
    page.keyboard.press("ArrowRight")

    assert (shown(page, "k"), shown(page, "start")) == (11, "plusPlus")
    assert page.locator("[data-explorer=centres] li").count() == 11
    page.get_by_label("Start", exact=True).select_option("random")
    page.get_by_label("Seed", exact=True).fill("12")
    page.get_by_label("Seed", exact=True).press("Enter")
    assert (shown(page, "start"), shown(page, "seed")) == ("random", 12)
    page.get_by_label("Start", exact=True).select_option("study")
    assert (shown(page, "k"), shown(page, "seed")) == (10, 12)


def test_colours_and_filters(visit: Open) -> None:
    """Every colouring has its key; a filter leaves what it says, and one button takes all of them back."""
    page = explore(visit, "en/explorer/")
    keys = {}
    for colour in ("cluster", "name", "digit", "right"):
        page.get_by_label("Colour by").select_option(colour)
        keys[colour] = page.locator(".explorer-key li").count()
    assert keys == {"cluster": 10, "name": 9, "digit": 10, "right": 2}
    page.get_by_label("Right or wrong").select_option("0")
    assert "460 images of 1797" in text(page, "key")
    page.get_by_label("Cluster", exact=True).select_option("5")
    page.get_by_label("True digit").first.select_option("9")
    assert "144 images" in text(page, "key")
    click(page, "Show all")
    assert "All shown" in text(page, "key")


SELECTS = {
    "Map": ("map", "tsne-0"),
    "Colour by": ("colour", "cluster"),
    "Name": ("name", "1"),
    "Right or wrong": ("right", "0"),
    "Start": ("start", "random"),
}
SLIDERS = {"Step": "step", "Number of clusters": "k"}
FILES = ("Map as PNG", "Map as SVG", "Images of this step as CSV", "Steps of the run as CSV")


@pytest.mark.parametrize("hand", ["mouse", "touch", "keyboard"])
def test_choices_sliders_and_files_by_every_hand(visit: Open, hand: str) -> None:
    """Each does the same whichever hand is used; the list that a choice opens is the browser's own."""
    page = explore(visit, "en/explorer/", **(PHONE if hand == "touch" else {}))

    def press(control: Locator, **where: Any) -> None:
        if hand == "keyboard":
            control.press("ArrowLeft" if where else "Enter")
        else:
            (control.tap if hand == "touch" else control.click)(**where)

    for name in FILES:
        with page.expect_download():
            press(page.get_by_role("button", name=name, exact=True))
    for name, key in SLIDERS.items():
        before = shown(page, key)
        press(page.get_by_role("slider", name=name, exact=True), position={"x": 30, "y": 15})
        assert shown(page, key) != before, name
    for name, (key, value) in SELECTS.items():
        choice = page.get_by_label(name, exact=True)
        if hand == "keyboard":
            choice.press("ArrowDown")
            assert shown(page, key) is not None, name
            assert choice.input_value() == str(shown(page, key)), name
        else:
            press(choice)
            assert choice.evaluate("choice => choice.matches(':open')"), name
            choice.select_option(value)
            assert str(shown(page, key)) == value, name


STROKE = [(0.5, 0.08), (0.5, 0.5), (0.5, 0.92)]


def test_a_digit_is_drawn_with_the_mouse(visit: Open) -> None:
    """A vertical stroke fills the image from top to bottom, and the most similar images are found."""
    page = explore(visit, "en/explorer/")
    pad = page.locator(".explorer-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKE]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()
    levels = np.array(page.evaluate("Array.from(digitclust.pad.small())")).reshape(8, 8)

    assert (levels[:, 3:5].sum(axis=1) > 0).all()
    assert levels[:, [0, 1, 6, 7]].sum() == 0
    assert page.locator("[data-explorer=drawn] tbody tr").count() == 3
    assert page.locator("[data-explorer=drawn] li").count() == 8
    click(page, "Clear the pad")
    assert "Nothing is drawn" in text(page, "drawn")


def test_a_digit_is_drawn_with_the_keyboard_and_with_a_finger(visit: Open) -> None:
    """Space puts the pen down, arrows draw; a finger draws without moving the page."""
    page = explore(visit, "en/explorer/")
    page.locator(".explorer-pad").focus()
    page.keyboard.press("Space")
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    assert "would be named" in text(page, "drawn")
    page.keyboard.press("Delete")
    assert page.evaluate("digitclust.pad.small()") is None

    phone = explore(visit, "en/explorer/", **PHONE)
    phone.locator(".explorer-pad").scroll_into_view_if_needed()
    box = phone.locator(".explorer-pad").bounding_box()
    assert box
    session, top = phone.context.new_cdp_session(phone), phone.evaluate("scrollY")
    for kind, part in (("touchStart", 0.1), ("touchMove", 0.5), ("touchMove", 0.9), ("touchEnd", None)):
        points = [] if part is None else [{"x": box["x"] + box["width"] / 2, "y": box["y"] + part * box["height"]}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert "would be named" in text(phone, "drawn")
    assert phone.evaluate("scrollY") == top


def test_an_image_of_the_data_drawn_again_is_found_again(page: Page) -> None:
    """What is handed over as drawn is compared as the data are: an image is nearest to itself."""
    page.evaluate("digitclust.drawn.show(Float64Array.from(digitclust.images.of(42)))")

    assert page.locator("[data-explorer=drawn] li button").first.get_attribute("data-image") == "42"
    page.evaluate("digitclust.drawn.show(null)")


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


STATES = {
    "selection": "#digit=9&name=3&image=5",
    "step": "#start=random&seed=3&k=14&step=1&colour=cluster&map=tsne-0",
    "right": "#colour=right&right=0",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_each_state_is_accessible(visit: Open, code: str, state: str, scheme: str) -> None:
    """axe-core finds nothing with a selection, a half-made run, a drawn digit, opened tables; nothing stands out."""
    script = TOOLS / "axe-core" / "axe.min.js"
    if not script.is_file():
        lacking("axe-core", "'make test' fetches it with npm")
    width = 360 if state == "step" else 1280
    page = explore(
        visit, f"{code}/explorer/{STATES[state]}", viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page.evaluate("digitclust.drawn.show(Float64Array.from(digitclust.images.of(42)))")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.wait_for_timeout(300)
    page.evaluate(script.read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join(' ')))")

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
