"""What each site wants of its rules, as its desk has set it last: engines by policy, and the words that it watches for.

Every worker looks at most every two seconds whether anything has changed, and loads only then. Who judges meanwhile
goes on with what there is; nobody waits but the first.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

import rules
from service.store.columns import UtcDateTime
from service.store.tables import DeskWord, PolicyVersion

log = logging.getLogger(__name__)

#: How old what is known may be before it is looked at whether something has changed.
FRESH: Final = timedelta(seconds=2)
#: Words of a site that are watched for at once.
MOST_WORDS: Final = 2_000
#: What a section's content says when it has no policy of its own any more.
LIKE_SITE: Final = "like_site = true\n"

_policy: Final = cast("sa.Table", PolicyVersion.__table__)
_word: Final = cast("sa.Table", DeskWord.__table__)
#: Rows are only added, but for words that are taken away. Counted too: two that come at once may be seen out of order.
_STATE: Final = sa.select(
    sa.select(sa.func.max(_word.c.pk)).scalar_subquery(),
    sa.select(sa.func.count()).select_from(_word).scalar_subquery(),
    sa.select(sa.func.max(_policy.c.pk)).scalar_subquery(),
    sa.select(sa.func.count()).select_from(_policy).scalar_subquery(),
    sa.select(sa.func.count(_word.c.removed_at)).scalar_subquery(),
)
_NEWEST: Final = sa.select(_policy.c.pk, _policy.c.site_pk, _policy.c.section, _policy.c.content).where(
    _policy.c.pk.in_(sa.select(sa.func.max(_policy.c.pk)).group_by(_policy.c.site_pk, _policy.c.section))
)
_WORDS: Final = (
    sa.select(_word.c.word, _word.c.strength, _word.c.exceptions, _word.c.expires_at)
    .where(_word.c.site_pk == sa.bindparam("site_pk"), _word.c.removed_at.is_(None))
    .where(sa.or_(_word.c.expires_at.is_(None), _word.c.expires_at > sa.bindparam("now", type_=UtcDateTime())))
    .order_by(_word.c.pk)
    .limit(MOST_WORDS)
)


def version_name(base: str, site_pk: int, pk: int) -> str:
    """What verdicts call a policy of the desk: the policy that it stands on, the site, and the row that says it."""
    return f"{base}+site{site_pk}.v{pk}"


def number_of(name: str) -> int | None:
    """The row that a verdict's policy version names; None for the installation's own policy."""
    _, mark, number = name.rpartition(".v")
    return int(number) if mark and "+site" in name and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Watched:
    """A site's compiled words. until: when the first of them ends; None when none does."""

    words: rules.WatchList | None
    until: datetime | None


@dataclass(slots=True)
class Known:
    """What was found at one state of the tables. engines: by site and section; words: by site."""

    state: tuple[Any, ...]
    engines: dict[tuple[int, str], Any]
    words: dict[int, Watched] = field(default_factory=dict)


class Policies:
    """The engine to judge with, and the words to watch for. Safe to share between threads and to make before a fork."""

    def __init__(self, base: Any, looker: sa.Engine, make: Callable[[rules.Policy], Any] | None = None) -> None:
        """Open nothing. base: the engine under the installation's policy. make: builds one under another."""
        self.base = base
        self._looker = looker
        self._make = make or rules.Engine
        self._known: Known | None = None
        self._looked: datetime | None = None
        self._lock = Lock()

    def engine_of(self, site_pk: int, section: str, now: datetime) -> Any:
        """The engine for a comment of a site under an article of a section: the section's, the site's, or the base."""
        engines = self._fresh(now).engines
        if not engines:
            return self.base
        return engines.get((site_pk, section)) or engines.get((site_pk, "")) or self.base

    def words_of(self, site_pk: int, now: datetime) -> rules.WatchList | None:
        """The words that a site watches for now; None for none."""
        known = self._fresh(now)
        if known.state[0] is None:
            return None
        watched = known.words.get(site_pk)
        if watched is None or (watched.until is not None and watched.until <= now):
            watched = known.words[site_pk] = self._watched(site_pk, now)
        return watched.words

    def _fresh(self, now: datetime) -> Known:
        known = self._known
        if known is not None and self._looked is not None and now - self._looked < FRESH:
            return known
        if not self._lock.acquire(blocking=known is None):
            assert known is not None  # noqa: S101 (only who needs nothing goes on without the lock)
            return known
        try:
            return self._look(now)
        finally:
            self._lock.release()

    def _look(self, now: datetime) -> Known:
        known = self._known
        self._looked = now
        try:
            with self._looker.connect() as connection:
                state = tuple(connection.execute(_STATE).one())
                if known is None or known.state != state:
                    known = self._known = Known(state, self._engines(connection))
        except SQLAlchemyError as error:
            if known is None:
                raise
            log.warning("policies could not be looked at: %s", type(error).__name__)
        return known

    def _engines(self, connection: sa.Connection) -> dict[tuple[int, str], Any]:
        found = {}
        for pk, site_pk, section, content in connection.execute(_NEWEST):
            if content == LIKE_SITE:
                continue
            base = self.base.policy
            try:
                policy = rules.adapt_policy(base, content, version_name(base.version, site_pk, pk))
            except rules.PolicyError as error:
                # A rule that is no more, after an upgrade: the installation's own policy judges until somebody saves.
                log.error("policy version %s has faults: %s", pk, error)  # noqa: TRY400 (nothing more to see)
                continue
            found[site_pk, section] = self._make(policy)
        return found

    def _watched(self, site_pk: int, now: datetime) -> Watched:
        with self._looker.connect() as connection:
            rows = connection.execute(_WORDS, {"site_pk": site_pk, "now": now}).all()
        words = [rules.WatchWord(word, strength, tuple(exceptions)) for word, strength, exceptions, _ in rows]
        until = min((row.expires_at for row in rows if row.expires_at is not None), default=None)
        return Watched(rules.WatchList(words) if words else None, until)
