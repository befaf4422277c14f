"""Atom feeds, read by a parser of XML and held against what RFC 4287 requires."""

import re
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from service.article import ArticleForm
from service.status import Status
from service.store import latest
from service.usecases.make_site import SiteForm, SiteKeys, make_site
from service.usecases.register_article import register_article
from service.web import feeds
from tests.support import Clock, Reader

NAMES = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
OWN = "http://127.0.0.1:8000"


def read(reader: Reader, path: str) -> Any:
    answer = reader.client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    root = etree.fromstring(answer.data)
    assert_valid(root)
    return root


def assert_valid(root: Any) -> None:
    """What RFC 4287 says that there must be, once."""
    assert root.tag == f"{{{NAMES['a']}}}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    entries = root.xpath("a:entry", namespaces=NAMES)
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.xpath(f"a:{name}", namespaces=NAMES)
            assert found.text
        assert re.fullmatch(r"tag:[a-z0-9.]+,\d{4}-\d\d-\d\d:\S+", element.findtext("a:id", namespaces=NAMES))
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=NAMES)).tzinfo is not None
    for entry in entries:
        assert len(entry.xpath("a:author/a:name[text()]", namespaces=NAMES)) == 1
        assert len(entry.xpath("a:link[@rel='alternate'][@href]", namespaces=NAMES)) == 1
        assert entry.xpath("a:content/@type", namespaces=NAMES) == ["text"]
        assert entry.xpath("a:content/*", namespaces=NAMES) == []
    ids = root.xpath("//a:id/text()", namespaces=NAMES)
    assert len(ids) == len(set(ids))
    assert len(root.xpath("a:link[@rel='self'][@href]", namespaces=NAMES)) == 1


def contents(root: Any) -> list[str]:
    return [str(one) for one in root.xpath("a:entry/a:content/text()", namespaces=NAMES)]


def test_an_articles_feed_has_its_published_comments_latest_first(
    reader: Reader, site: SiteKeys, clock: Clock, each_database: str
) -> None:
    path = f"/feeds/{site.public_key}/5414189.atom"
    root = reader.publish("ریشه", author_name="")
    clock.turn(hours=20)  # another day
    waiting = reader.send("HOLD").get_json()["status_token"].partition(".")[0]
    reader.send("REJECT")
    clock.turn(minutes=1)
    reply = reader.publish("پاسخ <b>", root)
    clock.turn(minutes=1)
    feed = read(reader, path)
    assert contents(feed) == ["پاسخ <b>", "ریشه"]
    assert feed.findtext("a:title", namespaces=NAMES) == "نظرهای «افزایش حقوق معلمان»"
    assert feed.findtext("a:updated", namespaces=NAMES) == "2026-02-02T04:43:00Z"
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=NAMES) == [OWN + path]
    page = f"{OWN}/c/{site.public_key}/5414189"
    assert feed.xpath("a:link[@rel='alternate']/@href", namespaces=NAMES) == [page]
    first, second = feed.xpath("a:entry", namespaces=NAMES)
    assert first.xpath("a:link/@href", namespaces=NAMES) == [f"{page}?comment={reply}#c-{reply}"]
    assert first.xpath("thr:in-reply-to/@href", namespaces=NAMES) == [f"{page}?comment={root}#c-{root}"]
    assert first.xpath("thr:in-reply-to/@ref", namespaces=NAMES) == second.xpath("a:id/text()", namespaces=NAMES)
    assert second.findtext("a:title", namespaces=NAMES) == "نظر ناشناس"
    reader.decide(waiting, Status.PUBLISHED)
    reader.decide(root, Status.REMOVED)
    assert contents(read(reader, path)) == ["HOLD", "پاسخ <b>"]


def test_a_sites_feed_has_all_its_articles_and_no_others(reader: Reader, site: SiteKeys, each_database: str) -> None:
    known = reader.context.sites.find(site.public_key)
    assert known is not None
    with reader.context.database.transaction() as session:
        other = make_site(session, reader.context.world, SiteForm("other"))
        register_article(session, reader.context.world, known.pk, ArticleForm("7", "«باران» پرفروش شد"))
    own = {"site": site.public_key}
    reader.publish("یک", **own)
    reader.publish("دو", article_id="7", **own)
    feed = read(reader, f"/feeds/{site.public_key}.atom")
    assert contents(feed) == ["دو", "یک"]
    titles = feed.xpath("a:entry/a:title/text()", namespaces=NAMES)
    assert titles == ["نظر مینا دربارهٔ «“باران” پرفروش شد»", "نظر مینا دربارهٔ «افزایش حقوق معلمان»"]
    assert (
        read(reader, f"/feeds/{site.public_key}/7.atom").findtext("a:title", namespaces=NAMES)
        == "نظرهای «“باران” پرفروش شد»"
    )
    assert contents(read(reader, f"/feeds/{other.public_key}.atom")) == []


def test_a_feed_is_of_a_bounded_length(reader: Reader, site: SiteKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    monkeypatch.setattr(latest, "NEWEST", 3)
    for number in range(4):
        reader.publish(f"نظر {number}")
    for path in (f"/feeds/{site.public_key}.atom", f"/feeds/{site.public_key}/5414189.atom"):
        assert contents(read(reader, path)) == ["نظر 3", "نظر 2"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "]]><x/>", "&amp; &#x0;", "\ufffe\uffff؟", "سطر\nسطر"])
def test_texts_are_texts_whatever_is_in_them(reader: Reader, site: SiteKeys, text: str) -> None:
    reader.publish(f"{text} خبر")
    wanted = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert contents(read(reader, f"/feeds/{site.public_key}/5414189.atom")) == [f"{wanted} خبر"]


def test_a_feed_that_has_not_changed_is_not_sent_again(reader: Reader, site: SiteKeys) -> None:
    path = f"/feeds/{site.public_key}/5414189.atom"
    reader.publish("یک")
    first = reader.client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    known = {"If-None-Match": first.headers["ETag"]}
    again = reader.client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    reader.publish("دو")
    assert reader.client.get(path, headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/feeds/nobody.atom", "/feeds/{key}/nothing.atom", "/feeds/{key}/a%00.atom"])
def test_an_unknown_feed_is_not_found(reader: Reader, site: SiteKeys, path: str) -> None:
    assert reader.client.get(path.format(key=site.public_key)).status_code == 404


def test_the_page_of_comments_names_both_feeds(reader: Reader, site: SiteKeys) -> None:
    page = reader.client.get(f"/c/{site.public_key}/5414189").get_data(as_text=True)
    named = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', page)
    assert named == [f"/feeds/{site.public_key}/5414189.atom", f"/feeds/{site.public_key}.atom"]
    assert all(reader.client.get(path).status_code == 200 for path in named)
