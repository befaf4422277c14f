"""The words of the trade: what goes into the engine and what comes out. Frozen, comparable, no behaviour."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

#: Half-open range [start, end) of Unicode code points in the text as the reader typed it.
Span = tuple[int, int]


class Outcome(StrEnum):
    """What becomes of a submission, mildest first."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"


class Action(StrEnum):
    """What one finding asks for under a policy, mildest first."""

    NONE = "none"
    HOLD = "hold"
    REJECT = "reject"


class Field(StrEnum):
    """Which field of the submission the spans of a finding point into."""

    TEXT = "text"
    AUTHOR_NAME = "author_name"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the publisher gave it. Missing fields are empty."""

    article_id: str
    title: str = ""
    kicker: str = ""
    lede: str = ""
    body: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None


class Earlier(NamedTuple):
    """A comment that the site has seen before, for the rule about repeats. A tuple: each comment brings hundreds.

    same_author, same_article: relation to the submission at hand.
    seconds: how long ago it came, in seconds.
    same_network: came from the same network, under whatever name; a network has many readers.
    """

    text: str
    same_author: bool = False
    same_article: bool = False
    seconds: float = 0.0
    same_network: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule saw, before any policy.

    score: how sure the rule is, 0 to 1, calibrated as far as the rule's page says.
    message: id of the message in the rule's messages.toml.
    details: (name, value) pairs: values for the message's placeholders, and evidence for the desk.
    """

    score: float
    message: str
    spans: tuple[Span, ...] = ()
    field: Field = Field.TEXT
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit under a policy: the same, with the rule that saw it and the action it asks for."""

    rule: str
    action: Action
    score: float
    message: str
    spans: tuple[Span, ...] = ()
    field: Field = Field.TEXT
    details: tuple[tuple[str, str], ...] = ()
    rule_version: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, and everything that led to it.

    degraded: ids of rules that failed; never empty without a reason, and then the outcome is at least HOLD.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    policy_version: str
    degraded: tuple[str, ...] = ()
