"""Which addresses may become links."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
#: An address within a text, and the marks behind it that belong to the sentence.
_WITHIN: Final = re.compile(r"""https?://[^\s<>"'«»\\]+""", re.IGNORECASE)
_MARKS: Final = ".,;:!?؟،؛)]}"


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web (http or https), and no script or file behind another scheme."""
    return _WEB.fullmatch(text) is not None


def linked(text: str, domains: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is an address on one of the domains; joined they give the text again.

    The publisher's own domains are the policy here: links to others are adverts to the rules, and stay text.
    """
    own, at = tuple(domains), 0
    for found in _WITHIN.finditer(text):
        address = found[0].rstrip(_MARKS)
        if not _is_on(address, own):
            continue
        if found.start() > at:
            yield text[at : found.start()], False
        yield address, True
        at = found.start() + len(address)
    if at < len(text):
        yield text[at:], False


def _is_on(address: str, domains: Iterable[str]) -> bool:
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:  # a bracket that opens no IPv6 address
        return False
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
