"""An editor answers a comment in the newsroom's name, mends the answer, and withdraws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

import rules
from service.article import DeskMode
from service.errors import ArticleClosedError, Fault, InvalidInputError, NotFoundError
from service.messages import catalogue, say
from service.status import Status
from service.store import fragments, queries
from service.store.logbook import write_entry
from service.store.tables import Comment, CommentVersion, Moderator
from service.usecases.deciding import Act, carry_out
from service.usecases.records import write_judgement
from service.usecases.visibility import ThreadChange, change_of, count_in, count_reply, rewrite
from service.world import World

#: What the newsroom is called in the thread.
NEWSROOM: Final = "هیئت تحریریه"
#: Who judged it, where other comments have a policy's version.
POLICY: Final = "newsroom"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the newsroom says. by_name: under the editor's own pseudonym. draft_key: made once for each form."""

    text: str
    by_name: bool
    draft_key: str


def reply_for_newsroom(  # noqa: PLR0913, PLR0917 (who answers whom, what, how long)
    session: Session, world: World, moderator_pk: int, parent_id: str, answer: Answer, longest: int
) -> str:
    """Publish an answer below a published comment; its id. The same form again changes nothing.

    Raises NotFoundError, ArticleClosedError for a frozen thread, InvalidInputError.
    """
    parent = session.scalar(sa.select(Comment).where(Comment.id == parent_id))
    if parent is None or parent.status is not Status.PUBLISHED:
        raise NotFoundError(catalogue("community")["newsroom.no_parent"])
    if DeskMode(parent.article.desk_mode) is DeskMode.FROZEN:
        raise ArticleClosedError(catalogue("community")["newsroom.frozen"])
    text = _sound(answer.text, longest)
    key = f"newsroom-{moderator_pk}-{answer.draft_key}"
    first = queries.first_answer(session.connection(), parent.site_pk, key)
    if first is not None:
        return first.id
    comment_id = world.new_id()
    _keep(session, world, moderator_pk, parent, comment_id, _name_of(session, moderator_pk, answer), text, key)
    _log(session, world, moderator_pk, "newsroom.replied", comment_id, {"to": parent_id, "by_name": answer.by_name})
    return comment_id


def edit_newsroom_reply(  # noqa: PLR0913, PLR0917 (who mends what, how long)
    session: Session, world: World, moderator_pk: int, comment_id: str, text: str, longest: int
) -> None:
    """Mend what the newsroom said; what it said before is kept. Raises NotFoundError, InvalidInputError."""
    comment, now = _own(session, comment_id), world.now()
    text = _sound(text, longest)
    if text == comment.text:
        return
    session.add(
        CommentVersion(
            comment_pk=comment.pk,
            author_name=comment.author_name,
            text=comment.text,
            status=comment.status,
            revision=comment.revision,
            created_at=now,
        )
    )
    rewrite(comment, text, comment.author_name, now)
    session.flush()
    count_in(session, comment.article_pk, ThreadChange(0, 0, 1))
    _log(session, world, moderator_pk, "newsroom.edited", comment_id, {})


def withdraw_newsroom_reply(session: Session, world: World, moderator_pk: int, comment_id: str) -> None:
    """Take an answer of the newsroom out of the thread. Raises NotFoundError, StaleDecisionError."""
    comment = _own(session, comment_id)
    carry_out(session, world, comment, Act(moderator_pk, Status.WITHDRAWN))
    _log(session, world, moderator_pk, "newsroom.withdrawn", comment_id, {})


def _sound(text: str, longest: int) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not 1 <= len(text) <= longest:
        raise InvalidInputError([Fault("/text", "invalid", say("fault.too-long", limit=longest, length=len(text)))])
    return text


def _name_of(session: Session, moderator_pk: int, answer: Answer) -> str:
    pseudonym = session.scalar(sa.select(Moderator.pseudonym).where(Moderator.pk == moderator_pk)) or ""
    if answer.by_name and not pseudonym:
        raise InvalidInputError([Fault("/by_name", "missing", catalogue("community")["newsroom.no_pseudonym"])])
    return pseudonym if answer.by_name else NEWSROOM


def _keep(  # noqa: PLR0913, PLR0917 (a comment's parts)
    session: Session,
    world: World,
    moderator_pk: int,
    parent: Comment,
    comment_id: str,
    name: str,
    text: str,
    key: str,
) -> None:
    now = world.now()
    fragment = fragments.render(
        comment_id=comment_id, parent_id=parent.id, author_name=name, text=text, published_at=now
    )
    comment: dict[str, Any] = {
        "id": comment_id,
        "site_pk": parent.site_pk,
        "article_pk": parent.article_pk,
        "parent_pk": parent.pk,
        "root_pk": parent.root_pk or parent.pk,
        "depth": parent.depth + 1,
        "author_name": name,
        "text": text,
        "status": Status.PUBLISHED,
        "risk": 0.0,
        "client_key": key,
        "digest": "",
        "network": "",
        "newsroom": True,
        "fragment": fragment,
        "created_at": now,
        "published_at": now,
        "revision": 1,
    }
    who = session.scalar(sa.select(Moderator.username).where(Moderator.pk == moderator_pk)) or ""
    finding = rules.Finding(POLICY, rules.Action.NONE, 0.0, "by", details=(("who", who),), rule_version=1)
    judgement = write_judgement(rules.Verdict(rules.Outcome.PUBLISH, (finding,), POLICY), now)
    event = {"kind": "comment.submitted", "payload": {"status": Status.PUBLISHED.value}, "created_at": now}
    queries.add_comment(session.connection(), comment, judgement, event)
    change = change_of(None, Status.PUBLISHED)
    count_reply(session, parent.root_pk or parent.pk, change)
    count_in(session, parent.article_pk, change)


def _own(session: Session, comment_id: str) -> Comment:
    """A published answer of the newsroom."""
    comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id, Comment.newsroom.is_(True)))
    if comment is None or comment.status is not Status.PUBLISHED:
        raise NotFoundError(catalogue("community")["newsroom.unknown"])
    return comment


def _log(  # noqa: PLR0913, PLR0917 (one row's columns)
    session: Session, world: World, moderator_pk: int, kind: str, comment_id: str, details: Mapping[str, object]
) -> None:
    subject = f"comment:{comment_id}"
    write_entry(session, world.now(), kind=kind, moderator_pk=moderator_pk, subject=subject, details=details)
