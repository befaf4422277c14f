"""What tests around the desk start with: an article, and two people."""

import pytest

from service.store.database import Database
from service.world import World
from tests.desk_support import Shelf


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    return shelf


@pytest.fixture
def maryam(shelf: Shelf) -> int:
    return shelf.moderator()


@pytest.fixture
def kaveh(shelf: Shelf) -> int:
    return shelf.moderator("kaveh", "کاوه دادگر")
