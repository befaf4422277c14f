"""The desk's words as CSV, out and in: strictly read, every fault with its line; no cell is a spreadsheet's formula."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Final

import jdatetime

from service.dates import TEHRAN, persian_digits
from service.errors import Fault, InvalidInputError
from service.messages import catalogue
from service.usecases.change_words import Entry, Listed

WRITTEN: Final = ("word", "strength", "exceptions", "expires", "note")
#: What is told beyond what is read; reading passes it over.
TOLD: Final = ("owner", "created", "state")
BETWEEN: Final = "|"
_LATIN: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_DAY: Final = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})")
#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: Years below are Jalali.
_GREGORIAN: Final = 1700


def read_day(typed: str) -> datetime | None:
    """The end of a day, Jalali or Gregorian, in Tehran; None for an empty text. Raises ValueError."""
    plain = typed.strip().translate(_LATIN)
    if not plain:
        return None
    match = _DAY.fullmatch(plain)
    if match is None:
        raise ValueError(typed)
    year, month, day = map(int, match.groups())
    date = jdatetime.date(year, month, day).togregorian() if year < _GREGORIAN else datetime(year, month, day).date()  # noqa: DTZ001 (a day)
    return datetime.combine(date, time(23, 59, 59), TEHRAN)


def write_day(moment: datetime | None) -> str:
    """The Jalali day of a moment, in ASCII digits; empty for None."""
    if moment is None:
        return ""
    day = jdatetime.date.fromgregorian(date=moment.astimezone(TEHRAN).date())
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_words(words: Iterable[Listed]) -> str:
    """The list as CSV, for spreadsheets: with a byte order mark, without which they misread Persian."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*WRITTEN, *TOLD])
    for one in words:
        entry = one.entry
        cells = (
            entry.word,
            str(entry.strength),
            BETWEEN.join(entry.exceptions),
            write_day(entry.expires_at),
            entry.note,
            one.owner,
            write_day(one.created_at),
            one.state,
        )
        writer.writerow([guarded(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def read_words(content: bytes) -> list[tuple[int, Entry]]:
    """The words of a CSV file with their lines. Raises InvalidInputError that names every line's faults."""
    words = catalogue("policy")
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError([Fault("", "malformed", words["words.utf8"])]) from error
    if not rows or tuple(rows[0]) not in {WRITTEN, (*WRITTEN, *TOLD)}:
        raise InvalidInputError([Fault("", "columns", words["words.columns"])])
    entries: list[tuple[int, Entry]] = []
    faults: list[Fault] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        found = _read_row([_unguarded(cell) for cell in row], len(rows[0]))
        if isinstance(found, str):
            sentence = words["words.line"].format(line=persian_digits(line), fault=found)
            faults.append(Fault(f"/lines/{line}", "invalid", sentence))
        else:
            entries.append((line, found))
    if faults:
        raise InvalidInputError(faults)
    if not entries:
        raise InvalidInputError([Fault("", "empty", words["words.empty"])])
    return entries


def split_exceptions(typed: str) -> tuple[str, ...]:
    """Exceptions as they are typed: one a line, or with | between."""
    return tuple(dict.fromkeys(one.strip() for one in re.split(r"[\n|]", typed) if one.strip()))


def read_strength(typed: str) -> int:
    """A strength in any digits; 0 for anything else."""
    plain = typed.strip().translate(_LATIN)
    return int(plain) if plain in {"1", "2", "3"} else 0


def _read_row(row: list[str], width: int) -> Entry | str:
    """The word of a row, or what is wrong with how it is written; what is wrong with the word is found later."""
    words = catalogue("policy")
    if len(row) != width:
        return words["words.cells"]
    word, strength, exceptions, expires, note = (cell.strip().replace("\0", "") for cell in row[: len(WRITTEN)])
    faults = []
    if not read_strength(strength):
        faults.append(words["words.strength"])
    try:
        until = read_day(expires)
    except ValueError:
        faults.append(words["words.expires"])
        until = None
    if faults:
        return " ".join(faults)
    return Entry(word, read_strength(strength), split_exceptions(exceptions), note, until)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
