"""Sealed challenges."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from service.puzzles import Demand, Kind
from service.store.database import Database
from service.store.tables import SpentCaptcha
from service.usecases.challenges import Attempt, Sealed, check_answer, look_at_answer, seal, unseal
from service.world import World
from tests.support import BEGIN, Clock

KEY = b"k" * 32
SEALED = Sealed("an-id-of-a-challenge", "48215", BEGIN + timedelta(minutes=20))


def answer(database: Database, world: World, token: str, typed: str, site: str = "") -> str:
    with database.transaction() as session:
        return check_answer(session, world, KEY, Attempt(token, typed, site))


@pytest.mark.parametrize("typed", ["48215", "۴۸۲۱۵", "٤٨٢١٥", " ۴ ۸ ۲ ۱ ۵ ", "４８２１５", "\u200f۴۸۲۱۵", "4۸2۱٥"])
def test_digits_of_any_script_are_taken_with_spaces(database: Database, world: World, typed: str) -> None:
    assert answer(database, world, seal(KEY, SEALED), typed) == ""


@pytest.mark.parametrize("typed", ["", "4821", "482155", "48216", "abcde", "48215x", "۴۸۲۱۵؛", "²"])
def test_anything_else_is_wrong(database: Database, world: World, typed: str) -> None:
    assert answer(database, world, seal(KEY, SEALED), typed) == "wrong"


def test_a_challenge_serves_once_right_or_wrong(database: Database, world: World, each_database: str) -> None:
    token = seal(KEY, SEALED)
    assert answer(database, world, token, "0") == "wrong"
    assert answer(database, world, token, "48215") == "spent"


def test_an_old_challenge_is_refused(database: Database, world: World, clock: Clock) -> None:
    clock.turn(minutes=21)
    assert answer(database, world, seal(KEY, SEALED), "48215") == "expired"


def test_a_token_that_was_changed_or_sealed_with_another_key_is_broken(database: Database, world: World) -> None:
    token = seal(KEY, SEALED)
    raw = bytearray(base64.urlsafe_b64decode(token + "=="))
    for place in range(0, len(raw), 7):
        changed = bytearray(raw)
        changed[place] ^= 1
        assert unseal(KEY, base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")) is None
    for other in ("", "x", "!!!!", token[:-3], token + "AAAA", seal(b"j" * 32, SEALED)):
        assert answer(database, world, other, "48215") == "broken"


def test_a_token_opens_to_what_was_sealed_and_shows_nothing_of_it() -> None:
    token = seal(KEY, SEALED)
    assert unseal(KEY, token) == SEALED
    assert b"48215" not in base64.urlsafe_b64decode(token + "==")


def test_expired_records_are_removed_on_the_way(database: Database, world: World, clock: Clock) -> None:
    def left() -> int:
        with database.reading() as session:
            return session.scalars(sa.select(sa.func.count()).select_from(SpentCaptcha)).one()

    for number in range(30):
        answer(database, world, seal(KEY, Sealed(f"old-{number}", "1", BEGIN + timedelta(minutes=1))), "1")
    assert left() > 0
    clock.turn(minutes=5)
    for number in range(400):
        answer(database, world, seal(KEY, Sealed(f"new-{number}", "1", BEGIN + timedelta(minutes=20))), "1")
    assert left() == 400


def test_a_token_of_another_site_is_broken_and_is_not_spent(database: Database, world: World) -> None:
    token = seal(KEY, replace(SEALED, site="pk_news"))
    assert answer(database, world, token, "48215", "pk_other") == "broken"
    assert answer(database, world, token, "48215", "") == "broken"
    assert answer(database, world, token, "48215", "pk_news") == ""


def test_a_token_is_answered_as_the_kind_that_it_was_made_for(
    database: Database, world: World, each_database: str
) -> None:
    question = replace(SEALED, kind=Kind.QUESTION, answer="34", challenge_id="another")
    for sealed, typed, said in (
        (replace(SEALED, kind=Kind.WORK), "48215", "wrong"),
        (replace(SEALED, challenge_id="again"), "48,215", "wrong"),
        (question, "سی و چهار", ""),
        (replace(question, kind=Kind.IMAGE, challenge_id="a third"), "سی و چهار", "wrong"),
    ):
        assert answer(database, world, seal(KEY, sealed), typed) == said


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (Attempt("", "48215", "pk_news"), "broken"),
        (Attempt("", "48215", "pk_other"), "broken"),
        (Attempt("token", "48215", "pk_news"), ""),
        (Attempt("token", "1", "pk_news"), "wrong"),
        (Attempt("token", "48215", "pk_news", Demand((Kind.WORK,))), "more"),
        (Attempt("token", "48215", "pk_news", Demand(hard=True)), "more"),
    ],
)
def test_a_look_says_the_same_and_spends_nothing(
    database: Database, world: World, clock: Clock, attempt: Attempt, said: str
) -> None:
    token = seal(KEY, replace(SEALED, site="pk_news"))
    tried = replace(attempt, token=token if attempt.token else "x")
    assert [look_at_answer(world, KEY, tried) for _ in range(2)] == [said] * 2
    with database.transaction() as session:
        assert check_answer(session, world, KEY, tried) == said
    clock.turn(minutes=21)
    assert look_at_answer(world, KEY, replace(tried, token=token, site="pk_news")) == "expired"


def test_what_was_seen_right_is_spent_once_and_may_still_be_too_late(
    database: Database, world: World, clock: Clock, each_database: str
) -> None:
    tried = Attempt(seal(KEY, SEALED), "48215")

    def check() -> str:
        with database.transaction() as session:
            return check_answer(session, world, KEY, tried, is_seen_right=True)

    assert [check(), check()] == ["", "spent"]
    clock.turn(minutes=21)
    assert check() == "expired"
