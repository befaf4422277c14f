"""Train the language gate: `python -m rules.training.persian lid_train.tsv iperudt.tsv [corpus.jsonl …]`.

Writes two models into rules/checks/persian: `model.bin` (Persian against other languages in Arabic script) and
`finglish.bin` (Finglish against other languages in Latin script). Sources: PersoArabicLID and KurdishLID (MIT), lingua
(Apache-2.0), finglish-dataset (MIT), roman Urdu (MIT), MediaWiki messages (GPL-2+), iPerUDT (CC0), our corpus (CC BY).
"""

import json
import sys
from pathlib import Path
from random import Random

import numpy as np

from rules.checks.persian.letters import read_letters
from rules.training.linear import fit, matrix, save

HERE = Path(__file__).parent.parent / "checks" / "persian"
#: Iranian languages so close to Persian that stopping them would stop Persian; left out on purpose.
LEFT_OUT = frozenset({"glk", "luri", "mzn", "bal", "hac"})
ARABIC_BITS, LATIN_BITS = 17, 15
LONGEST = 4


def rows(path: Path) -> list[tuple[str, str]]:
    """(text, label) of a tab-separated file with a header."""
    lines = path.read_text("utf-8").split("\n")[1:]
    return [(parts[0], parts[1]) for line in lines if len(parts := line.split("\t")) > 1]


def cuts(words: tuple[str, ...], random: Random) -> list[tuple[str, ...]]:
    """The text, and short pieces of it, because comments are short."""
    pieces = [words]
    for length in (1, 2, 4, 7):
        if len(words) > length:
            start = random.randrange(len(words) - length + 1)
            pieces.append(words[start : start + length])
    return pieces


def train(texts: list[tuple[tuple[str, ...], bool, float]], bits: int, strength: float, path: Path) -> None:
    """Fit and write one model. Classes weigh the same in total."""
    x = matrix([words for words, _, _ in texts], bits, LONGEST)
    y = np.array([positive for _, positive, _ in texts], dtype=float)
    weight = np.array([one for _, _, one in texts])
    for side in (0.0, 1.0):
        weight[y == side] /= weight[y == side].sum()
    weights, bias = fit(x, y, weight, strength)
    save(path, weights, bias, bits=bits, longest=LONGEST, about={"texts": len(texts)})


def main() -> None:
    """Read the sources, train, write."""
    random = Random(20261123)  # noqa: S311 (sampling, not secrets)
    sources = rows(Path(sys.argv[1]))
    sources += [(text, "fa") for text, _ in rows(Path(sys.argv[2]))]
    for corpus in sys.argv[3:]:
        for line in Path(corpus).read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("split", "train") == "train" and row["language"] == "fa":
                sources.append((row["text"], "fa"))
    arabic: list[tuple[tuple[str, ...], bool, float]] = []
    latin: list[tuple[tuple[str, ...], bool, float]] = []
    for text, label in sources:
        letters = read_letters(text)
        if letters.arabic and label not in LEFT_OUT and len(letters.arabic) >= len(letters.latin):
            arabic += [(piece, label == "fa", len(piece) ** 0.5) for piece in cuts(letters.arabic, random)]
        elif letters.latin and len(letters.latin) > len(letters.arabic):
            latin += [(piece, label == "finglish", len(piece) ** 0.5) for piece in cuts(letters.latin, random)]
    train(arabic, ARABIC_BITS, 2e-7, HERE / "model.bin")
    train(latin, LATIN_BITS, 1e-6, HERE / "finglish.bin")


if __name__ == "__main__":
    main()
