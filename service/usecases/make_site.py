"""A new publisher: a site with its two keys. For the command line and the seeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.keys import secret_digest
from service.store.tables import Site
from service.world import World


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """The keys of a new site. The secret one is shown once: the database keeps only its hash."""

    public_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A site to be made.

    origins: pages that may embed the form, `scheme://host[:port]`. domains: links to them are no adverts.
    public_key, secret_key: made when they are empty; the demo gives known ones.
    """

    name: str
    origins: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    public_key: str = ""
    secret_key: str = ""


def make_site(session: Session, world: World, form: SiteForm) -> SiteKeys:
    """Create a site. Raises IntegrityError when its name or a given key is taken."""
    keys = SiteKeys(form.public_key or f"pk_{world.new_id()}", form.secret_key or f"sk_{world.new_token()}")
    session.add(
        Site(
            name=form.name,
            public_key=keys.public_key,
            secret_hash=secret_digest(keys.secret_key),
            origins=_tidy(form.origins),
            domains=_tidy(form.domains),
            created_at=world.now(),
        )
    )
    session.flush()
    return keys


def _tidy(addresses: Iterable[str]) -> list[str]:
    return [address.strip().rstrip("/").lower() for address in addresses]
