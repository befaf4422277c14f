"""The room of figures: what waits, how fast and how rightly it is decided, and what comes in; charts, tables, CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import jdatetime
from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from rules import Outcome
from service.dates import TEHRAN, jalali_day, persian_digits
from service.errors import NotFoundError
from service.messages import catalogue
from service.usecases.change_policy import sites
from service.usecases.read_dashboard import Dashboard, Span, period_of, read_dashboard
from service.web import context
from service.web.desk import charts
from service.web.desk.cards import percent, rule_label
from service.web.desk.guard import who
from service.web.desk.words_csv import guarded

_MINUTE, _HOUR, _DAY = 60, 3600, 86400

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def routes(desk: Blueprint) -> None:
    """The figures at `/desk/dashboard`, and each of them as CSV."""
    desk.add_url_rule("/dashboard", view_func=dashboard)
    desk.add_url_rule("/dashboard/<name>.csv", view_func=figures_out)


def dashboard() -> str:
    """Show the figures of a period."""
    span, site_pk, known, found = _read()
    site_name = dict(known).get(site_pk, "")
    day_rows = [(_day(day), number) for day, number in found.days]
    hour_rows = [(f"ساعت {persian_digits(hour)}", number) for hour, number in enumerate(found.hours)]
    linked_days = [(*row, {"from": day, "to": day}) for row, (day, _) in zip(day_rows, found.days, strict=True)]
    linked_hours = [(*row, {"hour": hour}) for hour, row in enumerate(hour_rows)]
    return render_template(
        "desk/dashboard.html",
        me=who(),
        span=span,
        spans=tuple(Span),
        site_pk=site_pk,
        site_name=site_name,
        sites=known,
        found=found,
        dates=(jalali_day(found.since), jalali_day(found.until)),
        share=share,
        lasting=lasting,
        language=language,
        total=sum(found.outcomes.values()),
        machine=found.outcomes.get(Outcome.PUBLISH, 0) + found.outcomes.get(Outcome.REJECT, 0),
        outcome=lambda name: found.outcomes.get(Outcome(name), 0),
        days=charts.draw("days", "نظرها در هر روز", day_rows),
        hours=charts.draw("hours", "نظرها در هر ساعت شبانه‌روز", hour_rows),
        day_rows=linked_days,
        hour_rows=linked_hours,
        link=lambda **filters: _link(found, site_pk, **filters),
        out=lambda name: url_for("desk.figures_out", name=name, days=span.value, site=site_pk or None),
    )


def figures_out(name: str) -> Response:
    """One figure as CSV."""
    if name not in _TABLES:
        raise NotFoundError(catalogue("dashboard")["unknown"])
    span, _, _, found = _read()
    heads, rows = _TABLES[name](found)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[guarded("" if cell is None else str(cell)) for cell in row] for row in rows])
    headers = {"Content-Disposition": f"attachment; filename={name}-{span.value}.csv"}
    return Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def share(part: int, whole: int) -> str:
    """A part of a whole as percent; a dash where there is no whole."""
    return percent(part / whole) if whole else "—"


def lasting(seconds: int | None) -> str:
    """How long something took, in the unit that fits."""
    if seconds is None:
        return "—"
    for length, unit in ((_DAY, "روز"), (_HOUR, "ساعت"), (_MINUTE, "دقیقه")):
        if seconds >= length:
            return f"{persian_digits(f'{seconds / length:.1f}'.removesuffix('.0')).replace('.', '٫')} {unit}"
    return f"{persian_digits(seconds)} ثانیه"


def language(code: str) -> str:
    """The Persian name of a language; its code when it has none here."""
    return catalogue("dashboard").get(f"language.{code or 'fa'}", code)


def _read() -> tuple[Span, int, list[tuple[int, str]], Dashboard]:
    days, site = request.args.get("days", ""), request.args.get("site", "")
    span = Span(days) if days in set(Span) else Span.TODAY
    with context.reading() as session:
        known = sites(session)
        site_pk = next((pk for pk, _ in known if str(pk) == site), 0)
        pks = (site_pk,) if site_pk else tuple(pk for pk, _ in known)
        found = read_dashboard(session, period_of(span, pks, context.current().world.now()))
    return span, site_pk, known, found


def _link(found: Dashboard, site_pk: int, **filters: object) -> str:
    """The queue with the comments behind a number: of all states, days and the site that were counted."""
    days = (found.since.astimezone(TEHRAN).date(), found.until.astimezone(TEHRAN).date())
    wanted = {"tab": "all", "from": days[0], "to": days[1], "site": site_pk or "", **filters}
    query = urlencode({name: value for name, value in wanted.items() if value != ""})
    return url_for("desk.queue") + (f"?{query}" if query else "")


def _day(day: date) -> str:
    jalali = jdatetime.date.fromgregorian(date=day)
    return persian_digits(f"{jalali.day} {jdatetime.date.j_months_fa[jalali.month - 1]}")


def _backlog(found: Dashboard) -> Table:
    ages = zip(("up to 1 hour", "1 to 6 hours", "6 to 24 hours", "over 24 hours"), found.backlog.ages, strict=True)
    rows: Sequence[tuple[object, ...]] = [*ages, ("oldest", found.backlog.oldest)]
    return ("age", "comments"), list(rows)


def _waiting(found: Dashboard) -> Table:
    waiting = found.waiting
    return ("decided", "median_seconds", "p95_seconds"), [(waiting.decided, waiting.median, waiting.p95)]


def _outcomes(found: Dashboard) -> Table:
    return ("outcome", "comments"), [(one.value, found.outcomes.get(one, 0)) for one in Outcome]


def _rules(found: Dashboard) -> Table:
    heads = ("rule", "name", "hits", "received", "held_decided", "agreed", "machine_refused", "overturned")
    rows: list[tuple[object, ...]] = [
        (one.rule, rule_label(one.rule), one.hits, found.received, one.decided, one.agreed, one.refused, one.overturned)
        for one in found.rules
    ]
    return heads, rows


def _moderators(found: Dashboard) -> Table:
    rows: list[tuple[object, ...]] = [(one.name, one.decided, one.agreed, one.changed) for one in found.moderators]
    return ("moderator", "decided", "agreed_with_machine", "changed_by_colleague"), rows


def _days(found: Dashboard) -> Table:
    rows = [(jdatetime.date.fromgregorian(date=day).isoformat(), day, number) for day, number in found.days]
    return ("jalali_day", "day", "comments"), list(rows)


def _hours(found: Dashboard) -> Table:
    return ("hour", "comments"), list(enumerate(found.hours))


def _articles(found: Dashboard) -> Table:
    return ("article", "title", "comments"), list(found.articles)


def _languages(found: Dashboard) -> Table:
    return ("language", "comments"), [(code or "fa", number) for code, number in found.languages]


_TABLES: Final = MappingProxyType[str, Callable[[Dashboard], Table]](
    {
        "backlog": _backlog,
        "waiting": _waiting,
        "outcomes": _outcomes,
        "rules": _rules,
        "moderators": _moderators,
        "days": _days,
        "hours": _hours,
        "articles": _articles,
        "languages": _languages,
    }
)
