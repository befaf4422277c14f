"""What the moderators' desk reads: pages of the queue with everything beside a comment, counts, and last decisions.

Each page is one query for the keys, walked along an index, and one for what belongs to them; never one a comment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from rules import Action
from service.status import Status
from service.store.tables import Article, Comment, Decision, Judgement, Moderator

Parent = aliased(Comment, name="parent")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which comments a page is about.

    rule: id of a rule that saw something; empty for any.
    asked_only: whether findings that ask for nothing are left out.
    article: the publisher's news code; empty for any.
    """

    statuses: tuple[Status, ...]
    rule: str = ""
    asked_only: bool = True
    article: str = ""


def held_keys(session: Session, narrowed: Narrowed, after: str, limit: int) -> list[int]:
    """Return keys of comments, riskiest first and the oldest first among equals, behind the comment `after`."""
    query = _narrow(session, sa.select(Comment.pk).where(Comment.status.in_(narrowed.statuses)), narrowed)
    mark = session.execute(sa.select(Comment.risk, Comment.pk).where(Comment.id == after)).one_or_none()
    if mark is not None:
        query = query.where(sa.or_(Comment.risk < mark.risk, sa.and_(Comment.risk == mark.risk, Comment.pk > mark.pk)))
    return list(session.scalars(query.order_by(Comment.risk.desc(), Comment.pk).limit(limit)))


def latest_keys(session: Session, narrowed: Narrowed, after: str, limit: int) -> list[int]:
    """Return keys of comments, newest first, behind the comment `after`."""
    mark = session.scalar(sa.select(Comment.pk).where(Comment.id == after))
    parts = []
    for status in narrowed.statuses:  # one walk along (status, pk) for each; a single query would sort them all
        part = _narrow(session, sa.select(Comment.pk).where(Comment.status == status), narrowed)
        if mark is not None:
            part = part.where(Comment.pk < mark)
        parts.append(sa.select(part.order_by(Comment.pk.desc()).limit(limit).subquery().c.pk))
    found = sa.union_all(*parts).subquery()
    return list(session.scalars(sa.select(found.c.pk).order_by(found.c.pk.desc()).limit(limit)))


def decided_keys(session: Session, narrowed: Narrowed, after: str, limit: int) -> list[int]:
    """Return keys of decided comments, the latest decision first, behind the comment `after`."""
    query = (
        sa.select(Decision.comment_pk)
        .join(Comment, Comment.pk == Decision.comment_pk)
        .where(Decision.pk == _latest(Decision, Comment.pk))
    )
    query = _narrow(session, query, narrowed)
    mark = session.scalar(
        sa.select(sa.func.max(Decision.pk)).join(Comment, Comment.pk == Decision.comment_pk).where(Comment.id == after)
    )
    if mark is not None:
        query = query.where(Decision.pk < mark)
    return list(session.scalars(query.order_by(Decision.pk.desc()).limit(limit)))


def load(session: Session, keys: Sequence[int]) -> list[Any]:
    """Return comments with article, parent and latest judgement, in the order of the keys."""
    query = (
        sa.select(
            Comment.pk,
            Comment.id,
            Comment.site_pk,
            Comment.revision,
            Comment.status,
            Comment.text,
            Comment.author_name,
            Comment.risk,
            Comment.created_at,
            Article.code.label("article_code"),
            Article.title.label("article_title"),
            Article.lede.label("article_lede"),
            Article.url.label("article_url"),
            Parent.text.label("parent_text"),
            Parent.author_name.label("parent_name"),
            Parent.status.label("parent_status"),
            Judgement.findings,
            Judgement.degraded,
        )
        .join(Article, Article.pk == Comment.article_pk)
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
            Decision.created_at,
            Decision.moderator_pk,
            Moderator.display_name,
        )
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.comment_pk.in_(list(keys)), Decision.pk == _latest(Decision, Decision.comment_pk))
    )
    return {row.comment_pk: row for row in session.execute(query)}


def count(session: Session, narrowed: Narrowed) -> int:
    """Return how many comments there are. Meant for the held ones, which are few; others are not counted."""
    query = sa.select(sa.func.count()).select_from(Comment).where(Comment.status.in_(narrowed.statuses))
    return session.scalar(_narrow(session, query, narrowed)) or 0


def count_by_rule(session: Session, status: Status) -> list[tuple[str, int]]:
    """Return, for each rule that asked for something, of how many comments; the most frequent first."""
    findings = _elements(session)
    rule = findings.c.value["rule"].as_string()
    many = sa.func.count(Comment.pk.distinct())
    query = (
        sa.select(rule, many)
        .select_from(Comment)
        .join(Judgement, Judgement.pk == _latest(Judgement, Comment.pk))
        .join(findings, sa.true())
        .where(Comment.status == status, findings.c.value["action"].as_string() != Action.NONE.value)
        .group_by(rule)
        .order_by(many.desc(), rule)
    )
    return [(name, number) for name, number in session.execute(query)]


def count_by_article(session: Session, status: Status, limit: int = 50) -> list[tuple[str, str, int]]:
    """Return code, title and number of comments of the articles that have most of them."""
    many = sa.func.count()
    query = (
        sa.select(Article.code, Article.title, many)
        .join(Comment, Comment.article_pk == Article.pk)
        .where(Comment.status == status)
        .group_by(Article.pk, Article.code, Article.title)
        .order_by(many.desc(), Article.pk.desc())
        .limit(limit)
    )
    return [(code, title, number) for code, title, number in session.execute(query)]


def article_title(session: Session, code: str) -> str:
    """Return an article's title; empty when there is no such article."""
    return session.scalar(sa.select(Article.title).where(Article.code == code).limit(1)) or ""


def _narrow[Q: sa.Select[Any]](session: Session, query: Q, narrowed: Narrowed) -> Q:
    if narrowed.article:
        query = query.where(Comment.article_pk.in_(sa.select(Article.pk).where(Article.code == narrowed.article)))
    if narrowed.rule:
        findings = _elements(session)
        seen = (
            sa.select(sa.literal(1))
            .select_from(Judgement)
            .join(findings, sa.true())
            .where(
                Judgement.pk == _latest(Judgement, Comment.pk),
                findings.c.value["rule"].as_string() == narrowed.rule,
            )
        )
        if narrowed.asked_only:
            seen = seen.where(findings.c.value["action"].as_string() != Action.NONE.value)
        query = query.where(seen.correlate(Comment).exists())
    return query


def _latest(table: type[Judgement | Decision], comment_pk: Any) -> sa.ScalarSelect[int]:
    """Key of the newest row that belongs to a comment; both tables are append-only."""
    row = aliased(table)
    return sa.select(sa.func.max(row.pk)).where(row.comment_pk == comment_pk).correlate_except(row).scalar_subquery()


def _elements(session: Session) -> sa.TableValuedAlias:
    """The findings of a judgement as rows. The two databases name this function differently."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    unnest = sa.func.json_array_elements if postgresql else sa.func.json_each
    return unnest(Judgement.findings).table_valued(sa.column("value", sa.JSON), joins_implicitly=True)
