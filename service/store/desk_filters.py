"""What narrows a list of the desk: each filter as a condition that both databases understand."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from rules import Action
from service.dates import TEHRAN
from service.store import search
from service.store.figures import local_hour
from service.store.tables import Article, Comment, Decision, Judgement

HIGH: Final = 0.8
MIDDLE: Final = 0.5
#: What the language filter says of comments in Persian.
PERSIAN: Final = "fa"


class Band(StrEnum):
    """How risky a comment is."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Age(StrEnum):
    """How long ago a comment came."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    OLDER = "older"


_SPANS: Final = MappingProxyType(
    {Age.HOUR: timedelta(hours=1), Age.DAY: timedelta(days=1), Age.WEEK: timedelta(days=7)}
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means any.

    rule: id of a rule that saw something. asked_only: whether findings that ask for nothing are left out.
    section, article: the publisher's category, and news code. author: a name, exactly. words: what was typed to search.
    first, last: days in Tehran on which a comment came, both included. hour: of such a day, 0 to 23. site: its key.
    decider: the key of a moderator who decided about it.
    by: a comment's id; all of its author. like: a comment's id; all that say nearly the same.
    now: what ages are counted from. until: nothing that came or was edited later.
    """

    rule: str = ""
    asked_only: bool = True
    band: Band | None = None
    section: str = ""
    article: str = ""
    author: str = ""
    age: Age | None = None
    language: str = ""
    words: str = ""
    by: str = ""
    like: str = ""
    first: date | None = None
    last: date | None = None
    hour: int | None = None
    site: int | None = None
    decider: int | None = None
    now: datetime | None = None
    until: datetime | None = None


def narrow[Q: sa.Select[Any]](session: Session, query: Q, filters: Filters) -> Q:
    """Add the conditions of the filters to a query about comments."""
    query = query.where(*_plain(filters), *_of_article(filters), *_counted(session, filters))
    if filters.rule:
        query = query.where(_seen_by(session, filters.rule, asked_only=filters.asked_only))
    if filters.words:
        matching = search.matches(session, filters.words)
        query = query.where(sa.false() if matching is None else matching)
    if filters.by:
        query = query.where(_same_author(session, filters.by))
    if filters.like:
        query = query.where(_alike(session, filters.like))
    return query


def _plain(filters: Filters) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.band is Band.HIGH:
        conditions.append(Comment.risk >= HIGH)
    elif filters.band is Band.MIDDLE:
        conditions += [Comment.risk >= MIDDLE, Comment.risk < HIGH]
    elif filters.band is Band.LOW:
        conditions.append(Comment.risk < MIDDLE)
    if filters.author:
        conditions.append(Comment.author_name == filters.author)
    if filters.language:
        conditions.append(Comment.language == ("" if filters.language == PERSIAN else filters.language))
    if filters.age is not None and filters.now is not None:
        if filters.age is Age.OLDER:
            conditions.append(Comment.created_at < filters.now - _SPANS[Age.DAY])
        else:
            conditions.append(Comment.created_at >= filters.now - _SPANS[filters.age])
    if filters.until is not None:
        conditions.append(sa.func.coalesce(Comment.edited_at, Comment.created_at) <= filters.until)
    return conditions


def _counted(session: Session, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """The conditions of the numbers on the dashboard."""
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.first is not None:
        conditions.append(Comment.created_at >= datetime.combine(filters.first, time(), TEHRAN))
    if filters.last is not None:
        conditions.append(Comment.created_at < datetime.combine(filters.last + timedelta(days=1), time(), TEHRAN))
    if filters.hour is not None:
        conditions.append(local_hour(session, Comment.created_at, _offset(filters.now)) % 24 == filters.hour)
    if filters.site is not None:
        conditions.append(Comment.site_pk == filters.site)
    if filters.decider is not None:
        decided = sa.select(Decision.comment_pk).where(Decision.moderator_pk == filters.decider)
        conditions.append(Comment.pk.in_(decided))
    return conditions


def _offset(now: datetime | None) -> timedelta:
    return (now.astimezone(TEHRAN).utcoffset() if now else None) or timedelta(0)


def _of_article(filters: Filters) -> list[sa.ColumnElement[bool]]:
    articles = sa.select(Article.pk)
    if filters.article:
        articles = articles.where(Article.code == filters.article)
    if filters.section:
        articles = articles.where(Article.category == filters.section)
    return [Comment.article_pk.in_(articles)] if filters.article or filters.section else []


def _same_author(session: Session, comment_id: str) -> sa.ColumnElement[bool]:
    """All of one author: by the reader's token, or without one by name and network; only itself without any of them."""
    query = sa.select(Comment.pk, Comment.site_pk, Comment.reader, Comment.author_name, Comment.network)
    row = session.execute(query.where(Comment.id == comment_id)).one_or_none()
    if row is None:
        return sa.false()
    if row.reader:
        return sa.and_(Comment.site_pk == row.site_pk, Comment.reader == row.reader)
    if row.author_name and row.network:
        return sa.and_(
            Comment.site_pk == row.site_pk, Comment.author_name == row.author_name, Comment.network == row.network
        )
    key: int = row.pk
    return Comment.pk == key


def _alike(session: Session, comment_id: str) -> sa.ColumnElement[bool]:
    query = sa.select(Comment.site_pk, Comment.author_name, Comment.text).where(Comment.id == comment_id)
    row = session.execute(query).one_or_none()
    return sa.false() if row is None else Comment.pk.in_(search.alike(session, *row))


def _seen_by(session: Session, rule: str, *, asked_only: bool) -> sa.ColumnElement[bool]:
    """Whether the latest judgement has a finding of a rule.

    The findings are read as the text that they are kept as, which costs a fraction of unpacking them: each begins with
    its rule and what it asks for. What readers wrote cannot look so: a quotation mark in a value is escaped.
    """
    newest = aliased(Judgement)
    latest = sa.select(sa.func.max(newest.pk)).where(newest.comment_pk == Comment.pk).correlate_except(newest)
    find = sa.func.strpos if session.get_bind().dialect.name == "postgresql" else sa.func.instr
    kept = sa.cast(Judgement.findings, sa.Text())
    begin = f'{{"rule":{json.dumps(rule, ensure_ascii=False)},"action":"'
    ends = [f'{action.value}"' for action in (Action.HOLD, Action.REJECT)] if asked_only else [""]
    seen: Any = sa.select(sa.literal(1)).where(
        Judgement.pk == latest.scalar_subquery(), sa.or_(*(find(kept, begin + end) > 0 for end in ends))
    )
    found: sa.ColumnElement[bool] = seen.correlate(Comment).exists()
    return found
