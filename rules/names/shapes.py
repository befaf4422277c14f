"""What a single word may be to somebody who looks for names: a set of bits, worked out once for each form."""

from functools import lru_cache
from typing import Final

from rules.language.dictionary import frequencies, stop_words
from rules.language.verbs import is_verb, verb_of
from rules.language.words import known
from rules.names import endings
from rules.names.endings import OFFICE_ENDINGS, SPOKEN, theirs, to_you
from rules.names.gazetteer import listed

#: A given name; one that is also an ordinary word.
GIVEN: Final = 1
GIVEN_ORDINARY: Final = 1 << 1
#: A listed surname; one that is also an ordinary word; an unknown word that is shaped like a surname.
SURNAME: Final = 1 << 2
SURNAME_ORDINARY: Final = 1 << 3
SHAPE: Final = 1 << 4
TITLE: Final = 1 << 5
COURTESY: Final = 1 << 6
OFFICE: Final = 1 << 7
BODY: Final = 1 << 8
FORMAL: Final = 1 << 9
#: The first word of a body or a team that everybody knows.
KNOWN: Final = 1 << 10
#: No part of a name: a stop word, a verb, a number, a word after which «شرکت» is no body.
STOP: Final = 1 << 11
VERB: Final = 1 << 12
NUMBER: Final = 1 << 13
#: In no dictionary, and no inflection of what is in one.
UNUSUAL: Final = 1 << 14
LATIN: Final = 1 << 15
PLACE: Final = 1 << 16
PLACE_HEAD: Final = 1 << 17
#: Written often in the newspapers of hazm's corpus.
COMMON: Final = 1 << 18
BETWEEN: Final = 1 << 19
#: An office or a body that needs no name («مدیرعامل», «شرکت»).
ALONE: Final = 1 << 20
#: «پور» in «کیهان پور».
PART: Final = 1 << 21
#: What begins a description: «این», «ایشون», «داماد», «مسئولان», «شما».
POINTS: Final = 1 << 22
KIN: Final = 1 << 23
GROUP: Final = 1 << 24
#: An inflected form of an office, a body, or somebody's kin: «مدیرعاملشون», «دامادش»; many of them («مدیرا»).
INFLECTED: Final = 1 << 25
MANY: Final = 1 << 26
#: A word that speaks to somebody by its ending: «می‌خورید», «جیبتون»; of some: «جیبشون».
TO_YOU: Final = 1 << 27
THEIRS: Final = 1 << 28
#: An office that many have, and a title that may stand alone («سرهنگ»).
TRADE: Final = 1 << 29
RANK: Final = 1 << 30
#: In hazm's corpus hardly ever, or not at all.
RARE: Final = 1 << 31
STRANGE: Final = 1 << 32
#: A word of a body after which the name of a place may follow («استانداری یزد»).
LOCAL: Final = 1 << 33
#: «پور» is hardly ever written but at the end of a surname.
LAST: Final = 1 << 34

NO_NAME: Final = STOP | VERB | NUMBER
#: What may be the name of somebody by itself.
NAMELIKE: Final = GIVEN | SURNAME | SHAPE | UNUSUAL
BEGINS: Final = GIVEN | GIVEN_ORDINARY | SURNAME | SHAPE | TITLE | OFFICE | BODY | KNOWN

SHORTEST: Final = 2
SHORTEST_SHAPE: Final = 5
SHORTEST_UNUSUAL: Final = 4
#: In hazm's corpus, from this many on a word is written every day.
OFTEN: Final = 100_000
#: Below this many hazm's words are names, Arabic and misprints as often as words.
HARDLY: Final = 1_000
SELDOM: Final = 20_000
REMEMBERED: Final = 1 << 15

_SECTIONS: Final = (
    ("given", GIVEN),
    ("given women", GIVEN),
    ("given ordinary", GIVEN_ORDINARY),
    ("surname", SURNAME),
    ("surname ordinary", SURNAME_ORDINARY),
    ("title", TITLE),
    ("courtesy", COURTESY),
    ("office", OFFICE),
    ("body", BODY),
    ("formal", FORMAL | BODY),
    ("local", LOCAL | BODY),
    ("place", PLACE),
    ("place head", PLACE_HEAD),
    ("between", BETWEEN),
    ("alone", ALONE),
    ("surname part", PART),
    ("surname last", LAST),
    ("kin", KIN),
    ("trade", TRADE),
    ("rank", RANK),
    ("group", GROUP),
)
_POINTING: Final = ("this", "pointed", "pronoun", "perhaps", "they", "you", "kin", "group")
#: With these before it, what can be a verb is one.
_VERBAL: Final = ("می", "نمی", "نشد", "نکرد", "ندا")
#: So begin verbs with a preverb that are in no list: «برمی‌گردد», «درمیاره».
_PREVERBS: Final = ("برمی", "درمی", "بازمی", "وامی", "ورمی", "فرامی", "برنمی", "درنمی", "ورنمی", "وانمی")
SHORTEST_BASE: Final = 3


@lru_cache(maxsize=1)
def _table() -> dict[str, int]:
    """The listed words with their bits."""
    table: dict[str, int] = {}
    for section, bit in _SECTIONS:
        for word in listed(section):
            if " " not in word:
                table[word] = table.get(word, 0) | bit
    for entry in listed("known") | listed("team"):
        first = entry.split()[0]
        table[first] = table.get(first, 0) | KNOWN
    for word in frozenset().union(*map(listed, _POINTING)):
        table[word] = table.get(word, 0) | POINTS
    for word, bits in table.items():
        table[word] = bits & ~_less(bits)
    return table


def _less(bits: int) -> int:
    """What a name that is also an ordinary word is not."""
    return (GIVEN if bits & GIVEN_ORDINARY else 0) | (SURNAME if bits & SURNAME_ORDINARY else 0)


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(listed("surname ending"))


@lru_cache(maxsize=REMEMBERED)
def shape(form: str) -> int:
    """The bits of a word."""
    bits = _table().get(form, 0)
    if form.isdigit():
        return bits | NUMBER
    if form.isascii():
        return bits | LATIN
    if form in stop_words() and not bits & (GIVEN | SURNAME | TITLE):
        bits |= STOP
    if not bits and _verb(form):
        bits |= VERB
    bits |= _rarity(form)
    if not bits & (NO_NAME | COMMON) and bits & STRANGE:
        bits |= _strange(form, bits)
    if not bits & (OFFICE | NO_NAME | GIVEN | SURNAME | BODY | POINTS) and base_of(form):
        bits |= INFLECTED | (MANY if form[len(base_of(form)) :] in endings.MANY else 0)
    if not bits & (POINTS | INFLECTED | NAMELIKE & ~UNUSUAL):
        bits |= _ending(form)
    return bits


def _verb(form: str) -> bool:
    if is_verb(form) or (form.startswith(_VERBAL) and verb_of(form)):
        return True
    return form.startswith(_PREVERBS) and form not in frequencies()


def _rarity(form: str) -> int:
    count = frequencies().get(form, 0)
    return COMMON if count >= OFTEN else RARE | STRANGE if count < HARDLY else RARE if count < SELDOM else 0


def _strange(form: str, bits: int) -> int:
    """Whether a word that is hardly ever written is unknown, and shaped like a surname."""
    unusual = UNUSUAL if len(form) >= SHORTEST_UNUSUAL and not _known(form) else 0
    if (
        len(form) < SHORTEST_SHAPE
        or bits & (PLACE | TITLE | OFFICE | BODY | POINTS)
        or not form.endswith(_endings())
        or not (unusual or (form in frequencies() and not _inflected(form)))
    ):
        return unusual
    return unusual | SHAPE


def _inflected(form: str) -> bool:
    """Whether a word is made of a known one by «ی» or «ان»."""
    return (form.endswith("ی") and known(form[:-1])) or (form.endswith("ان") and known(form[:-2]))


def _known(form: str) -> bool:
    """Whether a word is in the dictionary, or an inflection of one («دانشجویان», «رانندگان»)."""
    if known(form):
        return True
    for ending in SPOKEN:
        if form.endswith(ending) and known(form[: -len(ending)]):
            return True
    return (form.endswith("یان") and known(form[:-3])) or (form.endswith("گان") and known(f"{form[:-3]}ه"))


def _ending(form: str) -> int:
    if form in frequencies():
        return 0
    return TO_YOU if to_you(form) else THEIRS if theirs(form) else 0


@lru_cache(maxsize=REMEMBERED)
def base_of(form: str) -> str:
    """The office, body or kin that a form is of: «مدیرعاملشون», «وزیرو», «دامادش»; or nothing."""
    table = _table()
    for ending in OFFICE_ENDINGS:
        base = form[: -len(ending)]
        if form.endswith(ending) and len(base) >= SHORTEST_BASE and table.get(base, 0) & (OFFICE | ALONE | KIN):
            return base
    return ""
