"""The reader's token over HTTP: a header of our own and no cookie, so that no other page can send it along."""

from typing import Final

from flask import g, request

from service.errors import UnauthorizedError
from service.keys import keyed_hash
from service.messages import say
from service.readers import Reader, read_reader
from service.web.context import address_key, coarse_network, current

HEADER: Final = "Nazer-Reader"


def current_reader() -> Reader | None:
    """Who sends this request; None when the token is missing, or none of ours."""
    if "nazer_reader" not in g:
        g.nazer_reader = read_reader(current().keys.reader, request.headers.get(HEADER, ""))
    reader: Reader | None = g.nazer_reader
    return reader


def kept_reader() -> str:
    """Who sends this request, as it is kept with comments and votes: a keyed hash, empty for nobody that we know."""
    reader = current_reader()
    return "" if reader is None else keyed_hash(current().keys.reader, f"kept {reader.id}").hex()[:32]


def demand_reader() -> str:
    """The same, where there must be one. Raises UnauthorizedError."""
    kept = kept_reader()
    if not kept:
        raise UnauthorizedError(say("reader.missing"))
    return kept


def reader_key() -> str:
    """Whom limits count: a reader in their network, so that a whole carrier behind one address is not one of them.

    Without a token: the address. The network is coarse: a telephone changes its address on the way.
    """
    reader = current_reader()
    if reader is None:
        return address_key()
    place = coarse_network(request.remote_addr or "")
    return keyed_hash(current().keys.network, f"{reader.id} {place}").hex()[:32]


def newcomer_key() -> str:
    """Whom captchas grow harder for: a known reader alone; all others by address, since a new token costs nothing."""
    reader = current_reader()
    return reader_key() if reader is not None and reader.is_known else address_key()
