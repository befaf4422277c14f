"""What is caught plainly is caught disguised: every attack on the insults of the corpus, and what must not be taken."""

import json
from pathlib import Path
from typing import Final

import pytest

import rules
from bench.quality.attacks import ATTACKS, disguised
from rules.checks.insult.rule import RULE
from rules.vocabulary import Finding

CORPUS: Final = Path(__file__).parents[2] / "seeds" / "corpus"
#: Which share of what is stopped plainly is stopped under an attack, at least.
FLOOR: Final = 0.9
#: Attacks after which a reader has to guess as well, and what readers hardly do.
LOWER: Final = {
    "digits": 0.88,  # two letters in a row may both be lost
    "Finglish": 0.75,  # one word in Latin letters among Persian ones; vowels drawn at random, slang not in any list
    "one split": 0.6,
    "homophones": 0.6,
    "swapped neighbours": 0.6,
    "reversed": 0.3,
    "keyboard set to English": 0.4,
}

#: What takes a sentence, not a word: disguising one of its words leaves a reader a sentence to guess from, not a list.
SENTENCES: Final = frozenset({"manner", "curse", "threat"})


@pytest.fixture(scope="module")
def engine() -> rules.Engine:
    return rules.Engine(catalogue=(RULE,))


def stopped(engine: rules.Engine, text: str) -> Finding | None:
    findings = engine.judge(rules.Submission(text)).findings
    return next((one for one in findings if one.action is not rules.Action.NONE), None)


@pytest.fixture(scope="module")
def sample(engine: rules.Engine) -> list[tuple[str, Finding]]:
    """Comments with plain and coarse insults that are stopped for a word, with what was found. No test split."""
    lines = [line for path in sorted(CORPUS.glob("*.comments.jsonl")) for line in path.read_text("utf-8").splitlines()]
    rows = [
        row
        for row in map(json.loads, lines)
        if row["split"] != "test" and row["insult"] and row["insult_strength"] in {"plain", "coarse"}
    ]
    found = [(row["text"], stopped(engine, row["text"])) for row in rows]
    return [(text, finding) for text, finding in found if finding and finding.message not in SENTENCES]


def test_the_sample_is_large_enough_to_say_something(sample: list[tuple[str, Finding]]) -> None:
    assert len(sample) >= 150


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_stopped_plainly_is_stopped_disguised(
    engine: rules.Engine, sample: list[tuple[str, Finding]], attack: str
) -> None:
    changed = [
        other
        for number, (text, finding) in enumerate(sample)
        if (other := disguised(text, finding.spans, attack, number)) != text
    ]
    missed = [text for text in changed if stopped(engine, text) is None]
    assert len(changed) >= 140
    assert len(missed) <= (1 - LOWER.get(attack, FLOOR)) * len(changed), missed


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_same_seed_gives_the_same_disguise(attack: str) -> None:
    once, again = (disguised("تو واقعا بیشعوری", [(8, 16)], attack, 7) for _ in range(2))
    assert once == again
    assert once.startswith("تو واقعا ")
