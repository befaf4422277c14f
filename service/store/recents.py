"""What has been sent before, and since: the comments that a new one is compared with.

Every post asks for some hundreds of them, mostly the same ones. What never changes about a comment is remembered in
each worker; the database says which ones count now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from threading import Lock
from typing import Any, Final, NamedTuple, cast

import sqlalchemy as sa

import rules
from service.store.openness import TAKES_COMMENTS
from service.store.tables import Article, Comment

#: How far back the rule about repeats looks, and at how many comments: on the whole site, and from the same network.
REMEMBERED: Final = timedelta(hours=1)
MOST_EARLIER: Final = 200
REMEMBERED_HERE: Final = timedelta(days=1)
MOST_HERE: Final = 100
#: Comments that are remembered in a worker.
KNOWN: Final = 2048

_comment: Final = cast("sa.Table", Comment.__table__)
_article: Final = cast("sa.Table", Article.__table__)
_here: Final = _comment.c.network == sa.bindparam("network")
_mine: Final = _comment.c.reader == sa.bindparam("reader")
#: What no comment has for a reader: those without a token are not one person.
NOBODY: Final = "-"


def _newest(since: str, most: str, *wanted: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The site's newest comments from a moment on, of those that are wanted."""
    query = (
        sa.select(_comment.c.pk, _comment.c.revision)
        .where(
            _comment.c.site_pk == sa.bindparam("site_pk"),
            _comment.c.created_at >= sa.bindparam(since),
            # What was refused has to be put otherwise and sent again: that is no repeat. What was refused to others is
            # part of a raid still. What its author took back is as if it had not been sent.
            sa.or_(_comment.c.status != sa.literal_column("'rejected'"), sa.not_(sa.or_(_here, _mine))),
            _comment.c.status != sa.literal_column("'withdrawn'"),
            *wanted,
        )
        .order_by(_comment.c.created_at.desc())
        .limit(sa.bindparam(most))
    )
    return sa.select(query.subquery())


#: The last comments of the site, and those of the author's network farther back; some are in both.
_RECENT: Final = _newest("since", "most").union_all(_newest("since_here", "most_here", _here))
_WHOLE: Final = sa.select(
    _comment.c.pk,
    _comment.c.revision,
    _comment.c.text,
    _comment.c.author_name,
    _comment.c.network,
    _comment.c.reader,
    _comment.c.article_pk,
    _comment.c.created_at,
).where(_comment.c.pk.in_(sa.bindparam("pks", expanding=True)))
_rival: Final = _comment.alias()
_STANDING: Final = sa.select(
    TAKES_COMMENTS,
    _article.c.desk_mode,
    sa.exists().where(
        _comment.c.pk == sa.bindparam("parent_pk"), _comment.c.status == sa.literal_column("'published'")
    ),
    sa.exists().where(
        _rival.c.site_pk == sa.bindparam("site_pk"),
        _rival.c.network == sa.bindparam("network"),
        _rival.c.created_at >= sa.bindparam("since"),
        _rival.c.pk > sa.bindparam("newest"),
        sa.or_(
            _rival.c.text == sa.bindparam("text"),
            sa.and_(
                _rival.c.author_name == sa.bindparam("author_name"), _rival.c.author_name != sa.literal_column("''")
            ),
        ),
        _rival.c.status.not_in((sa.literal_column("'rejected'"), sa.literal_column("'withdrawn'"))),
    ),
).where(_article.c.pk == sa.bindparam("article_pk"))


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a comment is, as far as it is compared with others. parent_pk: what it answers.

    reader: keyed hash of the reader's id, or empty. own_pk: its key, when it is kept already and is being edited.
    """

    site_pk: int
    article_pk: int
    parent_pk: int | None
    network: str
    author_name: str
    text: str
    reader: str = ""
    own_pk: int = 0


@dataclass(frozen=True, slots=True)
class Recent:
    """What was sent before. newest: the highest key among it, 0 for nothing at all."""

    comments: tuple[rules.Earlier, ...]
    newest: int


class _Known(NamedTuple):
    """What never changes about a comment, as long as its revision stays. at: when it came, seconds since the epoch."""

    text: str
    author_name: str
    network: str
    reader: str
    article_pk: int
    at: float


class Recents:
    """Finds what was sent before. Safe to share between threads."""

    def __init__(self, most: int = KNOWN) -> None:
        """Remember so many comments at most."""
        self._most = most
        self._known: dict[tuple[int, int], _Known] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many comments are remembered."""
        return len(self._known)

    def of(self, connection: sa.Connection, here: Whereabouts, now: datetime) -> Recent:
        """The last comments of the site and older ones of the network, newest first."""
        values = {
            "site_pk": here.site_pk,
            "network": here.network,
            "reader": here.reader or NOBODY,
            "since": now - REMEMBERED,
            "most": MOST_EARLIER,
            "since_here": now - REMEMBERED_HERE,
            "most_here": MOST_HERE,
        }
        rows = connection.execute(_RECENT, values).all()
        keys = dict.fromkeys([(pk, revision) for pk, revision in rows if pk != here.own_pk])
        found = self._find(connection, keys)
        moment, name, network, article = now.timestamp(), here.author_name, here.network, here.article_pk
        reader = here.reader or NOBODY
        comments = [
            # A network has many readers: without a name, or a reader's token, nobody is known to be the same.
            rules.Earlier(
                text,
                own == reader or (net == network and author == name != ""),
                under == article,
                moment - at,
                net == network,
            )
            for text, author, net, own, under, at in found
        ]
        comments.sort(key=attrgetter("seconds"))
        return Recent(tuple(comments), max((pk for pk, _ in keys), default=0))

    def _find(self, connection: sa.Connection, keys: Iterable[tuple[int, int]]) -> list[_Known]:
        known = self._known
        found = {key: known.get(key) for key in keys}
        missing = [pk for (pk, _), one in found.items() if one is None]
        if missing:
            loaded = {
                (pk, revision): _Known(text, author_name, network, reader, article_pk, created_at.timestamp())
                for pk, revision, text, author_name, network, reader, article_pk, created_at in connection.execute(
                    _WHOLE, {"pks": missing}
                )
            }
            # One that was changed in between has another revision: it is left out, as one that is withdrawn.
            found |= {key: one for key, one in loaded.items() if key in found}
            self._remember(loaded)
        return [one for one in found.values() if one is not None]

    def _remember(self, loaded: dict[tuple[int, int], _Known]) -> None:
        with self._lock:
            self._known |= loaded
            # Those that were remembered first are the oldest ones, roughly: what is asked for moves on with time.
            for key in list(islice(self._known, max(0, len(self._known) - self._most))):
                del self._known[key]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands when a comment is about to be kept.

    comments_open, parent_published: whether it may still be commented on. desk_mode: as it is now.
    overtaken: whether the same author, or the same text from their network, has come since `Recent.newest`.
    """

    comments_open: bool
    desk_mode: str
    parent_published: bool
    overtaken: bool


def standing(connection: sa.Connection, here: Whereabouts, newest: int, now: datetime) -> Standing:
    """What may have changed since a comment was heard, in one query. newest: `Recent.newest` of then."""
    values = {
        "site_pk": here.site_pk,
        "article_pk": here.article_pk,
        "parent_pk": here.parent_pk,
        "network": here.network,
        "author_name": here.author_name,
        "text": here.text,
        "newest": newest,
        "since": now - REMEMBERED,
    }
    comments_open, desk_mode, published, overtaken = connection.execute(_STANDING, values).one()
    return Standing(comments_open, desk_mode, here.parent_pk is None or published, overtaken)
