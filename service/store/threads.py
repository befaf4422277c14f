"""The read model: threads as readers get them, built from stored fragments, kept as bytes for each version."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

import sqlalchemy as sa

from service.store import thread_pages
from service.store.database import Database
from service.store.openness import TAKES_COMMENTS
from service.store.orders import Order
from service.store.tables import Article, Thread

CACHE_BYTES: Final = 16 * 1024 * 1024
#: Grows with every change of what a page looks like, so that nobody goes on with the bytes of an older release.
FORMAT: Final = 3


@dataclass(frozen=True, slots=True)
class PageOf:
    """Which page of a thread is asked for. after: cursor of the last root that the reader has."""

    order: Order = Order.NEWEST
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one state of a thread from another."""

    article_pk: int
    code: str
    created_at: datetime
    comments_open: bool
    version: int
    published: int

    @property
    def etag(self) -> str:
        """Changes with everything that a page shows. The article's birth is in it: a new database starts anew."""
        return f"{FORMAT}-{int(self.created_at.timestamp() * 1000):x}-{self.article_pk:x}-{self.version:x}"


_HEAD = (
    sa.select(Article.pk, Article.code, Article.created_at, TAKES_COMMENTS, Thread.version, Thread.published)
    .join_from(Article, Thread, Thread.article_pk == Article.pk)
    .where(Article.site_pk == sa.bindparam("site_pk"), Article.code == sa.bindparam("code"))
)
_COUNTS = (
    sa.select(Article.code, Thread.published)
    .join_from(Article, Thread, Thread.article_pk == Article.pk)
    .where(Article.site_pk == sa.bindparam("site_pk"), Article.code.in_(sa.bindparam("codes", expanding=True)))
)


class ByteCache:
    """Keeps the bytes that were asked for last, up to a number of bytes in all, and of each thing only one state."""

    def __init__(self, max_bytes: int) -> None:
        """Start empty."""
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[object, ...], tuple[object, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...], state: object) -> bytes | None:
        """The bytes under a key; None when they are not known, or are of another state."""
        with self._lock:
            known, body = self._kept.get(key, (None, b""))
            if known != state:
                return None
            self._kept.move_to_end(key)
            return body

    def put(self, key: tuple[object, ...], state: object, body: bytes) -> None:
        """Keep bytes; the ones that nobody asked for longest make room. What would fill a quarter is not kept."""
        if len(body) * 4 > self._max_bytes:
            return
        with self._lock:
            _, before = self._kept.pop(key, (None, b""))
            self._kept[key] = (state, body)
            self._bytes += len(body) - len(before)
            while self._bytes > self._max_bytes:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._bytes -= len(oldest)


class ThreadReader:
    """Answers readers: one indexed query tells the version, the bytes come from memory when they are known."""

    def __init__(self, database: Database, max_bytes: int = CACHE_BYTES) -> None:
        """Open nothing yet."""
        self._database = database
        self._cache = ByteCache(max_bytes)

    def head(self, site_pk: int, code: str) -> Head | None:
        """The state of an article's thread; None when there is no such article."""
        with self._database.looker.connect() as connection:
            return _read_head(connection, site_pk, code)

    def page(self, site_pk: int, head: Head, page: PageOf, domains: tuple[str, ...] = ()) -> tuple[Head, bytes]:
        """One page of the thread as JSON, with the state that it shows. domains: where its texts may link to.

        Raises UnknownCursorError when `page.after` is no root of this article.
        """
        known = self._cache.get((head.article_pk, page, domains), head)
        return (head, known) if known is not None else self._build(site_pk, head, page, domains)

    def _build(self, site_pk: int, head: Head, page: PageOf, domains: tuple[str, ...]) -> tuple[Head, bytes]:
        with self._database.reader.connect() as connection:
            # Read again: state and comments must be of the same moment.
            head = _read_head(connection, site_pk, head.code) or head
            body = _render(connection, head, page, domains)
        self._cache.put((head.article_pk, page, domains), head, body)
        return head, body

    def replies(self, comment_id: str, after: str | None) -> bytes | None:
        """Further replies of a root comment as JSON; None when there is no such root.

        Raises UnknownCursorError when `after` is no reply of it.
        """
        with self._database.reader.connect() as connection:
            return thread_pages.render_replies(connection, comment_id, after)

    def counts(self, site_pk: int, codes: list[str]) -> dict[str, int]:
        """How many comments are published under each article; 0 for one that is not known."""
        with self._database.looker.connect() as connection:
            rows = connection.execute(_COUNTS, {"site_pk": site_pk, "codes": codes})
            published = {row.code: row.published for row in rows}
        return {code: published.get(code, 0) for code in codes}


def _read_head(connection: sa.Connection, site_pk: int, code: str) -> Head | None:
    row = connection.execute(_HEAD, {"site_pk": site_pk, "code": code}).one_or_none()
    return None if row is None else Head(*row)


def _render(connection: sa.Connection, head: Head, page: PageOf, domains: tuple[str, ...]) -> bytes:
    roots, following = thread_pages.roots(
        connection, head.article_pk, order=page.order, after=page.after, limit=page.limit
    )
    comments = ",".join(thread_pages.render_roots(connection, roots))
    return (
        f'{{"article_id":{json.dumps(head.code)},"comments_open":{json.dumps(head.comments_open)},'
        f'"published":{head.published},"version":{head.version},"order":"{page.order}",'
        f'"link_domains":{json.dumps(domains)},'
        f'"comments":[{comments}],"next":{json.dumps(following)}}}'
    ).encode()
