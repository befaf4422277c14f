"""A reader submits a comment: it is judged and kept, all in one transaction, before anything is answered."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

import rules
from service.errors import ArticleClosedError, ConflictError, Fault, InvalidInputError, NazerError, NotFoundError
from service.keys import Keys, comment_of
from service.messages import say
from service.status import Status
from service.store import fragments, queries
from service.store.sites import KnownSite
from service.usecases.challenges import check_answer
from service.usecases.records import STATUS_OF, read_findings, risk_of, write_finding
from service.usecases.visibility import change_of, count_in, withdraw_held
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
class Desk:
    """Whom a submission is brought before."""

    world: World
    engine: Judge
    keys: Keys


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a submission came from. network: keyed hash of the coarse network."""

    site: KnownSite
    network: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a submission. fragment: the comment as readers get it, when it is published.

    findings: what the rules said, as long as no moderator has decided otherwise.
    """

    comment_id: str
    status: Status
    findings: tuple[rules.Finding, ...]
    fragment: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class CaptchaFailure:
    """Nothing was kept but that the challenge is spent. kind: wrong, expired, spent or broken."""

    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a submission wants to go, as far as that could be read: None for what is missing, or no name at all."""

    article_id: str | None
    parent_id: str | None
    client_key: str | None


@dataclass(frozen=True, slots=True)
class _Case:
    """A submission with all that is known of it."""

    sender: Sender
    draft: Draft
    article: queries.ArticleToComment
    parent: queries.Parent | None
    now: datetime


#: Faults that have an error of their own when nothing else is wrong.
_ERROR_OF: Final[Mapping[str, type[NazerError]]] = MappingProxyType(
    {"unknown-site": NotFoundError, "unknown-article": NotFoundError, "article-closed": ArticleClosedError}
)


def find_faults(session: Session, site_pk: int, place: Place) -> list[Fault]:
    """What is wrong with where a submission wants to go; nothing for a repeat, which gets its first answer.

    Writes nothing: it is asked before the captcha is spent, so that a reader learns of every fault at once.
    """
    _, _, faults = _look_up(session, site_pk, place.article_id, place.parent_id)
    repeated = faults and place.client_key and queries.first_answer(session, site_pk, place.client_key)
    return [] if repeated else faults


def refusal(faults: list[Fault]) -> NazerError:
    """The error for a submission with faults: all of them, or the one that there is under its own name."""
    error = _ERROR_OF.get(faults[0].code) if len(faults) == 1 else None
    return InvalidInputError(faults) if error is None else error(faults[0].detail, faults=faults)


def submit_comment(session: Session, desk: Desk, sender: Sender, draft: Draft) -> Receipt | CaptchaFailure:
    """Judge a draft and keep it: comment, judgement, event and counts together.

    What the draft replaces is withdrawn, unless the draft is refused: then the earlier comment goes on waiting.
    The same client_key again gets the first answer, whatever became of its captcha. Two at once are settled
    by the database: the second raises IntegrityError and is to be tried again. Raises ConflictError,
    NotFoundError (article), ArticleClosedError, InvalidInputError (parent).
    """
    first = queries.first_answer(session, sender.site.pk, draft.client_key)
    if first is not None:
        return _repeat(first, draft)
    failure = check_answer(session, desk.world, desk.keys.captcha, draft.captcha_token, draft.captcha_answer)
    if failure == "spent":
        # Perhaps by this very draft, which another worker was keeping while we waited for the challenge.
        first = queries.first_answer(session, sender.site.pk, draft.client_key)
        if first is not None:
            return _repeat(first, draft)
    if failure:
        return CaptchaFailure(failure)
    article, parent, faults = _look_up(session, sender.site.pk, draft.article_id, draft.parent_id)
    if faults or article is None:
        raise refusal(faults)
    case = _Case(sender, draft, article, parent, desk.world.now())
    verdict = desk.engine.judge(_submission(session, case))
    replaced = comment_of(desk.keys.status, draft.replaces)
    if replaced is not None and verdict.outcome is not rules.Outcome.REJECT:
        withdraw_held(session, desk.world, article.pk, replaced)
    return _keep(session, desk.world.new_id(), case, verdict)


def _repeat(first: queries.FirstAnswer, draft: Draft) -> Receipt:
    if first.digest != draft.digest:
        raise ConflictError(say("submission.repeated_key"))
    findings = () if first.decided else read_findings(first.findings)
    return Receipt(first.id, first.status, findings, first.fragment, repeated=True)


def _look_up(
    session: Session, site_pk: int, article_id: str | None, parent_id: str | None
) -> tuple[queries.ArticleToComment | None, queries.Parent | None, list[Fault]]:
    faults = []
    article = None if article_id is None else queries.article_to_comment(session, site_pk, article_id)
    if article_id is not None and article is None:
        faults.append(Fault("/article_id", "unknown-article", say("article.unknown")))
    if article is not None and not article.comments_open:
        faults.append(Fault("/article_id", "article-closed", say("article.closed")))
    parent = None if parent_id is None else queries.published_parent(session, site_pk, parent_id)
    # Under an article that is not known, a parent is wrong only when it is nowhere.
    lost = parent is None or (article is not None and parent.article_pk != article.pk)
    if parent_id is not None and lost:
        faults.append(Fault("/parent_id", "unknown-parent", say("fault.unknown-parent")))
    return article, parent, faults


def _submission(session: Session, case: _Case) -> rules.Submission:
    draft = case.draft
    here = queries.Whereabouts(case.sender.site.pk, case.article.pk, case.sender.network, draft.author_name)
    facts = rules.Facts(
        parent_text=case.parent.text if case.parent else "",
        earlier=queries.recent_comments(session, here, case.now),
        own_domains=case.sender.site.domains,
    )
    return rules.Submission(draft.text, draft.author_name, case.article.to_rules(), facts)


def _keep(session: Session, comment_id: str, case: _Case, verdict: rules.Verdict) -> Receipt:
    draft, parent = case.draft, case.parent
    status = STATUS_OF[verdict.outcome]
    published_at = case.now if status is Status.PUBLISHED else None
    fragment = fragments.render(
        comment_id=comment_id,
        parent_id=draft.parent_id,
        author_name=draft.author_name,
        text=draft.text,
        published_at=published_at,
    )
    comment: dict[str, Any] = {
        "id": comment_id,
        "site_pk": case.sender.site.pk,
        "article_pk": case.article.pk,
        "parent_pk": parent.pk if parent else None,
        "root_pk": (parent.root_pk or parent.pk) if parent else None,
        "depth": parent.depth + 1 if parent else 0,
        "author_name": draft.author_name,
        "text": draft.text,
        "status": status,
        "risk": risk_of(verdict),
        "client_key": draft.client_key,
        "digest": draft.digest,
        "network": case.sender.network,
        "fragment": fragment,
        "created_at": case.now,
        "published_at": published_at,
        "revision": 1,
    }
    judgement = {
        "outcome": verdict.outcome,
        "policy_version": verdict.policy_version,
        "degraded": list(verdict.degraded),
        "findings": [write_finding(finding) for finding in verdict.findings],
        "created_at": case.now,
    }
    event = {"kind": "comment.submitted", "payload": {"status": status.value}, "created_at": case.now}
    queries.add_comment(session, comment, judgement, event)
    count_in(session, case.article.pk, change_of(None, status))  # last: the thread's row is the busiest lock
    return Receipt(comment_id, status, verdict.findings, fragment, repeated=False)
