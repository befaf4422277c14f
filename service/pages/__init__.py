"""Reads one article out of a saved page, as Persian agencies publish it: the page's copied text, or its HTML.

Nothing is fetched and nothing is kept: bytes in, an `ArticleForm` out, open for comments. Text that has lost its
half-spaces is read as it is.
"""

from typing import Literal

from service.article import ArticleForm

__all__ = ["Kind", "read_page"]

Kind = Literal["text", "html"]
_TAGS = ("<!doctype html", "<html", "<head", "<body", "<meta", "<script", "<article", "<div")
_LOOKED_AT = 4096


def read_page(content: bytes | str, *, kind: Kind | None = None, expected: str = "") -> ArticleForm:
    """Read the article; the kind of page is seen from its first lines unless it is given.

    expected: the code that an HTML page is asked for under; its `<nazer-comments>` of that code goes before all else.

    Raises ArticleUnreadableError, which says in one sentence what is missing.
    """
    # The readers are imported when they are needed: the command's help must not wait for an HTML parser.
    from service.pages.decoding import decode

    text = decode(content) if isinstance(content, bytes) else content
    if (kind or _kind_of(text)) == "html":
        from service.pages.html import read_html

        return read_html(text, expected)
    from service.pages.text import read_text

    return read_text(text)


def _kind_of(text: str) -> Kind:
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n").lower()
    return "html" if start.startswith("<") and any(tag in start for tag in _TAGS) else "text"
