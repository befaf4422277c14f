"""The trained models are of today: of this corpus, these word lists and this code."""

from pathlib import Path

import pytest

from rules.training.digest import TRAINED, digests, stamped

CORPUS = Path(__file__).parents[2] / "seeds" / "corpus"


@pytest.fixture(scope="module")
def today() -> dict[str, str]:
    return digests(CORPUS)


@pytest.mark.parametrize("rule", TRAINED)
def test_a_model_was_made_from_what_it_would_be_made_from_today(rule: str, today: dict[str, str]) -> None:
    stale = sorted(name for name, digest in stamped(rule).items() if digest != today[rule])
    assert not stale, (
        f"{', '.join(stale)} of {rule}: features or the corpus have changed since training. "
        f"Run `python -m rules.training.{rule} seeds/corpus`, then look at the figures (make eval)."
    )
