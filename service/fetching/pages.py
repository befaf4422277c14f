"""One page over HTTP: few redirects, little time, few bytes, and a connection to the address that was checked."""

import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic
from typing import Final
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from service.fetching.origins import NotOfSiteError, Target, read_target
from service.fetching.places import is_public, look_up

SECONDS: Final = 5.0
MOST_BYTES: Final = 2_097_152
MOST_REDIRECTS: Final = 3
_CHUNK: Final = 65_536
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_HEADERS: Final = {
    "Accept": "text/html",
    "Accept-Encoding": "identity",  # what is packed could be larger than it looks
    "User-Agent": "Mozilla/5.0 (compatible; Nazer)",
}


class _Line(HTTPConnection):
    """A connection that can be cut from another thread, whatever it is at: a handshake, the headers, the body."""

    _own: socket.socket | None = None

    def cut(self) -> None:
        """End it; who reads from it finds an end."""
        with suppress(OSError):  # it has ended by itself
            if self._own is not None:
                self._own.shutdown(socket.SHUT_RDWR)

    def forget(self) -> None:
        """Give back what `cut` needs."""
        if self._own is not None:
            self._own.close()

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        self._own = made.dup()
        return made


class _SealedLine(_Line, HTTPSConnection):
    """The same over TLS."""


class FetchError(Exception):
    """No page was had. `kind`: elsewhere, unreachable, slow, status, redirects, not-html, too-large."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Page:
    """What came. target: where it was in the end."""

    target: Target
    content: bytes


@dataclass(frozen=True)
class Fetcher:
    """Fetches pages of a site's own origins.

    look_up and permits stand here so that a test can put the whole network on its own machine; a service that is open
    to readers has no other than those that are given. trusts: for TLS.
    """

    look_up: Callable[[str, int], Sequence[str]] = look_up
    permits: Callable[[str], bool] = is_public
    trusts: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    _names: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "nazer-names"), repr=False)

    def fetch(self, url: str, origins: Collection[str]) -> Page:
        """The page at an address of one of the origins; redirects are followed within them.

        Raises FetchError; NotOfSiteError when the address itself is not of the site.
        """
        until = monotonic() + self.seconds
        target = read_target(url, origins)
        for _ in range(MOST_REDIRECTS + 1):
            with self._answer(target, until) as answer:
                if answer.status not in _REDIRECTS:
                    return Page(target, self._read(answer, until))
                onward = urljoin(target.url, answer.headers.get("Location", ""))
            try:
                target = read_target(onward, origins)
            except NotOfSiteError:
                raise FetchError("elsewhere") from None
        raise FetchError("redirects")

    @contextmanager
    def _answer(self, target: Target, until: float) -> Iterator[BaseHTTPResponse]:
        connection = self._connection(target, self._place(target, until), until)
        # A server that sends a byte now and then never times out by itself: at the end of the time the line is cut.
        watch = threading.Timer(max(until - monotonic(), 0), connection.cut)
        watch.daemon = True
        watch.start()
        try:
            headers = {**_HEADERS, "Host": target.authority}
            connection.request("GET", target.path, headers=headers, preload_content=False, decode_content=False)
            with closing(connection.getresponse()) as answer:
                yield answer
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            # ValueError: an answer that is no HTTP, or a connection that was cut while it was used.
            raise FetchError("slow" if monotonic() >= until or _timed_out(error) else "unreachable") from error
        finally:
            watch.cancel()
            connection.close()
            connection.forget()

    def _place(self, target: Target, until: float) -> str:
        """The one address that will be connected to. Looked up once: a second answer could be another one."""
        lookup = self._names.submit(self.look_up, target.host, target.port)
        try:
            found = lookup.result(max(until - monotonic(), 0))
        except TimeoutError:
            raise FetchError("slow") from None
        except (OSError, UnicodeError):
            raise FetchError("unreachable") from None
        # One bad address among good ones is no oversight.
        if not found or not all(map(self.permits, found)):
            raise FetchError("elsewhere")
        return found[0]

    def _connection(self, target: Target, place: str, until: float) -> _Line:
        timeout = max(until - monotonic(), 0.001)
        if target.scheme == "http":
            return _Line(place, target.port, timeout=timeout)
        return _SealedLine(
            place,
            target.port,
            timeout=timeout,
            server_hostname=target.host,
            assert_hostname=target.host,
            ssl_context=self.trusts(),
        )

    def _read(self, answer: BaseHTTPResponse, until: float) -> bytes:
        if monotonic() >= until:  # headers that were cut look like headers
            raise FetchError("slow")
        if answer.status != _OK:
            raise FetchError("status")
        if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() not in _HTML:
            raise FetchError("not-html")
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise FetchError("not-html")
        content = bytearray()
        while chunk := answer.read(_CHUNK):
            content += chunk
            if len(content) > self.most_bytes:
                raise FetchError("too-large")
            if monotonic() >= until:
                raise FetchError("slow")
        if monotonic() >= until:  # and a body that was cut like one that has ended
            raise FetchError("slow")
        return bytes(content)


def _timed_out(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or "timed out" in str(error)
