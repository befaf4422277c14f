"""What workers know of the desk's settings: looked at seldom, loaded when changed, and never a reason to stop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

import rules
from service.store.database import Database
from service.store.policies import LIKE_SITE, Policies, number_of, version_name
from service.store.tables import PolicyVersion
from service.world import World
from tests.desk_support import Shelf
from tests.support import Clock

MILD = "[rules.insult]\nhold_at = 0.8\nreject_at = 0.9\n"


@dataclass
class Engine:
    policy: rules.Policy = field(default_factory=rules.load_policy)


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    shelf.moderator()
    return shelf


@pytest.fixture
def policies(database: Database) -> Policies:
    return Policies(Engine(), database.looker, Engine)


@pytest.fixture
def asked(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(database.engine, "before_cursor_execute", note)


def put(shelf: Shelf, content: str, section: str = "") -> int:
    with shelf.database.transaction() as session:
        row = PolicyVersion(
            site_pk=1, section=section, content=content, note="", moderator_pk=1, created_at=shelf.world.now()
        )
        session.add(row)
        session.flush()
        return row.pk


def hold_at(policies: Policies, clock: Clock, section: str = "", site_pk: int = 1) -> float:
    return float(policies.engine_of(site_pk, section, clock()).policy.rules["insult"].hold_at)


def test_without_any_version_the_installations_engine_judges(
    policies: Policies, shelf: Shelf, clock: Clock, each_database: str
) -> None:
    assert policies.engine_of(1, "ورزشی", clock()) is policies.base
    assert policies.words_of(1, clock()) is None


def test_the_section_beats_the_site_and_the_newest_the_older(
    policies: Policies, shelf: Shelf, clock: Clock, each_database: str
) -> None:
    put(shelf, MILD.replace("0.8", "0.2"))
    pk = put(shelf, MILD)
    put(shelf, MILD.replace("0.8", "0.3"), "ورزشی")
    assert hold_at(policies, clock) == hold_at(policies, clock, "شهری") == 0.8
    assert hold_at(policies, clock, "ورزشی") == 0.3
    assert hold_at(policies, clock, site_pk=2) == 0.5
    name = policies.engine_of(1, "", clock()).policy.version
    assert name == version_name(policies.base.policy.version, 1, pk)
    put(shelf, LIKE_SITE, "ورزشی")
    clock.turn(seconds=2)
    assert hold_at(policies, clock, "ورزشی") == 0.8


def test_it_is_looked_at_every_two_seconds_and_loaded_when_changed(
    policies: Policies, shelf: Shelf, clock: Clock, asked: list[str]
) -> None:
    put(shelf, MILD)
    asked.clear()
    for _ in range(50):
        hold_at(policies, clock)
        policies.words_of(1, clock())
    assert len(asked) == 2  # the state, and the newest versions
    clock.turn(seconds=2)
    hold_at(policies, clock)
    assert len(asked) == 3
    put(shelf, "")
    assert hold_at(policies, clock) == 0.8
    clock.turn(seconds=2)
    assert hold_at(policies, clock) == 0.5


def test_a_version_that_cannot_be_read_any_more_is_passed_over(
    policies: Policies, shelf: Shelf, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    put(shelf, "[rules.weather]\nhold_at = 0.5\n")
    assert policies.engine_of(1, "", clock()) is policies.base
    assert "policy version 1 has faults" in caplog.text


def test_while_the_database_is_away_what_is_known_holds(
    policies: Policies, shelf: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, MILD)
    assert hold_at(policies, clock) == 0.8

    def away() -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(shelf.database.looker, "connect", away)
    clock.turn(minutes=1)
    assert hold_at(policies, clock) == 0.8


@pytest.mark.parametrize(
    ("name", "number"), [("2026-11-24.2+site3.v7", 7), ("2026-11-24.2", None), ("mine.v2", None), ("a+site1.vx", None)]
)
def test_a_verdict_names_the_row_of_its_policy(name: str, number: int | None) -> None:
    assert number_of(name) == number
