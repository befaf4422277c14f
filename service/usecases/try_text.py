"""Somebody at the desk tries a text: what the rules see of it, and what would become of it under two policies.

Nothing of it is kept, and nobody else's comments are compared with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

import rules
from service.store import queries
from service.store.archives import Archives
from service.store.policies import Policies
from service.store.profiles import Key, Profiles
from service.store.tables import Site


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to try. article: the publisher's news code, or empty."""

    site_pk: int
    text: str
    author_name: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Court:
    """What the rules may know. policies: for the words that the desk watches for."""

    looker: sa.Engine
    profiles: Profiles
    archives: Archives
    policies: Policies


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. normal: the text as the rules compare it. knows_article: whether there is such an article."""

    normal: str
    verdicts: tuple[rules.Verdict, ...]
    knows_article: bool


def try_text(
    court: Court, sample: Sample, policies: Sequence[rules.Policy], now: datetime, watched: Any = None
) -> Tried:
    """Judge a text once under each policy. watched: other words than those that the site's desk has set."""
    with court.looker.connect() as connection:
        article = queries.article_to_comment(connection, sample.site_pk, sample.article) if sample.article else None
        domains = connection.execute(sa.select(Site.domains).where(Site.pk == sample.site_pk)).scalar_one_or_none()
    facts = rules.Facts(
        own_domains=tuple(domains or ()),
        archive=court.archives.of(sample.site_pk),
        watched=watched or court.policies.words_of(sample.site_pk, now),
    )
    profile = court.profiles.of(Key(article.pk, article.digest)) if article else None
    submission = rules.Submission(sample.text, sample.author_name, None, facts, profile)
    return Tried(
        normal=rules.Text(sample.text).folded,
        verdicts=tuple(rules.Engine(policy).judge(submission) for policy in policies),
        knows_article=article is not None,
    )
