"""Sealed challenges: what is inside a captcha's token, and that each serves once.

The token is encrypted and authenticated (AES-GCM), so that nothing can be learnt from it, and nothing that is in it
(the kind, the site, how hard it was) changed. That a challenge serves once is recorded when it is answered, by a row
that only one worker can insert.
"""

import base64
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, cast

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from service.puzzles import Demand, Kind, is_right
from service.store.columns import UtcDateTime
from service.store.tables import SpentCaptcha
from service.world import World

NONCE_BYTES: Final = 12
CONTEXT: Final = b"nazer captcha 2"
CLEAN_EVERY: Final = 64  # answers, on average, between two removals of expired records
HEAD: Final = struct.Struct(">IQ?")  # when it expires and was issued (in milliseconds), whether it is hard
LONG_AGO: Final = datetime.fromtimestamp(0, UTC)

_spent: Final = cast("sa.Table", SpentCaptcha.__table__)
_SPEND = sa.text(
    "INSERT INTO spent_captcha (challenge_id, expires_at) VALUES (:challenge_id, :expires_at) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("expires_at", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is inside a token. answer: as the kind of puzzle gives it. site: the public key that it is good for.

    issued_at: to the millisecond. hard: of the harder sort.
    """

    challenge_id: str
    answer: str
    expires_at: datetime
    kind: Kind = Kind.IMAGE
    site: str = ""
    issued_at: datetime = LONG_AGO
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer to a challenge. site: the public key of the site that it was sent to. demand: what will do there."""

    token: str
    typed: str
    site: str = ""
    demand: Demand = field(default_factory=Demand)


def seal(key: bytes, sealed: Sealed) -> str:
    """The token: what is in it can only be read with the key."""
    # The id is random and used once, so a nonce made of it is too.
    nonce = sha256(sealed.challenge_id.encode()).digest()[:NONCE_BYTES]
    words = f"{sealed.kind} {sealed.site} {sealed.answer} {sealed.challenge_id}"
    issued = round(sealed.issued_at.timestamp() * 1000)
    plain = HEAD.pack(int(sealed.expires_at.timestamp()), issued, sealed.hard) + words.encode()
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, CONTEXT)).decode().rstrip("=")


def unseal(key: bytes, token: str) -> Sealed | None:
    """What is inside a token; None when it was not made with this key, or was changed."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], CONTEXT)
    except (ValueError, InvalidTag):
        return None
    expires, issued, hard = HEAD.unpack_from(plain)
    kind, site, answer, challenge_id = plain[HEAD.size :].decode().split(" ", 3)
    until, since = datetime.fromtimestamp(expires, UTC), datetime.fromtimestamp(issued / 1000, UTC)
    return Sealed(challenge_id, answer, until, Kind(kind), site, since, hard)


def look_at_answer(world: World, key: bytes, attempt: Attempt) -> str:
    """What is wrong with an answer, as far as it shows without the database: what `check_answer` says, but "spent"."""
    sealed = unseal(key, attempt.token)
    return _unfit(world, sealed, attempt) or _wrong(key, sealed, attempt)


def check_answer(session: Session, world: World, key: bytes, attempt: Attempt, *, is_seen_right: bool = False) -> str:
    """Use a challenge up, and say what is wrong with the answer: "", "wrong", "expired", "spent", "broken" or "more".

    A challenge of another site is broken; one of a kind that will not do here, or not hard enough, is "more", whatever
    the answer. Right or wrong, the challenge is spent when the transaction is committed;
    of two that answer at once, one gets "".

    is_seen_right: whether `look_at_answer` found this very attempt right: work takes long to check with others waiting.
    """
    sealed = unseal(key, attempt.token)
    unfit = _unfit(world, sealed, attempt)
    if unfit or sealed is None:
        return unfit
    if not _spend(session, world, sealed):
        return "spent"
    return "" if is_seen_right else _wrong(key, sealed, attempt)


def _unfit(world: World, sealed: Sealed | None, attempt: Attempt) -> str:
    if sealed is None or sealed.site != attempt.site:
        return "broken"
    if sealed.expires_at <= world.now():
        return "expired"
    enough = sealed.kind in attempt.demand.kinds and (sealed.hard or not attempt.demand.hard)
    return "" if enough else "more"


def _wrong(key: bytes, sealed: Sealed | None, attempt: Attempt) -> str:
    return "" if sealed and is_right(sealed.kind, sealed.answer, attempt.typed, key) else "wrong"


def _spend(session: Session, world: World, sealed: Sealed) -> bool:
    if sha256(sealed.challenge_id.encode()).digest()[-1] % CLEAN_EVERY == 0:
        session.execute(sa.delete(_spent).where(_spent.c.expires_at < world.now()))
    row = {"challenge_id": sealed.challenge_id, "expires_at": sealed.expires_at}
    done = session.connection().execute(_SPEND, row)
    return done.rowcount == 1
