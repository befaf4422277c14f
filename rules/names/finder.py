"""Persons, bodies and offices found in a text, by titles, name shapes and the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rules.language.dictionary import frequencies, stop_words
from rules.names.gazetteer import lists
from rules.text import Text

#: Endings of Iranian surnames; a word that ends so and is in no word list is a name.
_SURNAME: Final = re.compile(
    r"(?:زاده|نژاد|پور|فر|منش|نسب|زادگان|وند|دوست|خواه|یان|چی|آبادی|لو|راد|نیا|مهر|تبار|گر|ساز|دار|پناه|بخش|آرا|آسا|وری|الدین|کیا|منشی|پرست|سرشت|نیک|نامدار)$"
)
_WEAK_SURNAME: Final = re.compile(r".{2,}ی$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person, a body or an office.

    form: its words joined by spaces, folded. kind: "person", "body" or "office".
    first, last: which words of the text it covers.
    """

    form: str
    kind: str
    first: int
    last: int


def find_names(text: Text) -> Iterator[Name]:
    """The names of a text, in order."""
    tables = lists()
    forms = text.forms
    number = 0
    while number < len(forms):
        found = _at(forms, number, tables) if _begins(forms[number]) else None
        if found:
            yield found
            number = found.last + 1
        else:
            number += 1


@lru_cache(maxsize=1 << 14)
def _begins(form: str) -> bool:
    """Whether a name may begin with a word: nearly all words are passed over by this one look."""
    tables = lists()
    return any(form in tables[kind] for kind in ("body", "office", "title", "given")) or _surname(form)


def _at(forms: tuple[str, ...], at: int, tables: dict[str, frozenset[str]]) -> Name | None:
    form = forms[at]
    following = forms[at + 1] if at + 1 < len(forms) else ""
    if form in tables["body"] and following and _could_be_name(following):
        last = at + 1
        if at + 2 < len(forms) and _unusual(forms[at + 2]):
            last = at + 2
        return Name(" ".join(forms[at : last + 1]), "body", at, last)
    if form in tables["office"]:
        return Name(form, "office", at, at)
    if form in tables["title"] and following and _could_be_name(following) and following not in tables["office"]:
        last = at + 1
        while last + 1 < len(forms) and last < at + 2 and _surname(forms[last + 1]):
            last += 1
        return Name(" ".join(forms[at + 1 : last + 1]), "person", at, last)
    if form in tables["given"] and following and (_surname(following) or _unusual(following)):
        return Name(f"{form} {following}", "person", at, at + 1)
    if _surname(form):
        return Name(form, "person", at, at)
    return None


def _could_be_name(form: str) -> bool:
    return len(form) >= 3 and form not in stop_words() and not form.isdigit()  # noqa: PLR2004 (letters)


def _unusual(form: str) -> bool:
    return len(form) >= 3 and form not in frequencies() and not form.isdigit()  # noqa: PLR2004 (letters)


def _surname(form: str) -> bool:
    return len(form) >= 5 and form not in frequencies() and bool(_SURNAME.search(form))  # noqa: PLR2004 (letters)
