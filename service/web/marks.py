"""A reader's text for a moderator's eyes: escaped, the findings' spans marked, what cannot be seen made visible."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

#: Characters that change a text without being seen. Half-spaces (U+200C, U+200D) are everyday Persian and stay.
_UNSEEN: Final = re.compile(
    r"([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff])"
)
_NOT_IN_CLASS: Final = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points, and the rule that marked it."""

    start: int
    end: int
    rule: str


def mark(text: str, spans: Iterable[Span], labels: Mapping[str, str]) -> Markup:
    """Return the text as HTML in which every span is marked, also where spans overlap.

    Nothing of the text gets into the page unescaped. Spans that reach over the text's ends are cut.
    """
    fitting = [
        Span(max(span.start, 0), min(span.end, len(text)), span.rule)
        for span in spans
        if max(span.start, 0) < min(span.end, len(text))
    ]
    edges = sorted({0, len(text)} | {edge for span in fitting for edge in (span.start, span.end)})
    pieces = []
    for start, end in pairwise(edges):
        rules = dict.fromkeys(span.rule for span in fitting if span.start <= start and end <= span.end)
        pieces.append(_piece(text[start:end], list(rules), labels))
    return Markup("").join(pieces)


def rule_class(rule: str) -> str:
    """Return the CSS class of a rule."""
    return f"rule-{_NOT_IN_CLASS.sub('-', rule.lower())}"


def _piece(text: str, rules: list[str], labels: Mapping[str, str]) -> Markup:
    shown = Markup("").join(_visible(part) for part in _UNSEEN.split(text))
    if not rules:
        return shown
    return Markup('<mark class="{}" title="{}">{}</mark>').format(
        " ".join(rule_class(rule) for rule in rules), "، ".join(labels.get(rule, rule) for rule in rules), shown
    )


def _visible(part: str) -> Markup:
    if _UNSEEN.fullmatch(part):
        return Markup('<span class="unseen" dir="ltr" title="نویسهٔ نادیدنی">U+{:04X}</span>').format(ord(part))
    return escape(part)
