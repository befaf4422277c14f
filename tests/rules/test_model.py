"""Trained scorers: read whole or not at all, and bounded whatever the text is."""

import json
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import LONGEST_WORD, ModelError, TextModel, WordModel, bucket, read_model, write_model

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "rules").rglob("*.bin"))
BITS = 6
HEADER = {"bias": 0.5, "scale": 0.25, "bits": BITS, "longest": 3, "dense": {"length": 2.0}, "platt": [1.0, 0.0]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.bin"
    write_model(path, [number % 7 - 3 for number in range(1 << BITS)], HEADER)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    header, weights = read_model(path)
    assert {name: header[name] for name in HEADER} == HEADER
    assert list(weights) == [number % 7 - 3 for number in range(1 << BITS)]


@pytest.mark.parametrize(
    "damage", ["a byte changed", "a byte gone", "a byte too many", "no header", "a header of something else"]
)
def test_a_damaged_file_is_refused(path: Path, damage: str) -> None:
    whole = path.read_bytes()
    path.write_bytes(
        {
            "a byte changed": whole[:-1] + b"\x7f",
            "a byte gone": whole[:-1],
            "a byte too many": whole + b"\0",
            "no header": whole[7:],
            "a header of something else": b"[1]\n" + whole,
        }[damage]
    )
    for kind in (WordModel, TextModel):
        with pytest.raises(ModelError, match=r"model\.bin"):
            kind.load(path)


def test_the_same_rows_are_written_as_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.bin"
    write_model(again, [number % 7 - 3 for number in range(1 << BITS)], dict(reversed(HEADER.items())))
    assert again.read_bytes() == path.read_bytes()


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=())), max_size=30), st.floats(-1e6, 1e6))
def test_a_probability_is_one_whatever_the_words(words: list[str], length: float) -> None:
    weights = read_model_of_these_tests()
    model = TextModel(HEADER, weights)
    assert 0.0 <= model.probability(words, {"length": length, "unheard of": 9.0}) <= 1.0
    assert WordModel(HEADER, weights).score(words) == WordModel(HEADER, weights).score(words)


def read_model_of_these_tests() -> array[int]:
    return array("b", [number % 7 - 3 for number in range(1 << BITS)])


def test_no_words_say_nothing() -> None:
    weights = read_model_of_these_tests()
    assert WordModel(HEADER, weights).score([]) == 0.0
    assert TextModel(HEADER, weights).score([], {}) == HEADER["bias"]


def test_only_the_head_of_a_very_long_word_is_looked_at() -> None:
    model = WordModel(HEADER, read_model_of_these_tests())
    assert model.score(["ا" * LONGEST_WORD]) == model.score(["ا" * LONGEST_WORD + "ب" * 10_000])


def test_a_bucket_is_the_same_in_every_process() -> None:
    assert (bucket("<خبر>", 14), bucket("\ud800", 4)) == (1871, 8)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_model_that_ships_is_whole_and_says_how_large_it_is(path: Path) -> None:
    header, weights = read_model(path)
    assert len(weights) % (1 << header["bits"]) == 0
    json.dumps(header)


def test_there_are_models() -> None:
    assert len(SHIPPED) >= 4
