"""Work for the browser: solved with ALTCHA's own solver, as the component does it."""

import base64
import json
from typing import Any

import altcha
import pytest

from service.puzzles import Chance, Puzzle, Wish, work

KEY = b"k" * 32


def solved(puzzle: Puzzle) -> str:
    challenge = altcha.Challenge.from_dict(puzzle.shown["challenge"])
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


@pytest.fixture(scope="module")
def puzzle() -> Puzzle:
    return work.make(Chance("token"), Wish(5, KEY))


def test_what_altcha_solves_is_right_and_only_for_its_own_challenge_and_key(puzzle: Puzzle) -> None:
    payload = solved(puzzle)
    assert len(payload) < 2000
    assert work.is_right(puzzle.answer, payload, KEY)
    other = work.make(Chance("other"), Wish(5, KEY))
    assert not work.is_right(other.answer, payload, KEY)
    assert not work.is_right(puzzle.answer, payload, b"j" * 32)


def test_an_answer_that_was_not_worked_for_is_wrong(puzzle: Puzzle) -> None:
    document = json.loads(base64.b64decode(solved(puzzle)))
    cheaper = {**document["challenge"]["parameters"], "keyPrefix": "00", "cost": 1}
    lazy: list[Any] = [
        {**document, "solution": {"counter": 1, "derivedKey": "00" * 32}},
        {**document, "challenge": {**document["challenge"], "parameters": cheaper}},
        {"challenge": document["challenge"]},
        {"challenge": [], "solution": {}},
        [],
        None,
    ]
    for one in lazy:
        assert not work.is_right(puzzle.answer, base64.b64encode(json.dumps(one).encode()).decode(), KEY)
    for text in ("", "12345", "é", "e30=", "[" * 1000):
        assert not work.is_right(puzzle.answer, text, KEY)


def test_the_work_is_bounded_and_dearer_in_hard_times() -> None:
    counters = {hard: [] for hard in (False, True)}  # type: dict[bool, list[int]]
    for number in range(2):
        for hard, found in counters.items():
            puzzle = work.make(Chance(f"{number}"), Wish(5, KEY, hard))
            found.append(json.loads(base64.b64decode(solved(puzzle)))["solution"]["counter"])
    assert all(work.FEWEST <= counter < work.FEWEST + work.SPREAD for counter in counters[False])
    assert all(4 * work.FEWEST <= counter < 4 * (work.FEWEST + work.SPREAD) for counter in counters[True])
