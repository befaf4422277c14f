"""Makes a site, and finds the one that a command is about."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError
from service.store.sites import KnownSite
from service.store.tables import Site
from service.usecases.make_site import SiteForm, SiteKeys, make_site
from service.world import World


def new_site(session: Session, world: World, name: str, origins: tuple[str, ...], domains: tuple[str, ...]) -> SiteKeys:
    """Make a site and its keys. Raises ConflictError when the name is taken."""
    if session.scalar(sa.select(Site.pk).where(Site.name == name)) is not None:
        message = f"There is a site {name!r} already."
        raise ConflictError(message)
    return make_site(session, world, SiteForm(name=name, origins=origins, domains=domains))


def find_site(session: Session, given: str = "") -> KnownSite:
    """A site by its name or its public key; the only one there is when none is given. Raises NotFoundError."""
    sites = session.scalars(sa.select(Site).order_by(Site.pk)).all()
    if not sites:
        message = "There is no site yet. Make one with: nazer site add NAME --origin https://www.example.com"
        raise NotFoundError(message)
    found = [site for site in sites if given in {"", site.name, site.public_key}]
    if len(found) == 1:
        site = found[0]
        return KnownSite(site.pk, site.name, site.public_key, frozenset(site.origins), tuple(site.domains))
    names = ", ".join(site.name for site in sites)
    message = f"Which site? Say --site with one of: {names}"
    if given:
        message = f"There is no site {given!r}. There are: {names}"
    raise NotFoundError(message)
