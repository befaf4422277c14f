"""A comment as readers get it: JSON, rendered once when it is written, joined as text when it is read.

What its author wrote is stored rendered; what others do with it (votes, marks) changes often, and is added when read.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import compress
from typing import Final

from service.status import Status
from service.store.tables import Comment

#: What `complete` wants, in its order.
LIVE: Final = (
    Comment.edited_at,
    Comment.likes,
    Comment.dislikes,
    Comment.pinned,
    Comment.picked,
    Comment.newsroom,
)
MARKS: Final = ("pinned", "picked", "newsroom")
#: The marks as JSON, for each way to have them.
_MARKED: Final = {
    (pinned, picked, newsroom): json.dumps(list(compress(MARKS, (pinned, picked, newsroom))), separators=(",", ":"))
    for pinned in (False, True)
    for picked in (False, True)
    for newsroom in (False, True)
}


def render(
    *, comment_id: str, parent_id: str | None, author_name: str, text: str, published_at: datetime | None
) -> str:
    """The fragment of a comment that is, or may one day be, published: a JSON object without what `complete` adds."""
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


def complete(  # noqa: PLR0913, PLR0917 (the columns of LIVE)
    fragment: str,
    edited_at: datetime | None = None,
    likes: int = 0,
    dislikes: int = 0,
    pinned: bool = False,  # noqa: FBT001, FBT002
    picked: bool = False,  # noqa: FBT001, FBT002
    newsroom: bool = False,  # noqa: FBT001, FBT002
) -> str:
    """A stored fragment as readers get it, still without `replies`."""
    edited = "null" if edited_at is None else f'"{write_time(edited_at)}"'
    marks = _MARKED[pinned, picked, newsroom]
    return f'{fragment[:-1]},"edited_at":{edited},"likes":{likes},"dislikes":{dislikes},"marks":{marks}}}'


def tombstone(*, comment_id: str, parent_id: str | None, status: Status) -> str:
    """What keeps the place of a comment that is no longer published but has published replies."""
    place = _dump(
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
    return complete(place)


def with_replies(fragment: str, replies: Iterable[str], tail: str = "") -> str:
    """A fragment with its replies, which are complete already, and further members (`,"name":value`)."""
    return f'{fragment[:-1]},"replies":[{",".join(replies)}]{tail}}}'


def write_time(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, to the second."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _dump(members: dict[str, str | None]) -> str:
    # No \u escapes: they double the size of Persian.
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))
