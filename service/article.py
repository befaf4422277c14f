"""An article, as a publisher gives it or as its page is read: one shape for both."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

import rules


class DeskMode(StrEnum):
    """What the desk has said of an article's comments. It can only be stricter than the publisher. Stored by value."""

    AS_PUBLISHED = ""  # as the publisher says
    PREMODERATED = "premoderated"  # every comment waits for a moderator
    CLOSED = "closed"  # no new comments
    FROZEN = "frozen"  # no new comments, no votes, no edits: the thread is there to be read


#: Where no comments are taken, whatever the publisher says.
SHUT: Final = (DeskMode.CLOSED, DeskMode.FROZEN)


@dataclass(frozen=True, slots=True)
class ArticleForm:
    """An article under the publisher's own news code (کد خبر). Missing parts are empty.

    body: paragraphs parted by an empty line. published_at: aware, or None where it is not known.
    """

    code: str
    title: str
    kicker: str = ""
    lede: str = ""
    body: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    published_at: datetime | None = None
    comments_open: bool = True

    @property
    def digest(self) -> str:
        """Tells one content from another."""
        plain = json.dumps(asdict(self), ensure_ascii=False, default=str, sort_keys=True)
        return sha256(plain.encode()).hexdigest()

    def to_rules(self) -> rules.Article:
        """The article in the words of the rules."""
        return rules.Article(
            article_id=self.code,
            title=self.title,
            kicker=self.kicker,
            lede=self.lede,
            body=self.body,
            category=self.category,
            tags=self.tags,
            published_at=self.published_at,
        )
