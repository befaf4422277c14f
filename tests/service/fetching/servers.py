"""A publisher's server on this machine, under a name that only the tests' look-up knows."""

import itertools
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.fetching import Fetcher, FetchError

Act = Callable[[BaseHTTPRequestHandler], None]
HOST = "news.example"


class Server:
    """A publisher's server on this machine, under a name that only the tests' look-up knows."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.acts: dict[str, Act] = {}
        self.seen: list[tuple[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.seen.append((self.headers["Host"], self.path))
                server.acts[self.path](self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.port = self._server.server_port
        self.done = threading.Event()
        self.origin = f"{'https' if context else 'http'}://{HOST}:{self.port}"

    def at(self, path: str, act: Act) -> str:
        self.acts[path] = act
        return self.origin + path

    def close(self) -> None:
        self.done.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def page(body: bytes = b"<h1>x</h1>", kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


def to(location: str, status: int = 302) -> Act:
    return page(b"", status=status, Location=location)


class Names:
    """A look-up that gives one answer after another, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._answers = itertools.chain(answers, itertools.repeat(answers[-1]))

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return next(self._answers)


def says(text: bytes) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(text)

    return act


def kind_of(one: Fetcher, url: str, *origins: str) -> str:
    with pytest.raises(FetchError) as caught:
        one.fetch(url, origins)
    return caught.value.kind
