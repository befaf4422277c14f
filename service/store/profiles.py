"""Prepared articles: their profiles lie beside them in the database, and those in use wait decoded in each worker.

Making a profile takes some milliseconds, reading it some tenths of one, finding it on the shelf nothing.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, cast

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

import rules
from service.store.database import Database
from service.store.tables import Article, ArticleProfile

log = logging.getLogger(__name__)

#: Decoded profiles that a worker keeps; one takes some tens of kilobytes.
SHELF: Final = 256

_article: Final = cast("sa.Table", Article.__table__)
_profile: Final = cast("sa.Table", ArticleProfile.__table__)
_KEPT: Final = (
    sa.select(_article.c.digest, _profile.c.digest.label("of"), _profile.c.content)
    .join_from(_article, _profile, _profile.c.article_pk == _article.c.pk, isouter=True)
    .where(_article.c.pk == sa.bindparam("pk"))
)
_WHOLE: Final = sa.select(
    _article.c.digest,
    *(_article.c[name] for name in ("code", "title", "kicker", "lede", "body", "category", "tags", "published_at")),
).where(_article.c.pk == sa.bindparam("pk"))
_CONTENTS: Final = sa.select(_profile.c.article_pk, _profile.c.digest, _profile.c.content).where(
    _profile.c.article_pk.in_(sa.bindparam("pks", expanding=True))
)
#: Only beside the article that it was made from. Of two workers that made the same one, the second changes nothing.
_KEEP: Final = sa.text(
    "INSERT INTO article_profile (article_pk, digest, content)"
    " SELECT pk, digest, :content FROM article WHERE pk = :pk AND digest = :digest"
    " ON CONFLICT (article_pk) DO UPDATE SET digest = excluded.digest, content = excluded.content"
).bindparams(sa.bindparam("content", type_=sa.LargeBinary()))


@dataclass(frozen=True, slots=True)
class Key:
    """One state of an article: profiles of another state are of no use."""

    article_pk: int
    digest: str


def prepared(article: rules.Article) -> bytes | None:
    """The profile of an article as it is kept; None when a rule failed at it, which is logged without its text."""
    made = _made(article)
    return None if made is None else made.to_bytes()


def keep(connection: sa.Connection, key: Key, content: bytes) -> None:
    """Keep a profile beside its article; nothing when the article has changed meanwhile."""
    connection.execute(_KEEP, {"pk": key.article_pk, "digest": key.digest, "content": content})


def whole_article(connection: sa.Connection, article_pk: int) -> tuple[Key, rules.Article] | None:
    """An article with its texts, and which state of it this is; None when there is no such article."""
    row = connection.execute(_WHOLE, {"pk": article_pk}).one_or_none()
    if row is None:
        return None
    digest, code, title, kicker, lede, body, category, tags, published_at = row
    article = rules.Article(code, title, kicker, lede, body, category, tuple(tags), published_at)
    return Key(article_pk, digest), article


def contents(connection: sa.Connection, keys: Sequence[Key]) -> dict[Key, bytes]:
    """The kept profiles of articles, undecoded; those that are missing, or of another state, are left out."""
    rows = connection.execute(_CONTENTS, {"pks": [key.article_pk for key in keys]}).all()
    found = {Key(article_pk, digest): content for article_pk, digest, content in rows}
    return {key: found[key] for key in keys if key in found}


def decoded(content: bytes | None) -> rules.ArticleProfile | None:
    """A kept profile; None when there is none, or it is damaged or was made by other rules: then it is made anew."""
    if content is None:
        return None
    try:
        return rules.ArticleProfile.from_bytes(content)
    except rules.ProfileError:
        return None


class Profiles:
    """The profiles of articles, whatever becomes of the rows. Safe to share between threads.

    Opens connections of its own, for writing too: never ask it within a writing transaction.
    """

    def __init__(self, database: Database, most: int = SHELF) -> None:
        """Start with an empty shelf for so many profiles."""
        self._database = database
        self._most = most
        self._shelf: OrderedDict[Key, rules.ArticleProfile] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many stand on the shelf."""
        return len(self._shelf)

    def of(self, key: Key) -> rules.ArticleProfile | None:
        """The profile of an article as it stands now; None when the rules fail at it, or it is gone."""
        with self._lock:
            found = self._shelf.get(key)
            if found is not None:
                self._shelf.move_to_end(key)
                return found
        with self._database.looker.connect() as connection:
            row = connection.execute(_KEPT, {"pk": key.article_pk}).one_or_none()
        if row is None:
            return None
        profile = decoded(row.content) if row.of == row.digest else None
        if profile is not None:
            return self._shelve(Key(key.article_pk, row.digest), profile)
        made = self._make(key.article_pk)
        if made is None:
            return None
        try:
            self._keep(*made)
        except SQLAlchemyError as error:
            # Whoever asked has what they need; the next one that wants it makes it once more.
            log.warning("a profile could not be kept: %s", type(error).__name__)
        return self._shelve(*made)

    def renew(self, article_pk: int) -> rules.ArticleProfile | None:
        """Make the profile of an article anew and keep it; None when the rules fail at it, or it is gone.

        Two workers may do so at once: they make the same. Raises SQLAlchemyError when it cannot be kept.
        """
        made = self._make(article_pk)
        if made is None:
            return None
        self._keep(*made)
        return self._shelve(*made)

    def _make(self, article_pk: int) -> tuple[Key, rules.ArticleProfile] | None:
        with self._database.looker.connect() as connection:
            whole = whole_article(connection, article_pk)
        profile = None if whole is None else _made(whole[1])
        return None if whole is None or profile is None else (whole[0], profile)

    def _keep(self, key: Key, profile: rules.ArticleProfile) -> None:
        content = profile.to_bytes()
        with self._database.transaction() as session:
            keep(session.connection(), key, content)

    def article(self, article_pk: int) -> rules.Article | None:
        """An article with its texts, for what cannot be said by its profile; None when there is no such article."""
        with self._database.looker.connect() as connection:
            whole = whole_article(connection, article_pk)
        return None if whole is None else whole[1]

    def _shelve(self, key: Key, profile: rules.ArticleProfile) -> rules.ArticleProfile:
        with self._lock:
            self._shelf[key] = profile
            self._shelf.move_to_end(key)
            if len(self._shelf) > self._most:
                self._shelf.popitem(last=False)
        return profile


def _made(article: rules.Article) -> rules.ArticleProfile | None:
    try:
        return rules.prepare(article)
    except Exception as error:  # noqa: BLE001 (a rule's fault must not lose an article: what hangs on it is held)
        log.error("an article could not be prepared: %s", type(error).__name__)  # noqa: TRY400 (a trace may quote it)
        return None
