"""Disguises: sixteen ways to write a listed word so that a plain search misses it, over a sample of the list."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import rules
from rules.lexicon import Lexicon

LIST: Final = Path(__file__).parents[2] / "rules" / "checks" / "insult" / "lexicon.txt"
SENTENCE: Final = "تو واقعا {} هستی آقای مدیر"
STAND_INS: Final = str.maketrans("اهعس", "1543")
HOMOPHONES: Final = str.maketrans("سصثزذضظتطهح", "صسسذزززطتحه")
LOOK_ALIKES: Final = str.maketrans("یکه", "يكھ")


def stretched(word: str) -> str:
    at = next((number for number, char in enumerate(word) if char in "اویه"), len(word) - 1)
    return word[:at] + word[at] * 5 + word[at + 1 :]


def presented(word: str) -> str:
    """In the letter forms of old fonts."""
    table: dict[str, str] = {}
    for point in range(0xFB50, 0xFEFD):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1:
            table.setdefault(plain, chr(point))
    return "".join(table.get(char, char) for char in word)


def swapped(word: str) -> str:
    middle = len(word) // 2
    return f"{word[: middle - 1]}{word[middle]}{word[middle - 1]}{word[middle + 1 :]}"


#: Name of the disguise -> how it is done, and which share of the sample must be seen through at least.
DISGUISES: Final[dict[str, tuple[Callable[[str], str], float]]] = {
    "spaces": (" ".join, 0.98),
    "dots": (".".join, 0.98),
    "stars": ("*".join, 0.98),
    "hyphens": ("-".join, 0.98),
    "emoji": ("🙂".join, 0.98),
    "half-spaces": ("\u200c".join, 0.98),
    "zero-width spaces": ("\u200b".join, 0.98),
    "direction marks": ("\u200f".join, 0.98),
    "kashida": ("ـــ".join, 0.98),
    "vowel marks": ("\u064e".join, 0.98),
    "stretching": (stretched, 0.95),
    "Arabic letters": (lambda word: word.translate(LOOK_ALIKES), 0.98),
    "presentation forms": (presented, 0.98),
    "digits for letters": (lambda word: word.translate(STAND_INS), 0.95),
    "letters that sound alike": (lambda word: word.translate(HOMOPHONES), 0.92),
    "neighbours swapped": (swapped, 0.8),
}


@pytest.fixture(scope="module")
def engine() -> rules.Engine:
    return rules.Engine()


def caught(engine: rules.Engine, word: str) -> bool:
    verdict = engine.judge(rules.Submission(SENTENCE.format(word)))
    return any(one.rule == "insult" and one.action is not rules.Action.NONE for one in verdict.findings)


@pytest.fixture(scope="module")
def sample(engine: rules.Engine) -> list[str]:
    """Every fifth word that is caught when it is written plainly; longer forms are phrases without spaces."""
    forms = [form for form in Lexicon.read(LIST).single_forms(2) if 4 <= len(form) <= 9 and form.isalpha()]
    return [form for form in sorted(forms)[::5] if caught(engine, form)]


def test_the_sample_is_large_enough_to_say_something(sample: list[str]) -> None:
    assert len(sample) >= 60


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_is_seen_through(engine: rules.Engine, sample: list[str], disguise: str) -> None:
    how, least = DISGUISES[disguise]
    disguised = {word: how(word) for word in sample}
    changed = {word: other for word, other in disguised.items() if other != word}
    missed = [word for word, other in changed.items() if not caught(engine, other)]
    assert len(changed) >= len(sample) / 2
    assert len(missed) <= (1 - least) * len(changed), missed


ORDINARY: Final = (
    "از کجا به کجا رسیدیم، خدا رحم کند",
    "ک.م.پ.ی.و.ت.ر و آ.ب و ب.ر.ق",
    "و.ر.و.د ممنوع",
    "۱۲ تا ۱۴ آبان، ساعت ۸/۳۰",
    "سازمان ج.ا.ا و شماره ۲۱-۸۸",
    "خ و ش آ م د ی د",
    "کس دیگری هم بود؟ هیچ کس",
    "این ک*ار درست نیست",
    "گا و گاو، سگ و گربه در پارک",
    "عرضه و تقاضا، ارزه و برج",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_not_repaired_into_an_insult(engine: rules.Engine, text: str) -> None:
    verdict = engine.judge(rules.Submission(text))
    repaired = [
        one for one in verdict.findings if one.rule == "insult" and dict(one.details).get("how", "plain") != "plain"
    ]
    assert [one for one in repaired if one.action is not rules.Action.NONE] == []


def test_a_disguised_word_is_marked_with_its_disguise(engine: rules.Engine) -> None:
    text = "واقعا ا.ح.م.ق هستی"
    (finding,) = (one for one in engine.judge(rules.Submission(text)).findings if one.rule == "insult")
    assert [text[start:end] for start, end in finding.spans] == ["ا.ح.م.ق"]
    assert dict(finding.details)["how"] == "signs"
