"""What the page of comments tells machines: schema.org in JSON-LD."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store.tables import Article
from service.usecases.make_site import SiteKeys
from tests.support import Reader
from tests.visitor import Visitor

OWN = "http://127.0.0.1:8000"


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def described(visitor: Visitor) -> Any:
    return json.loads(visitor.one("//script[@type='application/ld+json']").text)


def test_the_article_and_its_comments_are_described_nested(visitor: Visitor, reader: Reader) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(url="https://news.example/5414189"))
    root = reader.publish("ریشه")
    reply = reader.publish("پاسخ", root, author_name="")
    reader.publish("دیگری")
    document = described(visitor.open())
    assert (document["@context"], document["@type"]) == ("https://schema.org", "NewsArticle")
    assert (document["headline"], document["url"]) == ("افزایش حقوق معلمان", "https://news.example/5414189")
    assert document["discussionUrl"] == OWN + visitor.base
    assert document["commentCount"] == document["interactionStatistic"]["userInteractionCount"] == 3
    newest, oldest = document["comment"]
    assert (newest["text"], "comment" in newest) == ("دیگری", False)
    address = f"{OWN}{visitor.base}?comment={root}#c-{root}"
    assert oldest == {
        "@type": "Comment",
        "@id": address,
        "url": address,
        "text": "ریشه",
        "datePublished": "2026-02-01T08:42:00Z",
        "upvoteCount": 0,
        "downvoteCount": 0,
        "author": {"@type": "Person", "name": "مینا"},
        "comment": [
            {
                "@type": "Comment",
                "@id": address.replace(root, reply),
                "url": address.replace(root, reply),
                "text": "پاسخ",
                "datePublished": "2026-02-01T08:42:00Z",
                "upvoteCount": 0,
                "downvoteCount": 0,
            }
        ],
    }


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", "\\u003c/script>", "'\"&<>"]
)
def test_no_text_ends_the_script_element(visitor: Visitor, text: str) -> None:
    visitor.open().send(f"خبر {text}", name="</script>" + "م")
    visitor.open()
    (comment,) = described(visitor)["comment"]
    assert (comment["text"], comment["author"]["name"]) == (f"خبر {text}", "</script>م")
    assert len(visitor.page.xpath("//script")) == 1
    raw = visitor.response.get_data(as_text=True)
    assert raw.count("<script") == raw.count("</script>") == 1


def test_a_comment_that_has_gone_keeps_only_its_place(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)
    reader.decide(root, Status.REMOVED)
    (gone,) = described(visitor.open())["comment"]
    assert (gone["creativeWorkStatus"], gone["comment"][0]["text"]) == ("Deleted", "پاسخ")
    assert "text" not in gone
    assert "author" not in gone


def test_pages_that_no_search_engine_keeps_have_none(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("ریشه")
    for page in (visitor.open(f"?reply={root}"), visitor.open().press("send", None, text="متن")):
        assert page.page.xpath("//script") == []
