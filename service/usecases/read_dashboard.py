"""What the desk's dashboard tells: the figures of a period, to be drawn. docs/dashboard.md says what each means."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from rules import Outcome
from service.dates import TEHRAN
from service.store import figures
from service.store.figures import OfModerator, OfRule, Period


class Span(StrEnum):
    """The periods that one can look at; each ends now and begins with a day of Tehran."""

    TODAY = "1"
    WEEK = "7"
    MONTH = "30"


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits now. ages: how many in each band of age, youngest first."""

    many: int
    oldest: datetime | None
    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long held comments waited for their first decision, in seconds."""

    decided: int
    median: int | None
    p95: int | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All figures of a period. outcomes: what the machine made of the comments at first.

    days, hours: numbers of comments by local day, and by hour of the day, without gaps.
    """

    since: datetime
    until: datetime
    received: int
    backlog: Backlog
    waiting: Waiting
    outcomes: dict[Outcome, int]
    rules: tuple[OfRule, ...]
    moderators: tuple[OfModerator, ...]
    days: tuple[tuple[date, int], ...]
    hours: tuple[int, ...]
    articles: tuple[tuple[str, str, int], ...]
    languages: tuple[tuple[str, int], ...]


def period_of(span: Span, site_pks: tuple[int, ...], now: datetime) -> Period:
    """The days of a span: today, or so many with today the last."""
    local = now.astimezone(TEHRAN)
    first = local.date() - timedelta(days=int(span.value) - 1)
    since = datetime.combine(first, time(), TEHRAN)
    return Period(site_pks, since, now, local.utcoffset() or timedelta(0))


def read_dashboard(session: Session, period: Period) -> Dashboard:
    """Count everything."""
    hours = figures.by_hour(session, period)
    return Dashboard(
        since=period.since,
        until=period.until,
        received=sum(number for _, number in hours),
        backlog=Backlog(*figures.backlog(session, period)),
        waiting=Waiting(*figures.seconds_to_decide(session, period)),
        outcomes=figures.by_outcome(session, period),
        rules=tuple(figures.by_rule(session, period)),
        moderators=tuple(figures.by_moderator(session, period)),
        days=_days(period, hours),
        hours=_hours_of_day(hours),
        articles=tuple(figures.by_article(session, period)),
        languages=tuple(figures.by_language(session, period)),
    )


def _days(period: Period, hours: list[tuple[int, int]]) -> tuple[tuple[date, int], ...]:
    counted: Counter[date] = Counter()
    for hour, number in hours:
        counted[date(1970, 1, 1) + timedelta(days=hour // 24)] += number
    first, last = period.since.astimezone(TEHRAN).date(), period.until.astimezone(TEHRAN).date()
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple((day, counted[day]) for day in days)


def _hours_of_day(hours: list[tuple[int, int]]) -> tuple[int, ...]:
    counted: Counter[int] = Counter()
    for hour, number in hours:
        counted[hour % 24] += number
    return tuple(counted[hour] for hour in range(24))
