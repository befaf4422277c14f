"""What the author of a comment in Finglish may have meant to send: its Persian reading, kept with the finding."""

import dataclasses
from collections.abc import Iterable
from typing import Final

from rules.finglish import transliterate
from rules.vocabulary import Action, Finding

#: The finding that gets a suggestion: its rule, its message, and the name of the detail.
RULE: Final = "persian"
MESSAGE: Final = "finglish"
DETAIL: Final = "suggestion"
#: From this share of surely read words on a reading is worth the author's while; other languages stay below.
WORTH: Final = 0.5


def persian_reading(text: str, findings: Iterable[Finding]) -> str:
    """The text in Persian letters, when a finding that asks for something says Finglish; else empty."""
    if not any(map(_is_finglish, findings)):
        return ""
    reading = transliterate(text)
    return reading.text if reading.sure >= WORTH else ""


def with_suggestion(findings: Iterable[Finding], suggestion: str) -> tuple[Finding, ...]:
    """The findings, those of Finglish with a suggestion among their details."""
    return tuple(
        dataclasses.replace(finding, details=(*finding.details, (DETAIL, suggestion)))
        if _is_finglish(finding)
        else finding
        for finding in findings
    )


def suggestion_of(findings: Iterable[Finding]) -> str:
    """The text that the author may send instead; empty when there is none."""
    return next((value for finding in findings for name, value in finding.details if name == DETAIL), "")


def _is_finglish(finding: Finding) -> bool:
    return finding.rule == RULE and finding.message == MESSAGE and finding.action is not Action.NONE
