"""How a comment looks on the desk: marked text, reasons in plain Persian, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

import rules
from service import reasons
from service.addresses import is_web_address
from service.dates import ago, jalali, persian_digits
from service.messages import catalogue
from service.status import ALLOWED, Status
from service.store.policies import number_of
from service.usecases.deciding import BY_MODERATORS, WANTS_REASON
from service.usecases.desk_items import QueueItem
from service.usecases.undo_decision import what_undoes
from service.web.marks import Span, mark, rule_class

_BANDS: Final = ((0.8, "high"), (0.5, "middle"))
#: U+061C: without a letter before them, digits would carry the sign to their right.
_ARABIC_MARK: Final = "\u061c"
_ORDER: Final = (Status.PUBLISHED, Status.REJECTED, Status.REMOVED, Status.HELD)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One finding, as a moderator reads it. `asks`: "reject", "hold" or "none"."""

    css: str
    label: str
    sentence: str
    percent: str
    asks: str
    about_name: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A comment on the desk. `band` of the risk: high, middle or low; `suggested`: a reason's code or empty.

    plain: what it can become without a reason. refusal: rejected or removed. stands: whether reports can be answered
    by letting it stand. taken_by: the name of somebody else who looks at it; empty when nobody does.
    before: what it said before its author edited it, marked as unseen characters are.

    `reading`: a comment in Finglish in Persian letters; None for others. `elsewhere`: the address of the article that
    it would fit better; empty when there is none to link to. `policy`: the desk's version that judged; None for the
    installation's own.
    """

    item: QueueItem
    text: Markup
    reading: Markup | None
    elsewhere: str
    name: Markup
    parent_text: Markup | None
    link: str
    lines: tuple[ReasonLine, ...]
    percent: str
    band: str
    suggested: str
    plain: tuple[Status, ...]
    refusal: Status | None
    stands: bool
    undo: Status | None
    taken_by: str
    taken_by_me: bool
    before: tuple[tuple[Markup, str], ...]
    when: str
    age: str
    decided_when: str
    policy: int | None


def make_card(item: QueueItem, now: datetime, moderator_pk: int) -> Card:
    """Draw a comment for a moderator."""
    asking = [finding for finding in item.findings if finding.action is not rules.Action.NONE]
    reading = rules.suggestion_of(item.findings)
    elsewhere = item.elsewhere.url if item.elsewhere and is_web_address(item.elsewhere.url) else ""
    allowed: list[Status] = [status for status in _ORDER if status in ALLOWED[item.status] & BY_MODERATORS]
    return Card(
        item=item,
        text=_marked(item.text, item, rules.Field.TEXT),
        reading=mark(reading, (), {}) if reading else None,
        elsewhere=elsewhere,
        name=_marked(item.author_name, item, rules.Field.AUTHOR_NAME),
        parent_text=None if item.parent is None else mark(item.parent.text, (), {}),
        link=item.article.url if item.article.url.lower().startswith(("https://", "http://")) else "",
        lines=tuple(_line(finding) for finding in item.findings),
        percent=percent(item.risk),
        band=next((band for least, band in _BANDS if item.risk >= least), "low"),
        suggested=reasons.suggest(finding.rule for finding in asking),
        plain=tuple(status for status in allowed if status not in WANTS_REASON),
        refusal=next((status for status in allowed if status in WANTS_REASON), None),
        stands=item.status is Status.PUBLISHED and bool(item.reports),
        undo=_undo(item),
        taken_by=item.claim.name if item.claim and item.claim.moderator_pk != moderator_pk else "",
        taken_by_me=item.claim is not None and item.claim.moderator_pk == moderator_pk,
        before=tuple((mark(one.text, (), {}), jalali(one.until)) for one in item.versions),
        when=jalali(item.created_at),
        age=ago(item.created_at, now),
        decided_when=ago(item.decision.created_at, now) if item.decision else "",
        policy=number_of(item.machine.policy) if item.machine else None,
    )


def percent(share: float) -> str:
    """Write a share of 1 as a Persian percentage, its sign to the left of the number wherever it stands."""
    return f"{_ARABIC_MARK}{persian_digits(round(share * 100))}٪"


def rule_labels() -> Mapping[str, str]:
    """Return the Persian names of the rules, by id."""
    return MappingProxyType(
        {key.removeprefix("rule."): label for key, label in catalogue("desk").items() if key.startswith("rule.")}
    )


def rule_label(rule: str) -> str:
    """Return the Persian name of a rule; its id when it has none."""
    return rule_labels().get(rule, rule)


def words(group: str, key: str) -> str:
    """Return a word of the desk's catalogue, such as the name of a status."""
    return catalogue("desk")[f"{group}.{key}"]


def _marked(text: str, item: QueueItem, field: rules.Field) -> Markup:
    # The surest first; what asks for nothing is told in words only, or half the text would be coloured.
    spans = [
        Span(start, end, finding.rule)
        for finding in item.findings
        if finding.field is field and finding.action is not rules.Action.NONE
        for start, end in finding.spans
    ]
    return mark(text, spans, rule_labels())


def _line(finding: rules.Finding) -> ReasonLine:
    return ReasonLine(
        css=rule_class(finding.rule),
        label=rule_label(finding.rule),
        sentence=_sentence(finding),
        percent=percent(finding.score),
        asks=finding.action.value,
        about_name=finding.field is rules.Field.AUTHOR_NAME,
    )


def _sentence(finding: rules.Finding) -> str:
    try:
        return rules.explain_to_moderator(finding, language="fa")
    except (KeyError, OSError):  # a finding of years ago, by a rule or a message that is no more
        return _own_sentence(finding)


def _own_sentence(finding: rules.Finding) -> str:
    """What the service itself noted; the message of a rule that is no more."""
    sentence = catalogue("community").get(f"finding.{finding.rule}.{finding.message}", finding.message)
    return persian_digits(sentence.format_map(dict(finding.details))) if "{" in sentence else sentence


def _undo(item: QueueItem) -> Status | None:
    """What the comment becomes when the last decision is taken back; None when it cannot be."""
    if item.decision is None or item.decision.became is not item.status:
        return None
    if item.decision.was is item.decision.became:
        return item.status
    return what_undoes(item.decision.was, item.status)
