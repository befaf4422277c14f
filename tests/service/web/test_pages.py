"""Pages for people."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from service.status import Status
from service.store.tables import Article
from tests.support import Reader


def test_the_first_page_says_what_runs_here_and_prints_the_rules(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert 'lang="fa" dir="rtl"' in page
    assert "نظرات حاوی توهین و هرگونه نسبت ناروا به اشخاص حقیقی و حقوقی منتشر نمی‌شود." in page
    assert "نظراتی که غیر از زبان فارسی یا غیر مرتبط با خبر باشد منتشر نمی‌شود." in page


def test_the_demo_is_only_named_in_the_demo(client: FlaskClient, make_app: Callable[..., Flask]) -> None:
    assert 'href="/demo"' not in client.get("/").get_data(as_text=True)
    assert 'href="/demo"' in make_app(demo=True).test_client().get("/").get_data(as_text=True)


@pytest.mark.parametrize("word", ["PUBLISH", "HOLD", "REJECT"])
def test_the_author_sees_what_became_of_the_comment_and_why(reader: Reader, word: str, each_database: str) -> None:
    body = reader.send(f"{word} <script>alert(1)</script>").get_json()
    page = reader.client.get(f"/s/{body['status_token']}").get_data(as_text=True)
    assert body["message"] in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert ("آن را نرم‌تر بنویسید." in page) is (body["status"] != Status.PUBLISHED)
    assert ((f'">{word}</mark>') in page) is (body["status"] != Status.PUBLISHED)
    assert "افزایش حقوق معلمان" in page
    assert "۱۲ بهمن ۱۴۰۴" in page


def test_the_status_link_is_made_of_the_public_address(make_app: Callable[..., Flask], reader: Reader) -> None:
    reader.client = make_app(public_url="https://nazer.example/").test_client()
    body = reader.send("HOLD").get_json()
    assert body["status_url"] == f"https://nazer.example/s/{body['status_token']}"


@pytest.mark.parametrize(("url", "linked"), [("https://news.example/7", True), ("javascript:alert(1)", False)])
def test_only_an_address_of_the_web_becomes_a_link(reader: Reader, url: str, *, linked: bool) -> None:
    body = reader.send("HOLD").get_json()
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(url=url))  # as an earlier release may have stored it
    page = reader.client.get(f"/s/{body['status_token']}").get_data(as_text=True)
    assert (f'href="{url}"' in page) is linked
    assert ("javascript:" in page) is False
