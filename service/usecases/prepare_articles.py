"""An operator has articles prepared: those without a usable profile, as after an upgrade or an old backup."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from service.store.database import Database
from service.store.profiles import Key, Profiles, contents, decoded
from service.store.tables import Article

BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come. made: profiles that were made anew; failed: articles that the rules failed at."""

    total: int
    done: int = 0
    made: int = 0
    failed: int = 0


def prepare_articles(database: Database, site_pk: int | None = None) -> Iterator[Progress]:
    """Make the profiles that are missing, old or damaged, of one site or of all; tell how far it has come.

    May be stopped and started again at any time, and run beside the service: what is made is kept at once.
    """
    profiles = Profiles(database, most=0)
    wanted = sa.true() if site_pk is None else Article.site_pk == site_pk
    with database.looker.connect() as connection:
        now = Progress(connection.scalar(sa.select(sa.func.count()).select_from(Article).where(wanted)) or 0)
    yield now
    last = 0
    while True:
        page = sa.select(Article.pk, Article.digest).where(wanted, Article.pk > last).order_by(Article.pk).limit(BATCH)
        with database.looker.connect() as connection:
            keys = [Key(pk, digest) for pk, digest in connection.execute(page)]
            kept = contents(connection, keys)
        if not keys:
            return
        unusable = [key for key in keys if decoded(kept.get(key)) is None]
        failed = sum(profiles.renew(key.article_pk) is None for key in unusable)
        made = now.made + len(unusable) - failed
        now = Progress(now.total, now.done + len(keys), made, now.failed + failed)
        last = keys[-1].article_pk
        yield now
