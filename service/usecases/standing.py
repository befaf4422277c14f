"""What follows for a comment from who sends it and where to, after the rules have judged it. A shared part.

It never makes a refusal less: it holds what the rules would publish, or publishes for a trusted reader what they
would only have held. What it did is kept as a finding of its own, so that the desk sees why.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import rules
from service.article import DeskMode
from service.store.standing import ConductRules, Record

#: The name under which its findings stand among those of the rules.
RULE: Final = "standing"
#: How far up in the queue such a comment comes when the rules saw nothing in it.
RISK: Final = 0.1
#: What is held for these is read by a moderator, whoever wrote it.
_GRAVE: Final = frozenset({"accusation", "privacy"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Who sends a comment, and where to.

    watched: whether it comes from a banned network; only readers in good standing get this far from there.
    """

    mode: DeskMode
    watched: bool
    conduct: ConductRules
    record: Record


def weigh(verdict: rules.Verdict, now: datetime, standing: Standing) -> rules.Verdict:
    """The verdict with what follows from the article's mode, a banned network and the reader's past."""
    if verdict.outcome is rules.Outcome.REJECT:
        return verdict
    reason = _why_hold(now, standing)
    if reason is not None:
        return _with(verdict, rules.Outcome.HOLD, *reason)
    if verdict.outcome is rules.Outcome.HOLD and _is_trusted(standing) and _is_light(verdict):
        return _with(verdict, rules.Outcome.PUBLISH, "trusted", standing.record.published)
    return verdict


def _why_hold(now: datetime, standing: Standing) -> tuple[str, int] | None:
    """The message that says why, and its number."""
    conduct, record = standing.conduct, standing.record
    if standing.mode is DeskMode.PREMODERATED:
        return "premoderated", 0
    if standing.watched:
        return "network", 0
    since = timedelta(days=conduct.strike_days)
    if conduct.strikes and record.struck >= conduct.strikes and record.last_struck and record.last_struck + since > now:
        return "strikes", record.struck
    if record.published < conduct.first_held:
        return "first", record.published + 1
    return None


def _is_trusted(standing: Standing) -> bool:
    return 0 < standing.conduct.trusted_from <= standing.record.published and standing.record.refused == 0


def _is_light(verdict: rules.Verdict) -> bool:
    grave = any(one.rule in _GRAVE and one.action is not rules.Action.NONE for one in verdict.findings)
    return not verdict.degraded and not grave


def _with(verdict: rules.Verdict, outcome: rules.Outcome, message: str, number: int) -> rules.Verdict:
    action = rules.Action.HOLD if outcome is rules.Outcome.HOLD else rules.Action.NONE
    details = (("n", str(number)),) if number else ()
    finding = rules.Finding(RULE, action, RISK, message, details=details, rule_version=1)
    return replace(verdict, outcome=outcome, findings=(*verdict.findings, finding))
