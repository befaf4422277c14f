"""Moderators sign in, stay signed in, and sign out."""

import time

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from service.errors import ConflictError, InvalidInputError, UnauthorizedError
from service.store.database import Database
from service.store.tables import DeskSession, Moderator
from service.usecases import sign_in
from service.world import World
from tests.support import Clock

PASSWORD = "گذرواژهٔ-خوب-۱۲"


@pytest.fixture
def maryam(database: Database, world: World) -> int:
    with database.transaction() as session:
        return sign_in.add_moderator(session, world, "Maryam", PASSWORD, "مریم نادری")


def enter(database: Database, world: World, username: str, password: str) -> str:
    with database.reading() as session:
        account = sign_in.find_account(session, username)
    checked = sign_in.check_password(account, password)
    with database.transaction() as session:
        return sign_in.open_session(session, world, checked, hours=12).token


def test_the_right_password_opens_a_session(database: Database, world: World, maryam: int, each_database: str) -> None:
    token = enter(database, world, " maryam ", PASSWORD)

    with database.reading() as session:
        found = sign_in.find_session(session, world, token)
    assert found is not None
    assert (found.moderator_pk, found.username, found.display_name) == (maryam, "maryam", "مریم نادری")
    assert found.csrf_token not in {"", token}


def test_the_database_holds_neither_password_nor_token(database: Database, world: World, maryam: int) -> None:
    token = enter(database, world, "maryam", PASSWORD)

    with database.reading() as session:
        password_hash = session.scalars(sa.select(Moderator.password_hash)).one()
        stored = session.scalars(sa.select(DeskSession)).one()
        assert password_hash.startswith("$argon2id$")
        assert PASSWORD not in password_hash
        assert token not in {stored.token_hash, stored.csrf_token}


@pytest.mark.parametrize(
    ("username", "password"),
    [("maryam", "wrong"), ("maryam", ""), ("nobody", PASSWORD), ("", ""), ("mar\0yam", PASSWORD), ("\ud800", "\ud800")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    database: Database, world: World, maryam: int, username: str, password: str, each_database: str
) -> None:
    with pytest.raises(UnauthorizedError) as refusal:
        enter(database, world, username, password)
    assert refusal.value.detail == "نام کاربری یا گذرواژه درست نیست."


def test_an_unknown_name_costs_what_a_known_one_costs(database: Database, world: World, maryam: int) -> None:
    def seconds(username: str) -> float:
        began = time.process_time()
        with pytest.raises(UnauthorizedError):
            enter(database, world, username, "wrong")
        return time.process_time() - began

    known, unknown = (min(seconds(name) for _ in range(3)) for name in ("maryam", "nobody"))
    assert 1 / 4 < known / unknown < 4  # without the dummy hash it would be some hundreds


def test_the_dummy_hash_has_the_parameters_of_real_ones(database: Database, world: World) -> None:
    with database.reading() as session:
        account = sign_in.find_account(session, "nobody")
    assert account.moderator_pk is None
    assert not PasswordHasher().check_needs_rehash(account.password_hash)


def test_an_outdated_hash_is_renewed_when_its_owner_signs_in(database: Database, world: World, maryam: int) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.transaction() as session:
        session.execute(sa.update(Moderator).values(password_hash=weak))

    enter(database, world, "maryam", PASSWORD)
    with database.reading() as session:
        renewed = session.scalars(sa.select(Moderator.password_hash)).one()
    assert renewed != weak
    assert not PasswordHasher().check_needs_rehash(renewed)
    enter(database, world, "maryam", PASSWORD)


def test_a_session_ends_by_itself(database: Database, world: World, clock: Clock, maryam: int) -> None:
    token = enter(database, world, "maryam", PASSWORD)
    clock.turn(hours=13)
    with database.reading() as session:
        assert sign_in.find_session(session, world, token) is None

    enter(database, world, "maryam", PASSWORD)
    with database.reading() as session:
        assert len(session.scalars(sa.select(DeskSession)).all()) == 1  # the old one was cleared away


def test_signing_out_ends_this_session_and_no_other(database: Database, world: World, maryam: int) -> None:
    here, elsewhere = (enter(database, world, "maryam", PASSWORD) for _ in range(2))
    with database.transaction() as session:
        sign_in.sign_out(session, here)
        sign_in.sign_out(session, here)

    with database.reading() as session:
        assert sign_in.find_session(session, world, here) is None
        assert sign_in.find_session(session, world, elsewhere) is not None


def test_names_are_unique_however_they_are_typed(database: Database, world: World, maryam: int) -> None:
    with database.transaction() as session, pytest.raises(ConflictError):
        sign_in.add_moderator(session, world, "MARYAM ", PASSWORD)


def test_every_fault_of_a_new_moderator_is_named_at_once(database: Database, world: World) -> None:
    with database.transaction() as session, pytest.raises(InvalidInputError) as refusal:
        sign_in.add_moderator(session, world, "دو واژه", "short", "یک\nدو")
    assert [fault.pointer for fault in refusal.value.faults] == ["/username", "/password", "/display_name"]


def test_no_password_opens_the_account_of_nobody() -> None:
    account = sign_in.Account(None, PasswordHasher().hash(PASSWORD))
    with pytest.raises(UnauthorizedError):
        sign_in.check_password(account, PASSWORD)
