"""Which addresses may be gone to, and which pages are a site's."""

import pytest

from service.fetching import NotOfSiteError, is_public, look_up, read_target

SITE = ("https://news.example", "https://xn--mgba3a4f16a.example:8443", "http://old.example")


@pytest.mark.parametrize("address", ["93.184.215.14", "2.144.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_open_network_may_be_gone_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.5.5", "192.168.1.1", "100.64.0.1"),  # private, and a carrier's
        *("127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "::", "0.1.2.3"),  # this machine  # noqa: S104
        *("169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1"),  # this link: where clouds keep their keys
        *("224.0.0.1", "239.1.1.1", "ff02::1", "255.255.255.255"),  # many at once
        *("240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "192.88.99.1"),
        *("fc00::1", "fd12:3456::1"),
        *("::ffff:127.0.0.1", "::ffff:93.184.215.14", "::127.0.0.1"),  # IPv4 written as IPv6
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::"),  # translated, tunnelled
        *("", "localhost", "2130706433", "0x7f.1", "127.1"),  # no address at all
    ],
)
def test_no_place_of_our_own_network_may(address: str) -> None:
    assert not is_public(address)


def test_a_name_is_looked_up_once_for_each_address() -> None:
    assert "127.0.0.1" in look_up("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://news.example/news/5414189", "news.example", "/news/5414189"),
        ("https://NEWS.example:443", "news.example", "/"),
        (
            "https://news.example/خبر?شماره=۷#نظر",
            "news.example",
            "/%D8%AE%D8%A8%D8%B1?%D8%B4%D9%85%D8%A7%D8%B1%D9%87=%DB%B7",
        ),
        ("https://news.example/%D8%AE?a=b%20c", "news.example", "/%D8%AE?a=b%20c"),
        ("https://ایران.example:8443/a", "xn--mgba3a4f16a.example", "/a"),
        ("http://old.example/../etc", "old.example", "/../etc"),
    ],
)
def test_a_page_of_the_sites_origins_is_read(url: str, host: str, path: str) -> None:
    target = read_target(url, SITE)
    assert (target.host, target.path) == (host, path)
    assert target.url.isascii()


@pytest.mark.parametrize(
    "url",
    [
        *("http://news.example/", "https://news.example:8443/", "https://old.example/", "http://old.example:8080/"),
        *("https://news.example.evil.example/", "https://evil.example/https://news.example/", "//news.example/"),
        *("https://news.example@evil.example/", "https://evil.example\\@news.example/", "https://me:pw@news.example/"),
        *("https://news.example\\.evil.example/", "https://evil.example#@news.example/", "https://news.example\t/"),
        *("https://news.example:0x1bb/", "https://news.example:99999/", "https://[::1]/", "https://127.0.0.1/"),
        *(
            "file:///etc/passwd",
            "ftp://news.example/",
            "javascript:alert(1)",
            "gopher://news.example/",
            "",
            "news.example",
        ),
        *("https://", "https:///news.example/", "https://[news.example/", "https://news.example/\r\nHost: evil"),
        f"https://news.example/{'a' * 2000}",
        f"https://{'a' * 70}.example/",
    ],
)
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(NotOfSiteError):
        read_target(url, SITE)


def test_a_page_is_the_same_however_its_letters_are_written() -> None:
    one = read_target("https://news.example/خبر/7", SITE)
    assert one.is_page_of(read_target("https://news.example/%d8%ae%d8%a8%d8%b1/7/", SITE))
    assert not one.is_page_of(read_target("https://news.example/خبر/7?page=2", SITE))
    assert not one.is_page_of(read_target("https://news.example/خبر/8", SITE))


def test_an_origin_is_written_as_browsers_write_it() -> None:
    assert read_target("https://news.example:443/a", SITE).origin == "https://news.example"
    assert read_target("https://ایران.example:8443/", SITE).authority == "xn--mgba3a4f16a.example:8443"
    assert read_target("http://[2606:2800::1]:81/", ["http://[2606:2800::1]:81"]).authority == "[2606:2800::1]:81"
