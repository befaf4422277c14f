"""The author's private link: what became of a comment, and why."""

import base64
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Final

from sqlalchemy.orm import Session

import rules
from service.errors import NotFoundError
from service.keys import keyed_hash
from service.messages import say
from service.status import Status
from service.store import queries
from service.usecases.records import read_findings

SIGNATURE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What the author may see. findings: what the rules said, when that is why the comment is not published.

    decision: the code of the reason that a moderator gave, or empty.
    """

    comment_id: str
    status: Status
    article_id: str
    article_title: str
    article_url: str
    text: str
    created_at: datetime
    findings: tuple[rules.Finding, ...]
    decision: str


def status_token(key: bytes, comment_id: str) -> str:
    """The token of the private link: the comment's id and a signature, so that nothing secret is stored."""
    signature = keyed_hash(key, comment_id)[:SIGNATURE_BYTES]
    return f"{comment_id}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def read_submission(session: Session, key: bytes, token: str) -> SubmissionView:
    """What became of the comment that a private link names. Raises NotFoundError for any other token."""
    comment_id = token.partition(".")[0]
    # compare_digest takes no other letters than ASCII, and no token has them.
    genuine = token.isascii() and compare_digest(status_token(key, comment_id), token)
    row = queries.submission(session, comment_id) if genuine else None
    if row is None:
        raise NotFoundError(say("token.unknown"))
    decision = queries.last_decision(session, row.pk)
    by_machine = decision is None and row.status in {Status.HELD, Status.REJECTED}
    return SubmissionView(
        comment_id=comment_id,
        status=row.status,
        article_id=row.code,
        article_title=row.title,
        article_url=row.url,
        text=row.text,
        created_at=row.created_at,
        findings=read_findings(row.findings) if by_machine else (),
        decision=decision or "",
    )
