"""The sites of this installation, remembered for some seconds: every call of a reader asks for one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from service.store.tables import Site

REMEMBERED = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class KnownSite:
    """What the hot paths need to know of a site."""

    pk: int
    name: str
    public_key: str
    origins: frozenset[str]
    domains: tuple[str, ...]


class SiteDirectory:
    """Finds sites by their public key without asking the database every time.

    A new site is found at once; a change of a known one is seen within some seconds.
    """

    def __init__(self, looker: sa.Engine, now: Callable[[], datetime]) -> None:
        """Open nothing yet."""
        self._looker = looker
        self._now = now
        self._sites: dict[str, KnownSite] = {}
        self._until: datetime | None = None

    def find(self, public_key: str | None) -> KnownSite | None:
        """The site of a public key; without a key the only site there is; None when there is no such site."""
        site = self._pick(self._fresh(), public_key)
        return site or self._pick(self._load(), public_key)

    def origins(self) -> Iterable[frozenset[str]]:
        """The pages that may embed the form, of each site; as they were last known while the database is away."""
        try:
            sites = self._fresh()
        except SQLAlchemyError:
            sites, self._until = self._sites, self._now() + REMEMBERED  # not asked again with every answer
        return (site.origins for site in sites.values())

    def _fresh(self) -> dict[str, KnownSite]:
        if self._until is None or self._now() >= self._until:
            return self._load()
        return self._sites

    def _load(self) -> dict[str, KnownSite]:
        columns = sa.select(Site.pk, Site.name, Site.public_key, Site.origins, Site.domains)
        with self._looker.connect() as connection:
            rows = connection.execute(columns).all()
        # Replaced as a whole, so that threads see the old directory or the new one.
        self._sites = {
            row.public_key: KnownSite(row.pk, row.name, row.public_key, frozenset(row.origins), tuple(row.domains))
            for row in rows
        }
        self._until = self._now() + REMEMBERED
        return self._sites

    @staticmethod
    def _pick(sites: dict[str, KnownSite], public_key: str | None) -> KnownSite | None:
        if public_key is not None:
            return sites.get(public_key)
        return next(iter(sites.values())) if len(sites) == 1 else None
