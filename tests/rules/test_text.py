"""The views of a text, and the way back to what the reader typed."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.language.folding import STRETCH, ZWNJ, fold
from rules.text import Text

#: What comments are made of, and what should not be in them but is.
PERSIAN = st.text(alphabet=st.sampled_from("ابپتجچخدرزسشعفقکگلمنوهیيكآأئؤة ۀـ\u200c\u064b\u0651 .،؟!«»\n۰۱۲٣٤456aA"))
ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))  # surrogates too
TEXTS = PERSIAN | ANYTHING


@given(TEXTS)
@example("ﷺ\ufdfa\ufb50")
@example("\ud800\udfff")
@example("عاااالییی" + ZWNJ * 3)
def test_the_way_back_never_goes_backwards_and_ends_at_the_end(original: str) -> None:
    text = Text(original)
    assert len(text.origin) == len(text.folded) + 1
    assert text.origin[-1] == len(original)
    assert all(left <= right for left, right in pairwise(text.origin))
    assert all(0 <= position <= len(original) for position in text.origin)


@given(TEXTS)
def test_folding_what_is_folded_changes_nothing(original: str) -> None:
    once = fold(original)
    assert fold(once) == once


@given(TEXTS)
def test_a_word_stands_where_its_span_says(original: str) -> None:
    for word in Text(original).words:
        stretch = original[word.start : word.end]
        assert fold(stretch).replace(ZWNJ, "").strip() != ""
        assert word.start < word.end
        assert word.form == "".join(word.parts)
        assert ZWNJ not in word.form


@given(TEXTS)
def test_words_come_in_order_and_do_not_overlap_in_the_folded_view(original: str) -> None:
    words = Text(original).words
    for left, right in pairwise(words):
        assert left.at + len(left.form) <= right.at
        assert left.start <= right.start


@given(TEXTS)
def test_clauses_are_counted_up_one_number_for_each_word(original: str) -> None:
    text = Text(original)
    assert len(text.clauses) == len(text.words)
    assert list(text.clauses) == sorted(text.clauses)


@given(TEXTS)
def test_no_text_has_marks_capitals_or_long_runs_when_it_is_folded(original: str) -> None:
    folded = fold(original)
    assert not {unicodedata.category(char) for char in folded.replace(ZWNJ, "")} & {"Mn", "Me", "Cs", "Co"}
    run, previous = 0, ""
    for char in folded:
        run = run + 1 if char == previous else 1
        previous = char
        assert run < STRETCH or not char.isalpha()


@given(TEXTS, TEXTS)
def test_any_stretch_of_the_folded_view_has_its_place_in_the_original(left: str, right: str) -> None:
    text = Text(left + right)
    for start, end in ((0, len(text.folded)), (len(text.folded) // 2, len(text.folded)), (0, 0)):
        first, last = text.span(start, end)
        assert 0 <= first <= last <= len(text.original)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("كتاب‌هاي", "کتاب‌های"),
        ("٣٤۵6", "3456"),
        ("کتـــاب", "کتاب"),
        ("عااااالی", "عالی"),
        ("مُدَرِّس", "مدرس"),
        ("ﻛﺘﺎﺏ", "کتاب"),
        ("TeleGram", "telegram"),
        ("رأی مسئول", "رای مسیول"),
        ("خ\u202eب\u2066ر", "خبر"),
    ],
)
def test_what_looks_the_same_is_folded_to_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_double_letters_of_a_word_stay() -> None:
    assert fold("مقرر تعلل بللی") == "مقرر تعلل بللی"


def test_a_word_with_a_half_space_is_one_word_whose_pieces_are_known() -> None:
    (word,) = Text("هیچ‌کس").words
    assert (word.form, word.parts, word.start, word.end) == ("هیچکس", ("هیچ", "کس"), 0, 6)


def test_a_span_counts_code_points_not_bytes_or_utf16() -> None:
    (word,) = Text("👍🏽 خوب").words
    assert (word.start, word.end) == (3, 6)


def test_clauses_end_at_full_stops_and_lines_but_not_at_commas() -> None:
    assert Text("یک، دو. سه؟ چهار\nپنج").clauses == (0, 0, 1, 2, 3)


def test_the_cost_grows_with_the_length_and_not_with_its_square() -> None:
    """Counted, not timed: each character of the text is looked at once."""
    text = Text("ب\u064e\u064f" * 30_000)
    assert len(text.folded) == STRETCH - 2
    assert len(Text("بد " * 30_000).words) == 30_000
