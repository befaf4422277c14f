"""Disguises: sixteen ways to write a listed word so that a plain search misses it, over a sample of the list."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rules
from rules.checks.insult.matching import repairer
from rules.lexicon import Lexicon
from rules.text import Text

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
    "بی‌بی‌سی و سی‌ان‌ان هم گفتند",
    "۳ متر و ۵ سانت، ۸۰۰ت برای ۸تا",
    "مدل asus k53 با پردازنده core i5 و bluetooth",
    "antutu گرفتم، benchmark خوبی داشت",
    "man fekr konam in kar dorost nist, shoma chi migid",
    "khoda rahmateshoon kone, ma ham haminja zendegi mikonim",
    "پپرونی و سنگگ سفارش دادم",
    "رنگ سیاه وآبی، آویز و اویز",
    "سعی کردم تو این مسابقه شرکت کنم",
    "ک سس نداشت، ک سه تا سفارش دادیم",
    "هیچ کس بهتر از خودشون نیست!!! **مهم** ***",
    "سایت mikhak.mfa.gov.ir و email@example.com",
)

#: What was missed before: a line for each way of hiding a word.
HIDDEN: Final = (
    "تو یه ahmagh هستی",
    "خیلی bishoor تشریف داری",
    "khafe sho baba",
    "کل حرفات یعنی خفه sho",
    "ahm4gh خودتی",
    "ahm4gh",
    "a.h.m.a.gh",
    "a h m a g h",
    "ahmmagh",
    "بیشعوور هستی",
    "خفهه شو",
    "5فه شو بابا",
    "خ*ه شو",
    "تو یه ا**ق هستی",
    "احمٯ",
    "اㅤحㅤمㅤق",
    "ا 7 م ق",
    "ا.5.م.ق",
    "پفی وز",
    "ا/ح/م/ق",
    "ب.ب.ا.ح.م.ق.ن.د",
    "بیشعورح",
    "حامق",
    ";ehtj",
    "fdau,v",
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


@pytest.mark.parametrize("text", HIDDEN)
def test_a_hidden_word_is_found(engine: rules.Engine, text: str) -> None:
    findings = engine.judge(rules.Submission(text)).findings
    assert any(one.rule == "insult" and one.action is not rules.Action.NONE for one in findings)


NASTY = st.text(alphabet=st.sampled_from("احمقکسیرو ahmgk5?*._-ـ\u200c\u064e🙂ں۱ㅤ\n"), max_size=80)


@given(NASTY | st.text(alphabet=st.characters(exclude_categories=())))
@example("?*?*?*")
@example("ا*" * 40)
@example("\u0620\U0001ee00ㅤ")
def test_whatever_is_found_stands_within_the_text(original: str) -> None:
    text = Text(original)
    for match in repairer().find(text):
        assert 0 <= match.first <= match.last < len(text.words)
        assert match.how != "plain"
        assert match.entry.category != "innocent"


@pytest.mark.parametrize("piece", ["احمق ", "ا ح م ق ", "ا*", "ا.ح.", "k o s ", "xq ", "اxب۵ج ", "آش ", "خفه ", "اـ "])
def test_long_runs_are_read_to_their_end(piece: str) -> None:
    text = Text(piece * (10_000 // len(piece)))
    assert all(match.last < len(text.words) for match in repairer().find(text))
