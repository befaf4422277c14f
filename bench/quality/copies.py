"""Which different comments the rule about repeats takes for copies, and which copies it misses.

Pairs under one article come from our own sets, without the split that is kept apart; random pairs of short texts from
the public ones. Copies are made here from the longer comments, in the ways that campaigns use.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

from bench.quality.sets import labelled_sets, public_sets
from rules.checks.repeat.likeness import SHORT, Likeness, Print, likeness, may_be_like, print_of
from rules.language.folding import fold

SEED: Final = 20261123
#: Texts of a public set that are all compared with each other, and comments that copies are made of.
PUBLIC_TEXTS: Final = 800
COPIED: Final = 400
#: Letters of a comment that a campaign copies.
WORTH_COPYING: Final = 40

_SPLITS: Final = ("train", "dev")


def pairs_alike() -> Iterator[tuple[str, int, Counter[Likeness]]]:
    """Set, number of pairs of different texts that are no reactions, and how many of them have each likeness."""
    articles: dict[str, list[str]] = defaultdict(list)
    for one in labelled_sets([*_SPLITS]):
        for row in one.comments:
            articles[f"{one.name} {row['article_id']}"].append(row["text"])
    yield ("under one article", *_compared(articles.values()))
    for public in public_sets():
        texts = [text for text, _ in public.rows]
        yield (public.name, *_compared([texts[:PUBLIC_TEXTS]]))


def copies_found() -> Iterator[tuple[str, int, int]]:
    """Disguise, how many copies are found, of how many."""
    chance = random.Random(SEED)  # noqa: S311 (a sample, no secret)
    texts = sorted({row["text"] for one in labelled_sets([*_SPLITS]) for row in one.comments})
    worth = [text for text in texts if _print(text).letters >= WORTH_COPYING]
    chosen = chance.sample(worth, min(COPIED, len(worth)))
    for name, disguise in DISGUISES.items():
        found = sum(_is_found(text, disguise(text, chance)) for text in chosen)
        yield name, found, len(chosen)


def _is_found(text: str, copy: str) -> bool:
    return bool(may_be_like(fold(copy), [text])) and likeness(_print(copy), _print(text)) > Likeness.NONE


def _compared(groups: Iterable[list[str]]) -> tuple[int, Counter[Likeness]]:
    pairs = 0
    counts: Counter[Likeness] = Counter()
    for texts in groups:
        prints = [one for one in map(_print, texts) if one.letters >= SHORT and not one.reaction]
        for one, other in combinations(prints, 2):
            found = likeness(one, other)
            if found is not Likeness.SAME:
                pairs += 1
                counts[found] += 1
    return pairs, counts


def _print(text: str) -> Print:
    return print_of(fold(text))


def _a_word_changed(text: str, chance: random.Random) -> str:
    words = text.split()
    words[chance.randrange(len(words))] = "دیگر"
    return " ".join(words)


def _words_added(text: str, chance: random.Random) -> str:
    return text + chance.choice((" لطفاً منتشر کنید", " ممنون از سایت خوبتان", " همین و بس"))


def _sprinkled(text: str, chance: random.Random) -> str:
    return "".join(char + (chance.choice("😂\u200c\u200b*") if chance.random() < 1 / 4 else "") for char in text)


def _digits_inside(text: str, chance: random.Random) -> str:
    return "".join(char + (chance.choice("0123456789") if chance.random() < 1 / 8 else "") for char in text)


def _stretched(text: str, chance: random.Random) -> str:
    return "".join(char * (4 if char.isalpha() and chance.random() < 1 / 6 else 1) for char in text)


def _reordered(text: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join(words[at:] + words[:at])


def _within_a_longer_text(text: str, _: random.Random) -> str:
    return f"سلام و خسته نباشید. {text} این را همه باید بدانند."


DISGUISES: Final[Mapping[str, Callable[[str, random.Random], str]]] = MappingProxyType(
    {
        "a word changed": _a_word_changed,
        "words added": _words_added,
        "signs sprinkled": _sprinkled,
        "digits inside words": _digits_inside,
        "stretched": _stretched,
        "reordered": _reordered,
        "within a longer text": _within_a_longer_text,
    }
)
