"""A whole comment: which stretches of it are Finglish, and what they read as together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.finglish.letters import latin
from rules.finglish.reader import best_chain, readings_of
from rules.finglish.vocabulary import english

#: Addresses and handles are no words.
_TOKEN: Final = re.compile(
    r"(?P<keep>https?://\S+|www\.\S+|[@#]\w+|(?<!\S)[^\s@]+@\S+|\w+\.(?:com|ir|org|net)\b\S*)"
    r"|(?P<word>[^\W\d_]+(?:['’`´][^\W\d_]+)*['’`´]?)"
)
#: Words that are written onto the one before them, and onto the one after them.
_ENDINGS: Final = frozenset("e ha haa haye haaye haei haaei hayi haie tar tarin".split())
_PREFIXES: Final = frozenset({"mi", "nemi"})
_MARKS: Final = str.maketrans("?,;0123456789", "؟،؛۰۱۲۳۴۵۶۷۸۹")
_CLAUSE_END: Final = re.compile(r"[.!?,;:،؛؟\n…]")
_ACRONYM: Final = range(2, 6)


@dataclass(frozen=True, slots=True)
class Transliteration:
    """What a text in Latin letters reads as.

    sure: the share of its words, 0 to 1, that are Persian words in a likely spelling; low for another language.
    """

    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text. spelt: the word to be read, in plain Latin letters; empty for what stays."""

    text: str
    spelt: str = ""


def transliterate(text: str) -> Transliteration:
    """The text with its Finglish in Persian letters.

    Addresses, handles, acronyms, common English words, emoji and words in other scripts stay; digits and marks become
    Persian ones. Linear in the text; raises nothing.
    """
    doubled = "aa" in text.lower()
    out: list[str] = []
    read = sure = 0
    for clause in _clauses(text):
        chain = iter(best_chain([readings_of(piece.spelt, doubled=doubled) for piece in clause if piece.spelt]))
        for piece in clause:
            if piece.spelt:
                reading = next(chain)
                read += 1
                sure += reading.likely
                out.append(reading.entry.written)
            else:
                out.append(piece.text)
    return Transliteration("".join(out), sure / read if read else 0.0)


def _clauses(text: str) -> Iterator[list[_Piece]]:
    """Runs of words that follow each other, with what stands between them."""
    clause: list[_Piece] = []
    for piece in _pieces(text):
        clause.append(piece)
        if not piece.spelt and _CLAUSE_END.search(piece.text):
            yield clause
            clause = []
    if clause:
        yield clause


def _pieces(text: str) -> Iterator[_Piece]:
    small = any(map(str.islower, text))
    at = 0
    held: _Piece | None = None
    for match in _TOKEN.finditer(text):
        gap, word = text[at : match.start()], match.group()
        at = match.end()
        spelt = "" if match["keep"] or _stays(word, small=small) else latin(word)
        if held and held.spelt and spelt and gap == " " and _joins(held.spelt, spelt):
            held = _Piece("", held.spelt + spelt)
            continue
        if held:
            yield held
        if gap:
            yield _Piece(gap.translate(_MARKS))
        held = _Piece(word, spelt)
    if held:
        yield held
    if at < len(text):
        yield _Piece(text[at:].translate(_MARKS))


def _joins(before: str, after: str) -> bool:
    return after in _ENDINGS or (before in _PREFIXES and after not in _PREFIXES)


def _stays(word: str, *, small: bool) -> bool:
    """English words, acronyms among small letters, and words in other scripts."""
    return (small and word.isupper() and len(word) in _ACRONYM) or word.lower() in english() or not latin(word)
