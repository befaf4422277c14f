"""Moderators at work: twenty comments by keyboard, two at once, many at once, and everything taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.status import Status
from tests.browser.desk import Come, focused, press
from tests.desk_support import Shelf, finding

pytestmark = pytest.mark.browser


def test_one_moderator_decides_twenty_comments_without_a_mouse(come: Come, shelf: Shelf) -> None:
    for number in range(22):  # more than a page: the next one is fetched before it is needed
        shelf.comment(f"نظر شمارهٔ {number}", findings=(finding("advert", 0.1 - number / 1000),))
    page = come()
    press(page, "KeyJ")
    for number in range(20):
        before = focused(page)
        press(page, *(("KeyP",), ("KeyR", "Digit1", "Enter"), ("KeyS",), ("KeyR", "Enter"))[number % 4])
        page.wait_for_function("before => document.activeElement.id !== before", arg=before)
    expect(page.locator("article.item")).to_have_count(6)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".views [aria-current] .many")).to_have_text("۶")

    decided = {f"c{number}": shelf.decisions(f"c{number}") for number in range(1, 27)}
    assert sum(bool(one) for one in decided.values()) == 20
    assert {one[0].became for one in decided.values() if one} == {Status.PUBLISHED, Status.REJECTED}
    assert decided["c3"][0].reason == "advert"


def test_a_decision_can_be_taken_back_by_button_and_by_both_keys(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyP")
    page.locator("#flash button").click()
    expect(page.locator("#live")).to_have_text("تصمیم پس گرفته شد.")
    expect(page.locator("#c-c1")).to_be_focused()
    for key in ("KeyU", "KeyZ"):
        press(page, "KeyR", "Enter")
        expect(page.locator("#live")).to_have_text("نظر مینا رد شد.")
        press(page, key)
        expect(page.locator("#live")).to_have_text("تصمیم پس گرفته شد.")
        expect(page.locator("#c-c1")).to_be_focused()
    assert shelf.status_of("c1") is Status.HELD
    assert [one.undoes_pk is not None for one in shelf.decisions("c1")] == [False, True] * 3


def test_of_two_moderators_the_second_sees_who_is_at_it_and_what_became_of_it(come: Come, shelf: Shelf) -> None:
    maryam, kaveh = come(refused=True), come(who="kaveh", refused=True)
    with maryam.expect_response("**/c1/claim"):
        press(maryam, "KeyJ")
    with kaveh.expect_response("**/c1/claim"):
        press(kaveh, "KeyJ")
    expect(kaveh.locator("#c-c1 .taken")).to_have_text("در دست مریم نادری")
    press(kaveh, "KeyP")
    expect(kaveh.locator("#c-c1 .trouble")).to_have_text("این نظر هم‌اکنون در دست مریم نادری است.")
    assert shelf.status_of("c1") is Status.HELD

    with maryam.expect_response("**/c1/decision"):
        press(maryam, "KeyR", "Enter")
    kaveh.locator("#c-c1").focus()
    press(kaveh, "KeyP")
    expect(kaveh.locator("#c-c1 .trouble")).to_have_text("این نظر پس از آنکه آن را دیدید تغییر کرده است.")
    expect(kaveh.locator("#c-c1 .decision")).to_contain_text("مریم نادری")
    assert [one.became for one in shelf.decisions("c1")] == [Status.REJECTED]


def test_what_cannot_be_sent_comes_back_and_says_why(come: Come, shelf: Shelf) -> None:
    page = come(refused=True)
    page.route("**/decision", lambda route: route.abort())
    press(page, "KeyJ", "KeyR")
    page.locator("#c-c1 .refuse input[name=note]").fill("یادداشت من")
    press(page, "Enter")
    expect(page.locator("#c-c1 .trouble")).to_have_text("ارتباط برقرار نشد؛ دوباره تلاش کنید.")
    assert page.locator("#c-c1 .refuse input[name=note]").input_value() == "یادداشت من"
    expect(page.locator("article.item").first).to_have_id("c-c1")


def test_a_comment_is_left_to_a_colleague_with_a_note(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyH")
    page.keyboard.type("نظر تو چیست؟")
    with page.expect_response("**/aside"):
        press(page, "Enter")
    expect(page.locator("#c-c1")).to_have_count(0)

    kaveh = come("/desk?tab=aside", who="kaveh")
    expect(kaveh.locator("#c-c1 .noted")).to_contain_text("نظر تو چیست؟")
    expect(kaveh.locator("#c-c1 .aside-by")).to_have_text("کنارگذاشتهٔ مریم نادری")


def test_many_are_picked_by_key_decided_at_once_and_all_taken_back(come: Come, shelf: Shelf) -> None:
    page = come()
    press(page, "KeyJ", "KeyX", "KeyJ", "KeyJ", "KeyX")
    page.get_by_role("button", name="تصمیم دربارهٔ برگزیده‌ها").click()
    expect(page.locator("h1")).to_have_text("تصمیم دربارهٔ ۲ نظر")
    page.locator("input[value=rejected]").check()
    page.locator("select[name=reason]").select_option("insult")
    with page.expect_navigation():
        page.get_by_role("button", name="تصمیم دربارهٔ ۲ نظر").click()
    expect(page.locator("#said")).to_contain_text("۲ نظر")
    assert {shelf.status_of(one) for one in ("c1", "c3")} == {Status.REJECTED}

    press(page, "KeyU")
    expect(page.locator("#said")).to_contain_text("پس گرفته شد")
    assert {shelf.status_of(one) for one in ("c1", "c3")} == {Status.HELD}


def test_search_by_key_finds_and_the_record_opens_in_place(come: Come, shelf: Shelf) -> None:
    shelf.comment("این کار نمی‌شود", reader="r", id="wanted")
    shelf.comment("پیشتر چه گفتم", Status.PUBLISHED, reader="r")
    page = come()
    press(page, "Slash")
    page.keyboard.type("نمي شود")
    with page.expect_navigation():
        press(page, "Enter")
    expect(page.locator("article.item")).to_have_count(1)
    press(page, "KeyJ", "KeyI")
    expect(page.locator("#c-wanted .around")).to_contain_text("پیشتر چه گفتم")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_room(come: Come, shelf: Shelf, address: str, scheme: str) -> None:
    shelf.comment("منتشر", Status.PUBLISHED, reports=1, id="seen", language="en")
    page = come(color_scheme=scheme, bypass_csp=True)  # axe brings its own script
    rooms = ("/desk?tab=reported", "/desk?tab=all&q=متن&band=high", "/desk/comments/c1", "/desk/templates")
    found = []
    for path in (*rooms, "/desk/bulk?pick=c1:1&pick=c2:1"):
        page.goto(address + path)
        found.append((path, Axe().run(page)))
    page.goto(address + "/desk")
    press(page, "KeyJ", "KeyH")
    found.append(("aside", Axe().run(page)))
    press(page, "Escape", "Shift+Slash")
    found.append(("keys", Axe().run(page)))
    assert [(path, result.generate_report()) for path, result in found if result.violations_count] == []


@pytest.mark.parametrize("path", ["/desk", "/desk/comments/c1", "/desk/templates", "/desk/bulk?pick=c1:1"])
def test_no_room_scrolls_sideways_on_a_phone(come: Come, shelf: Shelf, path: str) -> None:
    page = come(path, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
