"""Persian only, and fair: other languages are refused, Finglish is held.

What it catches
    Comments in Arabic, Urdu, Pashto, Kurdish, Azerbaijani, English or any other language or script; Persian written
    in Latin letters (Finglish); mixed texts that a reader of Persian could not follow.

Why
    The house rules ask for Persian, so that everybody who reads the thread can answer.

Known misses and false alarms
    One to three words are stopped only when they are clearly foreign: most short words are shared between
    neighbours. Mazandarani, Gilaki and Luri are not looked for, and mostly read as Persian. Prayers, verses,
    quotations, brands and numbers inside a Persian text do not count against it; a comment that is nothing but a long
    Arabic quotation is stopped. Arabic dialects in words that Persian has too, and
    Urdu or Sorani typed with Persian letters, are missed now and then. Half a comment in another language is let pass
    in nineteen of twenty; the others are held or refused.

How
    A small linear model over character n-grams scores the words in Arabic script; most comments are clearly Persian
    and done with. For others everyday formulas are left out, then the share of words that the Persian vocabulary
    knows and langdetect with profiles of our own are heard, and a text is looked through for a Persian part.
    langdetect names the language; of other scripts, the script does.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rules.checks.persian import opinion
from rules.checks.persian.evidence import ARABIC_KEYS, familiar, from_arabic_keyboard, outweighs
from rules.checks.persian.letters import Letters, read_letters
from rules.checks.persian.parts import persian_parts
from rules.lexicon import Lexicon
from rules.model import WordModel
from rules.reading import Reading, Rule
from rules.vocabulary import Hit, Span

HERE: Final = Path(__file__).parent
GATE: Final = WordModel.load(HERE / "model.bin")
FINGLISH: Final = WordModel.load(HERE / "finglish.bin")
FORMULAS: Final = Lexicon.read(HERE / "lexicon.txt")

SURE, LIKELY, GREY = 0.97, 0.8, 0.6
#: From this many words on the score is trusted; below, only what is clearly foreign is stopped.
ENOUGH: Final = 4
#: From this score on a text is Persian; what score, vocabulary and second opinion must come to where it is lower.
PERSIAN, NEEDED = 0.0, 2.3
#: From this score on nothing can speak against it; from this on a part of a text is Persian by itself.
CLEARLY_PERSIAN, PERSIAN_BY_ITSELF = 3.0, 4.0
#: The score below which one to three words are held; one word only for a foreign letter.
FEW: Final = -5.0
#: From this score down a text that is not Persian is refused, and above looked at by a person.
REFUSED: Final = -3.0
REFUSED_LETTERS: Final = -2.0
MOSTLY_KNOWN: Final = 0.75
#: The share of words in Persian parts from which a text passes; from which it is mixed; how long such a part must be.
PERSIAN_PART, MIXED_PART, PART_WORDS = 0.4, 0.2, 5
FINGLISH_CLEAR: Final = -1.0
_PROSE: Final = re.compile(r"(?<![^\W_])[a-z]{2,}(?![^\W_])")


def check(reading: Reading) -> Iterator[Hit]:
    """Judge the language of the comment."""
    letters = read_letters(reading.submission.text)
    if len(letters.latin) <= len(letters.arabic) and not letters.other:
        score = GATE.score(letters.arabic)
        if score >= CLEARLY_PERSIAN or (score >= PERSIAN and not from_arabic_keyboard(reading.submission.text)):
            return
    letters = _without_formulas(reading) or letters
    span = ((0, len(reading.submission.text)),)
    latin, arabic = len(letters.latin), len(letters.arabic)
    if len(letters.other) > max(ENOUGH, 2 * sum(map(len, (*letters.arabic, *letters.latin)))):
        yield Hit(SURE, "foreign", span, details=_named(opinion.by_script(letters.other)))
    elif latin > arabic:
        yield from _latin(letters, reading.submission.text, span)
    elif arabic:
        yield from _arabic(letters, reading.submission.text, span)


def _without_formulas(reading: Reading) -> Letters | None:
    """The letters of the comment without everyday Arabic; None when there is none in it."""
    found = FORMULAS.find(reading.text)
    if not found:
        return None
    words = reading.text.words
    text = list(reading.submission.text)
    for match in found:
        start, end = words[match.first].start, words[match.last].end
        text[start:end] = " " * (end - start)
    return read_letters("".join(text))


def _latin(letters: Letters, original: str, span: tuple[Span, ...]) -> Iterator[Hit]:
    """A comment with more Latin words than others."""
    count, arabic = len(letters.latin), len(letters.arabic)
    score = FINGLISH.score(letters.latin)
    if arabic:
        prose = len(_PROSE.findall(original))  # names and models are written large or with digits
        if score > 0:
            yield Hit(GREY, "finglish", span)
        elif prose >= ENOUGH and prose > 2 * arabic:
            yield Hit(GREY, "mixed", span)
    elif score > 0:
        yield Hit(LIKELY if count > 1 else GREY, "finglish", span)
    elif count > 1:  # one Latin word is a brand or a name
        language = opinion.european(letters.latin) if count >= ENOUGH else opinion.OTHER
        sure = SURE if count >= ENOUGH and score < FINGLISH_CLEAR else GREY
        yield Hit(sure, "foreign", span, details=_named(language))


def _arabic(letters: Letters, original: str, span: tuple[Span, ...]) -> Iterator[Hit]:
    """A comment in Arabic script that is not clearly Persian."""
    words = letters.arabic
    score = GATE.score(words)
    if len(words) < ENOUGH:
        yield from _short(letters, score, span)
        return
    score -= ARABIC_KEYS * from_arabic_keyboard(original)
    if score >= PERSIAN or outweighs(words, score, NEEDED):
        return
    part = _persian_words(words) / len(words)
    if part >= PERSIAN_PART:
        return
    if part >= MIXED_PART:
        yield Hit(GREY, "mixed", span)
        return
    strange = letters.foreign or familiar(words) < MOSTLY_KNOWN
    refused = strange and score < (REFUSED_LETTERS if letters.foreign else REFUSED)
    yield Hit(SURE if refused else GREY, "foreign", span, details=_named(opinion.neighbour(words)))


def _short(letters: Letters, score: float, span: tuple[Span, ...]) -> Iterator[Hit]:
    """One to three words in Arabic script: looked at by a person when nothing of them is Persian."""
    words = letters.arabic
    if score < FEW and (letters.foreign or len(words) > 1) and familiar(words) < 1:
        yield Hit(GREY, "foreign", span, details=_named(opinion.neighbour(words)))


def _persian_words(words: Sequence[str]) -> int:
    """How many words stand in parts that are clearly Persian by themselves."""
    parts = persian_parts(words, [GATE.word(word) for word in words])
    return sum(len(part) for part in parts if len(part) >= PART_WORDS and GATE.score(part) >= PERSIAN_BY_ITSELF)


def _named(code: str) -> tuple[tuple[str, str], ...]:
    table = opinion.languages()
    names = (("language", "fa"), ("language_en", "en"), ("please", "please"))
    return (("code", code), *((field, table[key].get(code, table[key][opinion.OTHER])) for field, key in names))


RULE = Rule("persian", check, version=2)
