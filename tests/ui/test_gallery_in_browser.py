"""The components in a browser: by keyboard, at any width, with a screen reader, without scripts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

playwright = pytest.importorskip("playwright.sync_api", reason="the e2e group is not installed")
CHROMIUM = Path("/usr/bin/chromium")
AXE = (Path(__file__).resolve().parents[1] / "e2e/vendor/axe.min.js").read_text()
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium"),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Requests are no news in a test."""


@pytest.fixture(scope="module")
def address(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    with django_db_blocker.unblock():
        server = make_server("localhost", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(address: str, browser: playwright.Browser) -> Iterator[Callable[..., playwright.Page]]:
    """Opens a page in a fresh profile; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(path: str = "/ui/", *, width: int = 1280, language: str = "nl", **options: object) -> playwright.Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, **options)
        contexts.append(context)
        context.set_default_timeout(5000)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def eventually(page: playwright.Page, expression: str, within: int = 3000) -> None:
    """The browser's own waiting evaluates strings, which the content security policy refuses."""
    for _ in range(within // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not within {within} ms: {expression}")


def reach(page: playwright.Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", ["/ui/", "/ui/?errors=1"])
def test_no_accessibility_violations_and_no_sideways_scroll(visit, path, width, language):
    page = visit(path, width=width, language=language)
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    assert reach(page) == width
    assert page.locator("html").get_attribute("lang") == language


def test_text_of_double_size_fits_a_small_window(visit):
    page = visit(width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert reach(page) == 640


def test_first_tab_is_the_skip_link_and_it_works(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_that_takes_focus_shows_it(visit):
    page = visit()
    unseen, stops = [], set()
    for _ in range(80):
        page.keyboard.press("Tab")
        stop, shown = page.evaluate(
            """() => { const e = document.activeElement, around = e.closest('.ds-attendance__choice') || e;
                const s = getComputedStyle(around);
                return [e.outerHTML.slice(0, 120), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }"""
        )
        stops.add(stop)
        if not shown and not stop.startswith("<body"):
            unseen.append(stop)
    assert unseen == []
    assert len(stops) >= 40


def test_menu_opens_on_a_phone_without_scripts(visit):
    page = visit(width=320, java_script_enabled=False)
    link = page.locator(".ds-shell__top .ds-nav__link").first
    assert not link.is_visible()
    page.locator(".ds-shell__menu > summary").click()
    assert link.is_visible()


def test_typed_text_comes_back_after_a_reload_and_can_be_discarded(visit):
    page = visit()
    note = page.locator("textarea[name=note]")
    note.fill("Abel heeft een andere bus.")
    page.locator("input[name=agreed][value=bus]").check()
    eventually(page, "localStorage.getItem('draft:gallery-contact') !== null")
    page.reload()
    assert note.input_value() == "Abel heeft een andere bus."
    assert page.locator("input[name=agreed][value=bus]").is_checked()
    assert not page.locator("input[name=agreed][value=later]").is_checked()
    page.get_by_role("button", name="Weggooien").click()
    assert note.input_value() == ""
    assert not page.locator("input[name=agreed][value=bus]").is_checked()
    page.reload()
    assert note.input_value() == ""


def test_a_tab_closed_at_once_still_keeps_the_text(visit):
    page = visit()
    page.locator("textarea[name=note]").fill("Snel")
    page.reload()
    assert page.locator("textarea[name=note]").input_value() == "Snel"


def test_a_draft_leaves_only_when_the_server_confirms_it(visit):
    page = visit()
    page.locator("textarea[name=note]").fill("Bewaard")
    eventually(page, "localStorage.getItem('draft:gallery-contact') !== null")
    page.evaluate(
        """() => { const done = document.createElement('div'); done.dataset.draftDone = 'gallery-contact';
            const around = document.createElement('div'); around.append(done); document.body.append(around);
            around.dispatchEvent(new CustomEvent('htmx:afterSwap', {bubbles: true, detail: {elt: around}})); }"""
    )
    assert page.evaluate("localStorage.getItem('draft:gallery-contact')") is None


def test_a_draft_of_somebody_else_or_of_long_ago_is_never_shown(visit):
    page = visit()
    page.evaluate(
        """() => { const keep = (key, owner, days) => localStorage.setItem('draft:' + key,
            JSON.stringify({at: Date.now() - days * 86400000, owner, fields: [['note', 'Geheim']]}));
            keep('gallery-contact', '7', 0); keep('old', '', 31); }"""
    )
    page.reload()
    assert page.locator("textarea[name=note]").input_value() == ""
    assert page.evaluate("localStorage.getItem('draft:old')") is None


def recorded(page: playwright.Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('[data-grid] :checked')].map((input) => input.value)")


def test_attendance_takes_one_key_a_person(visit):
    page = visit()
    page.locator("[data-grid] input:checked").first.focus()
    page.keyboard.press("z")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("w")
    assert recorded(page) == ["sick", "present", "absent"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("l")
    assert recorded(page) == ["sick", "late", "absent"]


def test_shortcuts_wait_while_somebody_types_and_can_be_switched_off(visit):
    page = visit()
    page.locator("textarea[name=note]").press("c")
    assert not page.url.endswith("errors=1#form-errors")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"
    page.get_by_label("Sneltoetsen").uncheck()
    page.keyboard.press("c")
    assert not page.url.endswith("errors=1#form-errors")
    page.get_by_label("Sneltoetsen").check()
    page.keyboard.press("c")
    page.wait_for_url("**/ui/?errors=1#form-errors")
    eventually(page, "document.activeElement.id === 'form-errors'")


def test_the_page_prints_without_menu_and_buttons(visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator(".ds-shell__side").is_visible()
    assert not page.get_by_role("link", name="Bel Abel").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()


def test_motion_stays_away_from_those_who_ask(visit):
    page = visit(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.querySelector('.utrecht-button')).transitionDuration") == "0s"
