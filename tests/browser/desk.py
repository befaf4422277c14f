"""The desk in a browser: a server of the app, somebody signed in, and what they press."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from service.web.context import Context
from tests.desk_support import COOKIE, Shelf, finding

Come = Callable[..., Page]


NAMES = {"maryam": "مریم نادری", "kaveh": "کاوه دادگر"}


@pytest.fixture
def shelf(nazer: Context) -> Shelf:
    shelf = Shelf(nazer.database, nazer.world)
    shelf.article(title="افزایش حقوق معلمان")
    for number in range(4):
        found = (finding(("insult", "advert")[number % 2], 0.9 - number / 10, spans=((0, 3),)),)
        shelf.comment(f"متن نظر {number}", findings=found)
    return shelf


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def come(browser: Browser, address: str, app: Flask, shelf: Shelf) -> Iterator[Come]:
    """Opens the desk for somebody signed in. An error on the page fails the test; a refusal only where none is due.

    refused: whether the service may refuse something, which browsers report as an error.
    """
    contexts, troubles = [], []
    tokens: dict[str, str] = {}

    def token_of(username: str) -> str:
        if username not in tokens:
            cookie = shelf.at_desk(app, username, NAMES[username]).client.get_cookie(COOKIE)
            assert cookie is not None
            tokens[username] = cookie.value
        return tokens[username]

    def open_desk(path: str = "/desk", who: str = "maryam", *, refused: bool = False, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([{"name": COOKIE, "value": token_of(who), "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        if not refused:
            page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(address + path)
        return page

    yield open_desk
    for context in contexts:
        context.close()

    assert troubles == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
