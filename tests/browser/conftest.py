"""A real server, a real browser, a publisher's page of another origin, and a reader in front of it.

Without a browser these tests are skipped; with REQUIRE_SERVICES=1 they fail instead.
"""

import itertools
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from service.store import schema
from service.store.database import open_database
from tests.browser.desk import address, come, shelf  # noqa: F401 (fixtures)
from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Stand

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECRET = "a secret for the tests in the browser"
PATIENCE = 60  # seconds for the service to start: the rules read their words


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives Chromium against a real server process")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("there is no Chromium")
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def publisher() -> Iterator[Publisher]:
    publisher = Publisher()
    yield publisher
    publisher.close()


@pytest.fixture(scope="session")
def stand(tmp_path_factory: pytest.TempPathFactory, publisher: Publisher) -> Iterator[Stand]:
    """The service as it is run, in a process of its own, on a fresh database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'nazer.db'}"
    schema.upgrade(url)
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    process = _serve(port, {"NAZER_DATABASE_URL": url, "NAZER_SECRET_KEY": SECRET, "NAZER_PUBLIC_URL": base})
    database = open_database(url)
    try:
        _await(f"{base}/readyz", process)
        yield Stand(base, database, SECRET, publisher.origin)
    finally:
        database.close()
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def reader(browser: Browser, stand: Stand) -> Iterator[Callable[..., Reader]]:
    """Opens pages. Whatever went wrong on one of them, unexpected, fails the test."""
    readers: list[Reader] = []

    def come(**options: object) -> Reader:  # noqa: F811 (of its own)
        readers.append(Reader(browser.new_context(**options), stand))  # type: ignore[arg-type]
        return readers[-1]

    yield come
    troubles = list(itertools.chain.from_iterable(reader.leave() for reader in readers))

    assert troubles == []


def _serve(port: int, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
    limits = ("LIMIT_SUBMIT", "LIMIT_PREVIEW", "LIMIT_CAPTCHA", "LIMIT_CROWD")
    floods = ("FLOOD_SITE", "FLOOD_NEWCOMERS", "FLOOD_GUESSES")
    unlimited = {
        **{f"NAZER_{name}": "" for name in (*limits, *floods)},
        "NAZER_CAPTCHA_LEAST_SECONDS": "0",
        "NAZER_DEMO": "yes",
        "NAZER_LOG_LEVEL": "ERROR",
    }
    environment = {**os.environ, **unlimited, **settings}
    root = Path(__file__).parents[2]
    return subprocess.Popen([*command, "--no-log", "service.wsgi:application"], env=environment, cwd=root)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail("the service did not start")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("the service is not ready")
