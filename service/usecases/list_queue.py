"""A moderator looks at the desk: one list, in views, sorted and narrowed as they like."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from service.store import desk_lists, desk_queries
from service.store.desk_filters import Filters
from service.store.desk_lists import COUNTED, SORTS, Order, Sort, Tab
from service.usecases.desk_items import QueueItem, items

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the moderator asked to see. An `after` that is no comment's id means the first page."""

    tab: Tab = Tab.HELD
    sort: Sort | None = None
    filters: Filters = field(default_factory=Filters)
    after: str = ""
    limit: int = PAGE_SIZE

    @property
    def order(self) -> Sort:
        """What comes first: what was asked for, where the view has it."""
        return self.sort if self.sort in SORTS[self.tab] else SORTS[self.tab][0]

    @property
    def narrowed(self) -> bool:
        """Whether anything was filtered."""
        return self.filters != Filters()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be filtered by. articles: those with most held comments, with their numbers."""

    articles: tuple[tuple[str, str, int], ...]
    sections: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the desk.

    after: the id to ask for the next page with; None at the end.
    counts: comments in each view, by the view's value; `appeals`, `complaints`, and `overdue` ones of these.
    matching: comments that the filters let through, `COUNTED` for that many or more; None without filters.
    """

    items: tuple[QueueItem, ...]
    after: str | None
    counts: dict[str, int]
    matching: int | None
    choices: Choices


def list_queue(session: Session, wanted: Wanted, moderator_pk: int, now: datetime) -> Queue:
    """Return a page of the desk for a moderator."""
    filters = ready(wanted, now)
    order = Order(wanted.tab, wanted.order, moderator_pk, wanted.after)
    keys = desk_lists.keys(session, order, filters, wanted.limit + 1)
    shown = items(session, keys[: wanted.limit], now)
    matching = None
    if wanted.narrowed:
        more = len(keys) > wanted.limit or wanted.after
        matching = desk_lists.count(session, wanted.tab, moderator_pk, filters, COUNTED) if more else len(keys)
    return Queue(
        items=shown,
        after=shown[-1].id if len(keys) > wanted.limit else None,
        counts=desk_lists.counts(session, moderator_pk, now),
        matching=matching,
        choices=_choices(session, wanted.filters.article),
    )


def ready(wanted: Wanted, now: datetime) -> Filters:
    """The filters of a list as they hold now."""
    # What the machine published is sampled by what was seen and let through.
    asked_only = wanted.tab is not Tab.PUBLISHED
    return replace(wanted.filters, now=now, asked_only=asked_only)


def _choices(session: Session, article: str) -> Choices:
    articles = desk_lists.articles_of_held(session)
    if article and article not in {code for code, _, _ in articles}:
        articles.append((article, desk_queries.article_title(session, article), 0))
    return Choices(tuple(articles), tuple(desk_lists.sections(session)), tuple(desk_lists.languages(session)))
