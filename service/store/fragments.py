"""A comment as readers get it: JSON, rendered once when it is written, joined as text when it is read."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from service.status import Status


def render(
    *, comment_id: str, parent_id: str | None, author_name: str, text: str, published_at: datetime | None
) -> str:
    """The fragment of a comment that is, or may one day be, published: a JSON object without `replies`."""
    return _dump(
        {
            "id": comment_id,
            "parent_id": parent_id,
            "author_name": author_name,
            "text": text,
            "status": Status.PUBLISHED.value,
            "published_at": write_time(published_at),
        }
    )


def tombstone(*, comment_id: str, parent_id: str | None, status: Status) -> str:
    """What keeps the place of a comment that is no longer published but has published replies."""
    return _dump(
        {
            "id": comment_id,
            "parent_id": parent_id,
            "author_name": None,
            "text": None,
            # Refused after all: to readers it was removed.
            "status": (Status.REMOVED if status is Status.REJECTED else status).value,
            "published_at": None,
        }
    )


def with_replies(fragment: str, replies: Iterable[str], tail: str = "") -> str:
    """A fragment with its replies, which are complete already, and further members (`,"name":value`)."""
    return f'{fragment[:-1]},"replies":[{",".join(replies)}]{tail}}}'


def write_time(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, to the second."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _dump(members: dict[str, str | None]) -> str:
    # No \u escapes: they double the size of Persian.
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))
