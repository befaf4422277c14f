"""A sum in words, for those who neither see a picture nor hear a voice. A program that knows it reads it, too."""

from typing import Final

from service.messages import say
from service.puzzles.kinds import Chance, Puzzle, Wish
from service.puzzles.numbers import in_words, same_number

LEAST: Final = 20
MOST: Final = 79
LARGEST_STEP: Final = 9


def make(chance: Chance, wish: Wish) -> Puzzle:
    """«حاصل سی‌وچهار به‌علاوهٔ پنج چند می‌شود؟»; in hard times three numbers. The answer is from 2 to 97."""
    first = LEAST + chance.below(MOST - LEAST + 1)
    total, asked = first, in_words(first)
    for _ in range(2 if wish.hard else 1):
        step = 2 + chance.below(LARGEST_STEP - 1)
        sign = ("plus", "minus")[chance.below(2)]
        total += step if sign == "plus" else -step
        asked = say(f"captcha.{sign}", first=asked, second=in_words(step))
    return Puzzle(str(total), {"question": say("captcha.question", sum=asked)})


def is_right(expected: str, typed: str, _key: bytes) -> bool:
    """The number in digits of any script, or in words."""
    return same_number(int(expected), typed)
