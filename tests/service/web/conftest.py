"""A shelf of comments, and Maryam who is signed in at the desk."""

import pytest
from flask import Flask

from service.web.context import Context
from tests.community_support import Room
from tests.desk_support import AtDesk, Shelf
from tests.people_support import Desk
from tests.support import Clock, Reader


@pytest.fixture
def shelf(nazer: Context) -> Shelf:
    shelf = Shelf(nazer.database, nazer.world)
    shelf.article()
    return shelf


@pytest.fixture
def maryam(shelf: Shelf, app: Flask) -> AtDesk:
    return shelf.at_desk(app)


@pytest.fixture
def room(app: Flask, nazer: Context, reader: Reader) -> Room:
    return Room(app, nazer, Shelf(nazer.database, nazer.world), reader)


@pytest.fixture
def desk(app: Flask, nazer: Context, clock: Clock) -> Desk:
    """The desk, and whoever comes to it."""
    return Desk(app, nazer, clock)
