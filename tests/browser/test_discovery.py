"""An article that nobody has registered registers itself when its page is first read, if the page is of use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

STORY = """<script type="application/ld+json">{"@type": "NewsArticle", "identifier": "CODE",
"headline": "اتوبوس‌های شبانه از مهر راه می‌افتند", "description": "ده خط شبانه از آغاز مهر کار می‌کند."}</script>
<article><h1>اتوبوس‌های شبانه از مهر راه می‌افتند</h1><p class="lead">ده خط شبانه از آغاز مهر کار می‌کند.</p>
<p>مدیرعامل شرکت واحد اتوبوسرانی گفت ده خط شبانه تا ساعت پنج بامداد کار می‌کند و برای هر خط چهار اتوبوس هست.</p>
<p>مسافران می‌گویند کرایهٔ دو برابر زیاد است، اما نبودن وسیله در شب هم مشکل بزرگی بود و باید چاره می‌شد.</p></article>"""


def test_the_first_reader_finds_a_form_and_the_service_knows_the_article(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.unregistered()
    page = publisher.page(STORY.replace("CODE", place.code) + stand.tag(place))
    asked: list[str] = []
    mina = reader().expects("status of 404")
    mina.page.on("request", lambda request: asked.append(request.url) if "discover" in request.url else None)
    mina.open(page)

    expect(mina.widget.get_by_text("هنوز نظری منتشر نشده است")).to_be_visible()
    mina.write("شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود").solve().send()
    expect(mina.comments).to_have_count(1)
    assert len([url for url in asked if url.endswith("/discover")]) == 1
    known = stand.call("GET", f"/v1/articles/{place.code}?site={place.site.public_key}")
    assert known["title"] == "اتوبوس‌های شبانه از مهر راه می‌افتند"
    asked.clear()
    mina.page.reload()
    expect(mina.comments).to_have_count(1)
    assert asked == []


def test_a_page_that_is_no_article_says_that_it_is_not_registered(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.unregistered()
    mina = reader().expects("status of 404", "status of 422")
    mina.open(publisher.page(f"<h1>سلام</h1>{stand.tag(place)}"))

    expect(mina.widget.get_by_text("این خبر هنوز در سامانهٔ نظرها ثبت نشده است.").first).to_be_visible()
    expect(mina.text).to_be_hidden()


def test_the_attribute_names_the_page_where_the_comments_are_elsewhere(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.unregistered()
    story = publisher.page(STORY.replace("CODE", place.code))
    mina = reader().expects("status of 404")
    mina.open(publisher.page(stand.tag(place, f'url="{story}"')))

    expect(mina.widget.get_by_text("هنوز نظری منتشر نشده است")).to_be_visible()
