"""Pairs of sentences, Finglish and Persian: aligned word by word, and what they teach of spelling."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.finglish.channel import FIRST, LAST, MIDDLE, WIDEST, Channel, places
from rules.finglish.letters import CARRIER, latin, sounded
from rules.language.folding import ZWNJ

#: What a letter is spelt like, before anything is learned: its consonant, then perhaps a short vowel.
SOUNDS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s th", "ج": "j g zh", "چ": "ch tch c", "ح": "h", "خ": "kh x", "د": "d",
    "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh j", "س": "s c", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
    "غ": "gh q g", "ف": "f ph", "ق": "gh q g", "ک": "k c ck q", "گ": "g", "ل": "l", "م": "m", "ن": "n m",
    "و": "v w", "ه": "h", "ی": "y", "ع": "",
}  # fmt: skip
VOWELS = ("", "a", "e", "o", "u", "i")
SPELT = {
    "ا": "a aa ae", "آ": "a aa aaa", "ع": "a aa e o i", "و": "o oo u ou ow uu oe ov av ev ow oe uo",
    "ی": "i ii ee e ei ey ie iy iye ye yi y eye eyi ay ai a aye", "ه": "e eh a ah ae eye",
    "ئ": "e i y a o ye yi", "ؤ": "o oo u a", "أ": "a e", CARRIER: "a e",
}  # fmt: skip
#: Letters that may be silent.
SILENT = {(CARRIER, FIRST), ("ع", FIRST), ("ع", MIDDLE), ("ع", LAST), ("ه", MIDDLE), ("ئ", MIDDLE), ("ئ", LAST)}
SMOOTHING = 0.3
#: How often a letter is doubled that was never seen doubled.
DOUBLING = 0.02
#: How often a last letter is followed by the vowel that links words, at the least.
LINKED = 0.2
#: One spelling of one word teaches so often at the most.
MOST = 20
#: (letter, place) -> Latin letters -> cost.
Emitted = dict[tuple[str, int], dict[str, float]]
#: Words of a pair that cost more than this for a letter do not belong together.
STRAY = 2.6
GAP = 12.0

WORD = re.compile(rf"[آ-یئؤأءًّٔ]+(?:{ZWNJ}[آ-یئؤأءًّٔ]+)*")
_GAPS = ((re.compile(rf"\s*{ZWNJ}\s*"), ZWNJ), (re.compile(r"(?<!\w)(ن?می)\s+(?=\w\w)"), rf"\1{ZWNJ}"),
         (re.compile(r"(?<=\w)\s+(ها(?:ی|یی|یم|یش|یت)?)(?!\w)"), rf"{ZWNJ}\1"))  # fmt: skip
_LETTERS = str.maketrans("يكىۀ", "یکیه")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence both ways."""

    finglish: str
    persian: str


def tidy(text: str) -> str:
    """A Persian text with one kind of letters, and half-spaces where they belong."""
    text = text.translate(_LETTERS)
    for gap, instead in _GAPS:
        text = gap.sub(instead, text)
    return text


def rows(path: Path) -> list[list[str]]:
    """The lines of a tab-separated file, without its header."""
    return [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if "\t" in line]


def spellings(letter: str) -> Iterator[tuple[str, float]]:
    """What a letter may emit, with a first guess of the cost."""
    for sound in SOUNDS.get(letter, "").split():
        for double in (sound, sound + sound) if len(sound) == 1 else (sound,):
            for vowel in VOWELS:
                yield double + vowel, 1.0 + (1.5 if double != sound else 0.0) + (1.0 if vowel else 0.0)
    for chunk in SPELT.get(letter, "").split():
        yield chunk, 1.0 + 0.3 * len(chunk)


def first_channel() -> Emitted:
    """Costs before anything is learned."""
    channel: Emitted = {}
    for letter in sorted(set(SOUNDS) | set(SPELT)):
        for where in (FIRST, MIDDLE, LAST):
            costs: dict[str, float] = {}
            guesses = list(spellings(letter))
            if (letter, where) in SILENT:
                guesses.append(("", 2.0))
            if letter == "ا" and where == LAST:
                guesses.append(("an", 3.0))
            if letter in {"ا", CARRIER} and where == FIRST:
                guesses += [(chunk, 1.5) for chunk in "eoiu"]
            for chunk, cost in guesses:
                if len(chunk) <= WIDEST:
                    costs[chunk] = min(cost, costs.get(chunk, cost))
            channel[letter, where] = costs
    return channel


def words_of(pair: Pair) -> tuple[list[str], list[str]]:
    """The words of both sides."""
    left = [latin(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", pair.finglish)]
    return [word for word in left if word], WORD.findall(tidy(pair.persian))


def match(left: Sequence[str], right: Sequence[str], channel: Channel) -> list[tuple[range, range]]:
    """Which words belong together, in order; two words of one side may be one of the other."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[range, range], ...]]] = {(0, 0): (0.0, ())}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if (i, j) not in best:
                continue
            so_far, found = best[i, j]
            steps = [(1, 0), (0, 1), (1, 1), (2, 1), (1, 2)]
            for di, dj in steps:
                if i + di > len(left) or j + dj > len(right):
                    continue
                price, taken = GAP, found
                if di and dj:
                    spelt, word = "".join(left[i : i + di]), sounded("".join(right[j : j + dj]))
                    cost = channel.cost(spelt, word, STRAY * len(word) + 2)
                    if cost is None:
                        continue
                    price, taken = cost + 0.5 * (di + dj - 2), (*found, (range(i, i + di), range(j, j + dj)))
                if so_far + price < best.get((i + di, j + dj), (math.inf, ()))[0]:
                    best[i + di, j + dj] = (so_far + price, taken)
    return list(best[len(left), len(right)][1])


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word both ways. doubled: whether its writer writes the long a as «aa»."""

    latin: str
    said: str
    doubled: bool


def aligned(pairs: Iterable[Pair], channel: Channel) -> list[Spelt]:
    """All words that belong together."""
    found = []
    for pair in pairs:
        left, right = words_of(pair)
        doubled = "aa" in pair.finglish.lower()
        for spelt, word in match(left, right, channel):
            said = sounded("".join(right[word.start : word.stop]))
            found.append(Spelt("".join(left[spelt.start : spelt.stop]), said, doubled))
    return found


def path(spelt: str, said: str, channel: Channel) -> tuple[str, ...]:
    """What each letter of a word emits in its cheapest spelling; nothing when it cannot be spelt so."""
    states: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for emits in channel.plan(said):
        reached: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (so_far, emitted) in states.items():
            for stop in range(start, min(start + WIDEST, len(spelt)) + 1):
                price = emits.get(spelt[start:stop])
                if price is not None and so_far + price < reached.get(stop, (math.inf, ()))[0]:
                    reached[stop] = (so_far + price, (*emitted, spelt[start:stop]))
        states = reached
    return states[len(spelt)][1] if len(spelt) in states else ()


def learn_channel(pairs: Iterable[Spelt], channel: Channel) -> Emitted:
    """Costs from how the words of the pairs are most cheaply spelt."""
    seen: dict[tuple[str, int], Counter[str]] = {}
    for pair, times in Counter(pairs).items():
        for key, chunk in zip(places(pair.said), path(pair.latin, pair.said, channel), strict=False):
            seen.setdefault(key, Counter())[chunk] += min(times, MOST)
    learned = {}
    for key, costs in first_channel().items():
        counts = seen.get(key, Counter())
        smooth = {}
        for chunk, cost in costs.items():
            single = chunk[1:] if chunk[:1] == chunk[1:2] else ""
            smooth[chunk] = (
                counts[chunk] + SMOOTHING * math.exp(1.0 - cost) + (DOUBLING * counts[single] if single else 0)
            )
        for sound in SOUNDS.get(key[0], "").split() if key[1] == LAST else ():
            smooth[f"{sound}e"] = max(smooth[f"{sound}e"], LINKED * smooth[sound])
        total = sum(smooth.values())
        learned[key] = {chunk: -math.log(n / total) for chunk, n in smooth.items()}
    return learned
