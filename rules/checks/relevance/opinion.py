"""How likely it is that a comment does not belong: manner, intent and, where there is one, the archive, weighed.

Three small models: of the words and measures (`model.bin`), of the intents (`intent.bin`), and the head (`head.json`),
which weighs the two, with what the archive says or without it, and gives a calibrated probability.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rules.checks.relevance.features import Comparison
from rules.checks.relevance.intent import IntentModel
from rules.model import TextModel

FOLDER: Final = Path(__file__).parent
ELSEWHERE: Final = "elsewhere"
NEWSROOM: Final = "newsroom"
#: No probability is taken for less.
LEAST: Final = 1e-3


class Opinion:
    """The three models together."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load them. Raises ModelError when one is damaged."""
        self._manner = TextModel.load(folder / "model.bin")
        self._intent = IntentModel.load(folder / "intent.bin")
        heads = json.loads((folder / "head.json").read_text("utf-8"))
        self._heads: dict[str, dict[str, float]] = {name: heads[name] for name in ("alone", "archive")}

    def intents(self, seen: Comparison) -> dict[str, float]:
        """Intent -> probability."""
        return self._intent.probabilities(seen.words, seen.measures)

    def probability(self, seen: Comparison, intents: Mapping[str, float], archive: Mapping[str, float] | None) -> float:
        """The probability that the comment does not belong. archive: what the archive adds to the measures."""
        given = pair(self._manner.score(seen.words, seen.measures), intents)
        head = self._heads["alone" if archive is None else "archive"]
        total = head["bias"] + sum(head[name] * value for name, value in {**given, **(archive or {})}.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def pair(manner: float, intents: Mapping[str, float]) -> dict[str, float]:
    """What the head is given besides the archive's measures; the same in training."""
    return {"manner": manner, "intent": math.log(intents[ELSEWHERE] + intents[NEWSROOM] + LEAST)}
