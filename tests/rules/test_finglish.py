"""Finglish: read back into Persian, and left alone where it is none."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.finglish import transliterate
from rules.language.folding import fold

PAIRS = [
    line.split("\t") for line in Path(__file__).with_name("finglish.tsv").read_text("utf-8").splitlines()[1:] if line
]
LATIN = re.compile("[A-Za-z]")
#: What the issue asks for; the sentences are ours, and nothing is learned from them.
WANTED = 0.85


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).replace("\u200c", ""))


def common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words both have in the same order."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = row
        row = [0]
        for at, other in enumerate(right):
            row.append(max(row[at], before[at + 1], before[at] + (one == other)))
    return row[-1]


def test_most_words_of_chatty_comments_are_read_rightly() -> None:
    read = [(words(transliterate(finglish).text), words(persian)) for finglish, persian in PAIRS]
    right = sum(common(got, wanted) for got, wanted in read)
    assert right / sum(len(wanted) for _, wanted in read) >= WANTED


@pytest.mark.parametrize(
    ("finglish", "persian"),
    [
        ("nemidunam chera javab nemidan", "نمی‌دونم چرا جواب نمی‌دن"),
        ("mikonan, mikonim, nemikhorand", "می‌کنن، می‌کنیم، نمی‌خورند"),
        ("salam, in khabar doroste?", "سلام، این خبر درسته؟"),
        ("ketab haye darsi ro be bacheha dadan", "کتاب‌های درسی رو به بچه‌ها دادن"),
        ("mi khaham be shahr beravam", "می‌خواهم به شهر بروم"),
        ("Salaam bar mardome Iraan", "سلام بر مردم ایران"),
    ],
)
def test_verbs_and_plurals_get_their_half_spaces_and_marks_are_persian(finglish: str, persian: str) -> None:
    assert transliterate(finglish).text == persian


def test_a_name_that_no_list_has_is_read_letter_by_letter() -> None:
    assert transliterate("aghaye rashford goft").text.split()[1].startswith("ر")
    assert not LATIN.search(transliterate("Zbrqdemkhov va Plyxtro").text)


def test_addresses_handles_acronyms_english_words_and_emoji_stay() -> None:
    kept = (
        "https://example.ir/a?b=1",
        "@sardabir",
        "#khabar",
        "a.b@example.com",
        "example.com",
        "VPN",
        "please",
        "😂👍",
    )
    text = "in " + " va ".join(kept) + " khoob bood"
    read = transliterate(text).text
    assert all(one in read for one in kept)
    assert read.startswith("این ")
    assert read.endswith(" خوب بود")


def test_persian_beside_it_stays_and_digits_become_persian() -> None:
    assert transliterate("این خبر 20 nafar khoondan").text == "این خبر ۲۰ نفر خوندن"
    assert transliterate("خبر خوبی بود") == transliterate("خبر خوبی بود")
    assert transliterate("خبر خوبی بود").text == "خبر خوبی بود"


def test_other_languages_are_not_read_surely() -> None:
    sure = transliterate("dastetoon dard nakone, gozareshe khoobi bood").sure
    others = (
        "The committee had never considered whether such measures would actually strengthen households",
        "Bugün hava gerçekten çok güzel olduğu için çocuklarla birlikte parka yürüdük",
        "Die Entscheidung wurde gestern nach langer Diskussion endgültig beschlossen",
    )
    assert sure == pytest.approx(1.0)
    assert all(transliterate(text).sure < 0.5 for text in others)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_the_same_text_is_read_the_same(text: str) -> None:
    first = transliterate(text)
    assert first == transliterate(text)
    assert 0.0 <= first.sure <= 1.0


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=30), max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_latin_letter_is_left_but_in_words_that_stay_on_purpose(spelt: list[str]) -> None:
    read = transliterate(" ".join(spelt)).text
    assert all(latin in spelt or latin in " ".join(spelt).split("'") for latin in re.findall("[a-z]+", read))


@pytest.mark.parametrize("unit", ["a", "khsh", "mi ", "e ", "b", "'", "a'", "salam "])
def test_nonsense_of_any_length_is_read(unit: str) -> None:
    assert not LATIN.search(transliterate(unit * 2000).text)
