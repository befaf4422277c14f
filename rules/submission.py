"""What comes in to be judged: one comment, what it hangs on, and what the rules may know of the world.

The archive, the profile and the list are named for the reader and for mypy only: loading them takes hazm's half
second, which whoever only needs the words of the front door must not wait for.
"""

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.vocabulary import Article, Earlier

if TYPE_CHECKING:
    from rules.archive import Archive
    from rules.profile import ArticleProfile
    from rules.watching import WatchList


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
