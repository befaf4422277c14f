"""What stands beside the comments of a desk page: one query for each kind of thing, never one a comment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service.status import Status
from service.store.tables import (
    Article,
    Claim,
    Comment,
    CommentVersion,
    Decision,
    Judgement,
    Moderator,
    Note,
    Report,
    Thread,
)

Parent = aliased(Comment, name="parent")


def load(session: Session, keys: Sequence[int]) -> list[Any]:
    """Return comments with article, parent, latest judgement and who set them aside, in the order of the keys."""
    query = (
        sa.select(
            Comment.pk,
            Comment.id,
            Comment.site_pk,
            Comment.reader,
            Comment.revision,
            Comment.status,
            Comment.text,
            Comment.author_name,
            Comment.risk,
            Comment.language,
            Comment.created_at,
            Comment.edited_at,
            Comment.set_aside_by,
            Moderator.display_name.label("set_aside_name"),
            Article.code.label("article_code"),
            Article.title.label("article_title"),
            Article.lede.label("article_lede"),
            Article.url.label("article_url"),
            Article.category.label("article_section"),
            Thread.published.label("article_traffic"),
            Parent.id.label("parent_id"),
            Parent.text.label("parent_text"),
            Parent.author_name.label("parent_name"),
            Parent.status.label("parent_status"),
            Judgement.findings,
            Judgement.degraded,
            Judgement.outcome,
            Judgement.policy_version,
        )
        .join(Article, Article.pk == Comment.article_pk)
        .outerjoin(Thread, Thread.article_pk == Comment.article_pk)
        .outerjoin(Moderator, Moderator.pk == Comment.set_aside_by)
        .outerjoin(Parent, Parent.pk == Comment.parent_pk)
        .outerjoin(Judgement, Judgement.pk == _latest(Judgement, Comment.pk))
        .where(Comment.pk.in_(keys))
    )
    rows = {row.pk: row for row in session.execute(query)}
    return [rows[key] for key in keys]


def articles_named(session: Session, named: Iterable[tuple[int, str]]) -> dict[tuple[int, str], tuple[str, str]]:
    """Return title and address of the articles that are there, by site and the publisher's news code."""
    wanted = set(named)
    if not wanted:
        return {}
    query = sa.select(Article.site_pk, Article.code, Article.title, Article.url).where(
        Article.site_pk.in_({site_pk for site_pk, _ in wanted}), Article.code.in_({code for _, code in wanted})
    )
    return {(site_pk, code): (title, url) for site_pk, code, title, url in session.execute(query)}


def last_decisions(session: Session, keys: Iterable[int]) -> dict[int, Any]:
    """Return the latest decision of each of the comments that has one, with the moderator's name."""
    query = (
        sa.select(
            Decision.comment_pk,
            Decision.was,
            Decision.became,
            Decision.reason,
            Decision.note,
            Decision.batch,
            Decision.created_at,
            Decision.moderator_pk,
            Moderator.display_name,
        )
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.comment_pk.in_(list(keys)), Decision.pk == _latest(Decision, Decision.comment_pk))
    )
    return {row.comment_pk: row for row in session.execute(query)}


def notes(session: Session, keys: Iterable[int]) -> dict[int, list[Any]]:
    """Return the notes of comments, the oldest first."""
    query = (
        sa.select(Note.comment_pk, Note.text, Note.created_at, Moderator.display_name)
        .join(Moderator, Moderator.pk == Note.moderator_pk)
        .where(Note.comment_pk.in_(list(keys)))
        .order_by(Note.pk)
    )
    return _grouped(session, query)


def open_reports(session: Session, keys: Iterable[int]) -> dict[int, list[Any]]:
    """Return the reports about comments that nobody has answered yet, the oldest first."""
    query = (
        sa.select(Report.comment_pk, Report.reason, Report.note, Report.created_at)
        .where(Report.comment_pk.in_(list(keys)), Report.settled_at.is_(None))
        .order_by(Report.pk)
    )
    return _grouped(session, query)


def earlier_versions(session: Session, keys: Iterable[int]) -> dict[int, list[Any]]:
    """Return what comments said before they were edited, the latest first."""
    query = (
        sa.select(
            CommentVersion.comment_pk,
            CommentVersion.author_name,
            CommentVersion.text,
            CommentVersion.status,
            CommentVersion.revision,
            CommentVersion.created_at,
        )
        .where(CommentVersion.comment_pk.in_(list(keys)))
        .order_by(CommentVersion.pk.desc())
    )
    return _grouped(session, query)


def live_claims(session: Session, keys: Iterable[int], now: datetime) -> dict[int, Any]:
    """Return who looks at comments just now."""
    query = (
        sa.select(Claim.comment_pk, Claim.moderator_pk, Claim.expires_at, Moderator.display_name)
        .join(Moderator, Moderator.pk == Claim.moderator_pk)
        .where(Claim.comment_pk.in_(list(keys)), Claim.expires_at > now)
    )
    return {row.comment_pk: row for row in session.execute(query)}


def records(session: Session, readers: Iterable[tuple[int, str]], since: datetime) -> dict[tuple[int, str], Any]:
    """Return what became of readers' comments, by site and reader: published, held, refused, and refused since then."""
    wanted = {(site_pk, reader) for site_pk, reader in readers if reader}
    if not wanted:
        return {}
    refused = Comment.status.in_((Status.REJECTED, Status.REMOVED))
    query = (
        sa.select(
            Comment.site_pk,
            Comment.reader,
            sa.func.sum(sa.case((Comment.status == Status.PUBLISHED, 1), else_=0)).label("published"),
            sa.func.sum(sa.case((Comment.status == Status.HELD, 1), else_=0)).label("held"),
            sa.func.sum(sa.case((refused, 1), else_=0)).label("refused"),
            sa.func.sum(sa.case((sa.and_(refused, Comment.created_at >= since), 1), else_=0)).label("strikes"),
        )
        .where(
            Comment.site_pk.in_({site_pk for site_pk, _ in wanted}), Comment.reader.in_({reader for _, reader in wanted})
        )
        .group_by(Comment.site_pk, Comment.reader)
    )
    return {(row.site_pk, row.reader): row for row in session.execute(query)}


def article_title(session: Session, code: str) -> str:
    """Return an article's title; empty when there is no such article."""
    return session.scalar(sa.select(Article.title).where(Article.code == code).limit(1)) or ""


def _grouped(session: Session, query: sa.Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.comment_pk].append(row)
    return found


def _latest(table: type[Judgement | Decision], comment_pk: Any) -> sa.ScalarSelect[int]:
    """Key of the newest row that belongs to a comment; both tables are append-only."""
    row = aliased(table)
    return sa.select(sa.func.max(row.pk)).where(row.comment_pk == comment_pk).correlate_except(row).scalar_subquery()
