"""How a verdict is kept: findings as JSON, and what follows from a verdict for the comment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import rules
from service.status import Status
from service.store.fragments import write_time
from service.store.tables import Appeal

#: What the machine makes of a comment.
STATUS_OF: Final = MappingProxyType(
    {
        rules.Outcome.PUBLISH: Status.PUBLISHED,
        rules.Outcome.HOLD: Status.HELD,
        rules.Outcome.REJECT: Status.REJECTED,
    }
)
LANGUAGE_RULE: Final = "persian"
DEGRADED_RISK = 0.5  # held because a rule failed: the middle of the queue


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a submission. fragment: the comment as readers get it, when it is published.

    findings: what the rules said, as long as no moderator has decided otherwise.
    """

    comment_id: str
    status: Status
    findings: tuple[rules.Finding, ...]
    fragment: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal, as its author may see it. granted: None while nobody has answered."""

    created_at: datetime
    answered_at: datetime | None
    granted: bool | None
    answer: str


def view_appeal(appeal: Appeal) -> AppealView:
    """What an author may see of an appeal."""
    return AppealView(appeal.created_at, appeal.answered_at, appeal.granted, appeal.answer)


def write_appeal(appeal: AppealView) -> dict[str, Any]:
    """The same as JSON."""
    answered = write_time(appeal.answered_at)
    sent = write_time(appeal.created_at)
    return {"created_at": sent, "answered_at": answered, "granted": appeal.granted, "answer": appeal.answer}


def write_judgement(verdict: rules.Verdict, now: datetime) -> dict[str, Any]:
    """A verdict as a row of `Judgement`, but for the comment's key."""
    return {
        "outcome": verdict.outcome,
        "policy_version": verdict.policy_version,
        "degraded": list(verdict.degraded),
        "findings": [write_finding(finding) for finding in verdict.findings],
        "created_at": now,
    }


def write_finding(finding: rules.Finding) -> dict[str, Any]:
    """A finding as it is stored in `Judgement.findings`."""
    return {
        "rule": finding.rule,
        "action": finding.action.value,
        "score": round(finding.score, 4),
        "message": finding.message,
        "spans": [list(span) for span in finding.spans],
        "field": finding.field.value,
        "details": [list(pair) for pair in finding.details],
        "rule_version": finding.rule_version,
    }


def read_finding(stored: Mapping[str, Any]) -> rules.Finding:
    """A stored finding, as the rules gave it."""
    return rules.Finding(
        rule=stored["rule"],
        action=rules.Action(stored["action"]),
        score=stored["score"],
        message=stored["message"],
        spans=tuple((start, end) for start, end in stored["spans"]),
        field=rules.Field(stored["field"]),
        details=tuple((name, value) for name, value in stored["details"]),
        rule_version=stored["rule_version"],
    )


def read_findings(stored: Iterable[Mapping[str, Any]]) -> tuple[rules.Finding, ...]:
    """All findings of a stored judgement."""
    return tuple(read_finding(one) for one in stored)


def risk_of(verdict: rules.Verdict) -> float:
    """0..1, what orders the moderators' queue: the strongest finding that asks for something."""
    asking = [finding.score for finding in verdict.findings if finding.action is not rules.Action.NONE]
    return max(asking, default=DEGRADED_RISK if verdict.degraded else 0.0)


def language_of(findings: Iterable[rules.Finding]) -> str:
    """ISO 639 of a comment that is not Persian, as the rule about language named it; empty for all others."""
    found = (dict(finding.details).get("code", "") for finding in findings if finding.rule == LANGUAGE_RULE)
    return next((code for code in found if code), "")
