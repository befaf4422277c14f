"""How well Finglish is read: words right, in folds over the pairs, and in pairs that nothing is learned from.

The Persian of the pairs is often no transcript of the Finglish («raa» beside «رو», «dar khaane ast» beside «خونه‌ست»).
So two figures are given for them: over all Persian words, and over those that the Finglish spells at all, by the plain
table of sounds that training begins with, which knows neither words nor costs. Compared are folded words without
half-spaces, آ as ا at their head, aligned by sequence; two words written as one count as right.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from rules.finglish import reader, spelling, text, vocabulary
from rules.finglish.channel import Channel
from rules.finglish.letters import compared
from rules.finglish.vocabulary import Vocabulary
from rules.training.finglish_pairs import WORD, Pair, first_channel, match, rows, tidy, words_of

FOLDS = 5


def cross_validate(pairs: Sequence[Pair], train: Callable[[list[Pair]], Vocabulary]) -> None:
    """Read each fold by what was learned from the others; sentences with the same Persian stay together."""
    order = list(pairs)
    Random(1).shuffle(order)  # noqa: S311 (folds, not secrets)
    counts = []
    for fold in range(FOLDS):
        asked = order[fold::FOLDS]
        hidden = {tidy(pair.persian) for pair in asked}
        _serve(train([pair for pair in order if tidy(pair.persian) not in hidden]))
        counts.append(_count(asked, spelt=True))
        sys.stderr.write(f"fold {fold + 1}\n")
    _serve(vocabulary.Vocabulary(vocabulary.read(vocabulary.HERE / "learned.json.z")))
    words, right, spelt, spelt_right = map(sum, zip(*counts, strict=True))
    sys.stdout.write(f"pairs in {FOLDS} folds: all words {right / words:.4f} of {words}\n")
    sys.stdout.write(f"pairs in {FOLDS} folds: words that the Finglish spells {spelt_right / spelt:.4f} of {spelt}\n")


def read_whole(path: Path) -> None:
    """Read a file of pairs whose Persian is a transcript: every word counts. By the data that ships."""
    words, right, _, _ = _count([Pair(row[0], row[1]) for row in rows(path)], spelt=False)
    sys.stdout.write(f"{path.name}: all words {right / words:.4f} of {words}\n")


def _serve(chosen: Vocabulary) -> None:
    """Let the reader read by another vocabulary than the one that ships."""
    for module in (vocabulary, reader, spelling):
        module.vocabulary = lambda: chosen  # type: ignore[attr-defined]
    reader.forget()
    spelling.letters_at.cache_clear()


def _count(pairs: Iterable[Pair], *, spelt: bool) -> tuple[int, int, int, int]:
    """Words, right ones, words that the Finglish spells, right ones of them."""
    plain = Channel(first_channel())
    total = right = spelt_total = spelt_right = 0
    for pair in pairs:
        wanted = _words(pair.persian)
        hits = matched(_words(text.transliterate(pair.finglish).text), wanted)
        total += len(wanted)
        right += len(hits)
        if spelt:
            there = {at for _, words in match(*words_of(pair), plain) for at in words}
            spelt_total += len(there)
            spelt_right += len(there & hits)
    return total, right, spelt_total, spelt_right


def _words(persian: str) -> list[str]:
    return [f"ا{word[1:]}" if word.startswith("آ") else word for word in map(compared, WORD.findall(tidy(persian)))]


def matched(read: Sequence[str], wanted: Sequence[str]) -> set[int]:
    """Which of the wanted words were read, in order: the alignment with the fewest edits."""
    best: dict[tuple[int, int], tuple[int, frozenset[int]]] = {(0, 0): (0, frozenset())}
    for i in range(len(read) + 1):
        for j in range(len(wanted) + 1):
            edits, hits = best[i, j]
            for di, dj in ((1, 0), (0, 1), (1, 1), (2, 1), (1, 2)):
                if i + di > len(read) or j + dj > len(wanted):
                    continue
                same = bool(di and dj) and "".join(read[i : i + di]) == "".join(wanted[j : j + dj])
                if not same and di + dj > 2:  # noqa: PLR2004 (only equal words are put together)
                    continue
                step = (edits + (not same), hits | set(range(j, j + dj)) if same else hits)
                if step[0] < best.get((i + di, j + dj), (sys.maxsize, hits))[0]:
                    best[i + di, j + dj] = step
    return set(best[len(read), len(wanted)][1])
