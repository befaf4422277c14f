"""What the desk costs with 10,000 held comments, and its search over 100,000, on both databases."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa
from flask.testing import FlaskClient

import rules
from bench.material import spread
from bench.report import Table, progress, quantile
from service.app import create_app
from service.settings import DEMO_SECRET, Settings
from service.status import Status
from service.store import schema
from service.store.database import Database
from service.store.tables import Article, Comment, Decision, Judgement, Moderator, Site, Thread
from service.usecases.sign_in import Checked, open_session
from service.world import World, real_world

HELD: Final = 10_000
ALL: Final = 100_000
ARTICLES: Final = 2_000
DECIDED: Final = 5_000
BATCH: Final = 2_000
SERVER: Final = "postgresql+psycopg://root@127.0.0.1:5432/test"
COLUMNS: Final = ("page", "SQLite p50 ms", "p95", "PostgreSQL p50 ms", "p95")
#: What moderators ask for; each address is a page that is drawn whole.
PAGES: Final = {
    "queue, riskiest first": "/desk",
    "queue, in the middle": "/desk?after=c5000",
    "queue, oldest first": "/desk?sort=oldest",
    "queue, busiest articles first": "/desk?sort=traffic",
    "queue, one rule": "/desk?rule=advert",
    "queue, a rule that saw nothing": "/desk?rule=nothing",
    "queue, a section and a band": "/desk?section=s3&band=high",
    "queue, one author": "/desk?author=n77",
    "reported": "/desk?tab=reported",
    "published by the machine": "/desk?tab=published",
    "refused by the machine": "/desk?tab=refused",
    "decided": "/desk?tab=decided",
    "counts": "/desk/counts",
    "search, a common word": "/desk?tab=all&q=مردم",
    "search, two words": "/desk?tab=all&q=قیمت+خودرو",
    "search, a rare word": "/desk?tab=all&q=سنجاقک",
    "search, the queue only": "/desk?q=گرانی",
    "search, a beginning that many words have": "/desk?tab=all&q=می",
    "all alike": "/desk?tab=all&like=c5000",
    "one comment with all around it": "/desk/comments/c5000",
}


def run(rounds: int) -> list[Table]:
    """Fill both databases with the same comments, and turn the desk's pages."""
    table = Table("The desk: a page drawn whole, by one worker", COLUMNS)
    figures = [_measure(name, url, rounds) for name, url in _databases(table)]
    for page in PAGES:
        row: list[Any] = [page]
        for times in figures:
            row += [median(times[page]), quantile(times[page], 0.95)]
        table.rows.append(tuple([*row, None, None][: len(COLUMNS)]))
    table.notes += [
        f"{ALL:,} comments of the seeds' texts under {ARTICLES:,} articles; {HELD:,} of them held, {DECIDED:,} decided.",
        f"{10 * rounds} times each page, in turns, the whole answer without the network.",
    ]
    return [table]


def _databases(table: Table) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'desk.db'}"
    try:
        with _new_database() as url:
            yield "PostgreSQL", url
    except sa.exc.OperationalError:
        table.notes.append("There was no PostgreSQL.")


@contextmanager
def _new_database() -> Iterator[str]:
    name = f"nazer_bench_{uuid4().hex[:12]}"
    server = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield SERVER.rpartition("/")[0] + f"/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def _measure(name: str, url: str, rounds: int) -> dict[str, list[float]]:
    progress(f"desk: {name} is filled …")
    schema.upgrade(url)
    settings = replace(Settings(DEMO_SECRET, url), demo=True, secure_cookies=False, archive_articles=0, log_level="ERROR")
    app = create_app(settings, real_world())
    now = app.extensions["nazer"]
    client = app.test_client()
    try:
        _fill(now.database, now.world)
        client.set_cookie("nazer_desk", _sign_in(now.database, now.world))
        progress(f"desk: the pages of {name} are turned …")
        return _turn(client, rounds)
    finally:
        now.close()


def _turn(client: FlaskClient, rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {page: [] for page in PAGES}
    for number in range(10 * rounds + 1):
        for page, address in PAGES.items():
            begin = time.perf_counter()
            answer = client.get(address)
            took = (time.perf_counter() - begin) * 1000
            if answer.status_code != 200:  # noqa: PLR2004 (OK)
                message = f"{address} answered {answer.status_code}"
                raise RuntimeError(message)
            if number:  # the first time everything is loaded
                times[page].append(took)
    return times


def _sign_in(database: Database, world: World) -> str:
    with database.transaction() as session:
        return open_session(session, world, Checked(1, None), hours=1).token


def _fill(database: Database, world: World) -> None:
    pieces = spread(4_000)
    now = world.now()
    with database.transaction() as session:
        session.add(Site(name="b", public_key="b", secret_hash="b", origins=[], domains=[], created_at=now))
        session.add(Moderator(username="b", display_name="b", role="owner", password_hash="-", created_at=now))
        session.flush()
        empty = {"kicker": "", "lede": "لید " * 30, "body": "متن " * 800, "tags": [], "url": "", "digest": ""}
        rows = [
            {"site_pk": 1, "code": f"a{n}", "title": f"خبر {n}", "category": f"s{n % 12}", "comments_open": True}
            | empty | {"created_at": now, "updated_at": now}
            for n in range(ARTICLES)
        ]  # fmt: skip
        session.execute(sa.insert(Article), rows)
        threads = [{"article_pk": n + 1, "version": 1, "published": 45, "held": 5} for n in range(ARTICLES)]
        session.execute(sa.insert(Thread), threads)
    for first in range(0, ALL, BATCH):
        numbers = range(first, first + BATCH)
        with database.transaction() as session:
            session.execute(sa.insert(Comment), [_comment(n, pieces[n % len(pieces)].text, now) for n in numbers])
            session.execute(sa.insert(Judgement), [_judgement(n, now) for n in numbers])
            decided = [_decision(n, now) for n in numbers if n % (ALL // DECIDED) == 1]
            session.execute(sa.insert(Decision), decided)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def _comment(number: int, text: str, now: Any) -> dict[str, Any]:
    held = number % (ALL // HELD) == 0
    status = Status.HELD if held else Status.REJECTED if number % 7 == 1 else Status.PUBLISHED
    return {
        "id": f"c{number}", "site_pk": 1, "article_pk": number % ARTICLES + 1, "depth": 0, "text": text,
        "author_name": f"n{number % 3000}", "status": status, "risk": (number * 37 % 1000) / 1000 if held else 0.0,
        "client_key": f"k{number}", "digest": "", "network": f"w{number % 500}", "reader": f"r{number % 4000}",
        "fragment": "{}", "created_at": now - timedelta(seconds=ALL - number), "published_at": now, "revision": 1,
        "reports": 1 if number % 500 == 2 else 0, "language": "en" if number % 100 == 0 else "",
    }  # fmt: skip


def _judgement(number: int, now: Any) -> dict[str, Any]:
    names = ("insult", "accusation", "relevance", "advert")
    findings = [
        {"rule": rule, "action": "hold" if place == number % 4 else "none", "score": 0.7, "message": rule,
         "spans": [[0, 4]], "field": "text", "details": [["word", "واژه"]], "rule_version": 1}
        for place, rule in enumerate(names)
    ]  # fmt: skip
    return {"comment_pk": number + 1, "outcome": rules.Outcome.HOLD, "policy_version": "bench", "degraded": [],
            "findings": findings, "created_at": now}  # fmt: skip


def _decision(number: int, now: Any) -> dict[str, Any]:
    return {"comment_pk": number + 1, "moderator_pk": 1, "was": Status.HELD, "became": Status.REJECTED,
            "reason": "insult", "note": "", "revision": 1, "created_at": now}  # fmt: skip
