"""The sites that are remembered."""

from service.store.database import Database
from service.store.sites import SiteDirectory
from service.store.tables import Site
from service.usecases.make_site import SiteForm, make_site
from service.world import World
from tests.support import Clock


def add(database: Database, world: World, name: str) -> str:
    with database.transaction() as session:
        return make_site(session, world, SiteForm(name)).public_key


def test_a_new_site_is_found_at_once(database: Database, world: World, each_database: str) -> None:
    sites = SiteDirectory(database.looker, world.now)
    assert sites.find("pk_x") is None
    key = add(database, world, "one")
    found = sites.find(key)
    assert found is not None
    assert found.name == "one"


def test_without_a_key_it_is_the_only_site_or_none(database: Database, world: World) -> None:
    sites = SiteDirectory(database.looker, world.now)
    assert sites.find(None) is None
    key = add(database, world, "one")
    assert sites.find(None) == sites.find(key)
    other = add(database, world, "two")
    assert sites.find(other) is not None
    assert sites.find(None) is None


def test_a_change_is_seen_within_some_seconds(database: Database, world: World, clock: Clock) -> None:
    sites = SiteDirectory(database.looker, world.now)
    key = add(database, world, "one")
    assert sites.find(key) is not None
    with database.transaction() as session:
        site = session.get(Site, 1)
        assert site is not None
        site.origins = ["https://a.example"]
    clock.turn(seconds=6)
    found = sites.find(key)
    assert found is not None
    assert found.origins == {"https://a.example"}
