"""Dates as a Persian reader writes them: Jalali, in Tehran's time, with Persian digits."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import jdatetime

TEHRAN: Final = ZoneInfo("Asia/Tehran")

_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TYPED_DAY: Final = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})")
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_STEPS: Final = ((_DAY, "روز"), (_HOUR, "ساعت"), (_MINUTE, "دقیقه"))
_LONGEST: Final = 30 * _DAY


def persian_digits(value: object) -> str:
    """Write a value with Persian digits; everything else in it stays."""
    return str(value).translate(_DIGITS)


def jalali(moment: datetime) -> str:
    """Write day and time of an aware datetime: «۱۲ بهمن ۱۴۰۰، ۱۲:۱۲».

    Raises ValueError for a naive datetime: its day is not known.
    """
    local = _in_tehran(moment)
    return f"{_day(local)}، {persian_digits(local.strftime('%H:%M'))}"


def jalali_day(moment: datetime) -> str:
    """Write the day of an aware datetime: «۱۲ بهمن ۱۴۰۰»."""
    return _day(_in_tehran(moment))


def jalali_date(day: date) -> str:
    """Write a day of Tehran: «۱۲ بهمن ۱۴۰۰»."""
    return _day(datetime.combine(day, time(), TEHRAN))


def ago(moment: datetime, now: datetime) -> str:
    """Write how long before `now` a moment was: «۳ دقیقه پیش»; the day itself when it is over thirty days ago.

    A moment in the future (two machines' clocks differ) counts as now.
    """
    seconds = (now - moment).total_seconds()
    if seconds >= _LONGEST:
        return jalali_day(moment)
    for length, unit in _STEPS:
        if seconds >= length:
            return f"{persian_digits(int(seconds // length))} {unit} پیش"
    return "لحظه‌ای پیش"


def jalali_midnight(typed: str) -> datetime:
    """Read a Jalali day as people type it, «۱۴۰۵/۹/۳» or 1405-09-03: its first moment in Tehran.

    Raises ValueError for anything else.
    """
    plain = "".join(str(unicodedata.digit(char, char)) for char in typed.strip())
    found = _TYPED_DAY.fullmatch(plain)
    if found is None:
        message = "no day"
        raise ValueError(message)
    day = jdatetime.date(*(int(part) for part in found.groups())).togregorian()
    return datetime(day.year, day.month, day.day, tzinfo=TEHRAN)


def _in_tehran(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = "naive datetime"
        raise ValueError(message)
    return moment.astimezone(TEHRAN)


def _day(local: datetime) -> str:
    day = jdatetime.date.fromgregorian(date=local.date())
    return persian_digits(f"{day.day} {jdatetime.date.j_months_fa[day.month - 1]} {day.year}")
