"""A reader writes Finglish and takes the Persian reading instead, with one click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

FINGLISH = "salam in khabar kheili khoob bood mamnoon"
PERSIAN = "سلام این خبر خیلی خوب بود ممنون"


def test_the_reading_goes_into_the_box_and_back_and_sent_it_stands_for_the_comment_that_waited(
    reader: Come, stand: Stand
) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(FINGLISH, name="مینا").solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "held", timeout=30_000)  # the rules read their words first
    expect(mina.notice.locator(".suggestion")).to_contain_text("شاید منظورتان این بود")
    expect(mina.notice.locator(".suggestion blockquote")).to_have_text(PERSIAN)

    mina.widget.get_by_role("button", name="جایگزین کن").click()
    expect(mina.text).to_have_value(PERSIAN)
    expect(mina.text).to_be_focused()
    expect(mina.name).to_have_value("مینا")
    expect(mina.status).to_contain_text("متن فارسی در کادر گذاشته شد")
    mina.widget.get_by_role("button", name="بازگرداندن متن پیشین").click()
    expect(mina.text).to_have_value("")
    mina.widget.get_by_role("button", name="جایگزین کن").click()
    expect(mina.text).to_have_value(PERSIAN)

    mina.visit(place)  # nothing is lost on the way
    expect(mina.text).to_have_value(PERSIAN)
    mina.text.focus()
    mina.solve().send()
    expect(mina.comments).to_have_count(1)
    expect(mina.comments.first).to_contain_text(PERSIAN)
    assert stand.statuses(place) == {FINGLISH: "withdrawn", PERSIAN: "published"}
