"""Writes Atom (RFC 4287) with the extension for threads (RFC 4685). Texts of readers are texts: `type="text"`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lxml import etree

from service.store.fragments import write_time

ATOM: Final = "http://www.w3.org/2005/Atom"
THREAD: Final = "http://purl.org/syndication/thread/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
TYPE: Final = "application/atom+xml"
#: What XML 1.0 cannot say, not even escaped.
_UNSAYABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment. id, link, parent_id, parent_link: IRIs; the last two are empty unless it answers another."""

    id: str
    link: str
    title: str
    author: str
    text: str
    published_at: datetime
    parent_id: str = ""
    parent_link: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. itself: its own address. page: the page for people, or empty. updated: when there are no entries yet."""

    id: str
    title: str
    itself: str
    page: str
    updated: datetime


def write(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The document, in UTF-8; the same entries give the same bytes."""
    entries = list(entries)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "thr": THREAD})
    root.set(f"{{{XML}}}lang", "fa")
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", write_time(max((one.published_at for one in entries), default=feed.updated)))
    _add(root, "link", None, rel="self", type=TYPE, href=feed.itself)
    if feed.page:
        _add(root, "link", None, rel="alternate", type="text/html", href=feed.page)
    _add(root, "generator", "Nazer")
    for entry in entries:
        _write_entry(etree.SubElement(root, f"{{{ATOM}}}entry"), entry)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def _write_entry(element: Any, entry: Entry) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", write_time(entry.published_at))
    _add(element, "published", write_time(entry.published_at))
    _add(_add(element, "author", None), "name", entry.author)
    _add(element, "link", None, rel="alternate", type="text/html", href=entry.link)
    if entry.parent_id:
        answered = etree.SubElement(element, f"{{{THREAD}}}in-reply-to")
        answered.set("ref", entry.parent_id)
        answered.set("href", entry.parent_link)
    _add(element, "content", entry.text, type="text")


def _add(parent: Any, name: str, text: str | None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text is not None:
        element.text = _UNSAYABLE.sub("\ufffd", text)
    return element
