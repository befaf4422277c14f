"""A page is fetched from the address that was checked, within the site, its time and its size."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from service.fetching import Fetcher, NotOfSiteError, is_loopback
from tests.service.fetching.servers import HOST, Act, Names, Server, kind_of, page, says, to


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def fetcher(*answers: list[str], seconds: float = 5, most_bytes: int = 1000) -> tuple[Fetcher, Names]:
    names = Names(*(answers or (["127.0.0.1"],)))
    return Fetcher(look_up=names, permits=is_loopback, seconds=seconds, most_bytes=most_bytes), names


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
