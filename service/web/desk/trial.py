"""How a text that was tried looks: marked, with what each rule saw and what would become of it under each policy."""

from dataclasses import dataclass

from markupsafe import Markup

import rules
from service.messages import catalogue
from service.usecases.try_text import Sample, Tried
from service.web.desk.cards import percent, rule_label, rule_labels
from service.web.marks import Span, mark, rule_class


@dataclass(frozen=True, slots=True)
class Seen:
    """What one rule saw. asks: what that asks for under each policy, as a word for people."""

    css: str
    label: str
    sentence: str
    percent: str
    about_name: bool
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A text that was tried. outcomes: under each policy, its value and its word."""

    text: Markup
    normal: str
    suggestion: str
    seen: tuple[Seen, ...]
    outcomes: tuple[tuple[str, str], ...]
    degraded: tuple[str, ...]
    fault: str


def draw(sample: Sample, tried: Tried) -> Trial:
    """Draw it. All policies are given the same findings: only what they ask for differs."""
    words = catalogue("policy")
    first = tried.verdicts[0]
    spans = [
        Span(start, end, finding.rule)
        for finding in first.findings
        if finding.field is rules.Field.TEXT
        for start, end in finding.spans
    ]
    lines = [_seen([verdict.findings[number] for verdict in tried.verdicts]) for number in range(len(first.findings))]
    return Trial(
        text=mark(sample.text, spans, rule_labels()),
        normal=tried.normal,
        suggestion=rules.suggestion_of(first.findings) or "",
        seen=tuple(lines),
        outcomes=tuple((one.outcome.value, words[f"outcome.{one.outcome.value}"]) for one in tried.verdicts),
        degraded=first.degraded,
        fault=words["fault.no_article"] if sample.article and not tried.knows_article else "",
    )


def _seen(findings: list[rules.Finding]) -> Seen:
    words = catalogue("policy")
    one = findings[0]
    asked = {"hold": words["what.hold_at"], "reject": words["what.reject_at"], "none": "—"}
    return Seen(
        css=rule_class(one.rule),
        label=rule_label(one.rule),
        sentence=rules.explain_to_moderator(one, language="fa"),
        percent=percent(one.score),
        about_name=one.field is rules.Field.AUTHOR_NAME,
        asks=tuple(asked[finding.action.value] for finding in findings),
    )
