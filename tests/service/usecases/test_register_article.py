"""Registering an article, and the site that it belongs to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from service.article import ArticleForm
from service.errors import InvalidInputError
from service.keys import secret_digest
from service.store.database import Database
from service.store.tables import Article, Site, Thread
from service.usecases.make_site import SiteForm, make_site
from service.usecases.register_article import Registered, register_article
from service.world import World

FORM = ArticleForm(code="7", title="عنوان", tags=("یک",), published_at=datetime(2026, 2, 1, 5, 12, tzinfo=UTC))


def register(database: Database, world: World, form: ArticleForm, site_pk: int = 1) -> Registered:
    with database.transaction() as session:
        return register_article(session, world, site_pk, form)


@pytest.fixture(autouse=True)
def _site(database: Database, world: World) -> None:
    with database.transaction() as session:
        make_site(session, world, SiteForm("news"))


def test_a_new_article_gets_its_thread_with_it(database: Database, world: World, each_database: str) -> None:
    assert register(database, world, FORM) == Registered(created=True, changed=True)
    with database.reading() as session:
        article = session.scalars(sa.select(Article)).one()
        thread = session.scalars(sa.select(Thread)).one()
    assert (article.title, article.tags, article.published_at) == ("عنوان", ["یک"], FORM.published_at)
    assert (thread.article_pk, thread.version, thread.published, thread.held) == (article.pk, 1, 0, 0)


def test_the_same_content_again_changes_nothing_whatever_the_zone(
    database: Database, world: World, each_database: str
) -> None:
    register(database, world, FORM)
    assert FORM.published_at is not None
    tehran = replace(FORM, published_at=FORM.published_at.astimezone(timezone(timedelta(hours=3.5))))
    assert register(database, world, tehran) == Registered(created=False, changed=False)
    with database.reading() as session:
        article = session.scalars(sa.select(Article)).one()
    assert article.updated_at == article.created_at


@pytest.mark.parametrize(
    "change", [{"title": "دیگر"}, {"body": "متن"}, {"tags": ("یک", "دو")}, {"published_at": None}, {"category": "ورزش"}]
)
def test_every_change_is_kept_and_leaves_the_thread_alone(
    database: Database, world: World, change: dict[str, object]
) -> None:
    register(database, world, FORM)
    changed = replace(FORM, **change)  # type: ignore[arg-type]
    assert register(database, world, changed) == Registered(created=False, changed=True)
    assert register(database, world, changed) == Registered(created=False, changed=False)
    with database.reading() as session:
        assert session.scalars(sa.select(Thread.version)).one() == 1


def test_opening_and_closing_moves_the_threads_version(database: Database, world: World) -> None:
    register(database, world, FORM)
    register(database, world, replace(FORM, comments_open=False))
    register(database, world, FORM)
    with database.reading() as session:
        assert session.scalars(sa.select(Thread.version)).one() == 3


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/news/7", "https://", " https://a.ir"])
def test_an_address_that_is_none_of_the_web_is_refused(database: Database, world: World, url: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        register(database, world, replace(FORM, url=url))
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/url", "bad-url")]
    assert register(database, world, replace(FORM, url="HTTPS://a.ir/7")).created


def test_two_sites_may_use_the_same_code(database: Database, world: World) -> None:
    with database.transaction() as session:
        make_site(session, world, SiteForm("other"))
    assert register(database, world, FORM).created
    assert register(database, world, FORM, site_pk=2).created


def test_a_sites_secret_is_not_kept_and_its_addresses_are_tidied(database: Database, world: World) -> None:
    form = SiteForm("demo", ("https://News.Example/ ",), ("News.Example",), public_key="pk_demo", secret_key="sk_demo")
    with database.transaction() as session:
        keys = make_site(session, world, form)
    assert (keys.public_key, keys.secret_key) == ("pk_demo", "sk_demo")
    with database.reading() as session:
        site = session.scalars(sa.select(Site).where(Site.name == "demo")).one()
    assert (site.origins, site.domains) == (["https://news.example"], ["news.example"])
    assert site.secret_hash == secret_digest("sk_demo")
    assert "sk_demo" not in site.secret_hash


def test_a_name_or_key_is_taken_once(database: Database, world: World, each_database: str) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        make_site(session, world, SiteForm("news"))
