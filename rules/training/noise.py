"""Which letters follow which in Persian: `python -m rules.training.noise > rules/checks/noise/pairs.txt`.

Needs no data of ours: it reads hazm's word list (MIT).
"""

import sys
from collections import Counter
from itertools import pairwise
from typing import Final

from rules.language.dictionary import frequencies

LETTERS: Final = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
#: A word of the list counts from this frequency on, and a pair of letters from this many words on.
COMMON: Final = 20
WORDS: Final = 30


def main() -> int:
    """Print a line for each letter: itself, and those that follow it in many words."""
    pairs = Counter(
        first + second
        for word, frequency in frequencies().items()
        if frequency >= COMMON
        for first, second in pairwise(word.replace("آ", "ا"))
    )
    sys.stdout.write(f"# For each letter those that follow it in at least {WORDS} words of hazm's list (MIT).\n")
    sys.stdout.write("# Made by rules/training/noise.py.\n")
    for first in LETTERS:
        after = "".join(second for second in LETTERS if pairs[first + second] >= WORDS)
        sys.stdout.write(f"{first} {after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
