"""Sealed challenges: what is inside a captcha's token, and that each serves once.

The token is encrypted and authenticated (AES-GCM), so that nothing can be learnt from it. That a challenge
serves once is recorded when it is answered, by a row that only one worker can insert.
"""

import base64
import struct
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, cast

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from service.store.columns import UtcDateTime
from service.store.tables import SpentCaptcha
from service.world import World

NONCE_BYTES: Final = 12
CONTEXT: Final = b"nazer captcha 1"
CLEAN_EVERY: Final = 64  # answers, on average, between two removals of expired records

_spent: Final = cast("sa.Table", SpentCaptcha.__table__)
_SPEND = sa.text(
    "INSERT INTO spent_captcha (challenge_id, expires_at) VALUES (:challenge_id, :expires_at) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("expires_at", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is inside a token. answer: Latin digits."""

    challenge_id: str
    answer: str
    expires_at: datetime


def seal(key: bytes, sealed: Sealed) -> str:
    """The token: what is in it can only be read with the key."""
    # The id is random and used once, so a nonce made of it is too.
    nonce = sha256(sealed.challenge_id.encode()).digest()[:NONCE_BYTES]
    plain = struct.pack(">I", int(sealed.expires_at.timestamp())) + f"{sealed.answer} {sealed.challenge_id}".encode()
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, CONTEXT)).decode().rstrip("=")


def unseal(key: bytes, token: str) -> Sealed | None:
    """What is inside a token; None when it was not made with this key, or was changed."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], CONTEXT)
    except (ValueError, InvalidTag):
        return None
    answer, challenge_id = plain[4:].decode().split(" ", 1)
    return Sealed(challenge_id, answer, datetime.fromtimestamp(struct.unpack(">I", plain[:4])[0], UTC))


def look_at_answer(world: World, key: bytes, token: str, typed: str) -> str:
    """What is wrong with an answer, as far as it shows without the database: "", "wrong", "expired" or "broken"."""
    sealed = unseal(key, token)
    if sealed is None:
        return "broken"
    if sealed.expires_at <= world.now():
        return "expired"
    return "" if latin_digits(typed) == sealed.answer else "wrong"


def check_answer(session: Session, world: World, key: bytes, token: str, typed: str) -> str:
    """Use a challenge up, and say what is wrong with the answer: "", "wrong", "expired", "spent" or "broken".

    Right or wrong, the challenge is spent when the transaction is committed; of two that answer at once, one gets "".
    """
    sealed = unseal(key, token)
    if sealed is None:
        return "broken"
    if sealed.expires_at <= world.now():
        return "expired"
    if not _spend(session, world, sealed):
        return "spent"
    return "" if latin_digits(typed) == sealed.answer else "wrong"


def latin_digits(typed: str) -> str:
    """Digits of any script as Latin ones, without spaces and invisible characters."""
    digits = ""
    for char in typed:
        value = unicodedata.digit(char, None)
        if value is not None:
            digits += str(value)
        elif unicodedata.category(char) not in {"Zs", "Cc", "Cf"}:
            digits += char  # a letter makes the answer wrong
    return digits


def _spend(session: Session, world: World, sealed: Sealed) -> bool:
    if sha256(sealed.challenge_id.encode()).digest()[-1] % CLEAN_EVERY == 0:
        session.execute(sa.delete(_spent).where(_spent.c.expires_at < world.now()))
    row = {"challenge_id": sealed.challenge_id, "expires_at": sealed.expires_at}
    done = session.connection().execute(_SPEND, row)
    return done.rowcount == 1
