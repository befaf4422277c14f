"""Bytes of a saved page to text: UTF-8, UTF-16 with a mark, the page's own declaration, or windows-1256."""

import codecs
import re
from typing import Final

_DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LAST_RESORT: Final = "windows-1256"  # what Persian pages were written in before UTF-8


def decode(content: bytes) -> str:
    """Decode a saved page; never fails, unknown bytes become U+FFFD."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        # Persian in another encoding is practically never valid UTF-8, so what is valid is UTF-8,
        # whatever an old <meta> says: browsers save pages as UTF-8 and leave the declaration as it was.
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_declared(content), errors="replace")


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    if found is None:
        return _LAST_RESORT
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return _LAST_RESORT
    # A page with a few broken bytes that says it is UTF-8 is UTF-8; so is one that says ASCII or Latin-1 by default.
    return _LAST_RESORT if name in {"ascii", "iso8859-1", "cp1252"} else name
