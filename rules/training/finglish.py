"""Train the reader of Finglish: `python -m rules.training.finglish pairs.tsv iperudt.tsv lid_train.tsv seeds/corpus`.

Writes rules/finglish/learned.json.z: words and pairs of words with counts, and what Persian letters are spelt like.
Sources: finglish-dataset (MIT), iPerUDT (CC0), the Persian of PersoArabicLID and KurdishLID (MIT), our corpus (CC BY).
With `--report [tests/rules/finglish.tsv …]` it writes nothing and says how many words are read rightly: in five folds
over the pairs, each read by what was learned from the other four, and in files of pairs that nothing is learned from.
"""

import json
import math
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rules.finglish.channel import Channel
from rules.finglish.letters import CARRIER, compared
from rules.finglish.vocabulary import HERE, Vocabulary
from rules.language.folding import ZWNJ
from rules.language.verbs import verb_stems
from rules.training.corpus import labelled
from rules.training.finglish_pairs import WORD, Emitted, Pair, Spelt, aligned, first_channel, learn_channel, rows, tidy
from rules.training.finglish_report import cross_validate, read_whole

LEAST_WORD = 2
LEAST_PAIR = 4
#: A pair is kept when it is so many times commoner than its words make it.
TELLING = 3.0
#: From so many occurrences on a word has habits of spelling; and how many unseen ones are believed in.
LEAST_HABIT = 4
DOUBT = 8
#: Letters of the longest personal ending.
LONGEST_PERSON = 3
SOURCES = frozenset({"pali", "klid"})


def sentences(text: str) -> Iterable[list[str]]:
    """The sentences of a text as words."""
    for sentence in re.split(r"[.!؟?؛;:\n،,()«»\"]+", tidy(text)):
        words = WORD.findall(sentence)
        if words:
            yield words


def written(spellings: Counter[str]) -> str:
    """How a word is written: as most do, but verbs with the half-space that most leave out."""
    most = max(spellings, key=lambda one: (spellings[one], one))
    split = re.match("(ن?می)(.+)", most)
    if split and ZWNJ not in most:
        apart = next((one for one in spellings if one.startswith(f"{split[1]}{ZWNJ}")), None)
        tail = split[2]
        stems = verb_stems()
        if apart or any(tail[:-person] in stems for person in range(1, LONGEST_PERSON + 1)) or tail in stems:
            return f"{split[1]}{ZWNJ}{tail}"
    return most


def count(texts: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """Words and pairs with counts; texts come with a weight."""
    words: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for text, weight in texts:
        for sentence in sentences(text):
            forms = ["", *(compared(word) for word in sentence), ""]
            for form, word in zip(forms[1:], [*sentence, ""], strict=True):
                words[form] += weight
                spellings.setdefault(form, Counter())[word] += 1
            pairs.update({pair: weight * n for pair, n in Counter(pairwise(forms)).items()})
    kept = sorted((form for form, n in words.items() if n >= LEAST_WORD), key=lambda form: (-words[form], form))
    number = {form: at for at, form in enumerate(kept)}
    total = sum(words.values())
    follows: dict[int, list[list[int]]] = {}
    for (first, second), n in sorted(pairs.items(), key=lambda one: (-one[1], one[0])):
        if (
            n >= LEAST_PAIR
            and first in number
            and second in number
            and n * total > TELLING * words[first] * words[second]
        ):
            follows.setdefault(number[first], []).append([number[second], n])
    return {
        "total": total,
        "words": [written(spellings[form]) for form in kept],
        "counts": [words[form] for form in kept],
        "pairs": sorted(follows.items()),
        "letters": letter_pairs(words, kept),
    }


def letter_pairs(words: Counter[str], kept: Sequence[str]) -> dict[str, dict[str, float]]:
    """What a letter costs after another one; ^ is the edge of the word."""
    seen: dict[str, Counter[str]] = {}
    for form in filter(None, kept):
        for first, second in pairwise(f"^{form}^"):
            seen.setdefault(first, Counter())[second] += 1 + int(math.log(words[form]))
    return {
        first: {second: round(-math.log(n / after.total()), 1) for second, n in sorted(after.items())}
        for first, after in sorted(seen.items())
    }


def trained(pairs: Sequence[Pair], texts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Everything that the reader is made of."""
    data = count([*texts, *((pair.persian, 3) for pair in pairs)])
    channel = first_channel()
    for _ in range(4):
        model = Channel(channel)
        channel = learn_channel(aligned(pairs, model), model)
    model = Channel(channel)
    words = aligned(pairs, model)
    data["habits"] = habits(words)
    data["channel"] = rounded(channel)
    for style, doubled in (("plain", False), ("doubled", True)):
        own = learn_channel([word for word in words if word.doubled is doubled], model)
        data[style] = rounded({key: costs for key, costs in own.items() if key[0] in "اآ"})
    return data


def rounded(channel: Emitted) -> dict[str, dict[str, float]]:
    """A channel as it is written into the file."""
    return {
        f"{letter}{where}": {chunk: round(cost, 1) for chunk, cost in sorted(costs.items())}
        for (letter, where), costs in sorted(channel.items())
    }


def habits(pairs: Sequence[Spelt]) -> dict[str, tuple[float, dict[str, float]]]:
    """How common words are usually spelt; what another spelling of them costs on top."""
    seen: dict[str, Counter[str]] = {}
    for pair in pairs:
        seen.setdefault(compared(pair.said.replace(CARRIER, "ا")), Counter())[pair.latin] += 1
    found = {}
    for form, spellings in sorted(seen.items()):
        total = spellings.total()
        if total >= LEAST_HABIT:
            kept = {spelt: round(-math.log(n / (total + DOUBT)), 1) for spelt, n in sorted(spellings.items()) if n > 1}
            found[form] = (round(-math.log(DOUBT / (total + DOUBT)), 1), kept)
    return found


def background(iperudt: Path, lid: Path, corpus: Path) -> list[tuple[str, int]]:
    """The Persian texts that words are counted in, with their weights: comments count more than encyclopaedias."""
    texts = [(row[0], 3) for row in rows(iperudt)]
    texts += [(row[0], 1) for row in rows(lid) if row[1] == "fa" and row[2] in SOURCES]
    comments = labelled(corpus, frozenset({"train", "dev"}))
    return texts + [(row["text"], 3) for _, row in comments if row["language"] == "fa"]


def main() -> None:
    """Train and write, or with `--report` say how well the reader reads."""
    report = "--report" in sys.argv
    paths = [Path(one) for one in sys.argv[1:] if not one.startswith("--")]
    pairs = [Pair(row[0], row[1]) for row in rows(paths[0])]
    texts = background(*paths[1:4])
    if report:
        cross_validate(pairs, lambda known: Vocabulary(as_read(trained(known, texts))))
        for path in paths[4:]:
            read_whole(path)
    else:
        (HERE / "learned.json.z").write_bytes(as_written(trained(pairs, texts)))


def as_written(data: dict[str, Any]) -> bytes:
    """The file of what was learned."""
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def as_read(data: dict[str, Any]) -> dict[str, Any]:
    """What was learned, as the file gives it back."""
    read: dict[str, Any] = json.loads(zlib.decompress(as_written(data)))
    return read


if __name__ == "__main__":
    main()
