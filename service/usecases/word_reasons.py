"""An editor words what authors are told when a moderator refuses their comment: for each site, reason and language."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.reasons import all_reasons
from service.store.logbook import write_entry
from service.store.tables import Site, Template
from service.world import World

LONGEST: Final = 1000
LANGUAGES: Final = ("fa", "en")


def sites(session: Session) -> list[tuple[int, str]]:
    """Keys and names of the sites."""
    return [(key, name) for key, name in session.execute(sa.select(Site.pk, Site.name).order_by(Site.pk))]


def read_wordings(session: Session, site_pk: int) -> Mapping[tuple[str, str], str]:
    """What a site says in its own words, by reason and language; for the rest the house's words serve."""
    query = sa.select(Template.reason, Template.language, Template.text).where(Template.site_pk == site_pk)
    return {(reason, language): text for reason, language, text in session.execute(query)}


def word_reason(  # noqa: PLR0913 (who, where, what)
    session: Session, world: World, moderator_pk: int, site_pk: int, reason: str, language: str, text: str
) -> None:
    """Set what authors are told; an empty text brings the house's words back. Raises NotFoundError, InvalidInputError."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if reason not in all_reasons() or language not in LANGUAGES or session.get(Site, site_pk) is None:
        raise NotFoundError(catalogue("desk")["wording.unknown"])
    if len(text) > LONGEST:
        raise InvalidInputError([Fault("/text", "too-long", catalogue("desk")["wording.too_long"])])
    now = world.now()
    kept = session.get(Template, (site_pk, reason, language))
    if kept is not None and (not text or text == all_reasons()[reason].message(language)):
        session.delete(kept)
    elif kept is not None:
        kept.text, kept.moderator_pk, kept.updated_at = text, moderator_pk, now
    elif text and text != all_reasons()[reason].message(language):
        session.add(
            Template(
                site_pk=site_pk, reason=reason, language=language, text=text, moderator_pk=moderator_pk, updated_at=now
            )
        )
    session.flush()
    details = {"site": site_pk, "language": language, "own": bool(text)}
    write_entry(
        session, now, kind="template.changed", moderator_pk=moderator_pk, subject=f"reason:{reason}", details=details
    )
