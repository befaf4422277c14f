"""Which addresses become links in a text: those on the publisher's own domains."""

import pytest

from service.addresses import linked


def test_addresses_on_own_domains_are_told_apart_and_nothing_is_lost() -> None:
    text = "ببینید: https://www.example.ir/news/1، نه https://example.com/ و نه http://badexample.ir."
    pieces = list(linked(text, ["example.ir"]))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_link in pieces if is_link] == ["https://www.example.ir/news/1"]


@pytest.mark.parametrize(
    "trick",
    [
        "https://example.ir@evil.com/",
        "https://example.ir.evil.com/",
        "https://evil.com/?https://example.ir",
        "https://[example.ir",
        "https://evil.com\\.example.ir/",  # browsers take it for a slash
        "javascript://example.ir/%0aalert(1)",
    ],
)
def test_no_trick_makes_another_host_look_like_an_own_one(trick: str) -> None:
    assert not any(is_link for _, is_link in linked(trick, ["example.ir"]))
