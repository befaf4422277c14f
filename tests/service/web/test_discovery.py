"""An article that the CMS has not registered is read from its page, if the page says itself that it is that article."""

from collections.abc import Callable, Collection
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.fetching import FetchError, Page, is_loopback, read_target
from service.settings import Settings
from service.store.tables import Article, Site
from service.usecases.make_site import SiteKeys
from service.web.context import Context
from service.web.discovery import own_fetcher
from tests.support import ORIGIN, SECRET, Clock

Open = Callable[..., FlaskClient]

URL = f"{ORIGIN}/news/7001/اتوبوس"
HTML = """<!doctype html><html><head><title>اتوبوس‌های شبانه | خبر</title>
<link rel="canonical" href="{canonical}"><meta property="og:site_name" content="خبر">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "اتوبوس‌های شبانه راه می‌افتند",
"identifier": "{code}", "datePublished": "2026-01-31T09:00:00+03:30", "description": "ده خط شبانه از مهر کار می‌کند.",
"keywords": "اتوبوس, شهر", "articleSection": "شهری"}}</script></head>
<body><article><h1>اتوبوس‌های شبانه راه می‌افتند</h1><p class="lead">ده خط شبانه از مهر کار می‌کند.</p>
<p>مدیرعامل شرکت واحد اتوبوسرانی گفت ده خط شبانه تا ساعت پنج بامداد کار می‌کند و برای هر خط چهار اتوبوس هست.</p>
<p>مسافران می‌گویند کرایهٔ دو برابر زیاد است، اما نبودن وسیله در شب هم مشکل بزرگی بود و باید چاره می‌شد.</p>
{more}</article></body></html>"""


class Publisher:
    """A publisher's pages, without a network."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def put(self, code: str = "7001", canonical: str = URL, at: str = URL, more: str = "") -> None:
        """Publish a page."""
        self.pages[read_target(at, [ORIGIN]).url] = HTML.format(code=code, canonical=canonical, more=more)

    def fetch(self, url: str, origins: Collection[str]) -> Page:
        """What the service asks for."""
        target = read_target(url, origins)
        self.asked.append(target.url)
        self.meanwhile()
        found = self.pages.get(target.url, "status")
        if not found.startswith("<"):
            raise FetchError(found)
        return Page(target, found.encode())


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def open_to(make_app: Callable[..., Flask], publisher: Publisher, site: SiteKeys) -> Open:
    """A client of a service that reads this publisher's pages."""
    return lambda **changes: make_app(fetcher=publisher, **changes).test_client()


def discover(client: FlaskClient, code: str = "7001", url: str = URL, **members: Any) -> TestResponse:
    return client.post(f"/v1/articles/{code}/discover", json={"url": url, **members}, headers={"Origin": ORIGIN})


def articles(nazer: Context) -> dict[str, Article]:
    with nazer.database.reading() as session:
        return {article.code: article for article in session.scalars(sa.select(Article))}


def test_an_article_is_read_from_its_page_once(
    open_to: Open, publisher: Publisher, nazer: Context, site: SiteKeys, each_database: str
) -> None:
    publisher.put()
    client = open_to()
    assert client.get("/v1/articles/7001/comments").status_code == 404
    answer = discover(client, site=site.public_key)
    assert (answer.status_code, answer.get_json()) == (201, {"article_id": "7001", "created": True})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Cache-Control"] == "no-store"
    found = articles(nazer)["7001"]
    assert (found.title, found.lede) == ("اتوبوس‌های شبانه راه می‌افتند", "ده خط شبانه از مهر کار می‌کند.")
    assert (found.tags, found.category, found.url) == (["اتوبوس", "شهر"], "شهری", URL)
    assert "مدیرعامل شرکت واحد" in found.body
    assert found.published_at is not None
    thread = client.get("/v1/articles/7001/comments").get_json()
    assert (thread["comments_open"], thread["published"]) == (True, 0)
    again = discover(client)
    assert (again.status_code, again.get_json()["created"]) == (200, False)
    assert len(publisher.asked) == 1


def test_what_the_cms_gave_stays(open_to: Open, publisher: Publisher, nazer: Context, site: SiteKeys) -> None:
    publisher.put()
    client = open_to()

    def cms() -> None:
        key = {"Authorization": f"Bearer {site.secret_key}"}
        assert client.put("/v1/articles/7001", json={"title": "از دستگاه ناشر"}, headers=key).status_code == 201

    publisher.meanwhile = cms  # while the page is on its way
    assert discover(client).get_json()["created"] is False
    assert articles(nazer)["7001"].title == "از دستگاه ناشر"


def test_one_article_is_read_once_at_a_time(open_to: Open, publisher: Publisher, site: SiteKeys, clock: Clock) -> None:
    publisher.put()
    client = open_to()
    others: list[TestResponse] = []

    def crowd() -> None:
        clock.turn(seconds=11)  # over the limit's window: the first one is still at it
        others.append(discover(client.application.test_client()))

    publisher.meanwhile = crowd
    assert discover(client).status_code == 201
    assert [one.status_code for one in others] == [429]
    assert 0 < int(others[0].headers["Retry-After"]) <= 10
    assert "در حال ثبت" in others[0].get_json()["detail"]
    assert len(publisher.asked) == 1


def test_an_article_whose_page_is_of_no_use_is_not_asked_for_over_and_over(
    open_to: Open, publisher: Publisher, clock: Clock
) -> None:
    client = open_to()
    assert [discover(client).status_code for _ in range(2)] == [422, 429]
    for _ in range(30):
        clock.turn(seconds=11)
        discover(client)
    assert len(publisher.asked) == 12


@pytest.mark.parametrize("limit", ["limit_discover", "limit_discover_site"])
def test_readers_can_have_so_many_pages_read(open_to: Open, publisher: Publisher, limit: str) -> None:
    client = open_to(**{limit: "2/minute"})
    answers = [discover(client, str(code), f"{ORIGIN}/{code}") for code in range(7001, 7004)]
    assert [one.status_code for one in answers] == [422, 422, 429]
    assert "Retry-After" in answers[-1].headers


@pytest.mark.parametrize(
    "url",
    [
        *("https://evil.example/7001", "http://news.example/7001", "https://news.example:8443/7001"),
        *("https://news.example@evil.example/", "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:8000/"),
        *("https://[::1]/", "file:///etc/passwd", "javascript:alert(1)", "7001", ""),
    ],
)
def test_only_pages_of_the_sites_own_origins_are_read(open_to: Open, publisher: Publisher, url: str) -> None:
    answer = discover(open_to(), url=url)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/url"]
    assert publisher.asked == []


@pytest.mark.parametrize(
    "page",
    [
        {"code": "7002"},
        {"canonical": f"{ORIGIN}/news/7002"},
        {"canonical": "https://evil.example/news/7001"},
        {"canonical": f"{URL}?page=2"},
    ],
)
def test_a_page_that_is_another_articles_registers_nothing(
    open_to: Open, publisher: Publisher, nazer: Context, page: dict[str, str]
) -> None:
    publisher.put(**page)
    answer = discover(open_to())
    assert (answer.status_code, answer.get_json()["reason"]) == (422, "another")
    assert articles(nazer) == {}


@pytest.mark.parametrize(
    "page",
    [
        {"code": "", "more": '<nazer-comments article="7001"></nazer-comments>'},
        {"code": "99", "more": '<nazer-comments site="x" article="7001"></nazer-comments>'},
        {"canonical": ""},
        {"canonical": f"{URL}/"},
        {"canonical": "https://news.example/news/7001/%D8%A7%D8%AA%D9%88%D8%A8%D9%88%D8%B3"},
    ],
)
def test_a_page_says_in_several_ways_that_it_is_the_article(
    open_to: Open, publisher: Publisher, nazer: Context, page: dict[str, str]
) -> None:
    publisher.put(**page)
    assert discover(open_to()).status_code == 201
    assert set(articles(nazer)) == {"7001"}


@pytest.mark.parametrize("kind", ["elsewhere", "unreachable", "slow", "status", "redirects", "not-html", "too-large"])
def test_a_page_that_is_not_had_is_told_why(open_to: Open, publisher: Publisher, kind: str) -> None:
    publisher.pages[read_target(URL, [ORIGIN]).url] = kind
    answer = discover(open_to())
    problem = answer.get_json()
    assert (answer.status_code, problem["type"], problem["reason"]) == (422, "/problems/article-unreadable", kind)
    assert problem["detail"].startswith("این خبر هنوز ثبت نشده است")


def test_a_page_without_an_article_is_told_what_is_missing(open_to: Open, publisher: Publisher) -> None:
    publisher.pages[read_target(URL, [ORIGIN]).url] = "<html><body>سلام</body></html>"
    problem = discover(open_to()).get_json()
    assert problem["type"] == "/problems/article-unreadable"
    assert "پیدا نشد" in problem["detail"]


def test_it_is_off_where_the_operator_says_so_and_at_sites_without_origins(
    open_to: Open, publisher: Publisher, nazer: Context
) -> None:
    publisher.put()
    assert discover(open_to(discover_articles=False)).status_code == 403
    with nazer.database.transaction() as session:
        session.execute(sa.update(Site).values(origins=[]))
    assert discover(open_to()).status_code == 403
    assert publisher.asked == []


@pytest.mark.parametrize(
    ("code", "body", "status"),
    [
        ("7001", {}, 422),
        ("7001", {"url": 7}, 422),
        ("7001", {"url": URL, "more": 1}, 422),
        ("7001", {"url": URL, "site": "pk_nobody"}, 404),
        ("7 001", {"url": URL}, 404),
        ("7001", {"url": f"{ORIGIN}/{'a' * 2000}"}, 422),
    ],
)
def test_a_faulty_request_is_refused(open_to: Open, code: str, body: dict[str, Any], status: int) -> None:
    assert open_to().post(f"/v1/articles/{code}/discover", json=body).status_code == status


def test_only_the_demonstration_goes_to_this_machine() -> None:
    assert not own_fetcher(Settings(SECRET)).permits("127.0.0.1")
    demo = own_fetcher(Settings(SECRET, demo=True))
    assert demo.permits("127.0.0.1")
    assert is_loopback("::1")
    assert not any(map(demo.permits, ("10.0.0.1", "169.254.169.254", "localhost")))
