"""What readers do to comments that are there, and how a test asks after it."""

from playwright.sync_api import Locator

from tests.browser.reader import Reader


def card(reader: Reader, words: str) -> Locator:
    """The comment that says these words."""
    return reader.widget.locator("article", has=reader.page.locator("[part=text]", has_text=words))


def part(comment: Locator, name: str) -> Locator:
    """A part of a comment: a button, a mark."""
    return comment.locator(f"[part~={name}]")
