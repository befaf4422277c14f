"""A page is fetched from the address that was checked, within the site, its time and its size."""

import itertools
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.fetching import Fetcher, FetchError, NotOfSiteError, is_loopback

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


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


class Names:
    """A look-up that gives one answer after another, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._answers = itertools.chain(answers, itertools.repeat(answers[-1]))

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return next(self._answers)


def fetcher(*answers: list[str], seconds: float = 5, most_bytes: int = 1000) -> tuple[Fetcher, Names]:
    names = Names(*(answers or (["127.0.0.1"],)))
    return Fetcher(look_up=names, permits=is_loopback, seconds=seconds, most_bytes=most_bytes), names


def kind_of(one: Fetcher, url: str, *origins: str) -> str:
    with pytest.raises(FetchError) as caught:
        one.fetch(url, origins)
    return caught.value.kind


def test_a_page_comes_from_the_checked_address_under_its_own_name(server: Server) -> None:
    one, names = fetcher()
    found = one.fetch(server.at("/7?a=b", page("<h1>خبر</h1>".encode())), [server.origin])
    assert found.content.decode() == "<h1>خبر</h1>"
    assert server.seen == [(f"{HOST}:{server.port}", "/7?a=b")]
    assert names.asked == [(HOST, server.port)]


def test_who_is_open_to_readers_does_not_go_to_this_machine(server: Server) -> None:
    url = server.at("/7", page())
    assert kind_of(Fetcher(look_up=Names(["127.0.0.1"])), url, server.origin) == "elsewhere"
    assert kind_of(Fetcher(look_up=Names(["::ffff:127.0.0.1"])), url, server.origin) == "elsewhere"
    local = f"http://127.0.0.1:{server.port}"
    assert kind_of(Fetcher(), f"{local}/7", local) == "elsewhere"
    assert server.seen == []


def test_one_private_address_among_public_ones_is_enough_to_stay_away(server: Server) -> None:
    one, _ = fetcher(["127.0.0.1", "10.0.0.1"])
    assert kind_of(one, server.at("/7", page()), server.origin) == "elsewhere"
    assert server.seen == []


def test_a_name_that_turns_elsewhere_after_the_check_changes_nothing(server: Server) -> None:
    one, names = fetcher(["127.0.0.1"], ["10.0.0.1"])
    assert one.fetch(server.at("/7", page()), [server.origin]).content
    assert len(names.asked) == 1  # what was checked is what was connected to


def test_a_name_that_turns_elsewhere_before_a_redirect_is_caught(server: Server) -> None:
    one, _ = fetcher(["127.0.0.1"], ["10.0.0.1"])
    server.at("/8", page())
    assert kind_of(one, server.at("/7", to("/8")), server.origin) == "elsewhere"
    assert [path for _, path in server.seen] == ["/7"]


def test_redirects_within_the_site_are_followed_three_times(server: Server) -> None:
    one, _ = fetcher()
    for number, status in enumerate((301, 302, 307, 308)):
        server.at(f"/{number}", to(f"/{number + 1}", status))
    server.at("/4", page())
    assert one.fetch(f"{server.origin}/1", [server.origin]).target.path == "/4"
    assert kind_of(one, f"{server.origin}/0", server.origin) == "redirects"


@pytest.mark.parametrize(
    "location",
    [
        "http://evil.example/",
        "//evil.example/",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "http://news.example:1/",
        "https://{origin}/",
    ],
)
def test_a_redirect_off_the_site_is_not_followed(server: Server, location: str) -> None:
    one, names = fetcher()
    assert kind_of(one, server.at("/7", to(location)), server.origin) == "elsewhere"
    assert len(names.asked) == 1


def test_the_address_itself_must_be_of_the_site(server: Server) -> None:
    one, names = fetcher()
    with pytest.raises(NotOfSiteError):
        one.fetch(server.at("/7", page()), ["https://other.example"])
    assert names.asked == []


def says(text: bytes) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(text)

    return act


USELESS: dict[str, tuple[Act, str]] = {
    "long": (page(b"x" * 1001), "too-large"),
    "long without saying so": (says(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 9000), "too-large"),
    "data": (page(kind="application/json"), "not-html"),
    "nearly html": (page(kind="text/htmlx"), "not-html"),
    "packed": (page(Content_Encoding="gzip"), "not-html"),
    "missing": (page(status=404), "status"),
    "broken": (page(status=500), "status"),
    "empty": (page(status=204), "status"),
    "a redirect to itself": (to(""), "redirects"),
    "another protocol": (says(b"SSH-2.0-OpenSSH\r\n"), "unreachable"),
    "cut": (says(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nx"), "unreachable"),
}


@pytest.mark.parametrize(("act", "kind"), USELESS.values(), ids=USELESS)
def test_what_is_no_page_is_not_taken(server: Server, act: Act, kind: str) -> None:
    one, _ = fetcher()
    assert kind_of(one, server.at("/7", act), server.origin) == kind


def drip(server: Server, first: bytes, bit: bytes) -> Act:
    """Sends a little now and then, for ever."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(first)
            while not server.done.wait(0.05):
                handler.wfile.write(bit)
                handler.wfile.flush()
        except OSError:
            return

    return act


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_who_never_comes_to_an_end_is_left(server: Server, first: bytes) -> None:
    one, _ = fetcher(seconds=0.4, most_bytes=10_000_000)
    assert kind_of(one, server.at("/7", drip(server, first, b"a")), server.origin) == "slow"


def test_who_says_nothing_is_left(server: Server) -> None:
    one, _ = fetcher(seconds=0.3)

    def silent(_handler: BaseHTTPRequestHandler) -> None:
        server.done.wait(20)

    assert kind_of(one, server.at("/7", silent), server.origin) == "slow"


def test_a_look_up_that_does_not_end_is_left_too() -> None:
    over = threading.Event()

    def asleep(_host: str, _port: int) -> list[str]:
        over.wait(20)
        return []

    assert kind_of(Fetcher(look_up=asleep, seconds=0.2), "http://news.example/7", "http://news.example") == "slow"
    over.set()


def test_a_name_or_a_server_that_is_not_there_is_unreachable() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise OSError

    assert kind_of(Fetcher(look_up=nobody), "http://news.example/7", "http://news.example") == "unreachable"
    closed = Server()
    closed.close()
    one, _ = fetcher()
    assert kind_of(one, f"{closed.origin}/7", closed.origin) == "unreachable"


class Tls:
    """A certificate for the publisher's name."""

    def __init__(self, folder: Path, host: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.file = folder / "certificate.pem"
        plain = serialization.NoEncryption()
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        self.file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        self.asked: list[str] = []

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        context.sni_callback = lambda _socket, name, _context: self.asked.append(name)
        return context

    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.file)


@pytest.mark.parametrize(("host", "trusted"), [(HOST, True), ("other.example", False)])
def test_the_certificate_is_that_of_the_name_and_not_of_the_address(tmp_path: Path, host: str, trusted: bool) -> None:
    tls = Tls(tmp_path, host)
    server = Server(tls.server())
    try:
        one = Fetcher(look_up=Names(["127.0.0.1"]), permits=is_loopback, trusts=tls.client)
        url = server.at("/7", page())
        if trusted:
            assert one.fetch(url, [server.origin]).content == b"<h1>x</h1>"
        else:
            assert kind_of(one, url, server.origin) == "unreachable"
        assert tls.asked == [HOST]
        assert kind_of(Fetcher(look_up=Names(["127.0.0.1"]), permits=is_loopback), url, server.origin) == "unreachable"
    finally:
        server.close()
