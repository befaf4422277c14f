"""What is known of a submission before anything is written, and its verdict: no lock is held meanwhile.

A shared part of the use cases around submissions.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, Protocol

import sqlalchemy as sa

import rules
from service.article import DeskMode
from service.errors import ArticleClosedError, Fault, InvalidInputError, NazerError, NotFoundError
from service.keys import Keys
from service.messages import say
from service.puzzles import Demand
from service.store import queries, recents
from service.store.archives import Archives
from service.store.database import Database
from service.store.policies import Policies
from service.store.profiles import Key, Profiles
from service.store.recents import Recents
from service.store.sites import KnownSite
from service.store.standing import ConductRules, Record, conduct_of, record_of
from service.usecases.challenges import Attempt, look_at_answer
from service.usecases.standing import Standing, weigh
from service.world import World


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader sends. text and author_name are exactly as typed: spans point into them.

    replaces: the status token of an earlier comment that still waits and that this one is to stand for; or empty.
    """

    article_id: str
    parent_id: str | None
    text: str
    author_name: str
    captcha_token: str
    captcha_answer: str
    client_key: str
    replaces: str = ""

    @property
    def digest(self) -> str:
        """Tells another content under the same client_key. Line ends and composition make no other content."""
        fields = (self.article_id, self.parent_id or "", self.text, self.author_name)
        plain = "\0".join(unicodedata.normalize("NFC", field.replace("\r\n", "\n")) for field in fields)
        return sha256(plain.encode()).hexdigest()


class Judge(Protocol):
    """Says what is to become of a submission: the rules' engine."""

    def judge(self, submission: rules.Submission, /) -> rules.Verdict:
        """The verdict. Raises nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A verdict, and who gave it: the engine under the policy of the site or section."""

    verdict: rules.Verdict
    engine: Any


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom a submission is brought before, and what they know. archives: None judges without one.

    policies: what each site's desk has set; None judges everything with `engine`.
    """

    world: World
    engine: Judge
    keys: Keys
    database: Database
    profiles: Profiles
    archives: Archives | None = None
    recents: Recents = field(default_factory=Recents)
    policies: Policies | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a submission came from. network: keyed hash of the coarse network. demand: which captchas will do.

    reader: keyed hash of the reader's id; empty for somebody without a token.
    watched: whether the network is banned, but for readers in good standing like this.
    """

    site: KnownSite
    network: str
    demand: Demand = field(default_factory=Demand)
    reader: str = ""
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a submission wants to go, as far as that could be read: None for what is missing, or no name at all."""

    article_id: str | None
    parent_id: str | None
    client_key: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found where a submission wants to go, and what is wrong with it."""

    article: queries.ArticleToComment | None
    parent: queries.Parent | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A submission with all that is known of it."""

    sender: Sender
    draft: Draft
    article: queries.ArticleToComment
    parent: queries.Parent | None
    here: recents.Whereabouts
    recent: recents.Recent
    now: datetime
    conduct: ConductRules
    record: Record


#: Faults that have an error of their own when nothing else is wrong.
_ERROR_OF: Final[Mapping[str, type[NazerError]]] = MappingProxyType(
    {"unknown-site": NotFoundError, "unknown-article": NotFoundError, "article-closed": ArticleClosedError}
)


def find_place(connection: sa.Connection, site_pk: int, place: Place) -> Found:
    """Look where a submission wants to go; a repeat has no faults: it gets its first answer.

    Writes nothing: it is asked before the captcha is spent, so that a reader learns of every fault at once.
    """
    found = _look_up(connection, site_pk, place.article_id, place.parent_id)
    if found.faults and place.client_key and queries.first_answer(connection, site_pk, place.client_key):
        return Found(found.article, found.parent, ())
    return found


def refusal(faults: list[Fault]) -> NazerError:
    """The error for a submission with faults: all of them, or the one that there is under its own name."""
    error = _ERROR_OF.get(faults[0].code) if len(faults) == 1 else None
    return InvalidInputError(faults) if error is None else error(faults[0].detail, faults=faults)


def hear(connection: sa.Connection, desk: Desk, sender: Sender, draft: Draft, found: Found | None) -> Case | None:
    """Gather what the rules are to know; None when there is nothing to judge: the captcha's answer will not do.

    Raises what `gather` raises.
    """
    if look_at_answer(desk.world, desk.keys.captcha, attempt_of(sender, draft)):
        return None
    return gather(connection, desk, sender, draft, found)


def attempt_of(sender: Sender, draft: Draft) -> Attempt:
    """The answer to a captcha that came with a draft, and what will do where it came from."""
    return Attempt(draft.captcha_token, draft.captcha_answer, sender.site.public_key, sender.demand)


def gather(  # noqa: PLR0913, PLR0917 (what a case is made of)
    connection: sa.Connection, desk: Desk, sender: Sender, draft: Draft, found: Found | None, own_pk: int = 0
) -> Case:
    """Gather what the rules are to know of a draft, whatever its captcha is.

    found: what `find_place` has just found, so that it need not be looked up again; None looks it up.
    own_pk: the comment that the draft is another version of, and is not compared with.
    Raises NotFoundError (article), ArticleClosedError, InvalidInputError (parent, or several faults).
    """
    if found is None or found.article is None:
        found = _look_up(connection, sender.site.pk, draft.article_id, draft.parent_id)
    if found.faults or found.article is None:
        raise refusal(list(found.faults))
    now = desk.world.now()
    parent_pk = found.parent.pk if found.parent else None
    here = recents.Whereabouts(
        sender.site.pk,
        found.article.pk,
        parent_pk,
        sender.network,
        draft.author_name,
        draft.text,
        sender.reader,
        own_pk,
    )
    conduct = conduct_of(connection, sender.site.pk)
    record = record_of(connection, sender.site.pk, sender.reader, now) if conduct.asks else Record()
    recent = desk.recents.of(connection, here, now)
    return Case(sender, draft, found.article, found.parent, here, recent, now, conduct, record)


def judge(desk: Desk, case: Case) -> rules.Verdict:
    """The verdict on a submission, with what follows from who sends it and where to."""
    return bring(desk, case).verdict


def bring(desk: Desk, case: Case) -> Heard:
    """The same, with the engine that judged. Holds no connection, unless the article is met for the first time."""
    facts = rules.Facts(
        parent_text=case.parent.text if case.parent else "",
        earlier=case.recent.comments,
        own_domains=case.sender.site.domains,
        archive=desk.archives.of(case.sender.site.pk) if desk.archives else None,
        watched=desk.policies.words_of(case.sender.site.pk, case.now) if desk.policies else None,
    )
    profile = desk.profiles.of(Key(case.article.pk, case.article.digest))
    # Without a profile the engine gets the article: it fails at it as we did, and says so in the verdict.
    article = desk.profiles.article(case.article.pk) if profile is None else None
    engine: Any = desk.engine
    if desk.policies is not None:
        section = (profile or article or rules.Article("")).category
        engine = desk.policies.engine_of(case.sender.site.pk, section, case.now)
    verdict = engine.judge(rules.Submission(case.draft.text, case.draft.author_name, article, facts, profile))
    standing = Standing(DeskMode(case.article.desk_mode), case.sender.watched, case.conduct, case.record)
    return Heard(weigh(verdict, case.now, standing), engine)


def closed() -> Fault:
    """The fault of an article that takes no comments."""
    return Fault("/article_id", "article-closed", say("article.closed"))


def lost() -> Fault:
    """The fault of a parent that cannot be answered."""
    return Fault("/parent_id", "unknown-parent", say("fault.unknown-parent"))


def _look_up(connection: sa.Connection, site_pk: int, article_id: str | None, parent_id: str | None) -> Found:
    faults = []
    article = None if article_id is None else queries.article_to_comment(connection, site_pk, article_id)
    if article_id is not None and article is None:
        faults.append(Fault("/article_id", "unknown-article", say("article.unknown")))
    if article is not None and not article.comments_open:
        faults.append(closed())
    parent = None if parent_id is None else queries.published_parent(connection, site_pk, parent_id)
    # Under an article that is not known, a parent is wrong only when it is nowhere.
    if parent_id is not None and (parent is None or (article is not None and parent.article_pk != article.pk)):
        faults.append(lost())
    return Found(article, parent, tuple(faults))
