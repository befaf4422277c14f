"""Whether whoever sends a request may write here: asked before a captcha is spent, a vote counted, a report kept."""

from service.bans import BanKind, name_shape
from service.dates import jalali
from service.errors import SuspendedError
from service.keys import comment_of
from service.messages import say
from service.store import queries
from service.store.bans import KnownBan
from service.web.context import current, network_key
from service.web.readers import current_reader, kept_reader


def demand_welcome(site_pk: int, name: str = "") -> bool:
    """Raise SuspendedError for who is banned at a site, by token, name or network.

    True for a reader in good standing from a banned network: what they write is held, and not refused. A network is
    shared by many, and none of them has to answer for a neighbour.
    """
    return _demand(site_pk, kept_reader(), name)


def demand_writer_welcome(token: str, name: str | None) -> bool:
    """The same for who edits a comment, by its status token: it is enough that its author was banned.

    name: the new one; None leaves it as it was. A token that is none of ours is somebody else's business.
    """
    comment_id = comment_of(current().keys.status, token)
    with current().database.looker.connect() as connection:
        writer = queries.writer_of(connection, comment_id) if comment_id else None
    if writer is None:
        return False
    site_pk, reader, former = writer
    return _demand(site_pk, reader or kept_reader(), former if name is None else name)


def _demand(site_pk: int, reader: str, name: str) -> bool:
    bans = current().bans
    ban = bans.find(site_pk, BanKind.READER, reader) or bans.find(site_pk, BanKind.NAME, name_shape(name))
    if ban is not None:
        raise suspended(ban)
    ban = bans.find(site_pk, BanKind.NETWORK, network_key())
    if ban is None:
        return False
    known = current_reader()
    if known is None or not known.is_known:
        raise suspended(ban)
    return True


def suspended(ban: KnownBan) -> SuspendedError:
    """What somebody who is banned is told: until when, and no more."""
    if ban.until is None:
        return SuspendedError(say("suspended.for_good"), until=None)
    return SuspendedError(say("suspended.until", time=jalali(ban.until)), until=ban.until.isoformat(timespec="seconds"))
