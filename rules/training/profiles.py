"""langdetect profiles of our own: how often each language has which one, two and three letters in a row.

langdetect brings profiles of Arabic, Persian and Urdu only; asked about Pashto or Kurdish it answers Persian.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

#: So many of the commonest runs of one, two and three letters are kept of each language.
KEPT: Final = (50, 280, 230)
#: Frequencies are so many to the whole of a language, which keeps the file small.
WHOLE: Final = 10_000
EDGE: Final = " "


def write_profiles(texts: Iterable[tuple[Iterable[str], str, float]], path: Path) -> None:
    """Count the texts, (words, language, weight) each, and write the profiles as one sorted JSON array."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, language, weight in texts:
        counter = counts[language]
        for word in words:
            marked = f"{EDGE}{word.replace('ی', 'ي')}{EDGE}"  # langdetect folds this way round
            for length in range(1, len(KEPT) + 1):
                for start in range(len(marked) - length + 1):
                    counter[marked[start : start + length]] += weight  # type: ignore[assignment]
    profiles = [_profile(language, counter) for language, counter in sorted(counts.items())]
    lines = (json.dumps(profile, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for profile in profiles)
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def _profile(language: str, counter: Counter[str]) -> dict[str, object]:
    kept: dict[str, int] = {}
    for length, most in enumerate(KEPT, 1):
        grams = {gram: count for gram, count in counter.items() if len(gram) == length and gram != EDGE}
        total = sum(grams.values())
        for gram in sorted(grams, key=lambda one: (-grams[one], one))[:most]:
            kept[gram] = max(1, round(WHOLE * grams[gram] / total))
    return {"freq": kept, "n_words": [WHOLE] * len(KEPT), "name": language}
