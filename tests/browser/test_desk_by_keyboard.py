"""The desk in a real browser: by keyboard, without JavaScript, on a small screen, and for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.status import Status
from tests.browser.desk import Come, focused, press
from tests.desk_support import Shelf

pytestmark = pytest.mark.browser


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
    expect(page.locator("#live")).to_have_text("تصمیم پس گرفته شد.")
    assert shelf.status_of("c1") is Status.HELD


def test_refusing_takes_the_suggested_reason_or_the_digit(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyR", "Enter")
    expect(page.locator("#live")).to_have_text("نظر مینا رد شد.")
    with page.expect_response("**/c2/decision"):
        press(page, "KeyR", "Digit8", "Enter")
    expect(page.locator("article.item")).to_have_count(2)

    assert [shelf.decisions(comment_id)[0].reason for comment_id in ("c1", "c2")] == ["insult", "other"]


def test_keys_are_places_on_the_keyboard_so_a_persian_layout_works(come: Come, shelf: Shelf) -> None:
    page = come()
    keyboard = page.context.new_cdp_session(page)
    for code, letter in (("KeyJ", "ت"), ("KeyP", "ح")):
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "code": code, "key": letter, "text": letter})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": letter})
    expect(page.locator("#live")).to_have_text("نظر مینا منتشر شد.")
    assert shelf.status_of("c1") is Status.PUBLISHED


def test_letters_in_a_note_or_among_the_reasons_decide_nothing(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyR")
    press(page, "KeyP", "KeyJ", "KeyU")
    page.locator("#c-c1 .refuse input[name=note]").press_sequentially("pjru")
    assert page.locator("#c-c1 .refuse input[name=note]").input_value() == "pjru"
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
    with page.expect_response("**/decision"):
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
