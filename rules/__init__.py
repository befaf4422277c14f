"""Nazer's rules: judge a Persian reader comment. No Flask, no database, no network, no clock."""

from rules.vocabulary import (
    Action,
    Article,
    Earlier,
    Facts,
    Field,
    Finding,
    Hit,
    Outcome,
    Span,
    Submission,
    Verdict,
)

__all__ = [
    "Action",
    "Article",
    "Earlier",
    "Facts",
    "Field",
    "Finding",
    "Hit",
    "Outcome",
    "Span",
    "Submission",
    "Verdict",
]
