"""Changes of people that meet each other: an owner is left, an invitation makes one account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from service.errors import ConflictError, NotFoundError
from service.roles import Role
from service.store.database import Database
from service.store.tables import Moderator
from service.usecases import change_person, invite_person
from service.usecases.accounts import NewAccount, add_account
from service.usecases.verify_log import verify_log
from service.world import World


def new(username: str) -> NewAccount:
    return NewAccount(username, username, "", "-")


def both(first: Callable[[], None], second: Callable[[], None]) -> list[str]:
    """Do two things at once; what became of each."""

    def outcome(deed: Callable[[], None]) -> str:
        try:
            deed()
        except (ConflictError, NotFoundError) as error:
            return error.slug
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(outcome, (first, second)))


def test_of_two_owners_who_demote_each_other_one_is_left(database: Database, world: World, each_database: str) -> None:
    with database.transaction() as session:
        keys = {name: add_account(session, world, new(name), Role.OWNER).pk for name in ("a", "b")}

    def demote(by: str, whom: str) -> Callable[[], None]:
        def deed() -> None:
            with database.transaction() as session:
                change_person.change_role(session, world, keys[by], whom, Role.EDITOR)

        return deed

    assert both(demote("a", "b"), demote("b", "a")) == ["conflict", "done"]
    with database.reading() as session:
        assert sorted(session.scalars(sa.select(Moderator.role))) == ["editor", "owner"]


def test_an_owner_who_is_locked_does_not_count(database: Database, world: World, each_database: str) -> None:
    with database.transaction() as session:
        for name in ("a", "b"):
            add_account(session, world, new(name), Role.OWNER)
        change_person.lock_person(session, world, None, "a")
        change_person.change_role(session, world, None, "a", Role.AUDITOR)  # a locked owner is nobody's last one
    with database.reading() as session:
        found = change_person.list_people(session, world.now())
    assert [(one.role, one.locked_at is not None) for one in found] == [(Role.AUDITOR, True), (Role.OWNER, False)]


def test_of_two_who_accept_an_invitation_at_once_one_gets_in(
    database: Database, world: World, each_database: str
) -> None:
    with database.transaction() as session:
        token = invite_person.invite_person(session, world, None, Role.EDITOR, "کاوه")

    def accept(username: str) -> Callable[[], None]:
        def deed() -> None:
            with database.transaction() as session:
                invite_person.accept_invitation(session, world, token, new(username))

        return deed

    assert both(accept("a"), accept("b")) == ["done", "not-found"]
    with database.reading() as session:
        assert session.scalars(sa.select(Moderator.role)).all() == ["editor"]
    assert verify_log(database.reading).broken is None
