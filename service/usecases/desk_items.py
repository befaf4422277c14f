"""A comment on the desk, with everything that is needed to decide. A shared part of the desk's use cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules import Action, Finding
from service.status import Status
from service.store import desk_queries
from service.store.tables import Comment
from service.usecases.records import read_findings

#: The rule, and its details, that name the article which a comment would fit better: its title, and its news code.
RELEVANCE: Final = "relevance"
ELSEWHERE: Final = "elsewhere"
ELSEWHERE_ID: Final = "elsewhere_id"
#: How long a refusal counts as a strike.
STRIKES: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ArticleBeside:
    """The article that a comment hangs on. traffic: published comments under it."""

    code: str
    title: str
    lede: str
    url: str
    section: str = ""
    traffic: int = 0


@dataclass(frozen=True, slots=True)
class ParentBeside:
    """The comment that a comment answers."""

    id: str
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
    """What a person made of a comment last. batch: of decisions made at once; or empty."""

    was: Status
    became: Status
    reason: str
    note: str
    moderator_pk: int
    moderator: str
    created_at: datetime
    batch: str = ""


@dataclass(frozen=True, slots=True)
class NoteBeside:
    """What a colleague wants to be known."""

    moderator: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReportBeside:
    """A reader's report. reason: a code of the house rules."""

    reason: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What a comment said before it was edited. until: when it ceased to say so."""

    author_name: str
    text: str
    status: Status
    revision: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What became of an author's comments. strikes: refusals of the last 90 days."""

    published: int
    held: int
    refused: int
    strikes: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has taken a comment, or set it aside for a colleague."""

    moderator_pk: int
    name: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """What the rules had said. policy: the version that they judged by."""

    outcome: str
    policy: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A comment on the desk with everything that is needed to decide.

    findings: those that ask for most first, then the surest. elsewhere: where it would fit better, if a rule says so.
    claim: who has taken it. record: None for an author without a reader's token.
    """

    id: str
    revision: int
    status: Status
    text: str
    author_name: str
    risk: float
    language: str
    created_at: datetime
    edited_at: datetime | None
    article: ArticleBeside
    parent: ParentBeside | None
    elsewhere: Elsewhere | None
    findings: tuple[Finding, ...]
    degraded: tuple[str, ...]
    machine: Machine | None
    decision: LastDecision | None
    notes: tuple[NoteBeside, ...]
    reports: tuple[ReportBeside, ...]
    versions: tuple[Version, ...]
    claim: Holder | None
    set_aside: Holder | None
    record: Record | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """All that was found for a page, by kind."""

    decisions: Mapping[int, Any]
    notes: Mapping[int, list[Any]]
    reports: Mapping[int, list[Any]]
    versions: Mapping[int, list[Any]]
    claims: Mapping[int, Any]
    records: Mapping[tuple[int, str], Any]


def items(session: Session, keys: list[int], now: datetime) -> tuple[QueueItem, ...]:
    """Return comments by their keys, in their order: a fixed number of queries, however many they are."""
    if not keys:
        return ()
    rows = desk_queries.load(session, keys)
    named = [(row.site_pk, _detail(row.findings, ELSEWHERE_ID)) for row in rows]
    known = desk_queries.articles_named(session, ((site_pk, code) for site_pk, code in named if code))
    beside = _Beside(
        desk_queries.last_decisions(session, keys),
        desk_queries.notes(session, keys),
        desk_queries.open_reports(session, keys),
        desk_queries.earlier_versions(session, keys),
        desk_queries.live_claims(session, keys, now),
        desk_queries.records(session, ((row.site_pk, row.reader) for row in rows), now - STRIKES),
    )
    return tuple(
        _item(row, _elsewhere(row.findings, known.get(name)), beside) for row, name in zip(rows, named, strict=True)
    )


def find_item(session: Session, comment_id: str, now: datetime) -> QueueItem | None:
    """Return one comment as it stands now; None when there is no such comment."""
    key = session.scalar(sa.select(Comment.pk).where(Comment.id == comment_id))
    return None if key is None else items(session, [key], now)[0]


def _detail(findings: Iterable[Mapping[str, Any]] | None, wanted: str) -> str:
    found = (one["details"] for one in findings or () if one["rule"] == RELEVANCE)
    return next((value for details in found for name, value in details if name == wanted), "")


def _elsewhere(findings: Iterable[Mapping[str, Any]] | None, known: tuple[str, str] | None) -> Elsewhere | None:
    title, url = known or ("", "")
    title = _detail(findings, ELSEWHERE) or title
    return Elsewhere(title, url) if title else None


def _item(row: Any, elsewhere: Elsewhere | None, beside: _Beside) -> QueueItem:
    claim, record = beside.claims.get(row.pk), beside.records.get((row.site_pk, row.reader))
    article = ArticleBeside(
        row.article_code, row.article_title, row.article_lede, row.article_url, row.article_section,
        row.article_traffic or 0,
    )  # fmt: skip
    return QueueItem(
        id=row.id,
        revision=row.revision,
        status=row.status,
        text=row.text,
        author_name=row.author_name,
        risk=row.risk,
        language=row.language,
        created_at=row.created_at,
        edited_at=row.edited_at,
        article=article,
        parent=row.parent_id and ParentBeside(row.parent_id, row.parent_text, row.parent_name, row.parent_status),
        elsewhere=elsewhere,
        findings=by_weight(row.findings or ()),
        degraded=tuple(row.degraded or ()),
        machine=row.outcome and Machine(row.outcome.value, row.policy_version),
        decision=_decision(beside.decisions.get(row.pk)),
        notes=tuple(NoteBeside(one.display_name, one.text, one.created_at) for one in beside.notes.get(row.pk, ())),
        reports=tuple(ReportBeside(one.reason, one.note, one.created_at) for one in beside.reports.get(row.pk, ())),
        versions=tuple(
            Version(one.author_name, one.text, one.status, one.revision, one.created_at)
            for one in beside.versions.get(row.pk, ())
        ),
        claim=claim and Holder(claim.moderator_pk, claim.display_name, claim.expires_at),
        set_aside=row.set_aside_by and Holder(row.set_aside_by, row.set_aside_name),
        record=record and Record(record.published, record.held, record.refused, record.strikes),
    )


def _decision(row: Any) -> LastDecision | None:
    return row and LastDecision(
        was=row.was,
        became=row.became,
        reason=row.reason,
        note=row.note,
        moderator_pk=row.moderator_pk,
        moderator=row.display_name,
        created_at=row.created_at,
        batch=row.batch,
    )


_WEIGHT: Final = MappingProxyType({Action.REJECT: 0, Action.HOLD: 1, Action.NONE: 2})


def by_weight(stored: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Stored findings, those that ask for most first, then the surest."""
    found = read_findings(stored)
    return tuple(sorted(found, key=lambda finding: (_WEIGHT[finding.action], -finding.score, finding.rule)))
