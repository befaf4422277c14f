"""A reader submits a comment: it is judged, then kept in one transaction, before anything is answered."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

import rules
from service.errors import ConflictError
from service.keys import comment_of
from service.messages import say
from service.status import Status
from service.store import fragments, queries, recents
from service.usecases.challenges import check_answer
from service.usecases.hearing import Case, Desk, Draft, Found, Sender, attempt_of, closed, hear, judge, lost, refusal
from service.usecases.records import STATUS_OF, Receipt, language_of, read_findings, risk_of, write_judgement
from service.usecases.visibility import change_of, count_in, count_reply, withdraw_held

#: How often a comment is heard again because another one of its author was kept meanwhile.
PATIENCE: Final = 2


@dataclass(frozen=True, slots=True)
class CaptchaFailure:
    """Nothing was kept but that the challenge is spent. kind: wrong, expired, spent, broken or more."""

    kind: str


Answer = Receipt | CaptchaFailure


class _OvertakenError(Exception):
    """While this comment was judged, another one of its author was kept, or the desk treats the article otherwise."""


def submit_comment(desk: Desk, sender: Sender, draft: Draft, found: Found | None = None) -> Answer:
    """Judge a draft and keep it: comment, judgement, event and counts together.

    What the draft replaces is withdrawn, unless the draft is refused: then the earlier comment goes on waiting.
    The same client_key again gets the first answer, whatever became of its captcha. Two at once are settled
    by the database: the second raises IntegrityError and is to be tried again.

    No writer waits for the rules: they judge before the transaction begins. What may have changed meanwhile is looked
    at within it: whether article and parent may still be commented on, and whether another comment of the author came.
    found: what `find_place` found, if that was just now.

    Raises ConflictError, NotFoundError (article), ArticleClosedError, InvalidInputError (parent).
    """
    for _ in range(PATIENCE):
        with suppress(_OvertakenError):
            return _submit(desk, sender, draft, found)
        found = None
    return _submit(desk, sender, draft, None, patient=False)


def _submit(desk: Desk, sender: Sender, draft: Draft, found: Found | None, *, patient: bool = True) -> Answer:
    with desk.database.looker.connect() as connection:
        first = queries.first_answer(connection, sender.site.pk, draft.client_key)
        case = None if first else hear(connection, desk, sender, draft, found)
    if first is not None:
        return _repeat(first, draft)
    verdict = judge(desk, case) if case else None
    with desk.database.transaction() as session:
        tried, is_right = attempt_of(sender, draft), case is not None
        failure = check_answer(session, desk.world, desk.keys.captcha, tried, is_seen_right=is_right)
        if failure or case is None or verdict is None:
            # Perhaps it was spent by this very draft, which another worker has kept in between.
            first = queries.first_answer(session.connection(), sender.site.pk, draft.client_key)
            return _repeat(first, draft) if first else CaptchaFailure(failure)
        _look_again(session, case, patient=patient)
        replaced = comment_of(desk.keys.status, draft.replaces)
        if replaced is not None and verdict.outcome is not rules.Outcome.REJECT:
            withdraw_held(session, desk.world, case.article.pk, replaced)
        return _keep(session, desk.world.new_id(), case, verdict)


def _repeat(first: queries.FirstAnswer, draft: Draft) -> Receipt:
    if first.digest != draft.digest:
        raise ConflictError(say("submission.repeated_key"))
    findings = () if first.decided else read_findings(first.findings)
    return Receipt(first.id, first.status, findings, first.fragment, repeated=True)


def _look_again(session: Session, case: Case, *, patient: bool) -> None:
    now = recents.standing(session.connection(), case.here, case.recent.newest, case.now)
    if not now.comments_open:
        raise refusal([closed()])
    if not now.parent_published:
        raise refusal([lost()])
    if patient and (now.overtaken or now.desk_mode != case.article.desk_mode):
        raise _OvertakenError


def _keep(session: Session, comment_id: str, case: Case, verdict: rules.Verdict) -> Receipt:
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
        "language": language_of(verdict.findings),
        "client_key": draft.client_key,
        "digest": draft.digest,
        "network": case.sender.network,
        "reader": case.sender.reader,
        "fragment": fragment,
        "created_at": case.now,
        "published_at": published_at,
        "revision": 1,
    }
    event = {"kind": "comment.submitted", "payload": {"status": status.value}, "created_at": case.now}
    queries.add_comment(session.connection(), comment, write_judgement(verdict, case.now), event)
    change = change_of(None, status)
    count_reply(session, comment["root_pk"], change)
    count_in(session, case.article.pk, change)  # last: the thread's row is the busiest lock
    return Receipt(comment_id, status, verdict.findings, fragments.complete(fragment), repeated=False)
