"""Prepared articles: kept beside the article, decoded once, made anew whenever a row is of no use."""

import threading
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import rules
from service.article import ArticleForm
from service.store import profiles
from service.store.database import Database, open_database
from service.store.profiles import Key, Profiles
from service.store.tables import Article, ArticleProfile
from service.usecases.make_site import SiteForm, make_site
from service.usecases.prepare_articles import Progress, prepare_articles
from service.usecases.register_article import register_article
from service.world import World

FORM = ArticleForm(code="7", title="افزایش حقوق معلمان", body="مجلس حقوق معلمان را افزایش داد.")
DAMAGE = {
    "damaged": b"\x00\x01",
    "empty": b"",
    "of another version": rules.prepare(rules.Article("7", "دیگر")).to_bytes(),  # the test lets the version differ
}


def register(database: Database, world: World, form: ArticleForm = FORM, site_pk: int = 1) -> Key:
    with database.transaction() as session:
        register_article(session, world, site_pk, form)
        row = session.execute(sa.select(Article.pk, Article.digest).where(Article.code == form.code)).one()
    return Key(row.pk, row.digest)


def rows(database: Database) -> dict[int, tuple[str, bytes]]:
    with database.reading() as session:
        found = session.execute(sa.select(ArticleProfile.article_pk, ArticleProfile.digest, ArticleProfile.content))
        return {pk: (digest, content) for pk, digest, content in found}


def spoil(database: Database, **values: Any) -> None:
    with database.transaction() as session:
        session.execute(sa.update(ArticleProfile).values(**values))


@pytest.fixture(autouse=True)
def _site(database: Database, world: World) -> None:
    with database.transaction() as session:
        make_site(session, world, SiteForm("news"))


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of the articles for which a profile was made, in order."""
    made: list[str] = []
    prepare = rules.prepare

    def counted(article: rules.Article) -> rules.ArticleProfile:
        made.append(article.article_id)
        return prepare(article)

    monkeypatch.setattr(rules, "prepare", counted)
    return made


def test_an_article_is_prepared_when_it_is_registered_and_again_when_it_changes(
    database: Database, world: World, makings: list[str], each_database: str
) -> None:
    first = register(database, world)
    assert rows(database) == {first.article_pk: (first.digest, rules.prepare(FORM.to_rules()).to_bytes())}
    makings.clear()
    register(database, world)
    assert makings == []  # the same content: nothing to do
    changed = replace(FORM, title="کاهش حقوق معلمان")
    second = register(database, world, changed)
    assert second != first
    assert rows(database) == {first.article_pk: (second.digest, rules.prepare(changed.to_rules()).to_bytes())}


def test_a_profile_is_read_once_and_then_stands_on_the_shelf(
    database: Database, world: World, makings: list[str], each_database: str
) -> None:
    key, shelf = register(database, world), Profiles(database)
    makings.clear()
    profile = shelf.of(key)
    assert profile == rules.prepare(FORM.to_rules())
    with database.transaction() as session:
        session.execute(sa.delete(ArticleProfile))
    makings.clear()
    assert shelf.of(key) is profile
    assert makings == []


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_row_that_is_of_no_use_is_made_anew(
    database: Database,
    world: World,
    content: bytes,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    each_database: str,
) -> None:
    key = register(database, world)
    good = rows(database)
    spoil(database, content=content)
    if "version" in request.node.callspec.id:
        read = rules.ArticleProfile.from_bytes

        def of_another_version(stored: bytes) -> rules.ArticleProfile:
            if stored == content:
                raise rules.ProfileError
            return read(stored)

        monkeypatch.setattr(rules.ArticleProfile, "from_bytes", of_another_version)
    assert Profiles(database).of(key) == rules.prepare(FORM.to_rules())
    assert rows(database) == good


def test_a_row_that_is_missing_or_of_an_older_text_is_made_anew(
    database: Database, world: World, each_database: str
) -> None:
    key = register(database, world)
    good = rows(database)
    spoil(database, digest="older")
    assert Profiles(database).of(key) == rules.prepare(FORM.to_rules())
    assert rows(database) == good
    with database.transaction() as session:  # as when a backup of an older release was played back
        session.execute(sa.delete(ArticleProfile))
    assert Profiles(database).of(key) == rules.prepare(FORM.to_rules())
    assert rows(database) == good


def test_whoever_asks_with_an_old_state_gets_the_article_as_it_is_now(database: Database, world: World) -> None:
    old, shelf = register(database, world), Profiles(database)
    shelf.of(old)
    new = register(database, world, replace(FORM, title="عنوان تازه"))
    for known in (shelf, Profiles(database)):
        profile = known.of(new)
        assert profile is not None
        assert profile.title == "عنوان تازه"
    fresh = Profiles(database).of(old)
    assert fresh is not None
    assert fresh.title == "عنوان تازه"


def test_only_those_that_were_used_last_stay_on_the_shelf(
    database: Database, world: World, makings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [register(database, world, replace(FORM, code=str(number))) for number in range(4)]
    shelf = Profiles(database, most=3)
    kept = [shelf.of(key) for key in keys[:3]]
    shelf.of(keys[0])
    shelf.of(keys[3])  # the second has to go: it was not used for longest
    assert len(shelf) == 3
    assert shelf.of(keys[0]) is kept[0]
    assert shelf.of(keys[2]) is kept[2]
    assert shelf.of(keys[1]) is not kept[1]


def test_two_workers_that_make_the_same_profile_at_once_do_not_disturb_each_other(
    database: Database, database_url: str, world: World, each_database: str
) -> None:
    keys = [register(database, world, replace(FORM, code=str(number))) for number in range(5)]
    good = rows(database)
    with database.transaction() as session:
        session.execute(sa.delete(ArticleProfile))
    other = open_database(database_url)
    workers = [Profiles(one) for one in (database, other, database, other)]
    gate = threading.Barrier(len(workers))
    failures: list[BaseException] = []

    def work(shelf: Profiles) -> None:
        try:
            gate.wait()
            assert all(shelf.of(key) is not None for key in keys)
            assert all(shelf.renew(key.article_pk) is not None for key in keys)
        except BaseException as error:  # noqa: BLE001 (shown by the assertion)
            failures.append(error)

    threads = [threading.Thread(target=work, args=(shelf,)) for shelf in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert failures == []
    assert rows(database) == good


def test_a_profile_of_a_text_that_has_changed_meanwhile_is_not_kept(
    database: Database, world: World, each_database: str
) -> None:
    old = register(database, world)
    register(database, world, replace(FORM, title="عنوان تازه"))
    good = rows(database)
    with database.transaction() as session:
        profiles.keep(session.connection(), old, b"old")
        profiles.keep(session.connection(), Key(999, "gone"), b"gone")
    assert rows(database) == good


def test_a_profile_goes_with_its_article(database: Database, world: World, each_database: str) -> None:
    register(database, world)
    with database.transaction() as session:
        session.execute(sa.text("DELETE FROM thread"))
        session.execute(sa.text("DELETE FROM article"))
    assert rows(database) == {}
    assert Profiles(database).of(Key(1, "")) is None


def test_an_article_that_the_rules_fail_at_is_registered_all_the_same(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_article: rules.Article) -> rules.ArticleProfile:
        raise ZeroDivisionError

    monkeypatch.setattr(rules, "prepare", fail)
    key = register(database, world)
    assert rows(database) == {}
    assert Profiles(database).of(key) is None
    assert list(prepare_articles(database))[-1] == Progress(total=1, done=1, made=0, failed=1)


def test_a_profile_that_cannot_be_kept_serves_all_the_same(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = register(database, world)
    spoil(database, content=b"")

    def locked(*_of: object) -> None:
        raise OperationalError("", {}, Exception("locked"))

    monkeypatch.setattr(profiles, "keep", locked)
    assert Profiles(database).of(key) == rules.prepare(FORM.to_rules())
    with pytest.raises(OperationalError):
        list(prepare_articles(database))


def test_the_articles_of_a_site_or_of_all_are_prepared_where_it_is_wanting(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr("service.usecases.prepare_articles.BATCH", 2)
    with database.transaction() as session:
        make_site(session, world, SiteForm("other"))
    for number in range(5):
        register(database, world, replace(FORM, code=str(number)), site_pk=1 + number % 2)
    good = rows(database)
    assert list(prepare_articles(database))[-1] == Progress(total=5, done=5)
    spoil(database, content=b"")
    told = list(prepare_articles(database, site_pk=2))
    assert [one.done for one in told] == [0, 2]
    assert told[-1] == Progress(total=2, done=2, made=2)
    assert [one.done for one in prepare_articles(database)] == [0, 2, 4, 5]
    assert list(prepare_articles(database))[-1].made == 0
    assert rows(database) == good
