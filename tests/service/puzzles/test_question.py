"""Sums in words."""

import re

import pytest

from service.puzzles import Chance, Wish, question
from service.puzzles.numbers import in_words, latin_digits, same_number

ASKED = re.compile(r"حاصل (.+) چند می‌شود؟")


def worked_out(asked: str) -> int:
    """The sum as a reader does it."""
    found = ASKED.fullmatch(asked)
    assert found is not None, asked
    numbers = {in_words(number): number for number in range(100)}
    first, *rest = re.split(r" (به‌علاوهٔ|منهای) ", found[1])
    total = numbers[first]
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        total += numbers[number] if sign == "به‌علاوهٔ" else -numbers[number]
    return total


@pytest.mark.parametrize("hard", [False, True])
def test_the_answer_is_what_is_asked_for(hard: bool) -> None:
    for number in range(200):
        puzzle = question.make(Chance(f"token {number}"), Wish(5, b"", hard))
        assert worked_out(puzzle.shown["question"]) == int(puzzle.answer)
        assert 0 < int(puzzle.answer) <= 99
        assert puzzle.shown["question"].count(" ") == (7 if hard else 5)


@pytest.mark.parametrize(
    "typed", ["34", "۳۴", "٣٤", " ۳ ۴ ", "034", "سی‌وچهار", "سی و چهار", "سیوچهار", "سي‌و‌چهار", "سی و چهار."]
)
def test_a_number_is_taken_in_digits_of_any_script_and_in_words(typed: str) -> None:
    assert same_number(34, typed)


@pytest.mark.parametrize("typed", ["", "35", "3", "۳۴۰", "سی", "سی و پنج", "چهار", "abc", "34x", "²"])
def test_anything_else_is_wrong(typed: str) -> None:
    assert not same_number(34, typed)


def test_numbers_are_taken_as_they_are_said() -> None:
    assert same_number(18, "هیجده")
    assert same_number(16, "شونزده")
    assert same_number(0, "صفر")
    assert not any(same_number(one, in_words(other)) for one in range(100) for other in range(100) if one != other)


def test_latin_digits_keeps_letters_so_that_they_make_the_answer_wrong() -> None:
    assert latin_digits("۱a۲") == "1a2"
