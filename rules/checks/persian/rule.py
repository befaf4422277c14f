"""Persian only, and fair: other languages are refused, Finglish is held.

What it catches
    Comments in Arabic, Urdu, Pashto, Kurdish, Azerbaijani, English or any other language or script; Persian written
    in Latin letters (Finglish).

Why
    The house rules ask for Persian, so that everybody who reads the thread can answer.

Known misses and false alarms
    One to three words are stopped only when they are clearly foreign: most short words are shared between
    neighbours. Mazandarani, Gilaki and Luri are read as Persian on purpose. Prayers, verses, quotations, brands and
    numbers inside a Persian text do not count against it; a comment that is nothing but a long Arabic quotation is
    stopped.

How
    A small linear model over character n-grams scores the words in Arabic script. In the grey zone langdetect is
    asked for a second opinion, and Persian function words are counted. Names of languages come from tell-tale
    letters first, from langdetect after that.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.persian.letters import Letters, read_letters
from rules.checks.persian.opinion import names, probabilities
from rules.lexicon import Lexicon
from rules.model import WordModel
from rules.reading import Reading, Rule
from rules.vocabulary import Hit
from rules.words import known

HERE: Final = Path(__file__).parent
GATE: Final = WordModel.load(HERE / "model.bin")
FINGLISH: Final = WordModel.load(HERE / "finglish.bin")
FORMULAS: Final = Lexicon.read(HERE / "lexicon.txt")

SURE, CLEAR, GREY = 0.97, 0.92, 0.6
#: From this many words on the score is trusted; below, only what is clearly foreign is stopped.
ENOUGH: Final = 4
FOREIGN: Final = -3.0
FOREIGN_SHORT: Final = -6.0
FOREIGN_SHORT_LETTERS: Final = -3.0
PERSIAN: Final = 0.0
SECOND_OPINION: Final = 0.4
PERSIAN_PART: Final = 0.4
LATIN_SHARE: Final = 0.6
MOSTLY_KNOWN: Final = 0.75
#: Letters of an Urdu or Kurdish keyboard that stand for Persian ones, and the score from which that is believed.
_URDU_KEYS: Final = str.maketrans("ہھےں", "ههین")
PERSIAN_KEYS: Final = 2.0

_SEGMENT: Final = re.compile(r"[.!?؟؛،,:\n«»\"“”()\[\]…\-–—]+")
_FUNCTION: Final = frozenset(
    "می ها را رو که از این است برای با به در هم تا شده نمی اون اونا اینا واسه دیگه یه چه چی هست نیست بود شد کرد "
    "کرده کنه کنید کنند باشه باید شما ما من تو خود خودش همه هر "
    "ولی اگر اگه مگه چرا بابا خیلی فقط حالا الان بعد میشه نمیشه داره دارن ندارن دارید هستند هستن میکنه میکنن".split()
)
#: From this share of Persian function words on a text without foreign letters is Persian, whatever its letters say.
FUNCTION_SHARE: Final = 0.35
#: Words of verses and prayers: a comment that is nothing but a prayer is looked at, never refused.
_RELIGIOUS: Final = frozenset(
    "الله اللهم للله لله بالله والله ربک ربکم ربنا ربی الرحمن الرحیم الذین القرآن الموت ترجعون راجعون راضیه المطمئنه "
    "المطمئنة النفس الصلوات "
    "محمد صل صلی علیه علیها علیهم السلام الحمد سبحان رحمه رحمة رحمت آمنوا الصابرین الجنه الجنة الشهداء الحسین".split()
)
_TELLTALE: Final = (
    ("ckb", frozenset("ەۆێڕڵ")),
    ("ps", frozenset("ټډړښځڅۍڼږ")),
    ("ur", frozenset("ٹڈڑںےہھ")),
    ("sd", frozenset("ڀٿڄڃٺڳڻڦ")),
    ("ug", frozenset("ۇۈۋڭې")),
)
_AZERBAIJANI: Final = re.compile(
    r"(?:^|\s)(?:بیر|دیر|اوچون|ائله\w*|ائد\w*|ائت\w*|گؤر\w*|اولا?[نرس]\w*|دئی\w*|هئچ|نئجه|چوخ|یوخ\w*|وار|منیم|سنین|بیزیم|\w+(?:لار|لری|ماق|مک|یب|دیلار|دیلر|سین))(?=\s|$)"
)
_ARABIC: Final = re.compile(
    r"ة|(?:^|\s)(?:ال\w{3,}|هذا|هذه|التی|الذی|علی|إلی|من|فی|کان|لیس|قد|لا|ما|نحن|أن|إن)(?=\s|$)"
)


def check(reading: Reading) -> Iterator[Hit]:
    """Judge the language of the comment."""
    original = reading.submission.text
    letters = read_letters(_without_formulas(reading))
    span = ((0, len(original)),)
    latin, arabic = len(letters.latin), len(letters.arabic)
    if letters.other > 2 * (sum(map(len, letters.arabic)) + sum(map(len, letters.latin))) and letters.other > ENOUGH:
        yield Hit(SURE, "foreign", span, details=_named("ru" if re.search("[а-я]", original.lower()) else "other"))
    elif latin and latin >= LATIN_SHARE * (latin + arabic) / (1 if arabic else LATIN_SHARE + 1):
        yield from _latin(letters, original)
    elif arabic:
        score = _arabic_score(letters, original)
        if score:
            yield Hit(score, "foreign", span, details=_named(_language(letters, original)))


def _without_formulas(reading: Reading) -> str:
    """The comment without everyday Arabic."""
    found = FORMULAS.find(reading.text)
    if not found:
        return reading.submission.text
    words = reading.text.words
    text = list(reading.submission.text)
    for match in found:
        for position in range(words[match.first].start, words[match.last].end):
            text[position] = " "
    return "".join(text)


def _latin(letters: Letters, original: str) -> Iterator[Hit]:
    span = ((0, len(original)),)
    count = len(letters.latin)
    score = FINGLISH.score(letters.latin)
    if letters.arabic and score > 0 and count > len(letters.arabic):
        yield Hit(GREY, "finglish", span)
    elif letters.arabic:  # Persian and Latin words side by side, more Latin than Persian
        if count >= 2 * ENOUGH or count > 2 * len(letters.arabic) + 1:
            yield Hit(GREY, "mixed", span)
    elif score > 0:
        yield Hit(0.8 if count > 1 else GREY, "finglish", span)
    elif count > 1:  # one Latin word is a brand or a name
        guess = probabilities(original)
        language = max(guess, key=lambda code: guess[code]) if guess else "other"
        sure = SURE if count >= ENOUGH and score < -1 else GREY
        yield Hit(sure, "foreign", span, details=_named(language if count >= ENOUGH and language != "fa" else "other"))


def _arabic_score(letters: Letters, original: str) -> float:  # noqa: PLR0911 (a ladder of evidence)
    """How sure it is that a text in Arabic script is not Persian; 0 when it is taken for Persian."""
    count = len(letters.arabic)
    score = GATE.score(letters.arabic)
    if score >= PERSIAN:
        return 0.0
    if count < ENOUGH:
        if letters.foreign and score < FOREIGN_SHORT_LETTERS:
            return CLEAR if count > 1 else GREY
        return GREY if count > 1 and score < FOREIGN_SHORT else 0.0
    if _persian_part(original) >= PERSIAN_PART:
        return 0.0
    if letters.foreign and GATE.score([word.translate(_URDU_KEYS) for word in letters.arabic]) > PERSIAN_KEYS:
        return 0.0
    function_words = sum(word in _FUNCTION for word in letters.arabic)
    if score >= FOREIGN:
        if function_words >= 0.2 * count or probabilities(original).get("fa", 0.0) >= SECOND_OPINION:
            return 0.0
        return CLEAR if letters.foreign and score < FOREIGN / 2 else GREY
    persian_letters = not letters.foreign and score > 2 * FOREIGN
    if persian_letters and function_words - letters.arabic.count("من") >= FUNCTION_SHARE * count:
        return 0.0
    if persian_letters and (function_words >= 0.25 * count or sum(map(_known, letters.arabic)) >= MOSTLY_KNOWN * count):
        return GREY
    return SURE


def _known(word: str) -> bool:
    """Whether a word is in the Persian vocabulary, also with an «و» written onto it: «واداب»."""
    return known(word) or (word.startswith("و") and known(word[1:]))


def _persian_part(original: str) -> float:
    """The share of words that stand in segments that are Persian by themselves."""
    persian = total = 0
    for segment in _SEGMENT.split(original):
        words = read_letters(segment).arabic
        total += len(words)
        if len(words) >= ENOUGH and GATE.score(words) > 1.0:
            persian += len(words)
    return persian / total if total else 0.0


def _language(letters: Letters, original: str) -> str:
    text = " ".join(letters.arabic)
    for code, telltale in _TELLTALE:
        if sum(char in telltale for char in text) >= max(2, len(letters.arabic) // 4):
            return code
    if len(_AZERBAIJANI.findall(text)) >= max(1, len(letters.arabic) // 6):
        return "azb"
    if len(_ARABIC.findall(text)) >= len(letters.arabic) // 4:
        return "ar"
    guess = probabilities(original)
    code = max(guess, key=lambda one: guess[one]) if guess else "other"
    return code if code in {"ar", "ur"} else "other"


def _named(code: str) -> tuple[tuple[str, str], ...]:
    catalogues = names()
    return (
        ("code", code),
        ("language", catalogues["fa"].get(code, catalogues["fa"]["other"])),
        ("language_en", catalogues["en"].get(code, catalogues["en"]["other"])),
    )


RULE = Rule("persian", check)
