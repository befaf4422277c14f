"""A verdict in plain words: for the author, politely and with the way to mend it; for the moderator, with evidence.

The sentences live in each rule's messages.toml, by message id, reader and language.
"""

import dataclasses
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from rules.policy import DISGUISE
from rules.vocabulary import Action, Field, Finding, Span

CHECKS: Final = Path(__file__).with_name("checks")
_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a comment was held or refused, for its author.

    message: what is wrong, a polite sentence. hint: how to put it instead.
    spans: the words it is about, code points in the field as sent; empty where marking would teach or hurt.
    """

    rule: str
    message: str
    hint: str
    field: Field
    spans: tuple[Span, ...]


@cache
def messages(rule: str) -> dict[str, dict[str, Any]]:
    """The messages of a rule: message id -> language -> "author" | "hint" | "moderator" -> sentence.

    A message with `unmarked = true` shows its author no words: there is no single one to mend. What stands under
    `every` is said by all messages that have no words of their own for it; its «{kind}» is the message's `kind`.
    """
    found: dict[str, dict[str, Any]] = tomllib.loads((CHECKS / rule / "messages.toml").read_text("utf-8"))
    every = found.pop("every", {})
    for message in found.values():
        for language, sentences in every.items():
            own = message.get(language, {})
            kind = own.pop("kind", "")
            message[language] = {reader: text.replace("{kind}", kind) for reader, text in (sentences | own).items()}
    return found


def reasons_for_author(findings: Iterable[Finding], language: str = "fa") -> tuple[Reason, ...]:
    """The reasons behind a verdict for its author: of each rule the strongest finding that asks for something.

    Where anything is refused, what alone would only have been held is not told: the text is not waiting for anybody.
    Spans of all findings with the same rule and field are put together; a message may want none shown.
    """
    findings = tuple(findings)
    refused = any(finding.action is Action.REJECT for finding in findings)
    strongest: dict[tuple[str, Field], Finding] = {}
    spans: dict[tuple[str, Field], list[Span]] = {}
    for finding in findings:
        if finding.action is Action.NONE or (refused and finding.action is not Action.REJECT):
            continue
        key = (finding.rule, finding.field)
        spans.setdefault(key, []).extend(finding.spans)
        if key not in strongest or finding.score > strongest[key].score:
            strongest[key] = finding
    return tuple(
        Reason(
            rule=finding.rule,
            message=_fill(finding, language, "author"),
            hint=_fill(finding, language, "hint"),
            field=finding.field,
            spans=() if messages(finding.rule)[finding.message].get("unmarked") else tuple(sorted(set(spans[key]))),
        )
        for key, finding in sorted(strongest.items(), key=lambda item: -item[1].score)
    )


def without_marks(findings: Iterable[Finding], unmarked: frozenset[str]) -> tuple[Finding, ...]:
    """The findings, some without their spans: advice before sending is not to show evaders which words to change.

    unmarked: ids of rules, and `disguise` for words of any rule that were written so as not to be recognised.
    """
    return tuple(
        dataclasses.replace(one, spans=())
        if one.rule in unmarked or (DISGUISE in unmarked and _disguised(one))
        else one
        for one in findings
    )


def _disguised(finding: Finding) -> bool:
    return dict(finding.details).get("how", "plain") != "plain"


def explain_to_moderator(finding: Finding, language: str = "fa") -> str:
    """One sentence for the desk: what the rule saw, with its evidence."""
    return _fill(finding, language, "moderator")


def _fill(finding: Finding, language: str, reader: str) -> str:
    sentence: str = messages(finding.rule)[finding.message][language][reader]
    values = dict(finding.details)
    if language == "fa":
        values = {name: value.translate(_DIGITS) if value.isdecimal() else value for name, value in values.items()}
    return sentence.format_map(values)
