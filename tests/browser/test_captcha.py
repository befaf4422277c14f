"""The kinds of captcha: switched, heard, asked, worked out unseen; and the text stays whatever happens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.reader import PERSIAN, Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

TEXT = "شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود"


def answer_by(mina: Reader, stand: Stand, label: str) -> None:
    mina.widget.get_by_label(label).fill(stand.answer_to(mina.token()).translate(PERSIAN))


def known(mina: Reader, stand: Stand) -> Reader:
    """Makes this a reader whose comments have been published."""
    mina.page.evaluate(
        "([name, token]) => localStorage.setItem(name, token)", [f"nazer:reader:{stand.base}/", stand.known_reader()]
    )
    return mina


def test_the_reader_can_switch_to_a_voice_and_play_it_by_keyboard(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(TEXT)
    expect(mina.picture).to_be_visible()
    switch = mina.widget.get_by_role("button", name="شنیدن عدد")
    switch.focus()
    mina.page.keyboard.press("Enter")
    play = mina.widget.get_by_role("button", name="پخش صدا")

    expect(play).to_be_focused()
    expect(mina.picture).to_be_hidden()
    mina.page.keyboard.press("Enter")
    expect(mina.widget.get_by_role("button", name="توقف صدا")).to_be_focused()
    mina.page.keyboard.press("Enter")
    expect(play).to_be_focused()
    answer_by(mina, stand, "عددی را که می‌شنوید")
    mina.page.keyboard.press("Enter")
    mina.send()
    expect(mina.comments).to_have_count(1)


def test_who_changes_their_mind_while_a_voice_is_on_its_way_gets_what_was_asked_for_last(
    reader: Come, stand: Stand
) -> None:
    mina = reader().visit(stand.article())
    mina.write(TEXT)
    expect(mina.picture).to_be_visible()
    held: list[Route] = []
    mina.page.route("**/v1/captcha?*kind=audio*", lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    with mina.page.expect_request("**/v1/captcha?*kind=audio*"):
        mina.widget.get_by_role("button", name="شنیدن عدد").click()
    mina.widget.get_by_role("button", name="پرسش نوشتاری").click()
    held[0].continue_()

    expect(mina.widget.locator(".question")).to_contain_text("حاصل")
    expect(mina.widget.get_by_role("button", name="پخش صدا")).to_be_hidden()


def test_the_voice_ends_by_itself(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(TEXT)
    mina.widget.get_by_role("button", name="شنیدن عدد").click()
    mina.widget.get_by_role("button", name="پخش صدا").click()
    expect(mina.widget.get_by_role("button", name="توقف صدا")).to_be_visible()

    expect(mina.widget.get_by_role("button", name="پخش صدا")).to_be_visible(timeout=20_000)


def test_a_question_is_answered_in_digits_and_the_way_back_leads_to_the_picture(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(TEXT)
    mina.widget.get_by_role("button", name="پرسش نوشتاری").click()
    field = mina.widget.get_by_label("پاسخ را با رقم یا حروف")

    expect(field).to_be_focused()
    expect(mina.widget.locator(".question")).to_contain_text("حاصل")
    expect(mina.widget.get_by_role("button", name="پرسش نوشتاری")).to_be_hidden()
    mina.widget.get_by_role("button", name="دیدن تصویر").click()
    expect(mina.picture).to_be_visible()
    expect(mina.widget.locator(".question")).to_be_hidden()
    expect(mina.text).to_have_value(TEXT)
    mina.widget.get_by_role("button", name="پرسش نوشتاری").click()
    expect(mina.widget.locator(".question")).to_be_visible()
    answer_by(mina, stand, "پاسخ را با رقم یا حروف")
    mina.send()
    expect(mina.comments).to_have_count(1)


def test_a_wrong_answer_brings_another_of_the_kind_that_was_chosen(reader: Come, stand: Stand) -> None:
    mina = reader().expects("status of 422").visit(stand.article())
    mina.write(TEXT)
    mina.widget.get_by_role("button", name="پرسش نوشتاری").click()
    field = mina.widget.get_by_label("پاسخ را با رقم یا حروف")
    field.fill("صدهزار")
    mina.send()

    expect(mina.notice).to_contain_text("پاسخ پرسش امنیتی درست نبود")
    expect(field).to_be_focused()
    expect(mina.widget.locator(".question")).to_contain_text("حاصل")
    expect(mina.text).to_have_value(TEXT)


def test_work_is_done_unseen_and_a_comment_waits_for_it(reader: Come, stand: Stand) -> None:
    mina = known(reader().visit(stand.article()), stand)
    with mina.page.expect_response("**/v1/captcha?*"):
        mina.write(TEXT)
    expect(mina.widget.locator(".captcha")).to_be_hidden()
    mina.send()

    expect(mina.comments).to_have_count(1)
    assert mina.challenges() == 1


def test_where_the_browser_cannot_work_the_reader_gets_a_picture(reader: Come, stand: Stand) -> None:
    mina = known(reader().visit(stand.article()), stand)
    mina.page.evaluate("void (SubtleCrypto.prototype.deriveBits = () => Promise.reject(new Error('no')))")
    mina.write(TEXT)

    expect(mina.picture).to_be_visible()
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_work_that_expires_is_done_anew_without_a_word(reader: Come, stand: Stand) -> None:
    mina = reader()
    mina.page.clock.install()
    known(mina.visit(stand.article()), stand)
    with mina.page.expect_response("**/v1/captcha?*"):
        mina.write(TEXT)
    mina.page.wait_for_load_state("networkidle")
    with mina.page.expect_response("**/v1/captcha?*"):
        mina.page.clock.fast_forward("30:00")

    expect(mina.widget.locator(".captcha")).to_be_hidden()
    expect(mina.text).to_have_value(TEXT)
    assert mina.challenges() == 2
    mina.send()
    expect(mina.comments).to_have_count(1)


def test_who_has_been_published_twice_sees_no_captcha_any_more(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    for number, text in enumerate((TEXT, "کاش این خط‌ها تا فرودگاه هم می‌رفتند"), start=1):
        mina.write(text).solve().send()
        expect(mina.comments).to_have_count(number)
    mina.visit(stand.article())
    mina.write("راننده‌ها هم حق دارند، شب‌کاری سخت است").send()

    expect(mina.comments).to_have_count(1)
    expect(mina.widget.locator(".captcha")).to_be_hidden()
    kept = mina.page.evaluate("Object.keys(localStorage).filter((name) => !name.startsWith('nazer:draft:'))")
    assert set(kept) == {f"nazer:reader:{stand.base}/", f"nazer:acted:{stand.base}/"}
    assert mina.page.context.cookies() == []


def test_a_draft_of_yesterday_is_sent_at_once(reader: Come, stand: Stand) -> None:
    mina = known(reader().visit(stand.article()), stand)
    mina.write(TEXT)
    mina.page.reload()
    expect(mina.text).to_have_value(TEXT)
    mina.send()

    expect(mina.comments).to_have_count(1)


def test_what_fills_the_trap_gets_a_captcha_to_see_and_nothing_is_lost(reader: Come, stand: Stand) -> None:
    mina = known(reader().expects("status of 422").visit(stand.article()), stand)
    mina.write(TEXT)
    mina.widget.locator("#homepage").evaluate("field => { field.value = 'https://spam.example'; }")
    mina.send()

    expect(mina.notice).to_contain_text("یک پرسش امنیتی دیگر هم لازم است")
    expect(mina.text).to_have_value(TEXT)
    expect(mina.answer).to_be_focused()
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_nobody_reaches_the_trap(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())

    expect(mina.widget.get_by_role("textbox")).to_have_count(2)
    assert mina.widget.locator("#homepage").evaluate("field => [field.tabIndex, field.autocomplete]") == [-1, "off"]
