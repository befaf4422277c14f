"""The newest articles of each site as the rules want them, renewed in the background.

Nobody waits for an archive: the first comments of a worker's life are judged without one, as in a fresh installation,
because building it takes as long as a hundred verdicts. Afterwards there is always the last one.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from threading import RLock, Thread
from typing import Final, cast

import sqlalchemy as sa

import rules
from service.store.database import Database
from service.store.profiles import Key, Profiles, contents, decoded
from service.store.tables import Article

log = logging.getLogger(__name__)

#: How old an archive may be before it is looked at whether there are newer articles.
FRESH: Final = timedelta(seconds=60)
#: Sites whose archives a worker keeps: those that were commented on last.
SITES: Final = 16
#: Profiles that are fetched together.
BATCH: Final = 50
#: Articles without a usable profile that are prepared at one renewal: after an upgrade the archive fills by and by.
MENDED: Final = 10
#: Seconds that the others get between two profiles: without it every request would wait its turn for each step.
PAUSE: Final = 0.001

_article: Final = cast("sa.Table", Article.__table__)
#: The newest are those that were registered last.
_NEWEST: Final = (
    sa.select(_article.c.pk, _article.c.digest)
    .where(_article.c.site_pk == sa.bindparam("site_pk"))
    .order_by(_article.c.pk.desc())
    .limit(sa.bindparam("most"))
)

Start = Callable[[Callable[[], None]], Thread | None]


@dataclass(slots=True)
class Shelf:
    """A site's archive. made_of: its articles' states; checked: when it was last compared with the database.

    renewing: the thread that does so now, or did so last.
    """

    archive: rules.Archive | None = None
    made_of: tuple[Key, ...] = ()
    checked: datetime | None = None
    renewing: Thread | None = None


def start_thread(work: Callable[[], None]) -> Thread:
    """Do something in the background; it dies with the process."""
    thread = Thread(target=work, name="nazer-archive", daemon=True)
    thread.start()
    return thread


class Archives:
    """A snapshot of each site's newest articles. Safe to share between threads, and to make before a fork."""

    def __init__(
        self,
        database: Database,
        profiles: Profiles,
        now: Callable[[], datetime],
        most: int,
        start: Start = start_thread,
    ) -> None:
        """Open nothing. most: articles in an archive, 0 for none. start: does work in the background."""
        self._database = database
        self._profiles = profiles
        self._now = now
        self._most = most
        self._start = start
        self._shelves: OrderedDict[int, Shelf] = OrderedDict()
        self._lock = RLock()  # work that is not put into the background is done while it is held
        self._closed = False

    def of(self, site_pk: int) -> rules.Archive | None:
        """The archive of a site as it is known now, at once; None while the first one is being built.

        When it is older than a minute, it is renewed in the background.
        """
        if not self._most:
            return None
        with self._lock:
            shelf = self._shelf(site_pk)
            if not self._closed and self._is_old(shelf) and not _is_alive(shelf.renewing):
                shelf.renewing = self._start(lambda: self._renew_quietly(site_pk))
            return shelf.archive

    def renew(self, site_pk: int) -> rules.Archive | None:
        """Build the archive of a site now, unless the one that there is still holds."""
        if not self._most:
            return None
        with self._lock:
            shelf = self._shelf(site_pk)
        with self._database.looker.connect() as connection:
            rows = connection.execute(_NEWEST, {"site_pk": site_pk, "most": self._most}).all()
        keys = [Key(pk, digest) for pk, digest in rows]
        unusable: list[Key] = []
        if shelf.checked is None or shelf.made_of != tuple(keys):
            archive = rules.Archive(self._decoded(keys, unusable))
            if self._closed:
                return shelf.archive  # what was read is not all of it
            shelf.archive = archive if len(archive) else None
            shelf.made_of = () if unusable else tuple(keys)
        shelf.checked = self._now()
        for key in unusable[:MENDED]:
            self._profiles.renew(key.article_pk)
            time.sleep(PAUSE)
        return shelf.archive

    def close(self) -> None:
        """Start nothing any more; what is under way ends at its next article."""
        self._closed = True

    def _renew_quietly(self, site_pk: int) -> None:
        try:
            self.renew(site_pk)
        except Exception as error:  # noqa: BLE001 (the archive that there is goes on serving)
            with self._lock:
                self._shelf(site_pk).checked = self._now()  # tried again in a minute, not with every comment
            if not self._closed:
                log.warning("an archive could not be renewed: %s", type(error).__name__)

    def _decoded(self, keys: Sequence[Key], unusable: list[Key]) -> Iterator[rules.ArticleProfile]:
        """The profiles one by one, with a pause for others after each; a connection is held for each query only."""
        for batch in batched(keys, BATCH):
            with self._database.looker.connect() as connection:
                found = contents(connection, batch)
            for key in batch:
                if self._closed:
                    return
                profile = decoded(found.get(key))
                if profile is None:
                    unusable.append(key)
                else:
                    yield profile
                time.sleep(PAUSE)

    def _shelf(self, site_pk: int) -> Shelf:
        shelf = self._shelves.get(site_pk)
        if shelf is None:
            shelf = self._shelves[site_pk] = Shelf()
            if len(self._shelves) > SITES:
                self._shelves.popitem(last=False)
        self._shelves.move_to_end(site_pk)
        return shelf

    def _is_old(self, shelf: Shelf) -> bool:
        return shelf.checked is None or self._now() - shelf.checked >= FRESH


def _is_alive(thread: Thread | None) -> bool:
    # A thread of the process that this one was forked from is known to be dead here.
    return thread is not None and thread.is_alive()
