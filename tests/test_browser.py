"""The report as a page, in a browser without a net: what it asks for, whom it serves, what switches do.

Needs Chromium and its driver (Debian: `apt-get install chromium chromium-driver`), and for what is accessible axe-core,
whose file NETDSL_AXE names; `.ci/run` sees to both. Where NETDSL_BROWSER is set nothing may be missing.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl

ROOT = Path(__file__).parent.parent
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
AXE = os.environ.get("NETDSL_AXE", "")
WIDTHS = {"wide": (1200, 900), "narrow": (400, 800)}
FORUM, PAY = "NET201:forum", "NET102:pay"
REQUIRED = bool(os.environ.get("NETDSL_BROWSER"))

if not REQUIRED:
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium with its driver is installed here", allow_module_level=True)
    pytest.importorskip("selenium", reason="selenium, which drives the browser, is not installed here")

Driver = Any


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of the page in each language."""
    found = {}
    for language in ("en", "nb"):
        place = tmp_path_factory.mktemp("report") / f"ny sjanse {language}.html"
        arguments = ["report", str(ROOT / "examples" / "ny_sjanse.net"), "-o", str(place), "--language", language]
        result = CliRunner().invoke(netdsl, arguments)
        assert result.exit_code == 0, result.output
        found[language] = place.as_uri()
    return found


@pytest.fixture
def language() -> str:
    """The language of the page that a test opens."""
    return "en"


@pytest.fixture
def page(pages: dict[str, str], language: str) -> str:
    """Its address."""
    return pages[language]


@pytest.fixture(scope="module")
def browser() -> Iterator[Driver]:
    from selenium import webdriver

    assert BROWSER and DRIVER, "Chromium or its driver is missing"
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "host-resolver-rules=MAP * ~NOTFOUND",
        "disable-dev-shm-usage",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Driver, page: str) -> Driver:
    """The page, as it is when it is opened."""
    browser.set_window_size(*WIDTHS["wide"])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.get("about:blank")
    for log in ("performance", "browser"):
        browser.get_log(log)
    browser.get(page)
    return browser


def run(driver: Driver, script: str, *arguments: Any) -> Any:
    return driver.execute_script(f"return {script}", *arguments)


def switch(driver: Driver, change: str) -> None:
    """Switch on or off the first change whose id begins so."""
    run(driver, 'document.querySelector(`input[data-change^="${arguments[0]}"]`).click()', change)


def cell(driver: Driver, dimension: str) -> str:
    return str(run(driver, 'document.querySelector(`[data-mark="verdict:${arguments[0]}"]`).textContent', dimension))


def told(driver: Driver) -> str:
    return str(run(driver, "document.getElementById('told').textContent"))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_asks_for_nothing_but_itself(opened: Driver, page: str) -> None:
    switch(opened, FORUM)
    run(opened, "document.querySelector('figure [data-actor]').focus()")
    events = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [page]


def test_nothing_is_complained_of(opened: Driver) -> None:
    switch(opened, FORUM)
    assert opened.get_log("browser") == []


def test_no_script_but_its_own_may_run(opened: Driver) -> None:
    script = """(() => {
        const element = document.createElement("script");
        element.textContent = "window.intruder = true";
        document.body.append(element);
        return window.intruder === undefined;
    })()"""
    assert run(opened, script)


@pytest.mark.skipif(not (AXE or REQUIRED), reason="NETDSL_AXE does not name axe-core's file")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_axe_finds_nothing(opened: Driver, scheme: str, width: str, language: str) -> None:
    opened.set_window_size(*WIDTHS[width])
    assert run(opened, "document.documentElement.lang") == language
    feature = {"name": "prefers-color-scheme", "value": scheme}
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    switch(opened, FORUM)
    opened.execute_script(Path(AXE).read_text("utf-8"))
    found = opened.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))"
    )
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_is_no_wider_than_the_window(opened: Driver, width: str, language: str) -> None:
    assert run(opened, "document.documentElement.lang") == language
    opened.set_window_size(*WIDTHS[width])
    assert run(opened, "document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_keyboard_reaches_the_report_and_its_actors(opened: Driver) -> None:
    from selenium.webdriver.common.keys import Keys

    def pressed(*keys: str) -> Any:
        opened.switch_to.active_element.send_keys(*keys)
        return opened.switch_to.active_element

    assert pressed(Keys.TAB).get_attribute("class") == "skip"
    assert pressed(Keys.ENTER).get_attribute("id") == "report"
    actor = next(e for e in (pressed(Keys.TAB) for _ in range(200)) if e.get_attribute("data-actor"))
    name = actor.get_attribute("data-actor")
    panel = run(opened, "document.querySelector('figure .panel').textContent")
    assert name in panel
    shape = run(opened, "getComputedStyle(document.activeElement.querySelector('.net-shape')).strokeWidth")
    assert shape == "3.5px"
    pressed(Keys.ENTER)
    assert actor.get_attribute("aria-pressed") == "true"
    pressed(Keys.ESCAPE)
    assert actor.get_attribute("aria-pressed") == "false"
    assert not pressed(Keys.TAB).get_attribute("data-actor")


@pytest.mark.parametrize("view", ["dependence", "exchanges", "meetings"])
def test_a_figure_is_one_stop_and_arrow_keys_go_to_all_of_its_actors(opened: Driver, view: str) -> None:
    from selenium.webdriver.common.keys import Keys

    figure = f"document.querySelector('[data-view={view}]')"
    assert run(opened, f"{figure}.querySelectorAll('svg [tabindex=\"0\"]').length") == 1
    names = set(run(opened, f"[...{figure}.querySelectorAll('[data-actor]')].map((e) => e.dataset.actor)"))
    run(opened, f"{figure}.querySelector('svg [tabindex=\"0\"]').focus()")
    reached = []
    for _ in names:
        element = opened.switch_to.active_element
        reached.append(element.get_attribute("data-actor"))
        width = run(opened, "getComputedStyle(document.activeElement.querySelector('.net-shape')).strokeWidth")
        assert width == "3.5px", reached[-1]
        element.send_keys(Keys.ARROW_RIGHT)
    assert set(reached) == names and len(reached) == len(names)
    assert run(opened, f"{figure}.querySelectorAll('svg [tabindex=\"0\"]').length") == 1


def test_an_actor_tells_what_passes_between_it_and_others_and_whom_it_meets(opened: Driver) -> None:
    run(opened, "document.querySelector('figure [data-actor=\"Røde Kors\"]').focus()")
    panel = run(opened, "document.querySelector('figure .panel').textContent")
    for part in (
        "Røde Kors gives Ny sjanse", "Kommunen pays Røde Kors", "Røde Kors attends Ledermøte med Røde Kors",
        "Røde Kors and Ny sjanse sit together in", "Røde Kors and Introduksjonssenteret sit together in",
    ):  # fmt: skip
        assert panel.count(part) == 1, part
    assert "Ny sjanse and Røde Kors sit together" not in panel
    assert panel.count("depends on Røde Kors") + panel.count("Røde Kors depends on") == 1
    lit = run(
        opened, "[...document.querySelectorAll('[data-view=dependence] .lit[data-actor]')].map((e) => e.dataset.actor)"
    )
    assert set(lit) == {"Røde Kors", "Ny sjanse"}
    cells = run(
        opened,
        "[...document.querySelectorAll('.cell:not(.net-also)')].map((e) => [e.dataset.from, e.dataset.to, "
        "getComputedStyle(e).transitionProperty && e.classList.contains('lit')])",
    )
    assert cells and all(("Røde Kors" in ends) == lit for *ends, lit in cells)
    rule = "[...document.querySelectorAll('.dim .cell:not(.lit)')].every((e) => e.getAnimations().length || "
    assert run(opened, f"{rule} getComputedStyle(e).opacity < 0.5)")


@pytest.mark.parametrize("view", ["dependence", "exchanges", "meetings"])
def test_what_is_told_of_an_actor_is_seen_together_with_it(opened: Driver, view: str) -> None:
    rects = run(
        opened,
        f"""(() => {{
            const figure = document.querySelector("[data-view={view}]");
            const actor = figure.querySelector("[data-actor]");
            actor.scrollIntoView({{block: "start"}});
            actor.dispatchEvent(new MouseEvent("mouseenter"));
            const rects = [actor, figure.querySelector(".panel"), document.querySelector(".bar")]
                .map((e) => e.getBoundingClientRect());
            return rects.map((rect) => [rect.top, rect.bottom]);
        }})()""",
    )
    actor, panel, bar = rects
    assert actor[0] >= -1 and actor[1] <= panel[0] and panel[1] <= bar[0]


def test_what_is_told_of_one_actor_goes_when_another_is_told_of(opened: Driver) -> None:
    run(
        opened,
        """(() => {
            const actor = (view, name) => document.querySelector(`[data-view=${view}] [data-actor="${name}"]`);
            actor("dependence", "Røde Kors").dispatchEvent(new MouseEvent("click"));
            actor("exchanges", "Kommunen").dispatchEvent(new MouseEvent("mouseenter"));
            actor("exchanges", "Kommunen").dispatchEvent(new MouseEvent("mouseleave"));
        })()""",
    )
    panels = run(opened, "[...document.querySelectorAll('.panel')].map((e) => e.textContent)")
    assert "Røde Kors:" in panels[0]
    assert all("Point at an actor" in panel for panel in panels[1:])


@pytest.mark.parametrize("width", WIDTHS)
def test_figures_are_not_made_too_small_to_read(opened: Driver, width: str) -> None:
    opened.set_window_size(*WIDTHS[width])
    shares = run(
        opened,
        "[...document.querySelectorAll('.drawing svg')].map((e) => "
        "e.getBoundingClientRect().width / e.getAttribute('width'))",
    )
    assert shares and min(shares) > 0.89


BOARD = """network N
actor Board
  role partner
actor School
  role partner
Board gives School "rooms"
meeting Board
  attended by School
"""


def test_an_actor_is_not_taken_for_a_meeting_of_its_name(browser: Driver, tmp_path: Path) -> None:
    source, place = tmp_path / "board.net", tmp_path / "board.html"
    source.write_text(f"# language: en\n{BOARD}", "utf-8")
    result = CliRunner().invoke(netdsl, ["report", str(source), "-o", str(place), "--language", "en"])
    assert result.exit_code == 0, result.output
    browser.get(place.as_uri())
    run(browser, "document.querySelector('[data-view=exchanges] [data-actor=Board]').focus()")
    panel = run(browser, "document.querySelector('[data-view=exchanges] .panel').textContent")
    assert "Board gives School" in panel and "attends" not in panel
    assert not run(browser, "document.querySelector('[data-view=meetings] [data-meeting].lit')")


def test_a_finding_lights_what_it_is_about(opened: Driver) -> None:
    run(opened, "document.querySelector('[id^=finding-NET102] a[data-actors]').click()")
    lit = run(
        opened,
        "[...document.querySelectorAll('[data-view=exchanges] .tie.lit')]"
        ".map((e) => `${e.dataset.from} ${e.dataset.to}`)",
    )
    assert set(lit) == {"Kirkens bymisjon Ny sjanse", "Ny sjanse Kirkens bymisjon"}
    assert run(opened, "location.hash").startswith("#figure-")


def test_a_change_that_is_switched_on_shows_what_it_does(opened: Driver) -> None:
    before = cell(opened, "frame")
    switch(opened, FORUM)
    assert cell(opened, "frame") != before
    assert "institutional frame deviates → mixed" in told(opened)
    assert run(opened, "document.getElementById('finding-NET205').classList.contains('gone')")
    switch(opened, FORUM)
    assert cell(opened, "frame") == before
    assert not run(opened, "document.querySelector('.gone')")


def test_changes_together_do_what_they_do_together(opened: Driver) -> None:
    switch(opened, FORUM)
    switch(opened, PAY)
    assert "Changes switched on: 2." in told(opened)
    came = run(
        opened,
        "[...document.querySelectorAll('[data-view=exchanges] .tie.came')].map((e) => [e.dataset.from, e.dataset.to])",
    )
    assert ["Kommunen", "Kirkens bymisjon"] in came
    run(opened, "document.getElementById('off').click()")
    assert not run(opened, "document.querySelector('.came, .gone, input:checked')")


def test_a_meeting_that_a_change_brings_comes_into_the_figure_and_the_matrix(opened: Driver) -> None:
    figure = "document.querySelector('[data-view=meetings]')"

    def visible(what: str) -> list[str]:
        return run(  # type: ignore[no-any-return]
            opened,
            f"[...{figure}.querySelectorAll('{what}')]"
            ".filter((e) => getComputedStyle(e).visibility === 'visible').map((e) => e.textContent)",
        )

    before, cells, actors = visible("[data-meeting]"), visible(".cell"), visible("[data-actor]")
    switch(opened, FORUM)
    (came,) = {*visible("[data-meeting]")} - {*before}
    assert "Felles forum" in came
    pair = '.cell[data-from="Kirkens bymisjon"][data-to="NAV Intro"]'
    assert ["Felles forum" in text for text in visible(pair)] == [True]
    pair = '.cell[data-from="Ny sjanse"][data-to="Kirkens bymisjon"]'
    assert [text[-1] for text in visible(pair)] == ["2"]
    assert visible("[data-actor]") == actors
    switch(opened, FORUM)
    assert (visible("[data-meeting]"), visible(".cell")) == (before, cells)


def test_who_gets_a_tie_is_no_longer_said_to_have_none(opened: Driver) -> None:
    figure = "document.querySelector('[data-view=meetings]')"

    def heading() -> str:
        return str(run(opened, f"getComputedStyle({figure}.querySelector('.net-alone')).visibility"))

    def caption() -> str:
        return str(run(opened, f"{figure}.querySelector('figcaption').textContent"))

    before = caption()
    assert heading() == "visible" and "Not tied to anyone here: Kommunen" in before
    switch(opened, FORUM)
    assert heading() == "hidden" and "Kommunen" not in caption()
    switch(opened, FORUM)
    assert heading() == "visible" and caption() == before


def test_what_a_change_brings_has_a_sign_that_is_not_its_colour_and_the_key_tells_it(opened: Driver) -> None:
    script = (
        "[...document.querySelectorAll('[data-view=meetings] .net-came')]"
        ".map((e) => [e.parentElement.classList[0], getComputedStyle(e).visibility])"
    )
    assert {seen for _, seen in run(opened, script)} == {"hidden"}
    switch(opened, FORUM)
    kinds = {kind for kind, seen in run(opened, script) if seen == "visible"}
    assert kinds == {"tie", "cell", "meeting", "net-key"}
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert kinds == {kind for kind, seen in run(opened, script) if seen == "visible"}


def test_a_change_that_was_not_evaluated_with_others_is_shown_alone(opened: Driver) -> None:
    together = set(run(opened, "JSON.parse(document.getElementById('data').textContent).together"))
    boxes = run(opened, "[...document.querySelectorAll('input[data-change]')].map((e) => e.dataset.change)")
    other = next(change for change in boxes if change not in together)
    switch(opened, FORUM)
    switch(opened, other)
    assert run(opened, "[...document.querySelectorAll('input:checked')].map((e) => e.dataset.change)") == [other]
    assert "shown alone" in told(opened)


def test_what_needs_the_script_is_not_there_without_it(browser: Driver, page: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(page)
        shown = [e for e in browser.find_elements("css selector", ".scripted") if e.is_displayed()]
        assert shown == []
        assert browser.find_element("id", "finding-NET205").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_tie_that_a_change_makes_another_says_so(opened: Driver) -> None:
    def panel() -> str:
        actor = "document.querySelector('[data-view=dependence] [data-actor=\"Kirkens bymisjon\"]')"
        run(opened, "document.activeElement.blur()")
        run(opened, f"{actor}.focus()")
        return str(run(opened, "document.querySelector('[data-view=dependence] .panel').textContent"))

    one_sided = "Ny sjanse depends on Kirkens bymisjon, and not the other way"
    before = panel()
    assert one_sided in before
    switch(opened, PAY)
    assert one_sided not in panel()
    switch(opened, PAY)
    assert panel() == before
