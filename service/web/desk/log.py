"""The log of the desk: who did what, in Persian sentences; and the whole of it to take away."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request, url_for

from service import reasons
from service.dates import jalali_midnight, persian_digits
from service.errors import Fault, InvalidInputError
from service.messages import catalogue
from service.roles import Act
from service.usecases import read_log
from service.usecases.read_log import Entry, Wanted
from service.web import context
from service.web.desk import guard
from service.web.desk.guard import typed, who

#: U+2068 and U+2069: a name stays together, whichever way it is written.
_ISOLATED = "\u2068{}\u2069"
_FORMS = {"csv": ("text/csv", read_log.csv_lines), "jsonl": ("application/x-ndjson", read_log.json_lines)}
_NUMBER = re.compile(r"[0-9]{1,9}")


def routes(desk: Blueprint) -> None:
    """The log at `/desk/log`."""
    desk.add_url_rule("/log", view_func=log)
    desk.add_url_rule("/log/export", view_func=export_log, methods=["POST"])


def log() -> str:
    """Show a page of the log."""
    guard.demand(Act.LOG)
    asked = _asked(request.args)
    wanted, faults = _wanted(asked)
    before = request.args.get("before", "")
    with context.reading() as session:
        page = read_log.read_page(session, wanted)
        people, kinds = read_log.writers(session), read_log.kinds(session)
        names = read_log.names_of(session, page.entries)
    return render_template(
        "desk/log.html",
        me=who(),
        page=page,
        lines=[(entry, sentence(entry, names)) for entry in page.entries],
        asked=asked,
        faults=faults,
        people=people,
        kinds=[(kind, kind_label(kind)) for kind in kinds],
        older=_address(asked, before=page.older) if page.older else "",
        newest=_address(asked) if before else "",
        about=lambda subject: _address({"subject": subject}),
    )


def export_log() -> Response:
    """Give the filtered log away, row by row: it may be longer than memory."""
    guard.demand(Act.LOG)
    form = request.form.get("form", "")
    if form not in _FORMS:
        abort(HTTPStatus.BAD_REQUEST)
    here = context.current()
    wanted, faults = _wanted(_asked(request.form))
    if faults:
        raise InvalidInputError([Fault(f"/{name}", "invalid", detail) for name, detail in faults.items()])
    with context.transaction() as session:
        read_log.log_export(session, here.world, who().moderator_pk, form)
    mimetype, lines = _FORMS[form]
    response = Response(lines(read_log.read_all(here.database.reading, wanted)), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="nazer-log.{form}"'
    return response


def sentence(entry: Entry, names: dict[str, str]) -> str:
    """What was done, in a Persian sentence; the bare facts of a kind that has none."""
    said = catalogue("log")
    doer = entry.by_name or said["nobody"]
    values = {key: _word(key, value) for key, value in entry.details.items() if isinstance(value, str | int)}
    became = entry.details.get("became")
    keys = (f"say.{entry.kind}.{became}", f"say.{entry.kind}.else", f"say.{entry.kind}", "fallback")
    known = next(said[key] for key in keys if key in said)
    reason = entry.details.get("reason")
    values |= {
        "who": _ISOLATED.format(doer),
        "what": _subject(entry.subject, names),
        "kind": kind_label(entry.kind),
        "why": f" ({reasons.label_of(str(reason))})" if reason else "",
    }
    return known.format_map(_Lenient(values))


def kind_label(kind: str) -> str:
    """What a kind of entry is called in the list of kinds; its code when it has no name."""
    return catalogue("log").get(f"kind.{kind}", kind)


class _Lenient(dict[str, str]):
    """An entry of years ago may lack what its sentence says today."""

    def __missing__(self, key: str) -> str:
        return "…"


def _word(key: str, value: str | int) -> str:
    if isinstance(value, bool | int):
        return persian_digits(int(value))
    return catalogue("log").get(f"word.{key}.{value}", _ISOLATED.format(value))


def _subject(subject: str, names: dict[str, str]) -> str:
    kind, _, key = subject.partition(":")
    if kind == "person":
        return _ISOLATED.format(names.get(key, key) or catalogue("log")["unknown"])
    noun = catalogue("log").get(f"subject.{kind}")
    if kind == "reason":
        return f"{noun} «{reasons.label_of(key)}»"
    if kind in _NUMBERED:
        key = persian_digits(key)
    return f"{noun} {_ISOLATED.format(key)}".strip() if noun else _ISOLATED.format(subject)


#: What is told apart by number or code, which people know in their digits; an id is to be copied as it is.
_NUMBERED: Final = frozenset({"article", "site", "ban"})


def _asked(given: Mapping[str, str]) -> dict[str, str]:
    return {name: typed(given.get(name, "")).strip() for name in ("person", "kind", "subject", "from", "to")}


def _wanted(asked: dict[str, str]) -> tuple[Wanted, dict[str, str]]:
    days: dict[str, datetime | None] = {}
    faults = {}
    for name in ("from", "to"):
        try:
            days[name] = jalali_midnight(asked[name]) if asked[name] else None
        except ValueError:
            days[name], faults[name] = None, catalogue("log")["day_wrong"]
    until = days["to"] and days["to"] + timedelta(days=1)
    before = request.args.get("before", "")
    number = int(before) if _NUMBER.fullmatch(before) else None
    return Wanted(asked["person"], asked["kind"], asked["subject"], days["from"], until, number), faults


def _address(asked: dict[str, str], **more: Any) -> str:
    query = urlencode({name: value for name, value in (asked | more).items() if value})
    return url_for("desk.log") + (f"?{query}" if query else "")
