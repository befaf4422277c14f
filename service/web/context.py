"""What a view works with: everything that `create_app` put together, and the request's transaction."""

import ipaddress
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import current_app, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from service.keys import Keys, keyed_hash
from service.settings import Settings
from service.store.archives import Archives
from service.store.bans import BanList
from service.store.database import Database
from service.store.policies import Policies
from service.store.profiles import Profiles
from service.store.recents import Recents
from service.store.sites import SiteDirectory
from service.store.threads import ThreadReader
from service.world import World

if TYPE_CHECKING:
    import rules

EXTENSION: Final = "nazer"
ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Context:
    """The service, put together.

    engine: judges submissions. database: opens transactions. keys: derived from the secret.
    sites: the sites by key, remembered for some seconds. threads: what readers see, kept as bytes.
    profiles: articles as the rules want them. archives: each site's newest ones.
    recents: what was sent before. bans: who may not write. policies: what each site's desk has set.
    """

    settings: Settings
    world: World
    engine: "rules.Engine"  # quoted: naming it must not load the rules
    database: Database
    keys: Keys
    sites: SiteDirectory
    threads: ThreadReader
    profiles: Profiles
    archives: Archives
    recents: Recents
    bans: BanList
    policies: Policies

    def close(self) -> None:
        """End what goes on in the background, and give all connections back."""
        self.archives.close()
        self.database.close()


def current() -> Context:
    """The context of the application that answers this request."""
    context = current_app.extensions[EXTENSION]
    assert isinstance(context, Context)  # noqa: S101 (for the type checker)
    return context


def own_address(path: str) -> str:
    """A path of ours as readers reach it."""
    return current().settings.public_url.rstrip("/") + path


def transaction() -> AbstractContextManager[Session]:
    """One session, one writing transaction: committed at the end of the block, rolled back by an exception."""
    return current().database.transaction()


def reading() -> AbstractContextManager[Session]:
    """A session that sees one moment of the database and never waits for a writer."""
    return current().database.reading()


def attempt[T](work: Callable[[], T]) -> T:
    """Do `work`, which ends with a transaction, again when another worker got there first.

    Two requests that write the same key at once are settled by the database: the second one fails,
    and finds at its next attempt what the first one wrote.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except (IntegrityError, OperationalError) as error:
            if isinstance(error, OperationalError) and not _is_deadlock(error):
                raise
    return work()


def _is_deadlock(error: OperationalError) -> bool:
    # SQLSTATE 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks to try again.
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def network_key() -> str:
    """A keyed hash of the network that the request came from, as it is kept; the address itself never is."""
    return keyed_hash(current().keys.network, coarse_network(request.remote_addr or "")).hex()[:32]


def address_key() -> str:
    """A keyed hash of the one connection that the request came from: for counting, and kept in no table."""
    return keyed_hash(current().keys.network, narrow_network(request.remote_addr or "")).hex()[:32]


def coarse_network(address: str) -> str:
    """The /24 (IPv4) or /48 (IPv6) that an address lies in: an office, a street, a carrier's customers."""
    return _network(address, 24, 48)


def narrow_network(address: str) -> str:
    """The address itself (IPv4), or the /64 (IPv6) that one connection gets as a whole."""
    return _network(address, 32, 64)


def _network(address: str, prefix_4: int, prefix_6: int) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    prefix = prefix_4 if parsed.version == 4 else prefix_6  # noqa: PLR2004 (the two versions of IP)
    return str(ipaddress.ip_network((parsed, prefix), strict=False))
