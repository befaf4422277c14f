"""What was acknowledged is there after the workers were killed in the middle of their work."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from service.article import ArticleForm
from service.keys import Keys
from service.store.database import open_database
from service.store.tables import Comment
from service.usecases.challenges import Sealed, seal
from service.usecases.make_site import SiteForm, make_site
from service.usecases.register_article import register_article
from service.world import real_world
from tests.support import SECRET

WANTED = 40  # acknowledged comments before the kill
POSTERS = 4
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Two workers of the real server, in a process group of their own."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("NAZER_")}
    env |= {
        "NAZER_SECRET_KEY": SECRET,
        "NAZER_DATABASE_URL": url,
        "NAZER_LIMIT_SUBMIT": "",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "tests.serving:application"],
        env=env,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_alive(port)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_alive(port: int) -> None:
    for _ in range(300):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    message = "the server did not start"
    raise TimeoutError(message)


def post_until_it_dies(port: int, key: bytes, poster: int, acknowledged: list[str]) -> None:
    """Post and post; note the id of each comment that was answered with 201."""
    number = 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        while len(acknowledged) < WANTED * 5:
            number += 1
            until = datetime.now(UTC) + timedelta(minutes=5)
            sealed = Sealed(f"challenge-{poster}-{number}", "12345", until, site="pk_news")
            body = {
                "article_id": "1",
                "text": f"نظر {poster} {number}",
                "captcha": {"token": seal(key, sealed), "answer": "12345"},
                "client_key": f"draft-{poster}-{number}",
            }
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/v1/comments", json.dumps(body).encode(), headers)
            answer = connection.getresponse()
            read = json.loads(answer.read())
            if answer.status == 201:
                acknowledged.append(read["comment"]["id"])
    except (OSError, http.client.HTTPException, ValueError):
        return  # killed: what was not read to its end was not acknowledged
    finally:
        connection.close()


def test_acknowledged_comments_survive_kill_9_while_posting(database_url: str, each_database: str) -> None:
    world, database = real_world(), open_database(database_url)
    with database.transaction() as session:
        make_site(session, world, SiteForm("news", public_key="pk_news"))
    with database.transaction() as session:
        register_article(session, world, 1, ArticleForm(code="1", title="عنوان"))
    acknowledged: list[str] = []
    port = free_port()
    with serving(database_url, port) as process:
        key = Keys.from_secret(SECRET).captcha
        posters = [
            threading.Thread(target=post_until_it_dies, args=(port, key, number, acknowledged))
            for number in range(POSTERS)
        ]
        for poster in posters:
            poster.start()
        patience = time.monotonic() + 30
        while len(acknowledged) < WANTED and time.monotonic() < patience:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        for poster in posters:
            poster.join()
    assert len(acknowledged) >= WANTED
    with database.reading() as session:
        kept = set(session.scalars(sa.select(Comment.id)))
    database.close()
    assert set(acknowledged) <= kept
