"""An author edits a comment: it is judged like a new one, and what it said before is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

import rules
from service.errors import ConflictError, NotFoundError
from service.keys import comment_of
from service.messages import say
from service.status import Standing, Status
from service.store import queries
from service.store.fragments import LIVE, complete
from service.store.sites import KnownSite
from service.store.tables import Article, Comment, CommentVersion, Decision, Event, Judgement, Site
from service.usecases.hearing import Desk, Draft, Found, Place, Sender, find_place, gather, judge, refusal
from service.usecases.records import STATUS_OF, Receipt, risk_of, write_judgement
from service.usecases.visibility import ThreadChange, apply_status, count_in, rewrite

_comment: Final = cast("sa.Table", Comment.__table__)
_DECIDED: Final = sa.exists().where(Decision.comment_pk == _comment.c.pk)
_FIND: Final = (
    sa.select(
        *(
            _comment.c[name]
            for name in (
                *("pk", "parent_pk", "author_name", "text", "status", "reader", "reports", "revision"),
                *("fragment", "created_at", "published_at"),
            )
        ),
        *(_comment.c[column.key] for column in LIVE),
        _DECIDED.label("decided"),
        Article.code,
        Site.pk.label("site_pk"),
        Site.name,
        Site.public_key,
        Site.origins,
        Site.domains,
    )
    .join_from(_comment, Article, Article.pk == _comment.c.article_pk)
    .join(Site, Site.pk == _comment.c.site_pk)
    .where(_comment.c.id == sa.bindparam("id"))
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What an author wants their comment to say. author_name: None leaves it as it is.

    token: the status token. network: where this came from. minutes: how long published comments may be edited.
    watched: as in `Sender`.
    """

    token: str
    text: str
    author_name: str | None
    network: str
    minutes: int
    watched: bool = False


def edit_comment(desk: Desk, edit: Edit) -> Receipt:
    """Judge what a comment is to say, and let it say so; a clear violation changes nothing and is answered as one.

    As with a new comment no lock is held while the rules judge; what changed meanwhile is a conflict. One that readers
    have reported goes on waiting, whatever the rules say.
    Raises NotFoundError for another token, ConflictError for what may not be edited (any more) or was overtaken, and
    what `gather` raises.
    """
    comment_id = comment_of(desk.keys.status, edit.token)
    with desk.database.looker.connect() as connection:
        row = connection.execute(_FIND, {"id": comment_id}).one_or_none() if comment_id else None
        if row is None or comment_id is None:
            raise NotFoundError(say("token.unknown"))
        name = row.author_name if edit.author_name is None else edit.author_name
        _demand_editable(row, desk.world.now(), edit.minutes)
        if (row.text, row.author_name) == (edit.text, name):
            return Receipt(comment_id, row.status, (), _fragment_of(row), repeated=False)
        sender = Sender(_site_of(row), edit.network, reader=row.reader, watched=edit.watched)
        draft = Draft(row.code, None, edit.text, name, "", "", "")
        case = gather(connection, desk, sender, draft, _find(connection, row), row.pk)
    verdict = judge(desk, case)
    if verdict.outcome is rules.Outcome.REJECT:
        return Receipt(comment_id, Status.REJECTED, verdict.findings, "", repeated=False)
    with desk.database.transaction() as session:
        return _keep(session, desk, row, draft, verdict)


def _demand_editable(row: Any, now: datetime, minutes: int) -> None:
    standing = Standing(row.status, row.created_at, row.published_at, row.decided, newsroom=row.newsroom)
    if standing.editable_until(now, minutes) is None:
        raise ConflictError(say("edit.too_late"), comment_status=row.status.value)


def _find(connection: sa.Connection, row: Any) -> Found:
    """Where the comment stands. What it answers may have gone: that is no reason to leave a slip as it is."""
    found = find_place(connection, row.site_pk, Place(row.code, None, None))
    if found.faults:
        raise refusal(list(found.faults))
    parent = None if row.parent_pk is None else queries.parent_by_key(connection, row.parent_pk)
    return Found(found.article, parent, ())


def _keep(session: Session, desk: Desk, row: Any, draft: Draft, verdict: rules.Verdict) -> Receipt:
    locked = sa.select(Comment).where(Comment.pk == row.pk).with_for_update(key_share=True)
    comment, now = session.scalars(locked).one(), desk.world.now()
    if comment.revision != row.revision:
        raise ConflictError(say("edit.overtaken"), comment_status=comment.status.value)
    becomes = STATUS_OF[verdict.outcome]
    if comment.status is Status.HELD and comment.reports:
        becomes = Status.HELD
    was = comment.status
    session.add_all(_rows(comment, becomes, verdict, now))
    rewrite(comment, draft.text, draft.author_name, now)
    comment.risk = risk_of(verdict)
    if becomes is not was:
        apply_status(session, desk.world, comment, becomes)
    else:
        session.flush()
        if was is Status.PUBLISHED:
            count_in(session, comment.article_pk, ThreadChange(published=0, held=0, version=1))
    return Receipt(comment.id, becomes, verdict.findings, _fragment_of(comment), repeated=False)


def _rows(
    comment: Comment, becomes: Status, verdict: rules.Verdict, now: datetime
) -> tuple[CommentVersion, Judgement, Event]:
    version = CommentVersion(
        comment_pk=comment.pk,
        author_name=comment.author_name,
        text=comment.text,
        status=comment.status,
        revision=comment.revision,
        created_at=now,
    )
    payload = {"was": comment.status.value, "status": becomes.value}
    event = Event(kind="comment.edited", comment_pk=comment.pk, payload=payload, created_at=now)
    return version, Judgement(comment_pk=comment.pk, **write_judgement(verdict, now)), event


def _fragment_of(row: Any) -> str:
    return complete(row.fragment, *(getattr(row, column.key) for column in LIVE))


def _site_of(row: Any) -> KnownSite:
    return KnownSite(row.site_pk, row.name, row.public_key, frozenset(row.origins), tuple(row.domains))
