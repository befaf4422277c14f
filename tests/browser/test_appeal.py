"""A refused comment: mended and published, or looked at again because its author asks for it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand
from tests.browser.test_access import complaints, overflow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

INSULT = "این مدیر احمق هیچ کاری برای مردم این شهر نمی‌کند"
WHY = "این واژه نام خانوادگی مدیر است، نه ناسزا."
APPEAL = "**/appeal"


def refused(mina: Reader) -> Reader:
    mina.write(INSULT, name="مینا").solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "rejected", timeout=30_000)  # the rules read their words first
    return mina


def dialog(mina: Reader) -> Locator:
    return mina.widget.get_by_role("dialog")


def ask(mina: Reader) -> Reader:
    mina.notice.get_by_role("button", name="درخواست بازبینی").click()
    return mina


def test_refused_mended_and_published(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = refused(reader().visit(place))

    expect(mina.notice.locator("li[data-rule=insult] .reason")).to_be_visible()
    expect(mina.notice.locator("mark").filter(has_text="احمق")).to_be_visible()
    expect(mina.notice).to_be_focused()
    expect(mina.status).to_contain_text("نظر شما منتشر نشد")
    expect(mina.text).to_have_value(INSULT)
    mina.write("این مدیر برای مردم این شهر کاری نمی‌کند").solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "published")
    expect(mina.comments).to_have_count(1)


def test_an_appeal_is_sent_thanked_for_and_seen_on_the_page_of_status(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = ask(refused(reader().visit(place)))
    reason = dialog(mina).get_by_label("چرا باید منتشر شود؟")
    expect(reason).to_be_focused()
    reason.fill(WHY)
    dialog(mina).get_by_role("button", name="فرستادن درخواست").click()

    expect(dialog(mina)).to_have_count(0)
    expect(mina.notice).to_contain_text("درخواست شما رسید")
    expect(mina.notice).to_be_focused()
    expect(mina.status).to_contain_text("درخواست شما رسید")
    expect(mina.text).to_have_value(INSULT)
    link = mina.notice.get_by_role("link", name="پیگیری وضعیت نظر")
    token = str(link.get_attribute("href")).rpartition("/")[2]
    assert stand.call("GET", f"/v1/submissions/{token}")["appeal"]["answered_at"] is None
    ask_again = mina.notice.get_by_role("button", name="درخواست بازبینی")
    expect(ask_again).to_have_count(0)


def test_a_reason_is_asked_for_and_the_way_back_is_open(reader: Come, stand: Stand) -> None:
    mina = ask(refused(reader().visit(stand.article())))
    dialog(mina).get_by_role("button", name="فرستادن درخواست").click()
    expect(dialog(mina).get_by_role("alert")).to_have_text("دلیل خود را بنویسید.")
    mina.page.keyboard.press("Escape")

    expect(dialog(mina)).to_have_count(0)
    expect(mina.notice).to_have_attribute("data-kind", "rejected")
    expect(mina.notice.get_by_role("button", name="درخواست بازبینی")).to_be_focused()
    expect(mina.text).to_have_value(INSULT)


def test_an_appeal_that_does_not_get_through_keeps_its_text(reader: Come, stand: Stand) -> None:
    mina = ask(refused(reader().expects("Failed to load resource").visit(stand.article())))
    mina.page.route(APPEAL, lambda route: route.abort())
    reason = dialog(mina).get_by_label("چرا باید منتشر شود؟")
    reason.fill(WHY)
    send = dialog(mina).get_by_role("button", name="فرستادن درخواست")
    send.click()

    expect(dialog(mina).get_by_role("alert")).to_contain_text("این کار انجام نشد.")
    expect(reason).to_have_value(WHY)
    mina.page.unroute(APPEAL)
    send.click()
    expect(mina.notice).to_contain_text("درخواست شما رسید")


def test_a_second_appeal_is_told_that_there_is_one(reader: Come, stand: Stand) -> None:
    mina = ask(refused(reader().expects("status of 409").visit(stand.article())))
    link = mina.notice.get_by_role("link", name="پیگیری وضعیت نظر")
    token = str(link.get_attribute("href")).rpartition("/")[2]
    stand.call("POST", f"/v1/submissions/{token}/appeal", {"text": WHY})
    dialog(mina).get_by_label("چرا باید منتشر شود؟").fill(WHY)
    dialog(mina).get_by_role("button", name="فرستادن درخواست").click()

    expect(dialog(mina).get_by_role("alert")).to_contain_text("پیش‌تر یک بار درخواست بازبینی کرده‌اید.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_advice_nor_in_the_dialog_nor_is_one_too_wide(
    reader: Come, stand: Stand, scheme: str
) -> None:
    screen = {"width": 320, "height": 800}
    mina = reader(color_scheme=scheme, reduced_motion="reduce", viewport=screen).visit(stand.article())
    mina.write(INSULT)
    mina.widget.get_by_role("button", name="سنجش پیش از ارسال").click()
    expect(mina.widget.locator("[part=advice] mark").first).to_be_visible()
    assert complaints(mina.page) == []
    assert overflow(mina.page) == 0
    ask(refused(mina))
    dialog(mina).get_by_role("button", name="فرستادن درخواست").click()
    expect(dialog(mina).get_by_role("alert")).to_be_visible()
    assert complaints(mina.page) == []
    assert overflow(mina.page) == 0
    dialog(mina).get_by_label("چرا باید منتشر شود؟").fill(WHY)
    dialog(mina).get_by_role("button", name="فرستادن درخواست").click()
    expect(mina.notice).to_contain_text("درخواست شما رسید")
    assert complaints(mina.page) == []
