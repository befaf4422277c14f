"""What a site makes of a reader's past, and what that past is: asked with every submission, so plain Core."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

import sqlalchemy as sa

from service.store.tables import Comment, Conduct, Decision

#: How long a refusal counts.
COUNTED: Final = timedelta(days=90)

_comment: Final = cast("sa.Table", Comment.__table__)
_conduct: Final = cast("sa.Table", Conduct.__table__)
_decision: Final = cast("sa.Table", Decision.__table__)


@dataclass(frozen=True, slots=True)
class ConductRules:
    """What a site makes of a reader's past; each is off at 0.

    first_held: a reader's comments are held until so many were published. trusted_from: from so many published on,
    with nothing refused, what the rules would hold is published. strikes: from so many refusals by moderators on
    everything is held, until strike_days after the last.
    """

    first_held: int = 0
    trusted_from: int = 0
    strikes: int = 0
    strike_days: int = 14

    @property
    def asks(self) -> bool:
        """Whether the past matters at all."""
        return bool(self.first_held or self.trusted_from or self.strikes)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a reader's comments. Of those refused, only the last 90 days count.

    refused: by the rules or by a moderator. struck: by a moderator. last_struck: when the last of those was written.
    """

    published: int = 0
    refused: int = 0
    struck: int = 0
    last_struck: datetime | None = None


_RULES: Final = sa.select(*(_conduct.c[name] for name in ConductRules.__dataclass_fields__)).where(
    _conduct.c.site_pk == sa.bindparam("site_pk")
)
_refused: Final = sa.and_(
    _comment.c.status.in_((sa.literal_column("'rejected'"), sa.literal_column("'removed'"))),
    _comment.c.created_at >= sa.bindparam("since"),
)
_struck: Final = sa.and_(_refused, sa.exists().where(_decision.c.comment_pk == _comment.c.pk))
_RECORD: Final = sa.select(
    sa.func.count(sa.case((_comment.c.status == sa.literal_column("'published'"), 1))),
    sa.func.count(sa.case((_refused, 1))),
    sa.func.count(sa.case((_struck, 1))),
    sa.func.max(sa.case((_struck, _comment.c.created_at)), type_=_comment.c.created_at.type),
).where(_comment.c.site_pk == sa.bindparam("site_pk"), _comment.c.reader == sa.bindparam("reader"))


def conduct_of(connection: sa.Connection, site_pk: int) -> ConductRules:
    """What a site has set."""
    row = connection.execute(_RULES, {"site_pk": site_pk}).one_or_none()
    return ConductRules() if row is None else ConductRules(*row)


def record_of(connection: sa.Connection, site_pk: int, reader: str, now: datetime) -> Record:
    """What became of a reader's comments at a site. reader: as in Comment.reader; nobody's past is empty."""
    if not reader:
        return Record()
    values = {"site_pk": site_pk, "reader": reader, "since": now - COUNTED}
    return Record(*connection.execute(_RECORD, values).one())
