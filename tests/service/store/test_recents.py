"""What was sent before: remembered in a worker, and yet as the database has it now."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store.database import Database
from service.store.recents import Recents, Whereabouts
from service.store.tables import Comment
from service.world import World
from tests.desk_support import Shelf
from tests.support import Clock


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    return shelf


HERE = Whereabouts(site_pk=1, article_pk=1, parent_pk=None, network="here", author_name="مینا", text="متن")


def texts(database: Database, recents: Recents, clock: Clock, here: Whereabouts = HERE) -> list[str]:
    with database.looker.connect() as connection:
        return [one.text for one in recents.of(connection, here, clock()).comments]


def change(database: Database, comment_id: str, **values: object) -> None:
    with database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        for name, value in values.items():
            setattr(comment, name, value)


def test_a_remembered_comment_is_told_as_it_is_now(
    database: Database, shelf: Shelf, clock: Clock, each_database: str
) -> None:
    recents = Recents()
    first, second = shelf.comment("یک", Status.PUBLISHED), shelf.comment("دو")
    assert texts(database, recents, clock) == ["دو", "یک"]
    assert len(recents) == 2
    change(database, first, text="پاک شد", network="")  # as when a reader is forgotten
    assert texts(database, recents, clock) == ["دو", "پاک شد"]
    change(database, second, status=Status.WITHDRAWN)
    assert texts(database, recents, clock) == ["پاک شد"]
    clock.turn(minutes=61)
    assert texts(database, recents, clock) == []


def test_what_is_compared_is_told_with_every_comment(
    database: Database, shelf: Shelf, clock: Clock, each_database: str
) -> None:
    shelf.article("7")
    recents = Recents()
    some: tuple[dict[str, Any], ...] = ({"article": "7"}, {"author_name": "کاوه"}, {})
    for members in some:
        change(database, shelf.comment("متن", **members), network="here")
    change(database, shelf.comment("متن", author_name=""), network="there")
    for _ in range(2):  # fetched, and then remembered
        with database.looker.connect() as connection:
            found = recents.of(connection, HERE, clock())
        told = [(one.same_author, one.same_article, one.same_network) for one in found.comments]
        assert told == [(False, True, False), (True, True, True), (False, True, True), (True, False, True)]
        assert all(timedelta(0) < timedelta(seconds=one.seconds) < timedelta(seconds=1) for one in found.comments)
        assert found.newest == 4


def test_no_more_are_remembered_than_there_is_room_for(database: Database, shelf: Shelf, clock: Clock) -> None:
    recents = Recents(most=3)
    for number in range(5):
        shelf.comment(str(number))
        assert texts(database, recents, clock) == [str(one) for one in range(number, -1, -1)]
        assert len(recents) <= 3
