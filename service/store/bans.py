"""The bans that hold now, remembered in each worker: every submission, vote and report asks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

import sqlalchemy as sa

from service.bans import BanKind
from service.store.tables import Ban

REMEMBERED: Final = timedelta(seconds=3)

_ban: Final = cast("sa.Table", Ban.__table__)
#: Rows are only added and lifted. Counted, too: of two that are added at once the later key may be seen first.
_STATE: Final = sa.select(sa.func.max(_ban.c.pk), sa.func.count(), sa.func.count(_ban.c.lifted_at))
_HOLDING: Final = sa.select(_ban.c.pk, _ban.c.site_pk, _ban.c.kind, _ban.c.value, _ban.c.expires_at).where(
    _ban.c.lifted_at.is_(None), sa.or_(_ban.c.expires_at.is_(None), _ban.c.expires_at > sa.bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class KnownBan:
    """A ban as far as readers are concerned. until: None for good."""

    pk: int
    kind: BanKind
    until: datetime | None


class BanList:
    """Finds who is banned. What another worker has done is seen within seconds; what ran out ends by itself."""

    def __init__(self, looker: sa.Engine, now: Callable[[], datetime]) -> None:
        """Open nothing yet."""
        self._looker = looker
        self._now = now
        self._bans: dict[tuple[int, str, str], KnownBan] = {}
        self._state: Any = None
        self._until: datetime | None = None

    def find(self, site_pk: int, kind: BanKind, value: str) -> KnownBan | None:
        """The ban of a reader, a name's shape or a network at a site; None when there is none that holds."""
        now = self._now()
        if self._until is None or now >= self._until:
            self._load(now)
        found = self._bans.get((site_pk, kind.value, value)) if value else None
        return None if found is None or (found.until is not None and found.until <= now) else found

    def forget(self) -> None:
        """Look again at the next question: something has just been changed here."""
        self._until = None

    def _load(self, now: datetime) -> None:
        with self._looker.connect() as connection:
            state = tuple(connection.execute(_STATE).one())
            rows = None if state == self._state else connection.execute(_HOLDING, {"now": now}).all()
        if rows is not None:
            bans: dict[tuple[int, str, str], KnownBan] = {}
            for pk, site_pk, kind, value, until in rows:
                known = bans.get((site_pk, kind, value))
                if known is None or (known.until is not None and (until is None or until > known.until)):
                    bans[site_pk, kind, value] = KnownBan(pk, BanKind(kind), until)
            # Replaced as a whole, so that threads see the old list or the new one.
            self._bans, self._state = bans, state
        self._until = now + REMEMBERED
