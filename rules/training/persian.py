"""Train the language gate: `python -m rules.training.persian lid_train.tsv iperudt.tsv [corpus.jsonl …]`.

Writes into rules/checks/persian: `model.bin` (Persian against other languages in Arabic script), `finglish.bin`
(Finglish against other languages in Latin script) and `profiles.json` (langdetect profiles of the languages in Arabic
script). The same rows give the same bytes. Prints how much of a fifth of the rows, kept apart for it, would be stopped
at each level of evidence; `NEEDED` in `rule.py` is chosen from this. Sources: PersoArabicLID and KurdishLID (MIT),
lingua (Apache-2.0), finglish-dataset (MIT), roman Urdu (MIT), MediaWiki messages (GPL-2+), iPerUDT (CC0), our corpus
(CC BY) and `spoken.txt` beside this file (ours).
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final
from zlib import crc32

import numpy as np

from rules.checks.persian.evidence import outweighs
from rules.checks.persian.letters import read_letters
from rules.model import WordModel
from rules.training.keyboards import (
    Words,
    chat_latin,
    colloquial,
    other_keyboard,
    persian_keyboard,
    southern,
)
from rules.training.linear import fit, save
from rules.training.profiles import write_profiles
from rules.training.words import WordMatrix

HERE: Final = Path(__file__).parent.parent / "checks" / "persian"
#: Iranian languages so close to Persian that stopping them would stop Persian; left out on purpose.
LEFT_OUT: Final = frozenset({"glk", "luri", "mzn", "bal", "hac"})
#: Messages in Southern Kurdish, of which every third is Persian.
MISLABELLED: Final = frozenset({("sdh", "mwcore")})
#: Varieties that are counted with a language of the gate.
VARIETIES: Final = {"sdh": "ckb", "kmr-arab": "ckb", "skr": "ur", "pnb": "ur", "ks": "ur"}
#: How much each language in Arabic script weighs beside Persian, whatever number of rows there is of it.
SHARES: Final = {"ar": 0.28, "ur": 0.20, "ps": 0.12, "ckb": 0.14, "azb": 0.14, "sd": 0.08, "ug": 0.04}
#: The same for Latin script: what readers of Persian write beside Finglish; the other languages share the rest.
LATIN_SHARES: Final = {"en": 0.4, "tr": 0.1, "az-L": 0.1, "roman-urdu": 0.1}
#: The neighbours as they are spoken, written for this project: the public rows are all but edited prose.
OURS: Final = Path(__file__).with_name("spoken.txt")
#: Persian as it is spoken stands in few rows, but in most comments.
SPOKEN: Final = {"mmbfa": 3.0, "iperudt": 3.0, "corpus": 3.0, "ours": 25.0}
VARIANT_WEIGHT: Final = 0.4
WANTED: Final = frozenset({"fa", "finglish"})
ARABIC_BITS, LATIN_BITS = 17, 14
LONGEST: Final = 4
ITERATIONS: Final = 100
KEPT_APART: Final = 5  # one row in so many
ENOUGH: Final = 4
LEVELS: Final = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One text with its language and where it comes from."""

    text: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a model sees of a row: some of its words, perhaps disguised. language: as the gate counts it."""

    words: Words
    language: str
    weight: float


def rows(given: list[str]) -> list[Row]:
    """All rows of the files: language set, informal Persian, our corpus (only its train split, only Persian)."""
    found = [Row(parts[0], parts[1], parts[2]) for parts in _lines(given[0])]
    found += [Row(parts[0], "fa", "iperudt") for parts in _lines(given[1])]
    spoken = (line.split("\t") for line in OURS.read_text("utf-8").splitlines()[1:])
    found += [Row(text, language, "ours") for text, language in spoken]
    for corpus in sorted(given[2:]):
        for line in Path(corpus).read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["split"] == "train" and row["language"] == "fa":
                found.append(Row(row["text"], "fa", "corpus"))
    return [row for row in found if row.language not in LEFT_OUT and (row.language, row.source) not in MISLABELLED]


def _lines(path: str) -> Iterator[list[str]]:
    for line in Path(path).read_text("utf-8").split("\n")[1:]:
        parts = line.split("\t")
        if len(parts) > 2:  # noqa: PLR2004 (text, label, source)
            yield parts


def cuts(words: Words, random: Random) -> list[Words]:
    """The text, and random pieces of it of one word, two or three, four to eight, because comments are short."""
    pieces = [words]
    for least, most in ((1, 1), (2, 3), (4, 8)):
        length = random.randint(least, most)
        if len(words) > length:
            start = random.randrange(len(words) - length + 1)
            pieces.append(words[start : start + length])
    return pieces


def arabic_script(row: Row, random: Random) -> Iterator[Example]:
    """The examples of a row for the model of the Arabic script."""
    letters = read_letters(row.text)
    words, language = letters.arabic, VARIETIES.get(row.language, row.language)
    if row.language == "az-L":  # Azerbaijani is rare in Arabic script, so that of Baku is written in it
        words, language = southern(letters.latin), "azb"
    elif len(words) < max(1, len(letters.latin)):
        return
    weight = SPOKEN.get(row.source, 1.0)
    if language == "fa":
        yield from (Example(piece, language, weight) for piece in cuts(words, random))
        for variant in (colloquial(words), other_keyboard(words, random)):
            yield from (Example(piece, language, weight * VARIANT_WEIGHT) for piece in cuts(variant, random))
    elif language in SHARES:
        yield from (Example(piece, language, weight) for piece in cuts(words, random))
        variant = persian_keyboard(words)
        yield from (
            Example(piece, language, weight * VARIANT_WEIGHT) for piece in cuts(variant, random) if variant != words
        )


def latin_script(row: Row, random: Random) -> Iterator[Example]:
    """The examples of a row for the model of the Latin script."""
    letters = read_letters(row.text)
    if len(letters.latin) <= len(letters.arabic) or row.language == "fa":  # an insult of the corpus in Latin letters
        return
    weight = SPOKEN.get(row.source, 1.0) if row.language == "finglish" else 1.0
    yield from (Example(piece, row.language, weight) for piece in cuts(letters.latin, random))
    if row.language == "finglish":
        for _ in range(3):
            variant = tuple(chat_latin(word, random) for word in letters.latin)
            yield from (Example(piece, row.language, weight * VARIANT_WEIGHT) for piece in cuts(variant, random))


def train(examples: list[Example], shares: dict[str, float], bits: int, strength: float, path: Path) -> None:
    """Fit and write one model. The wanted language, which has no share, weighs half, the others together the other."""
    places = defaultdict(list)
    for place, example in enumerate(examples):
        places[example.language].append(place)
    (wanted,) = WANTED & places.keys()
    rest = (1.0 - sum(shares.values())) / max(1, len(places) - 1 - len(shares))
    x = WordMatrix([example.words for example in examples], bits, LONGEST)
    y = np.array([example.language == wanted for example in examples], dtype=float)
    weight = np.array([example.weight * len(example.words) ** 0.5 for example in examples])
    for language, its in sorted(places.items()):
        weight[its] *= (1.0 if language == wanted else shares.get(language, rest)) / weight[its].sum()
    weights, bias = fit(x, y, weight, strength, iterations=ITERATIONS)
    save(path, weights, bias, bits=bits, longest=LONGEST, about={"texts": len(examples)})


def write(given: Iterable[Row], folder: Path) -> None:
    """Train on rows and write the three files."""
    given = list(given)
    random = Random(20261123)  # noqa: S311 (sampling, not secrets)
    arabic = [example for row in given for example in arabic_script(row, random) if example.words]
    train(arabic, SHARES, ARABIC_BITS, 3e-7, folder / "model.bin")
    latin = [example for row in given for example in latin_script(row, random) if example.words]
    train(latin, LATIN_SHARES, LATIN_BITS, 5e-7, folder / "finglish.bin")
    write_profiles(((one.words, one.language, one.weight) for one in arabic), folder / "profiles.json")


def report(given: Iterable[Row], folder: Path) -> Iterator[str]:
    """For each language, of texts of four words and more: the share that is stopped at each level of evidence."""
    model, random = WordModel.load(folder / "model.bin"), Random(1)  # noqa: S311 (sampling)
    stopped: dict[str, list[list[bool]]] = defaultdict(list)
    for row in given:
        for example in arabic_script(row, random):
            if len(example.words) < ENOUGH:
                continue
            spoken = " spoken" if row.source in SPOKEN else ""
            variant = " variant" if example.weight < SPOKEN.get(row.source, 1.0) else ""
            score = model.score(example.words)
            one = [score < 0 and not outweighs(example.words, score, level) for level in LEVELS]
            stopped[f"{example.language}{spoken}{variant}"].append(one)
    yield f"{'% stopped at':20} {'n':>6} {' '.join(f'{level:6.1f}' for level in LEVELS)}"
    for name, found in sorted(stopped.items()):
        shares = (100 * sum(at_level) / len(found) for at_level in zip(*found, strict=True))
        yield f"{name:20} {len(found):6} {' '.join(f'{share:6.2f}' for share in shares)}"


def main() -> None:
    """Read the sources; train on four fifths and report on the last; train on all."""
    found = rows(sys.argv[1:])
    apart = [row for row in found if crc32(row.text.encode()) % KEPT_APART == 0]
    write((row for row in found if crc32(row.text.encode()) % KEPT_APART), HERE)
    for line in report(apart, HERE):
        print(line)  # noqa: T201 (a command)
    write(found, HERE)


if __name__ == "__main__":
    main()
