"""Persons, bodies and offices found in a text, by titles, name shapes and the words around them."""

from collections.abc import Iterator
from typing import Final

from rules.names.body_shapes import body_at
from rules.names.gazetteer import phrases
from rules.names.person_shapes import given_at, surname_at, titled_at
from rules.names.shapes import (
    BEGINS,
    BODY,
    GIVEN,
    GIVEN_ORDINARY,
    KNOWN,
    LAST,
    NO_NAME,
    OFFICE,
    PLACE_HEAD,
    SHAPE,
    SURNAME,
    TITLE,
    UNUSUAL,
)
from rules.names.sight import Name, Words
from rules.text import Text


def find_names(text: Text) -> Iterator[Name]:
    """The names of a text, in order."""
    words = Words(text)
    number = 0
    while number < len(words.forms):
        may = words.bits[number] & (BEGINS | UNUSUAL) or words.bits[number + 1] & LAST
        found = name_at(words, number) if may else None
        if found:
            yield found
            number = found.last + 1
        else:
            number += 1


def name_at(words: Words, at: int) -> Name | None:
    """The name that begins with a word, or nothing."""
    bits = words.bits[at]
    found = None
    if bits & KNOWN:
        found = known_at(words, at)
    if bits & BODY and (not found or found.first == found.last):
        found = body_at(words, at) or found
    if not found and bits & TITLE:
        found = titled_at(words, at)
    if not found and bits & (GIVEN | GIVEN_ORDINARY):
        found = given_at(words, at, at)
    if not found and (bits & (SURNAME | SHAPE | UNUSUAL) or (words.bits[at + 1] & LAST and not bits & NO_NAME)):
        found = surname_at(words, at)
    if not found and bits & OFFICE and not _indefinite(words, at):
        found = Name(words.forms[at], "office", at, at, at)
    return found


def _indefinite(words: Words, at: int) -> bool:
    """«یک مدیر», «هر وکیلی»: nobody in particular."""
    return bool(at) and words.forms[at - 1] in _NOBODY


_NOBODY: Final = frozenset("یک یه هر هیچ چند کدام کدوم".split())


def known_at(words: Words, at: int) -> Name | None:
    """A body or a team that everybody knows, by the longest of its names, or nothing."""
    for section, kind in (("known", "body"), ("team", "team")):
        for phrase in phrases(section).get(words.forms[at], ()):
            last = at + len(phrase) - 1
            if words.forms[at : last + 1] == phrase and all(words.near(one) for one in range(at, last)):
                if at and words.bits[at - 1] & PLACE_HEAD and words.near(at - 1):
                    return None
                return Name(" ".join(phrase), kind, at, last, at, sure=False)
    return None
