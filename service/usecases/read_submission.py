"""The author's private link: what became of a comment, and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

import rules
from service.errors import NotFoundError
from service.keys import comment_of
from service.messages import say
from service.status import Standing, Status
from service.store import queries, wordings
from service.usecases.records import AppealView, read_findings, view_appeal


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What the author may see. findings: what the rules said, when that is why the comment is not published.

    decision: the code of the reason that a moderator gave, or empty. wording: what the site says of it in its own words.
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
    author_name: str
    edited_at: datetime | None
    standing: Standing
    comments_open: bool
    appeal: AppealView | None
    wording: str = ""


def read_submission(session: Session, key: bytes, token: str) -> SubmissionView:
    """What became of the comment that a private link names. Raises NotFoundError for any other token."""
    comment_id = comment_of(key, token)
    row = None if comment_id is None else queries.submission(session, comment_id)
    if comment_id is None or row is None:
        raise NotFoundError(say("token.unknown"))
    decision = queries.last_decision(session, row.pk)
    appeal = queries.appeal_of(session, row.pk)
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
        author_name=row.author_name,
        edited_at=row.edited_at,
        standing=Standing(
            row.status,
            row.created_at,
            row.published_at,
            decided=decision is not None,
            appealed=appeal is not None,
            newsroom=row.newsroom,
        ),
        comments_open=row.comments_open,
        appeal=None if appeal is None else view_appeal(appeal),
        wording=wordings.wording(session, row.pk, decision) if decision else "",
    )
