"""An editor sets what a site makes of a reader's past."""

from dataclasses import asdict
from typing import Final

from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue, say
from service.store.logbook import write_entry
from service.store.standing import ConductRules
from service.store.tables import Conduct, Site
from service.world import World

#: The most that each may be.
MOST: Final = {"first_held": 50, "trusted_from": 1000, "strikes": 50, "strike_days": 365}


def set_conduct(session: Session, world: World, moderator_pk: int, site_pk: int, wanted: ConductRules) -> None:
    """Keep a site's rules of conduct; the next comment goes by them. Raises NotFoundError, InvalidInputError."""
    if session.get(Site, site_pk) is None:
        raise NotFoundError(say("site.unknown"))
    values = asdict(wanted)
    sentence = catalogue("community")["conduct.range"]
    faults = [
        Fault(f"/{name}", "out-of-range", sentence) for name, most in MOST.items() if not 0 <= values[name] <= most
    ]
    if wanted.strikes and not wanted.strike_days:
        faults.append(Fault("/strike_days", "missing", sentence))
    if faults:
        raise InvalidInputError(faults)
    now = world.now()
    session.merge(Conduct(site_pk=site_pk, **values, moderator_pk=moderator_pk, updated_at=now))
    session.flush()
    write_entry(session, now, kind="conduct.set", moderator_pk=moderator_pk, subject=f"site:{site_pk}", details=values)
