"""A site's newest articles as a snapshot: nobody waits for it, and nothing that goes wrong behind it is felt."""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import rules
from service.article import ArticleForm
from service.store import archives
from service.store.archives import Archives
from service.store.database import Database
from service.store.profiles import Profiles
from service.store.tables import ArticleProfile
from service.usecases.make_site import SiteForm, make_site
from service.usecases.register_article import register_article
from service.world import World
from tests.support import Clock

FORM = ArticleForm(code="1", title="افزایش حقوق معلمان", body="مجلس حقوق معلمان را افزایش داد.")


@dataclass
class Backstage:
    """Keeps what was to be done in the background until a test does it."""

    waiting: list[Callable[[], None]] = field(default_factory=list)
    busy: bool = False

    def start(self, work: Callable[[], None]) -> threading.Thread:
        self.waiting.append(work)
        # A thread that runs, or one that has ended; neither does anything.
        return threading.current_thread() if self.busy else threading.Thread()

    def do(self) -> int:
        """Do all of it; how much it was."""
        work, self.waiting = self.waiting, []
        for one in work:
            one()
        return len(work)


@pytest.fixture(autouse=True)
def _site(database: Database, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PAUSE", 0)
    with database.transaction() as session:
        make_site(session, world, SiteForm("news"))


@pytest.fixture
def backstage() -> Backstage:
    return Backstage()


def opened(database: Database, clock: Clock, backstage: Backstage, most: int = 3) -> Archives:
    return Archives(database, Profiles(database), clock, most, backstage.start)


def register(database: Database, world: World, *codes: str, site_pk: int = 1, **members: Any) -> None:
    for code in codes:
        with database.transaction() as session:
            register_article(session, world, site_pk, replace(FORM, code=code, **members))


def size(archive: rules.Archive | None) -> int:
    return 0 if archive is None else len(archive)


def test_the_first_comments_are_judged_without_and_nobody_waits(
    database: Database, world: World, clock: Clock, backstage: Backstage, each_database: str
) -> None:
    register(database, world, "1", "2")
    here = opened(database, clock, backstage)
    assert here.of(1) is None
    assert backstage.do() == 1
    assert size(here.of(1)) == 2
    assert backstage.waiting == []


def test_a_site_without_articles_has_no_archive_yet(database: Database, clock: Clock, backstage: Backstage) -> None:
    here = opened(database, clock, backstage)
    assert here.renew(1) is None
    assert here.of(1) is None
    assert backstage.waiting == []


def test_a_new_article_is_in_it_a_minute_later_and_the_oldest_is_not(
    database: Database, world: World, clock: Clock, backstage: Backstage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    class Noted(rules.Archive):
        def __init__(self, profiles: Any) -> None:
            found = list(profiles)
            seen.append([one.article_id for one in found])
            super().__init__(found)

    monkeypatch.setattr(rules, "Archive", Noted)
    register(database, world, "1", "2", "3")
    here = opened(database, clock, backstage)
    first = here.renew(1)
    register(database, world, "4")
    assert here.of(1) is first  # a minute has not gone by
    assert backstage.waiting == []
    clock.turn(seconds=61)
    assert here.of(1) is first  # whoever asks first gets the old one, and does not wait
    assert backstage.do() == 1
    assert here.of(1) is not first
    assert seen == [["3", "2", "1"], ["4", "3", "2"]]


def test_without_new_articles_the_same_snapshot_stays(
    database: Database, world: World, clock: Clock, backstage: Backstage, each_database: str
) -> None:
    register(database, world, "1", "2")
    here = opened(database, clock, backstage)
    first = here.renew(1)
    clock.turn(seconds=61)
    here.of(1)
    assert backstage.do() == 1
    assert here.of(1) is first
    assert backstage.waiting == []
    register(database, world, "2", title="عنوان تازه")  # a changed one is a new one
    assert here.renew(1) is not first


def test_two_never_renew_one_site_at_once(database: Database, world: World, clock: Clock, backstage: Backstage) -> None:
    register(database, world, "1")
    here = opened(database, clock, backstage)
    backstage.busy = True
    for _ in range(5):
        here.of(1)
    assert len(backstage.waiting) == 1
    here.of(2)  # another site does not wait for this one
    assert len(backstage.waiting) == 2


def test_a_failure_leaves_the_old_snapshot_and_a_line_without_texts(
    database: Database,
    world: World,
    clock: Clock,
    backstage: Backstage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    register(database, world, "1")
    here = opened(database, clock, backstage)
    first = here.renew(1)
    register(database, world, "2")

    def gone(*_of: object) -> None:
        message = "secret words"
        raise OperationalError(message, {}, Exception(message))

    monkeypatch.setattr(archives, "contents", gone)
    clock.turn(seconds=61)
    here.of(1)
    with caplog.at_level(logging.WARNING):
        backstage.do()
    assert caplog.messages == ["an archive could not be renewed: OperationalError"]
    assert here.of(1) is first
    assert backstage.waiting == []  # not again with every comment
    monkeypatch.undo()
    clock.turn(seconds=61)
    here.of(1)
    backstage.do()
    assert size(here.of(1)) == 2


def test_after_closing_nothing_happens_any_more(
    database: Database, world: World, clock: Clock, backstage: Backstage
) -> None:
    register(database, world, "1")
    here = opened(database, clock, backstage)
    first = here.renew(1)
    register(database, world, "2")
    clock.turn(seconds=61)
    here.of(1)
    here.close()
    backstage.do()  # it was under way
    assert here.of(1) is first
    clock.turn(seconds=61)
    assert here.of(1) is first
    assert backstage.waiting == []


def test_articles_without_a_usable_profile_come_in_by_and_by(
    database: Database, world: World, clock: Clock, backstage: Backstage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MENDED", 2)
    register(database, world, "1", "2", "3")
    with database.transaction() as session:
        session.execute(sa.update(ArticleProfile).values(content=b"of an older release"))
    here = opened(database, clock, backstage)
    assert [size(here.renew(1)) for _ in range(4)] == [0, 2, 3, 3]


def test_as_many_sites_are_remembered_as_were_commented_on_last(
    database: Database, world: World, clock: Clock, backstage: Backstage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "SITES", 2)
    with database.transaction() as session:
        for name in ("second", "third"):
            make_site(session, world, SiteForm(name))
    for number in (1, 2, 3):
        register(database, world, "1", site_pk=number)
    here = opened(database, clock, backstage)
    first, second = here.renew(1), here.renew(2)
    assert here.of(1) is first
    third = here.renew(3)
    assert (here.of(1), here.of(3)) == (first, third)
    assert second is not None
    assert here.of(2) is None
    assert len(backstage.waiting) == 1


def test_switched_off_it_asks_nobody(database: Database, clock: Clock, backstage: Backstage) -> None:
    here = opened(database, clock, backstage, most=0)
    assert (here.of(1), here.renew(1), backstage.waiting) == (None, None, [])


def test_in_earnest_a_thread_renews_it(database: Database, world: World, clock: Clock, each_database: str) -> None:
    register(database, world, "1", "2")
    started: list[threading.Thread] = []

    def start(work: Callable[[], None]) -> threading.Thread:
        started.append(archives.start_thread(work))
        return started[-1]

    here = Archives(database, Profiles(database), clock, 300, start)
    here.of(1)
    (thread,) = started
    assert thread.daemon
    thread.join()
    assert size(here.of(1)) == 2
    assert len(started) == 1


def _in_child(here: Archives, answers: Any) -> None:
    backstage = Backstage()
    here._start = backstage.start  # noqa: SLF001 (what a worker would do)
    here.of(1)
    answers.put(len(backstage.waiting))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_worker_does_not_take_its_parents_thread_for_its_own(database: Database, clock: Clock) -> None:
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, daemon=True)
    thread.start()
    here = Archives(database, Profiles(database), clock, 300, lambda _work: thread)
    here.of(1)
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    child = fork.Process(target=_in_child, args=(here, answers))
    child.start()
    child.join()
    gate.set()
    assert answers.get() == 1
