"""What a page says of itself to machines: JSON-LD (schema.org), OpenGraph, Dublin Core, plain <meta>."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any, Final

from service.article import ArticleForm
from service.pages.lines import fold, split_tags
from service.pages.moments import machine_moment

_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Report)$")
_CODE: Final = re.compile(r"[A-Za-z0-9._~-]{1,100}")
_CODE_NAMES: Final = (
    "news-code", "newscode", "news_code", "news_id", "newsid", "nid", "code", "article:id", "article_id",
    "dc.identifier", "dcterms.identifier", "identifier",
)  # fmt: skip
_TAG: Final = re.compile(r"<[^>]+>")
_SUFFIX: Final = re.compile(r"\s+[|\-–—»:]\s+")
_DEPTH: Final = 12  # of nested JSON-LD; deeper is no article


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found. window_title is <title>, the least reliable of all titles."""

    article: ArticleForm
    window_title: str


def read_metadata(tree: Any) -> Metadata:
    """Read a page's metadata; what JSON-LD says goes before OpenGraph, and that before the rest."""
    ld = _article_of(tree)
    meta = _metas(tree)
    site = _first(meta, "og:site_name")
    article = ArticleForm(
        code=_code(_text(ld.get("identifier")), *(_first(meta, name) for name in _CODE_NAMES)),
        title=_text(ld.get("headline") or ld.get("name"))
        or _without_site(_first(meta, "og:title", "twitter:title"), site),
        kicker=_text(ld.get("alternativeHeadline")),
        lede=_text(ld.get("description")) or _first(meta, "og:description", "description", "twitter:description"),
        body=_long_text(ld.get("articleBody")),
        category=_text(ld.get("articleSection")) or _first(meta, "article:section", "news:section"),
        tags=_keywords(ld.get("keywords"))
        or tuple(dict.fromkeys(meta.get("article:tag", ())))
        or tuple(split_tags(_first(meta, "news_keywords", "keywords"))),
        url=_address(ld) or _first(meta, "og:url") or _canonical(tree),
        published_at=_published(ld, meta, tree),
    )
    return Metadata(article, _without_site(_text(tree.findtext(".//title")), site))


def _article_of(tree: Any) -> dict[str, Any]:
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            # strict=False: line breaks inside of strings are the commonest fault of Persian CMSs.
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(found, _DEPTH):
            kinds = thing.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return thing
    return {}


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "itemListElement", "item"):
            yield from _things(value.get(name), depth - 1)
    elif isinstance(value, list):
        for part in value:
            yield from _things(part, depth - 1)


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := _text(meta.get("content")):
            found.setdefault(name.lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next(filter(None, map(_text, value)), "")
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("value") or value.get("@value"))
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return " ".join(_TAG.sub(" ", unescape(str(value))).split())
    return ""


def _long_text(value: Any) -> str:
    return _TAG.sub("\n", unescape(value)) if isinstance(value, str) else ""


def _keywords(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(tag for part in values for tag in split_tags(_text(part))))


def _code(*candidates: str) -> str:
    return next(
        (found for text in candidates if _CODE.fullmatch(found := fold(text)) and any(map(str.isdigit, found))), ""
    )


def _address(ld: dict[str, Any]) -> str:
    page = ld.get("mainEntityOfPage")
    values = (ld.get("url"), page.get("@id") if isinstance(page, dict) else page)
    return next((value for value in values if isinstance(value, str) and value.startswith("http")), "")


def _canonical(tree: Any) -> str:
    links = (link for link in tree.iter("link") if link.get("rel", "").lower() == "canonical")
    return next((str(link.get("href", "")) for link in links), "")


def _without_site(title: str, site: str) -> str:
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and site and parts[-1].strip() == site:
        return title[: title.rindex(parts[-1])].rstrip(" |-–—»:")
    return title


def _published(ld: dict[str, Any], meta: dict[str, list[str]], tree: Any) -> datetime | None:
    names = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.created", "date", "pubdate")
    times = (str(time.get("datetime", "")) for time in tree.iter("time"))
    candidates = (_text(ld.get("datePublished")), *(_first(meta, name) for name in names), *times)
    return next(filter(None, (machine_moment(value) for value in candidates if value)), None)
