"""What every test may ask for: a world that ticks, a fresh database, an app in front of it, a client.

`each_database` runs a test on SQLite and on PostgreSQL; without it a test gets SQLite.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

import rules
from service.app import create_app
from service.article import ArticleForm
from service.settings import Settings
from service.store import schema
from service.store.database import Database, open_database
from service.usecases.make_site import SiteForm, SiteKeys, make_site
from service.usecases.register_article import register_article
from service.web.context import Context
from service.world import World
from tests.support import ORIGIN, SECRET, Clock, FakeEngine, FakeReason, Reader

# A busy machine is no fault of the code.
if hypothesis_settings.get_current_profile_name() == "default":  # in CI it has a profile of its own, as patient
    hypothesis_settings.register_profile("patient", deadline=None)
    hypothesis_settings.load_profile("patient")

POSTGRES = "postgresql+psycopg://root@127.0.0.1:5432/test"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """Ids and tokens count, so that tests can compare whole answers."""
    ids, tokens = itertools.count(1), itertools.count(1)
    return World(
        now=clock,
        new_id=lambda: f"id{next(ids):020d}",
        new_token=lambda: f"token{next(tokens):038d}",
    )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    def reasons(findings: Any, language: str = "fa") -> tuple[FakeReason, ...]:
        return tuple(
            FakeReason(f.rule, "این نظر پذیرفته نشد.", "آن را نرم‌تر بنویسید.", f.field, f.spans)
            for f in findings
            if f.action is not rules.Action.NONE
        )

    monkeypatch.setattr(rules, "reasons_for_author", reasons, raising=False)
    return FakeEngine()


def _has_postgres() -> bool:
    try:
        probe = sa.create_engine(POSTGRES)
        with probe.connect():
            return True
    except sa.exc.OperationalError:
        return False
    finally:
        probe.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "nazer.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated database, to be copied."""
    if not _has_postgres():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("PostgreSQL is required and does not answer")
        pytest.skip("no PostgreSQL here")
    with _new_database() as name:
        schema.upgrade(_at(name))
        yield name


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test's own."""
    if "backend" in request.fixturenames and request.getfixturevalue("backend") == "postgresql":
        with _new_database(template=request.getfixturevalue("postgres_template")) as name:
            yield _at(name)
    else:
        path = tmp_path / "nazer.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"


def _at(name: str) -> str:
    return POSTGRES.rpartition("/")[0] + f"/{name}"


@contextmanager
def _new_database(template: str = "template1") -> Iterator[str]:
    name = f"nazer_{uuid4().hex}"
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield name
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@pytest.fixture
def each_database(backend: str) -> str:
    """Ask for this to run a test on SQLite and on PostgreSQL."""
    return backend


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Without limits and haste, which have tests of their own."""
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        limit_submit="",
        limit_preview="",
        limit_captcha="",
        limit_login="",
        limit_crowd="",
        limit_vote="",
        limit_report="",
        flood_site="",
        flood_newcomers="",
        flood_guesses="",
        captcha_least_seconds=0,
        secure_cookies=False,
        archive_articles=0,  # what goes on in the background has tests of its own
    )


@pytest.fixture
def app(settings: Settings, world: World, engine: FakeEngine) -> Iterator[Flask]:
    made = create_app(settings, world, engine=engine)  # type: ignore[arg-type]
    yield made
    made.extensions["nazer"].close()


@pytest.fixture
def make_app(settings: Settings, world: World, engine: FakeEngine) -> Iterator[Callable[..., Flask]]:
    """Make an app with other settings, on the same database."""
    made: list[Flask] = []

    def make(log: Any = None, **changes: Any) -> Flask:
        made.append(create_app(replace(settings, **changes), world, engine=engine, log=log))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for app in made:
        app.extensions["nazer"].close()


@pytest.fixture
def nazer(app: Flask) -> Context:
    """What the app was put together from."""
    context: Context = app.extensions["nazer"]
    return context


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(nazer: Context) -> SiteKeys:
    """A site, `news`, that may embed the form at https://news.example."""
    with nazer.database.transaction() as session:
        return make_site(session, nazer.world, SiteForm("news", origins=(ORIGIN,), domains=("news.example",)))


@pytest.fixture
def article(nazer: Context, site: SiteKeys) -> ArticleForm:
    """An article, 5414189, that takes comments."""
    form = ArticleForm(code="5414189", title="افزایش حقوق معلمان", body="مجلس حقوق معلمان را افزایش داد.")
    known = nazer.sites.find(site.public_key)
    assert known is not None
    with nazer.database.transaction() as session:
        register_article(session, nazer.world, known.pk, form)
    return form


@pytest.fixture
def reader(client: FlaskClient, nazer: Context, article: ArticleForm) -> Reader:
    """A reader under the article of the site `news`."""
    return Reader(client, nazer)
