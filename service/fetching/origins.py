"""Which addresses belong to a site: those of its own origins, and nothing that only looks like them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_PORTS: Final = {"http": 80, "https": 443}
#: What browsers, Python and servers read differently: spaces, controls, backslashes.
_AMBIGUOUS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_LONGEST: Final = 2000
#: Stays as it is in a path or a query; whatever else there is, Persian letters too, is written in percents.
_PLAIN: Final = "/%:@!$&'()*+,;=~-._?"


class NotOfSiteError(ValueError):
    """An address that is none of the site's."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page is. host: as in DNS (punycode); path: with its query, as it is sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """As browsers write it: `https://www.example.ir`."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as they stand in `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path

    def is_page_of(self, other: "Target") -> bool:
        """Whether both name one page, however its letters are written, with or without a last slash."""
        mine, theirs = (_decoded(one) for one in (self, other))
        return mine == theirs


def read_target(url: str, origins: Collection[str]) -> Target:
    """An address of one of the origins, ports and all. Raises NotOfSiteError for every other."""
    target = _read(url)
    if target.origin not in {_read(origin).origin for origin in origins}:
        raise NotOfSiteError
    return target


def _read(url: str) -> Target:
    if len(url) > _LONGEST or _AMBIGUOUS.search(url):
        raise NotOfSiteError
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if ":" not in host:  # an IPv6 address has no other way to be written
            host = host.encode("idna").decode("ascii").rstrip(".")
    except ValueError:  # no port, an open bracket, a label that is none
        raise NotOfSiteError from None
    if parts.scheme not in _PORTS or not host or parts.username is not None or parts.password is not None:
        raise NotOfSiteError
    query = f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else ""
    path = quote(parts.path, safe=_PLAIN) or "/"
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path + query)


def _decoded(target: Target) -> tuple[str, str, str]:
    path, _, query = target.path.partition("?")
    return target.origin, unquote(path).rstrip("/"), unquote(query)
