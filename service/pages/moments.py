"""Dates as pages write them: «۱۲ بهمن ۱۴۰۰، ۱۲:۱۲», ۱۴۰۰/۱۱/۱۲, or a machine's; without a zone they are Tehran's."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import jdatetime

from service.dates import TEHRAN
from service.pages.lines import SHORT, bare, fold

_MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_WRITTEN: Final = re.compile(rf"(\d{{1,2}})\s*(ا?(?:{'|'.join(_MONTHS)}))(?:\s*ماه)?\s*،?\s*(1[34]\d\d)(?!\d)")
_NUMERIC: Final = re.compile(r"(?<!\d)(1[34]\d\d|20\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?!\d)")
_TIME: Final = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])")
_AROUND: Final = re.compile(
    r"(?:یک|دو|سه|چهار|پنج)?[\s\u200c]*شنبه|جمعه|تاریخ|زمان|انتشار|منتشر شده|در|ساعت|به روز رسانی|خبر|کد|شناسه|\d"
)
_LEFT_OVER: Final = 12  # letters that a date line may have besides its date
_LAST_JALALI_YEAR: Final = 1500


def moment_in(line: str) -> datetime | None:
    """The moment that stands in a text, or None; midnight when no time stands beside the day."""
    text = fold(line)
    if written := _WRITTEN.search(text):
        # «امرداد» is «مرداد»: the pattern lets one alef stand before any month.
        month = _MONTHS.index(written[2] if written[2] in _MONTHS else written[2][1:]) + 1
        year, day = int(written[3]), int(written[1])
        rest = text[: written.start()] + " " + text[written.end() :]
    elif numeric := _NUMERIC.search(text):
        year, month, day = int(numeric[1]), int(numeric[3]), int(numeric[4])
        rest = text[: numeric.start()] + " " + text[numeric.end() :]
    else:
        return None
    time = _TIME.search(rest)
    return _moment(year, month, day, int(time[1]) if time else 0, int(time[2]) if time else 0)


def is_date_line(line: str) -> bool:
    """Whether a line is there to give the date, not a sentence that has one."""
    if len(line) > SHORT or moment_in(line) is None:
        return False
    text = _TIME.sub(" ", _NUMERIC.sub(" ", _WRITTEN.sub(" ", fold(line))))
    return len(bare(_AROUND.sub(" ", text))) <= _LEFT_OVER


def find_date_line(lines: Sequence[str]) -> int | None:
    """Where the article's date stands: the first date line with a time, or else the first one."""
    found = [at for at, line in enumerate(lines) if is_date_line(line)]
    timed = (at for at in found if _TIME.search(fold(lines[at])))
    return next(timed, found[0] if found else None)


def machine_moment(value: str) -> datetime | None:
    """A date out of a page's metadata: ISO 8601, also with a Jalali year, or one for people; None when it is none."""
    text = fold(value.strip())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return moment_in(text)
    if moment.year < _LAST_JALALI_YEAR:
        return _moment(moment.year, moment.month, moment.day, moment.hour, moment.minute)
    return moment if moment.tzinfo else moment.replace(tzinfo=TEHRAN)


def _moment(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        if year < _LAST_JALALI_YEAR:
            return datetime.combine(
                jdatetime.date(year, month, day).togregorian(), datetime.min.time(), TEHRAN
            ).replace(hour=hour, minute=minute)
        return datetime(year, month, day, hour, minute, tzinfo=TEHRAN)
    except ValueError:
        return None
