"""Whatever goes wrong, the text stays in the box and the reader is told what to do."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

TEXT = "شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود"
FAILED = "Failed to load resource"


def test_a_wrong_captcha_keeps_the_text_and_brings_a_fresh_picture(reader: Come, stand: Stand) -> None:
    mina = reader().expects("status of 422").visit(stand.article())
    mina.write(TEXT).solve()
    first = mina.token()
    mina.answer.fill("۰")
    mina.send()

    expect(mina.notice).to_contain_text("پاسخ پرسش امنیتی درست نبود")
    expect(mina.text).to_have_value(TEXT)
    expect(mina.answer).to_have_value("")
    expect(mina.answer).to_be_focused()
    expect(mina.answer).to_have_attribute("aria-invalid", "true")
    assert mina.token() != first
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


@pytest.mark.parametrize(
    ("status", "headers", "problem", "said"),
    [
        (500, {}, "internal-error", "دچار مشکل شده است"),
        (429, {"Retry-After": "45"}, "too-many-requests", "۴۵ ثانیهٔ دیگر"),
        (409, {}, "conflict", "پیش‌تر به ما رسیده است"),
        (403, {}, "article-closed", "بسته شده است"),
        (404, {}, "not-found", "در دسترس نیست"),
    ],
)
def test_a_failure_keeps_the_text_and_says_what_to_do(
    reader: Come, stand: Stand, status: int, headers: dict[str, str], problem: str, said: str
) -> None:
    mina = reader().expects(FAILED).visit(stand.article())
    body = json.dumps({"type": f"/problems/{problem}", "title": "", "status": status, "detail": ""})
    mina.page.route(
        "**/v1/comments",
        lambda route: route.fulfill(status=status, headers=headers, content_type="application/problem+json", body=body),
    )
    mina.write(TEXT, name="مینا").solve().send()

    expect(mina.notice).to_contain_text(said)
    expect(mina.notice).to_contain_text("متن شما در کادر مانده است")
    expect(mina.status).to_contain_text(said)
    expect(mina.text).to_have_value(TEXT)
    mina.page.unroute("**/v1/comments")
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_an_answer_lost_on_its_way_stores_nothing_twice(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().expects(FAILED).visit(place)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    mina.page.route("**/v1/comments", lose_the_answer)
    mina.write(TEXT).solve().send()
    expect(mina.notice).to_contain_text("ارتباط با سامانه برقرار نشد")
    expect(mina.text).to_have_value(TEXT)
    mina.page.unroute("**/v1/comments")
    mina.send()

    expect(mina.notice).to_contain_text("پاسخ همان است")
    expect(mina.comments).to_have_count(1)
    assert stand.thread(place)["published"] == 1


def test_faults_that_the_form_can_see_are_named_at_their_fields_without_asking_the_service(
    reader: Come, stand: Stand
) -> None:
    mina = reader().visit(stand.article())
    mina.text.focus()
    expect(mina.picture).to_be_visible()
    mina.text.fill("   ")
    mina.send()

    expect(mina.widget.get_by_text("متن نظر را بنویسید.")).to_be_visible()
    expect(mina.widget.get_by_text("پاسخ پرسش امنیتی را بنویسید.")).to_be_visible()
    expect(mina.text).to_be_focused()
    expect(mina.text).to_have_attribute("aria-invalid", "true")
    mina.text.fill("ا" * 2001)
    mina.send()
    expect(mina.widget.get_by_text("متن نظر ۱ نویسه بلندتر از اندازه است")).to_be_visible()
    expect(mina.widget.get_by_text("۲۰۰۱ از ۲۰۰۰ نویسه")).to_be_visible()


def test_faults_that_only_the_service_sees_are_named_at_their_fields(reader: Come, stand: Stand) -> None:
    mina = reader().expects("status of 422").visit(stand.article())
    mina.write("نظر\u0000دار").solve().send()

    expect(mina.text).to_be_focused()
    expect(mina.text).to_have_attribute("aria-invalid", "true")
    expect(mina.widget.locator("#text-fault")).not_to_be_empty()


def test_no_captcha_is_asked_for_before_the_reader_writes(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.page.wait_for_load_state("networkidle")
    assert mina.challenges() == 0

    mina.text.focus()
    expect(mina.picture).to_be_visible()
    assert mina.challenges() == 1


def test_a_captcha_that_expires_is_renewed_and_the_text_stays(reader: Come, stand: Stand) -> None:
    mina = reader()
    mina.page.clock.install()
    mina.visit(stand.article())
    mina.write(TEXT).solve()
    mina.page.clock.fast_forward("30:00")

    expect(mina.status).to_contain_text("پرسش تازه‌ای آمد")
    expect(mina.answer).to_have_value("")
    expect(mina.text).to_have_value(TEXT)
    assert mina.challenges() == 2


def test_another_picture_can_be_had(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(TEXT).solve()
    mina.widget.get_by_role("button", name="تصویر دیگر").click()

    expect(mina.answer).to_have_value("")
    expect(mina.answer).to_be_focused()
    assert mina.challenges() == 2
    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_a_picture_that_does_not_come_can_be_asked_for_again(reader: Come, stand: Stand) -> None:
    mina = reader().expects(FAILED).visit(stand.article())
    mina.page.route("**/v1/captcha*", lambda route: route.abort())
    mina.write(TEXT)
    expect(mina.widget.get_by_text("پرسش امنیتی دریافت نشد.").first).to_be_visible()
    mina.page.unroute("**/v1/captcha*")
    mina.widget.get_by_role("button", name="تلاش دوباره").click()

    mina.solve().send()
    expect(mina.comments).to_have_count(1)


def test_a_thread_that_does_not_come_can_be_asked_for_again(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.post(place, TEXT)
    mina = reader().expects(FAILED)
    mina.page.route("**/comments?*", lambda route: route.fulfill(status=503, body="<h1>away</h1>"))
    mina.visit(place)
    expect(mina.widget.get_by_text("نظرها دریافت نشد.").first).to_be_visible()
    mina.page.unroute("**/comments?*")
    mina.widget.get_by_role("button", name="تلاش دوباره").click()

    expect(mina.comments).to_have_count(1)
