"""What a check reads: the submission with its views, each made once and only when asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules.contacts import Contacts, find_contacts
from rules.profile import ArticleProfile, ArticleTexts
from rules.submission import Submission
from rules.text import Text
from rules.vocabulary import Hit


class Reading:
    """One submission as the checks see it.

    article: the profile of the article, or None when there is no article to compare with.
    """

    def __init__(self, submission: Submission, article: ArticleProfile | None) -> None:
        self.submission = submission
        self.article = article

    @cached_property
    def text(self) -> Text:
        """The views of the comment."""
        return Text(self.submission.text)

    @cached_property
    def contacts(self) -> Contacts:
        """Numbers, links, handles of the comment; without those of the publisher's own domains."""
        return find_contacts(self.text, self.submission.facts.own_domains)

    @cached_property
    def name(self) -> Text:
        """The views of the author's name."""
        return Text(self.submission.author_name)

    @cached_property
    def parent(self) -> Text:
        """The views of the comment that this one answers; empty when it answers none."""
        return Text(self.submission.facts.parent_text)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: it says that, and how sure; the policy says what then.

    version: grows when the same text may get another score.
    prepare: what the rule wants to know of an article, found once and kept with the article's profile under the rule's
    id; values that JSON knows.
    """

    id: str
    check: Callable[[Reading], Iterable[Hit]]
    version: int = 1
    prepare: Callable[[ArticleTexts, ArticleProfile], Any] | None = None
