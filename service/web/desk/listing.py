"""The address of a list of the desk: view, order and filters, read from it and written into it."""

from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from service.store.desk_filters import Age, Band, Filters
from service.store.desk_lists import Sort, Tab
from service.usecases.list_queue import Wanted
from service.web.desk.guard import local_path, typed

#: Longer is no filter that anybody chose.
LONGEST: Final = 200
#: The names in the address, in their order.
FILTERS: Final = (
    *("rule", "band", "section", "article", "author", "age", "language", "q", "by", "like"),
    *("from", "to", "hour", "site", "who"),
)
#: Those of them that the numbers of the dashboard lead to; no form has fields for them.
NUMBERS: Final = frozenset({"from", "to", "hour", "site", "who"})
LAST_HOUR: Final = 23
LARGEST_KEY: Final = 2_147_483_647


def read_wanted(values: MultiDict[str, str] | None = None) -> Wanted:
    """Read what is asked for; what makes no sense is left out."""
    given = request.args if values is None else values
    texts = {name: typed(given.get(name, ""))[:LONGEST].strip() for name in (*FILTERS, "tab", "sort", "after")}
    return Wanted(
        tab=_one_of(Tab, texts["tab"]) or Tab.HELD,
        sort=_one_of(Sort, texts["sort"]),
        filters=Filters(
            rule=texts["rule"],
            band=_one_of(Band, texts["band"]),
            section=texts["section"],
            article=texts["article"],
            author=texts["author"],
            age=_one_of(Age, texts["age"]),
            language=texts["language"],
            words=texts["q"],
            by=texts["by"],
            like=texts["like"],
            first=_day(texts["from"]),
            last=_day(texts["to"]),
            hour=_number(texts["hour"], LAST_HOUR),
            site=_number(texts["site"], LARGEST_KEY),
            decider=_number(texts["who"], LARGEST_KEY),
        ),
        after=texts["after"],
    )


def values_of(wanted: Wanted) -> dict[str, str]:
    """What stands in the address of a list, by name; only what is not usual."""
    kept = wanted.filters
    values = {
        "tab": "" if wanted.tab is Tab.HELD else wanted.tab.value,
        "sort": wanted.sort.value if wanted.sort else "",
        "rule": kept.rule,
        "band": kept.band.value if kept.band else "",
        "section": kept.section,
        "article": kept.article,
        "author": kept.author,
        "age": kept.age.value if kept.age else "",
        "language": kept.language,
        "q": kept.words,
        "by": kept.by,
        "like": kept.like,
        "from": kept.first.isoformat() if kept.first else "",
        "to": kept.last.isoformat() if kept.last else "",
        **{
            name: "" if value is None else str(value)
            for name, value in (("hour", kept.hour), ("site", kept.site), ("who", kept.decider))
        },
    }
    return {name: value for name, value in values.items() if value}


def address(wanted: Wanted, **changes: str) -> str:
    """The address of a list, with changes; it starts at the first comment again unless `after` is given."""
    values = {**values_of(wanted), **changes}
    if values.get("tab") == Tab.HELD.value:
        values["tab"] = ""
    return _written(url_for("desk.queue"), values)


def here(wanted: Wanted) -> str:
    """The address of the very page."""
    return address(wanted, after=wanted.after)


def way_back(decided_id: str) -> str:
    """The page that a form stood on, saying what was done, at the comment that comes next."""
    parts = urlsplit(local_path(request.form.get("back", ""), url_for("desk.queue")))
    if not parts.path.startswith(url_for("desk.queue")):
        parts = urlsplit(url_for("desk.queue"))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | {"done": decided_id}
    following = request.form.get("next", "")
    anchor = f"c-{following}" if following.replace("-", "").replace("_", "").isalnum() else "queue"
    return f"{_written(parts.path, query)}#{anchor}"


def _written(path: str, values: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in values.items() if value})
    return path + (f"?{query}" if query else "")


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if MINYEAR < day.year < MAXYEAR else None  # so that its neighbours are days, too


def _number(value: str, most: int) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 11 and int(value) <= most else None  # noqa: PLR2004 (more digits than any key)


def _one_of[E: StrEnum](kind: type[E], value: str) -> E | None:
    return kind(value) if value in {member.value for member in kind} else None
