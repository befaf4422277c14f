"""Fields of life: sport, housing, health … and which of them an article and the words of a comment belong to.

The table is short and written by hand; it stands for an archive where there is none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from rules.language.dictionary import form_of
from rules.profile import ArticleProfile, ArticleTexts
from rules.text import Text

#: Shorter words are not found inflected: too many others would look like them.
_SHORTEST_STEM: Final = 4
#: How much a word says of an article's field when it stands in the head, the lede and the body.
_PLACES: Final = (3, 2, 1)
#: An article is at home in a field with so many points.
_AT_HOME: Final = 4


@cache
def _table() -> Mapping[str, frozenset[int]]:
    """Word -> the numbers of its fields."""
    found: dict[str, set[int]] = {}
    number = -1
    for line in Path(__file__).with_name("fields.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            number += 1
        elif not line.startswith("#"):
            for word in line.split():
                found.setdefault(form_of(word), set()).add(number)
    same: dict[frozenset[int], frozenset[int]] = {}
    return {word: same.setdefault(frozenset(numbers), frozenset(numbers)) for word, numbers in found.items()}


def fields_of(text: Text) -> list[frozenset[int]]:
    """For each word of a text its fields; mostly none. Two words that make an entry both have its fields."""
    table = _table()
    forms = text.forms
    none: frozenset[int] = frozenset()
    found = [table.get(form, none) for form in forms]
    for at, stems in enumerate(text.stems):
        if not found[at] and len(forms[at]) > _SHORTEST_STEM:
            found[at] = next((table[one] for one in stems if len(one) >= _SHORTEST_STEM and one in table), none)
    for at in range(len(forms) - 1):
        pair = table.get(forms[at] + forms[at + 1])
        if pair:
            found[at] = found[at + 1] = pair
    return found


def note(texts: ArticleTexts, _profile: ArticleProfile) -> dict[str, int]:
    """What is kept with an article: field -> points, by how many words and where."""
    points: Counter[int] = Counter()
    for text, place in zip((texts.head, texts.lede, texts.body), _PLACES, strict=True):
        for numbers in fields_of(text):
            for number in numbers:
                points[number] += place
    return {str(number): points[number] for number in sorted(points)}


def homes(noted: Mapping[str, int]) -> frozenset[int]:
    """The fields that an article is at home in."""
    return frozenset(int(number) for number, points in noted.items() if points >= _AT_HOME)


def strange(found: Sequence[frozenset[int]], home: frozenset[int]) -> list[frozenset[int]]:
    """For each word its fields where the article is at home in none of them."""
    return [numbers if numbers and home.isdisjoint(numbers) else frozenset() for numbers in found]
