"""The desk in a real browser: by keyboard, without JavaScript, on a small screen, and for everybody."""

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from service.status import Status
from service.web.context import Context
from tests.desk_support import COOKIE, Shelf, finding

pytestmark = pytest.mark.browser
Come = Callable[..., Page]


@pytest.fixture
def shelf(nazer: Context) -> Shelf:
    shelf = Shelf(nazer.database, nazer.world)
    shelf.article(title="افزایش حقوق معلمان")
    for number in range(4):
        found = (finding(("insult", "advert")[number % 2], 0.9 - number / 10, spans=((0, 3),)),)
        shelf.comment(f"متن نظر {number}", findings=found)
    return shelf


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def come(browser: Browser, address: str, app: Flask, shelf: Shelf) -> Iterator[Come]:
    """Opens the desk for somebody signed in. An error on the page fails the test."""
    token = shelf.at_desk(app).client.get_cookie(COOKIE)
    assert token is not None
    contexts, troubles = [], []

    def open_desk(path: str = "/desk", **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([{"name": COOKIE, "value": token.value, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(address + path)
        return page

    yield open_desk
    for context in contexts:
        context.close()

    assert troubles == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_move_between_comments(come: Come) -> None:
    page = come()
    seen = []
    for key in ("KeyJ", "KeyJ", "ArrowDown", "KeyK", "ArrowUp", "ArrowUp"):
        press(page, key)
        seen.append(focused(page))
    assert seen == ["c-c1", "c-c2", "c-c3", "c-c2", "c-c1", "c-c1"]


def test_publishing_leads_on_to_the_next_comment_and_is_announced(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyP")
    expect(page.locator("#live")).to_have_text("نظر مینا منتشر شد.")
    assert focused(page) == "c-c2"
    assert shelf.status_of("c1") is Status.PUBLISHED

    press(page, "KeyU")
    expect(page.locator("#live")).to_have_text("نظر مینا به صف بررسی بازگشت.")
    assert shelf.status_of("c1") is Status.HELD


def test_refusing_takes_the_suggested_reason_or_the_digit(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyR", "Enter")
    expect(page.locator("#live")).to_have_text("نظر مینا رد شد.")
    press(page, "KeyR", "Digit8", "Enter")
    expect(page.locator("article.item")).to_have_count(2)

    assert [shelf.decisions(comment_id)[0].reason for comment_id in ("c1", "c2")] == ["insult", "other"]


def test_keys_are_places_on_the_keyboard_so_a_persian_layout_works(come: Come, shelf: Shelf) -> None:
    page = come()
    keyboard = page.context.new_cdp_session(page)
    for code, letter in (("KeyJ", "ت"), ("KeyP", "ح")):
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "code": code, "key": letter, "text": letter})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": letter})
    expect(page.locator("article.item")).to_have_count(3)
    assert shelf.status_of("c1") is Status.PUBLISHED


def test_letters_in_a_note_or_among_the_reasons_decide_nothing(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyR")
    press(page, "KeyP", "KeyJ", "KeyU")
    page.locator("#c-c1 input[name=note]").press_sequentially("pjru")
    assert page.locator("#c-c1 input[name=note]").input_value() == "pjru"
    press(page, "Escape")
    assert focused(page) == "c-c1"
    expect(page.locator("#c-c1 .refuse")).not_to_have_attribute("open", "")
    assert shelf.status_of("c1") is Status.HELD


def test_the_keys_can_be_read_and_switched_off(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "Shift+Slash")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys-on").uncheck()
    press(page, "Escape")
    page.reload()
    press(page, "KeyJ", "KeyP")
    expect(page.locator("article.item")).to_have_count(4)
    assert shelf.status_of("c1") is Status.HELD


def test_a_double_click_decides_once(come: Come, shelf: Shelf) -> None:
    page = come()
    page.locator("#c-c1 .publish").dblclick()
    expect(page.locator("article.item")).to_have_count(3)
    assert len(shelf.decisions("c1")) == 1


def test_everything_works_without_javascript_by_tab_and_enter(come: Come, shelf: Shelf) -> None:
    page = come(java_script_enabled=False)
    page.locator("#c-c1 .refuse summary").focus()
    press(page, "Enter", "Tab", "ArrowDown", "Tab", "Tab", "Enter")
    expect(page.locator("article.item")).to_have_count(3)
    assert page.url.endswith("#c-c2")
    assert shelf.decisions("c1")[0].became is Status.REJECTED

    press(page, "Tab")  # from the next comment, where the address leads
    page.locator("#c-c2 .publish").focus()
    press(page, "Enter")
    expect(page.locator("article.item")).to_have_count(2)
    assert shelf.status_of("c2") is Status.PUBLISHED


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_scrolls_sideways_on_a_small_screen(come: Come, shelf: Shelf, width: int) -> None:
    shelf.comment("ب" * 300 + " https://example.com/" + "x" * 300, author_name="ن" * 60, risk=1.0)
    page = come(viewport={"width": width, "height": 800})
    page.locator(".refuse summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(come: Come, shelf: Shelf, address: str, scheme: str) -> None:
    shelf.comment("پاسخ", parent_id=shelf.comment("پدر", Status.PUBLISHED), risk=1.0)
    page = come(color_scheme=scheme, bypass_csp=True)  # axe brings its own script
    press(page, "KeyJ", "KeyR")
    found = [Axe().run(page)]
    press(page, "Escape", "KeyP")
    page.wait_for_selector(".flash")
    found.append(Axe().run(page))
    press(page, "Shift+Slash")
    found.append(Axe().run(page))
    for path in ("/desk?tab=decided", "/desk?rule=nothing"):
        page.goto(address + path)
        found.append(Axe().run(page))
    page.context.clear_cookies()
    page.goto(address + "/desk")
    found.append(Axe().run(page))

    assert [result.generate_report() for result in found if result.violations_count] == []
