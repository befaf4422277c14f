"""The demonstration's pages: a made-up agency, and nothing outside the demo."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.article import ArticleForm
from service.usecases.make_site import SiteKeys
from service.usecases.register_article import register_article
from service.web.context import Context

Put = Callable[..., None]
XSS = "<script>alert(1)</script>"


@pytest.fixture
def front(make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app(demo=True).test_client()


@pytest.fixture
def put(nazer: Context, site: SiteKeys) -> Put:
    """Puts an article under the site."""
    known = nazer.sites.find(site.public_key)
    assert known is not None

    def put(code: str, **members: object) -> None:
        form = ArticleForm(**{"code": code, "title": f"خبر {code}", **members})  # type: ignore[arg-type]
        with nazer.database.transaction() as session:
            register_article(session, nazer.world, known.pk, form)

    return put


def test_an_article_stands_as_an_agency_prints_it_with_the_form_below(
    front: FlaskClient, put: Put, site: SiteKeys
) -> None:
    put(
        "5414189",
        title="تیتر خبر",
        kicker="وزارت خارجه؛",
        lede="لید خبر",
        body="بند یک\n\nبند دو",
        tags=("برچسب یک",),
        published_at=datetime(2022, 2, 1, 8, 42, tzinfo=UTC),
    )
    page = front.get("/demo/5414189").text
    in_order = [
        "۱۲ بهمن ۱۴۰۰، ۱۲:۱۲",
        "وزارت خارجه؛",
        "تیتر خبر</h1>",
        "لید خبر",
        "بند یک",
        "بند دو",
        "کد خبر",
        "برچسب یک",
    ]

    assert [page.index(piece) for piece in in_order] == sorted(page.index(piece) for piece in in_order)
    assert f'<nazer-comments article="5414189" site="{site.public_key}">' in page
    assert '<script type="module" src="/embed/v1.js"></script>' in page
    assert f'href="/c/{site.public_key}/5414189"' in page


def test_what_a_publisher_sends_is_only_ever_text(front: FlaskClient, put: Put) -> None:
    put("1", title=XSS, kicker=XSS, lede=XSS, body=XSS, category=XSS, tags=(XSS,))

    for path in ("/demo", "/demo/1"):
        assert XSS not in front.get(path).text


def test_the_front_page_has_the_latest_article_first(front: FlaskClient, put: Put) -> None:
    put("1", title="خبر دیروز", published_at=datetime(2026, 1, 30, tzinfo=UTC))
    put("2", title="خبر امروز", published_at=datetime(2026, 1, 31, tzinfo=UTC))
    page = front.get("/demo").text

    assert page.index("خبر امروز") < page.index("خبر دیروز")


def test_an_empty_front_page_says_what_to_do(front: FlaskClient) -> None:
    assert "make demo" in front.get("/demo").text


def test_an_unknown_article_is_not_found(front: FlaskClient) -> None:
    assert front.get("/demo/nowhere").status_code == 404


def test_the_page_allows_no_more_than_the_component_needs(front: FlaskClient, put: Put) -> None:
    put("1")
    policy = front.get("/demo/1").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_there_is_no_demonstration_unless_the_settings_ask_for_it(client: FlaskClient, put: Put) -> None:
    put("1")

    for path in ("/demo", "/demo/1", "/demo/static/demo.css"):
        assert client.get(path).status_code == 404
