"""The words of the trade: what goes into the engine and what comes out. Frozen, comparable, no behaviour."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rules.archive import Archive
    from rules.checks.desk.words import WatchList
    from rules.profile import ArticleProfile

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
class Facts:
    """What the rules may know of the world. They fetch nothing themselves.

    parent_text: the comment that this one answers, or empty.
    earlier: recent comments of the site, and older ones of the author's network, newest first, at most some hundreds.
    own_domains: the publisher's domains; links to them are no adverts.
    archive: the publisher's recent articles, to contrast with; None for a fresh installation.
    watched: the words that the desk of the site watches for; None for none.
    """

    parent_text: str = ""
    earlier: tuple[Earlier, ...] = ()
    own_domains: tuple[str, ...] = ()
    archive: "Archive | None" = None
    watched: "WatchList | None" = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What came in: one comment, its author's name, and what it hangs on.

    profile: the article as it was prepared before; the article itself need not be given then.
    """

    text: str
    author_name: str = ""
    article: Article | None = None
    facts: Facts = dataclasses.field(default_factory=Facts)
    profile: "ArticleProfile | None" = None


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
