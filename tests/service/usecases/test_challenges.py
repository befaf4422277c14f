"""Sealed challenges."""

import base64
from datetime import timedelta

import pytest
import sqlalchemy as sa

from service.store.database import Database
from service.store.tables import SpentCaptcha
from service.usecases.challenges import Sealed, check_answer, latin_digits, seal, unseal
from service.world import World
from tests.support import BEGIN, Clock

KEY = b"k" * 32
SEALED = Sealed("an-id-of-a-challenge", "48215", BEGIN + timedelta(minutes=20))


def answer(database: Database, world: World, token: str, typed: str) -> str:
    with database.transaction() as session:
        return check_answer(session, world, KEY, token, typed)


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


def test_latin_digits_keeps_letters_so_that_they_make_the_answer_wrong() -> None:
    assert latin_digits("۱a۲") == "1a2"
