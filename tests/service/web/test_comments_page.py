"""The page of comments as it is opened: thread, pages, permalinks, form."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.article import ArticleForm
from service.status import Status
from service.store import thread_pages
from service.store.tables import Article
from service.usecases.make_site import SiteKeys
from service.usecases.register_article import register_article
from service.web.comments import thread
from tests.support import Reader
from tests.visitor import Visitor

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "&lt;b&gt; &amp; &#x27;",
    "<!-- --><![CDATA[ ]]>",
    "\u202eمعکوس\u202c <b onmouseover='x'>",
]


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def test_it_shows_the_thread_nested_and_in_the_order_asked_for(
    visitor: Visitor, reader: Reader, each_database: str
) -> None:
    one = reader.publish("یک")
    reader.publish("دو")
    reply = reader.publish("پاسخ", one)
    reader.publish("پاسخ پاسخ", reply)
    assert visitor.open().texts() == ["دو", "یک", "پاسخ", "پاسخ پاسخ"]
    assert visitor.open("?order=oldest").texts() == ["یک", "پاسخ", "پاسخ پاسخ", "دو"]
    inside = visitor.one(f"//li[article/@id='c-{one}']/ol/li[article/@id='c-{reply}']/ol/li")
    assert "پاسخ پاسخ" in inside.text_content()
    assert "۴ نظر" in visitor.one("//header[@class='top']").text_content()
    assert visitor.one("//a[@aria-current]").text == "قدیمی‌ترین"


def test_only_addresses_of_the_publisher_become_links(visitor: Visitor, reader: Reader) -> None:
    reader.publish("اینجا: https://news.example/1، نه https://other.example/2")
    link = visitor.open().one("//div[@class='text']/a")
    assert (link.text, link.get("href"), link.get("rel")) == (*["https://news.example/1"] * 2, "nofollow ugc noopener")


def test_dates_are_jalali_in_tehran_with_persian_digits(visitor: Visitor, reader: Reader) -> None:
    reader.publish("متن")
    time = visitor.open().one("//article//time")
    assert (time.text, time.get("datetime")) == ("۱۲ بهمن ۱۴۰۴، ۱۲:۱۲", "2026-02-01T08:42:00+00:00")


def test_it_is_persian_and_names_the_article_as_the_canonical_page(visitor: Visitor, reader: Reader) -> None:
    root = visitor.open().page
    assert (root.get("lang"), root.get("dir")) == ("fa", "rtl")
    assert visitor.one("//link[@rel='canonical']/@href") == f"http://127.0.0.1:8000{visitor.base}"
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(url="https://news.example/5414189"))
    assert visitor.open().one("//link[@rel='canonical']/@href") == "https://news.example/5414189"
    assert visitor.one("//h1/a/@href") == "https://news.example/5414189"
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(url="javascript:alert(1)"))
    assert "javascript:" not in visitor.open().response.get_data(as_text=True)


def test_only_what_a_search_engine_should_keep_is_for_search_engines(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("متن")
    for query, hidden in (("", False), (f"?comment={root}", False), (f"?reply={root}", True), ("?comment=gone", True)):
        page = visitor.open(query)
        assert (page.response.headers.get("X-Robots-Tag") == "noindex") is hidden
        assert bool(page.page.xpath("//meta[@name='robots']")) is hidden


def test_nothing_runs_on_it(visitor: Visitor) -> None:
    response = visitor.open().response
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in response.headers
    assert not visitor.page.xpath("//script[not(@type='application/ld+json')] | //style | //*[@style]")


@pytest.mark.parametrize("vector", VECTORS)
def test_what_readers_write_is_only_ever_text(visitor: Visitor, vector: str) -> None:
    name = vector.replace("\u202e", "").replace("\u202c", "")
    visitor.open().send(vector, name=name)
    assert visitor.texts() == [vector]
    assert visitor.texts("//bdi[@class='author']") == [name]
    assert visitor.page.xpath("//*[@onerror or @onload or @onmouseover]") == []
    reply = visitor.one("//a[@class='reply']/@href").partition("?")[2].partition("#")[0]
    assert vector[:20].split(maxsplit=1)[0] in visitor.open(f"?{reply}").one("//div[@class='banner']").text_content()
    refused = visitor.open().send(f"{vector} REJECT", name=name)
    assert refused.box == f"{vector} REJECT"
    assert refused.one("//input[@name='name']").get("value") == name
    assert refused.page.xpath("//*[@onerror or @onload or @onmouseover]") == []


def test_pages_follow_each_other_and_lead_back(
    visitor: Visitor, reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread, "ROOTS", 2)
    ids = [reader.publish(f"نظر {number}") for number in range(5)]
    assert visitor.open().texts() == ["نظر 4", "نظر 3"]
    assert visitor.page.xpath("//a[@rel='prev']") == []
    second = visitor.one("//a[@rel='next']/@href").partition("#")[0]
    visitor.response = visitor.client.get(second)
    assert visitor.texts() == ["نظر 2", "نظر 1"]
    assert visitor.one("//a[@rel='prev']/@href") == f"{visitor.base}#comments"
    visitor.response = visitor.client.get(visitor.one("//a[@rel='next']/@href").partition("#")[0])
    assert visitor.texts() == ["نظر 0"]
    assert visitor.page.xpath("//a[@rel='next']") == []
    assert visitor.one("//a[@rel='prev']/@href").partition("#")[0] == second
    for number, wanted in enumerate(ids):
        page = visitor.open(f"?comment={wanted}")
        assert page.one("//article[contains(@class, 'lit')]/@id") == f"c-{wanted}"
        assert len(page.texts()) == (1 if number == 0 else 2)
        assert f"نظر {number}" in visitor.open(f"?comment={wanted}&order=oldest").texts()


def test_a_permalink_of_a_reply_opens_its_branch(
    visitor: Visitor, reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread_pages, "MAX_REPLIES", 2)
    monkeypatch.setattr("service.store.permalinks.MAX_REPLIES", 2)
    root = reader.publish("ریشه")
    first = reader.publish("۰", root)
    replies = [first, *(reader.publish(f"{number}", first) for number in range(1, 5))]
    assert visitor.open().texts() == ["ریشه", "۰", "1"]
    more = visitor.one("//p[@class='more']/a")
    assert more.text == "۳ پاسخ دیگر"
    visitor.response = visitor.client.get(more.get("href").partition("#")[0])
    assert visitor.texts() == ["ریشه", "2", "3"]
    assert visitor.page.xpath("//a[@class='answering']/@href") == [f"{visitor.base}?comment={first}#c-{first}"] * 2
    assert visitor.open(f"?comment={replies[4]}").texts() == ["ریشه", "4"]
    assert visitor.open(f"?comment={replies[1]}").texts() == ["ریشه", "۰", "1"]
    assert visitor.open(f"?thread={root}&after={replies[4]}").texts() == ["ریشه"]
    assert visitor.open(f"?thread={root}&after=nothing").title.startswith("این صفحه")


def test_a_quarrel_of_a_hundred_replies_is_shown(visitor: Visitor, reader: Reader) -> None:
    parent = reader.publish("۰")
    for number in range(1, 120):
        parent = reader.publish(f"{number}", parent, author_name=f"نفر {number}")
    page = visitor.open()
    assert page.texts() == ["۰", *map(str, range(1, 120))]
    assert max(len(one.xpath("ancestor::ol")) for one in page.page.xpath("//article")) == 5
    assert "در پاسخ به نفر 118" in page.one("//article[.//bdi[@class='author']='نفر 119']").text_content()


def test_a_comment_that_has_gone_says_so_and_one_that_waits_says_nothing_else(visitor: Visitor, reader: Reader) -> None:
    gone = reader.publish("متن")
    reader.decide(gone, Status.REMOVED)
    held = reader.send("HOLD").get_json()["status_token"].partition(".")[0]
    answers = []
    for wanted in (gone, held, "nobody", "no<b>"):
        page = visitor.open(f"?comment={wanted}")
        answers.append((page.status, page.texts(), [one.text for one in page.page.xpath("//h2[@id='answer-title']")]))
    gone_answer: Any = (404, [], ["نظری که پیوندش را دارید دیگر در این صفحه نیست."])
    assert answers == [gone_answer] * 3 + [(200, [], [])]


def test_a_removed_comment_with_replies_keeps_its_place(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)
    reader.decide(root, Status.REMOVED)
    assert visitor.open(f"?comment={root}").texts() == ["پاسخ"]
    assert "این نظر برداشته شده است." in visitor.one(f"//article[@id='c-{root}']").text_content()
    assert visitor.open(f"?reply={root}").title == "نظری که به آن پاسخ می‌دهید دیگر در این صفحه نیست."


def test_a_closed_article_has_no_form_and_no_way_to_reply(
    visitor: Visitor, reader: Reader, article: ArticleForm, site: SiteKeys
) -> None:
    reader.publish("متن")
    known = reader.context.sites.find(site.public_key)
    assert known is not None
    with reader.context.database.transaction() as session:
        register_article(
            session, reader.context.world, known.pk, ArticleForm(article.code, article.title, comments_open=False)
        )
    page = visitor.open()
    assert page.page.xpath("//form") == []
    assert page.page.xpath("//a[@class='reply']") == []
    assert "ثبت نظر برای این خبر بسته است" in page.one("//main").text_content()


def test_an_empty_thread_invites(visitor: Visitor) -> None:
    assert "نخستین نظر را شما بنویسید" in visitor.open().one("//p[@class='state']").text_content()


@pytest.mark.parametrize("path", ["/c/pk_nobody/5414189", "/c/{key}/nothing", "/c/{key}/a%00b"])
def test_an_unknown_place_is_a_page_that_says_so(reader: Reader, site: SiteKeys, path: str) -> None:
    answer = reader.client.get(path.format(key=site.public_key))
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_whoever_opens_a_buttons_address_is_led_to_the_page(visitor: Visitor) -> None:
    answer = visitor.client.get(visitor.base + "/draft")
    assert (answer.status_code, answer.headers["Location"]) == (303, visitor.base)


def test_a_page_without_a_picture_is_still_a_page(visitor: Visitor, make_app: Callable[..., Flask]) -> None:
    visitor.client = make_app(limit_captcha="1/minute").test_client()
    assert len(visitor.open().page.xpath("//img")) == 1
    page = visitor.open()
    assert (page.status, page.page.xpath("//img")) == (200, [])
    assert page.one("//button[@value='picture']").text == "دریافت تصویر"
    assert json.loads(visitor.client.get("/v1/captcha").get_data())["status"] == 429


def test_the_state_of_the_form_stays_when_the_order_is_odd(visitor: Visitor) -> None:
    assert visitor.open("?order=loudest&after=<&comment=%00").status == 200


@pytest.mark.parametrize("title", VECTORS)
def test_what_publishers_write_is_only_ever_text_too(visitor: Visitor, reader: Reader, title: str) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(title=title, url='https://news.example/"><script>'))
    visitor.open()
    assert visitor.one("//h1").text_content() == title
    assert visitor.one("//title").text == f"نظر خوانندگان: {title}"
    assert visitor.one("//h1/a/@href") == 'https://news.example/"><script>'
    assert len(visitor.page.xpath("//script")) == 1
    assert visitor.page.xpath("//*[@onerror or @onload or @onmouseover]") == []


def test_a_reader_over_the_limit_of_reading_is_told_when_to_come_again(
    visitor: Visitor, make_app: Callable[..., Flask]
) -> None:
    visitor.client = make_app(limit_read="1/minute").test_client()
    assert [visitor.open().status, visitor.open().status] == [200, 429]
    assert int(visitor.response.headers["Retry-After"]) >= 1
