"""Advice before sending: what would happen, why, at which words; and nothing is lost or sent by asking."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

GOOD = "شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود"
INSULT = "این مدیر احمق هیچ کاری برای مردم این شهر نمی‌کند"
ADVERT = "فروش ویژهٔ گوشی با قیمت باورنکردنی، همین حالا تماس بگیرید ۰۹۱۲۳۴۵۶۷۸۹"
FINGLISH = "salam in khabar kheili khoob bood mamnoon"
PERSIAN = "سلام این خبر خیلی خوب بود ممنون"
PREVIEW = "**/v1/comments/preview"


def button(mina: Reader) -> Locator:
    return mina.widget.get_by_role("button", name="سنجش پیش از ارسال")


def advice(mina: Reader) -> Locator:
    return mina.widget.locator("[part=advice]")


def test_the_reader_hears_what_would_happen_and_nothing_is_sent(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(GOOD, name="مینا")
    button(mina).click()

    expect(advice(mina)).to_have_attribute("data-kind", "published", timeout=30_000)  # the rules read their words first
    expect(advice(mina)).to_contain_text("با قواعد سازگار است")
    expect(advice(mina)).to_contain_text("هنوز چیزی فرستاده نشده است")
    expect(advice(mina)).to_be_focused()
    expect(mina.status).to_contain_text("با قواعد سازگار است")
    expect(mina.text).to_have_value(GOOD)
    assert stand.statuses(place) == {}
    mina.solve().send()
    expect(mina.comments).to_have_count(1)
    expect(advice(mina)).to_be_hidden()


def test_reasons_come_with_marked_words_and_go_when_the_text_changes(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(INSULT)
    button(mina).click()

    expect(advice(mina).locator("li[data-rule=insult] .reason")).to_be_visible()
    expect(advice(mina).locator("mark").filter(has_text="احمق")).to_be_visible()
    expect(advice(mina).locator("blockquote")).to_have_text(INSULT)
    mina.text.press_sequentially("!")
    expect(advice(mina)).to_be_hidden()
    expect(mina.text).to_have_value(f"{INSULT}!")


def test_what_would_teach_evaders_is_told_without_the_words(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(ADVERT)
    button(mina).click()

    expect(advice(mina).locator("li[data-rule=advert] .reason")).to_be_visible()
    expect(advice(mina).locator("mark")).to_have_count(0)


def test_finglish_is_turned_with_one_click_and_back(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(FINGLISH)
    button(mina).click()
    expect(advice(mina).locator(".suggestion blockquote")).to_have_text(PERSIAN)
    advice(mina).get_by_role("button", name="جایگزین کن").click()

    expect(mina.text).to_have_value(PERSIAN)
    expect(mina.text).to_be_focused()
    expect(advice(mina).locator(".reasons")).to_have_count(0)  # they were about another text
    advice(mina).get_by_role("button", name="بازگرداندن متن پیشین").click()
    expect(mina.text).to_have_value(FINGLISH)
    advice(mina).get_by_role("button", name="جایگزین کن").click()
    mina.solve().send()
    expect(mina.comments).to_have_count(1)
    assert stand.statuses(place) == {PERSIAN: "published"}


def test_no_captcha_is_needed_and_an_empty_text_is_not_sent_for_advice(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    asked: list[str] = []
    mina.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/preview") else None)
    button(mina).click()

    expect(mina.widget.get_by_text("متن نظر را بنویسید.")).to_be_visible()
    expect(mina.text).to_be_focused()
    assert asked == []
    mina.write(GOOD)
    button(mina).click()
    expect(advice(mina)).to_be_visible()
    expect(mina.answer).to_have_value("")


def test_an_answer_to_another_text_is_not_shown(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    held: list[Route] = []
    mina.page.route(PREVIEW, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    mina.write(INSULT)
    with mina.page.expect_request(PREVIEW):
        button(mina).click()
    expect(mina.widget.get_by_role("button", name="در حال سنجش…")).to_be_visible()
    mina.write(GOOD)
    expect(button(mina)).to_be_visible()
    with mina.page.expect_response(PREVIEW):
        held[0].continue_()
    mina.page.unroute(PREVIEW)
    button(mina).click()

    expect(advice(mina)).to_have_attribute("data-kind", "published")


@pytest.mark.parametrize(
    ("status", "problem", "said"),
    [
        (429, "too-many-requests", "۴۵ ثانیهٔ دیگر"),
        (500, "internal-error", "سنجش اکنون ممکن نیست"),
        (403, "article-closed", "بسته شده است"),
        (0, "", "ارتباط با سامانه برقرار نشد"),
    ],
)
def test_a_failure_is_told_kindly_and_the_comment_can_be_sent_all_the_same(
    reader: Come, stand: Stand, status: int, problem: str, said: str
) -> None:
    mina = reader().expects("Failed to load resource").visit(stand.article())
    body = json.dumps({"type": f"/problems/{problem}", "detail": ""})

    def fail(route: Route) -> None:
        if status:
            kind = "application/problem+json"
            route.fulfill(status=status, headers={"Retry-After": "45"}, content_type=kind, body=body)
        else:
            route.abort()

    mina.page.route(PREVIEW, fail)
    mina.write(GOOD)
    button(mina).click()

    expect(advice(mina)).to_contain_text("سنجش انجام نشد")
    expect(advice(mina)).to_contain_text(said)
    expect(mina.text).to_have_value(GOOD)
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_faults_that_only_the_service_sees_are_named_at_their_fields(reader: Come, stand: Stand) -> None:
    mina = reader().expects("status of 422").visit(stand.article())
    mina.write("نظر\u0000دار")
    button(mina).click()

    expect(advice(mina)).to_contain_text("سنجش انجام نشد")
    expect(mina.text).to_have_attribute("aria-invalid", "true")
    expect(mina.widget.locator("#text-fault")).not_to_be_empty()


def test_where_the_service_gives_no_advice_the_button_goes(reader: Come, stand: Stand) -> None:
    mina = reader().expects("status of 403").visit(stand.article())
    body = json.dumps({"type": "/problems/forbidden", "detail": ""})
    mina.page.route(PREVIEW, lambda route: route.fulfill(status=403, body=body))
    mina.write(GOOD)
    button(mina).click()

    expect(advice(mina)).to_contain_text("در این سایت برقرار نیست")
    expect(button(mina)).to_be_hidden()


def test_a_site_can_do_without_by_an_attribute(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    expect(button(mina)).to_be_visible()
    mina.widget.evaluate("element => element.setAttribute('advice', 'off')")

    expect(button(mina)).to_be_hidden()


def test_a_reply_is_judged_as_a_reply(reader: Come, stand: Stand) -> None:
    place = stand.article()
    root = stand.post(place, "کرایهٔ شب باید با روز یکی باشد", "رضا")["comment"]["id"]
    mina = reader().visit(place)
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").click()
    mina.write("موافقم، کرایهٔ شب نباید بیشتر باشد")
    with mina.page.expect_request(PREVIEW) as asked:
        button(mina).click()

    assert json.loads(asked.value.post_data or "{}")["parent_id"] == root
    expect(advice(mina)).to_be_visible()
