"""A moderator looks at the desk: held comments riskiest first, or the published, the refused and the lately decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules import Action, Finding
from service.status import Status
from service.store import desk_queries
from service.store.tables import Comment
from service.usecases.records import read_findings

PAGE_SIZE: Final = 20
#: The rule, and its details, that name the article which a comment would fit better: its title, and its news code.
RELEVANCE: Final = "relevance"
ELSEWHERE: Final = "elsewhere"
ELSEWHERE_ID: Final = "elsewhere_id"


class Tab(StrEnum):
    """The shelves of the desk."""

    HELD = "held"
    PUBLISHED = "published"
    REFUSED = "refused"
    DECIDED = "decided"


_STATUSES: Final = MappingProxyType(
    {
        Tab.HELD: (Status.HELD,),
        Tab.PUBLISHED: (Status.PUBLISHED,),
        Tab.REFUSED: (Status.REJECTED, Status.REMOVED),
        Tab.DECIDED: tuple(Status),
    }
)
_KEYS: Final = MappingProxyType(
    {
        Tab.HELD: desk_queries.held_keys,
        Tab.PUBLISHED: desk_queries.latest_keys,
        Tab.REFUSED: desk_queries.latest_keys,
        Tab.DECIDED: desk_queries.decided_keys,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the moderator asked to see. An `after` that is no comment's id means the first page."""

    tab: Tab = Tab.HELD
    rule: str = ""
    article: str = ""
    after: str = ""
    limit: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class ArticleBeside:
    """The article that a comment hangs on."""

    code: str
    title: str
    lede: str
    url: str


@dataclass(frozen=True, slots=True)
class ParentBeside:
    """The comment that a comment answers."""

    text: str
    author_name: str
    status: Status


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The article that a comment would fit better. url: empty when it is not known (any more)."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What a person made of a comment last."""

    was: Status
    became: Status
    reason: str
    note: str
    moderator_pk: int
    moderator: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A comment on the desk with everything that is needed to decide.

    findings: those that ask for most first, then the surest. elsewhere: where it would fit better, if a rule says so.
    """

    id: str
    revision: int
    status: Status
    text: str
    author_name: str
    risk: float
    created_at: datetime
    article: ArticleBeside
    parent: ParentBeside | None
    elsewhere: Elsewhere | None
    findings: tuple[Finding, ...]
    degraded: tuple[str, ...]
    decision: LastDecision | None


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the desk.

    after: the id to ask for the next page with; None at the end.
    held: comments that wait in all; matching: of them, those that the filters let through (None on other shelves).
    rules, articles: what the held ones can be filtered by, with their numbers.
    """

    items: tuple[QueueItem, ...]
    after: str | None
    held: int
    matching: int | None
    rules: tuple[tuple[str, int], ...]
    articles: tuple[tuple[str, str, int], ...]


def list_queue(session: Session, wanted: Wanted) -> Queue:
    """Return a page of the desk."""
    narrowed = desk_queries.Narrowed(
        statuses=_STATUSES[wanted.tab],
        rule=wanted.rule,
        asked_only=wanted.tab is not Tab.PUBLISHED,  # what was published is sampled by what was seen and let through
        article=wanted.article,
    )
    keys = _KEYS[wanted.tab](session, narrowed, wanted.after, wanted.limit + 1)
    items = _items(session, keys[: wanted.limit])
    held = desk_queries.count(session, desk_queries.Narrowed(statuses=(Status.HELD,)))
    filtered = bool(wanted.rule or wanted.article)
    matching = None
    if wanted.tab is Tab.HELD:
        matching = desk_queries.count(session, narrowed) if filtered else held
    articles = desk_queries.count_by_article(session, Status.HELD)
    if wanted.article and wanted.article not in {code for code, _, _ in articles}:
        articles.append((wanted.article, desk_queries.article_title(session, wanted.article), 0))
    return Queue(
        items=items,
        after=items[-1].id if len(keys) > wanted.limit else None,
        held=held,
        matching=matching,
        rules=tuple(desk_queries.count_by_rule(session, Status.HELD)),
        articles=tuple(articles),
    )


def find_item(session: Session, comment_id: str) -> QueueItem | None:
    """Return one comment as it stands now; None when there is no such comment."""
    key = session.scalar(sa.select(Comment.pk).where(Comment.id == comment_id))
    return None if key is None else _items(session, [key])[0]


def _items(session: Session, keys: list[int]) -> tuple[QueueItem, ...]:
    if not keys:
        return ()
    decisions = desk_queries.last_decisions(session, keys)
    rows = desk_queries.load(session, keys)
    named = [(row.site_pk, _detail(row.findings, ELSEWHERE_ID)) for row in rows]
    known = desk_queries.articles_named(session, ((site_pk, code) for site_pk, code in named if code))
    return tuple(
        _item(row, _elsewhere(row.findings, known.get(name)), decisions.get(row.pk))
        for row, name in zip(rows, named, strict=True)
    )


def _detail(findings: Iterable[Mapping[str, Any]] | None, wanted: str) -> str:
    found = (one["details"] for one in findings or () if one["rule"] == RELEVANCE)
    return next((value for details in found for name, value in details if name == wanted), "")


def _elsewhere(findings: Iterable[Mapping[str, Any]] | None, known: tuple[str, str] | None) -> Elsewhere | None:
    title, url = known or ("", "")
    title = _detail(findings, ELSEWHERE) or title
    return Elsewhere(title, url) if title else None


def _item(row: Any, elsewhere: Elsewhere | None, decision: Any) -> QueueItem:
    return QueueItem(
        id=row.id,
        revision=row.revision,
        status=row.status,
        text=row.text,
        author_name=row.author_name,
        risk=row.risk,
        created_at=row.created_at,
        article=ArticleBeside(row.article_code, row.article_title, row.article_lede, row.article_url),
        parent=None if row.parent_status is None else ParentBeside(row.parent_text, row.parent_name, row.parent_status),
        elsewhere=elsewhere,
        findings=_by_weight(row.findings or ()),
        degraded=tuple(row.degraded or ()),
        decision=decision
        and LastDecision(
            was=decision.was,
            became=decision.became,
            reason=decision.reason,
            note=decision.note,
            moderator_pk=decision.moderator_pk,
            moderator=decision.display_name,
            created_at=decision.created_at,
        ),
    )


_WEIGHT: Final = MappingProxyType({Action.REJECT: 0, Action.HOLD: 1, Action.NONE: 2})


def _by_weight(stored: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    found = read_findings(stored)
    return tuple(sorted(found, key=lambda finding: (_WEIGHT[finding.action], -finding.score, finding.rule)))
