"""The second factor: a code of an authenticator (TOTP, RFC 6238), or one of the recovery codes.

The secret is kept sealed with a key derived from NAZER_SECRET_KEY and bound to its account: neither a copy of the
database nor somebody else's row gives codes. Each time step serves once, and so does each recovery code.
"""

import base64
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Final

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from service.errors import ConflictError, Fault, InvalidInputError, UnauthorizedError
from service.keys import keyed_hash
from service.messages import catalogue
from service.store import sessions
from service.store.logbook import write_entry
from service.store.sessions import Opened, Visit
from service.store.tables import Moderator
from service.usecases.accounts import account_of
from service.world import World

ISSUER: Final = "Nazer"
STEP: Final = 30  # seconds
SECRET_BYTES: Final = 20
NONCE_BYTES: Final = 12
RECOVERY_CODES: Final = 10
RECOVERY_LENGTH: Final = 10  # of 32 letters: 50 bits, hashed with a key that the database does not have
ENROL: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret that is not in use yet. sealed: it comes back with the first code; address: for the QR code."""

    secret: str
    sealed: str
    address: str


@dataclass(frozen=True, slots=True)
class Locksmith:
    """What codes are checked with. key: derived from the service's secret."""

    world: World
    key: bytes


def begin(smith: Locksmith, moderator_pk: int, username: str) -> Enrolment:
    """Make a secret for somebody to carry to their authenticator. Nothing is stored until a code comes back."""
    secret = base64.b32encode(_chance(smith.world)[:SECRET_BYTES]).decode()
    until = int((smith.world.now() + ENROL).timestamp())
    return Enrolment(
        secret=secret,
        sealed=_seal(smith, f"{until}.{secret}", f"enrol:{moderator_pk}"),
        address=pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER),
    )


def resume(smith: Locksmith, moderator_pk: int, username: str, sealed: str) -> Enrolment:
    """The same enrolment again, from what the page brought back. Raises InvalidInputError when it is too old."""
    until, _, secret = _open(smith, sealed, f"enrol:{moderator_pk}").partition(".")
    if not secret or int(until) < smith.world.now().timestamp():
        raise InvalidInputError([_fault("sealed", "factor_old")])
    return Enrolment(secret, sealed, pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER))


def confirm(session: Session, smith: Locksmith, moderator_pk: int, secret: str, code: str) -> list[str]:
    """Switch the second factor on; returns the recovery codes, which are kept as hashes only.

    Raises ConflictError when it is on already, UnauthorizedError for a wrong code.
    """
    account = account_of(session, moderator_pk)
    if account.totp_secret:
        raise ConflictError(catalogue("people")["factor_on"])
    step = _step_of(secret, code, smith.world.now())
    if step is None:
        raise UnauthorizedError(catalogue("people")["code_wrong"])
    account.totp_secret, account.totp_last = _seal(smith, secret, f"totp:{moderator_pk}"), step
    codes = _new_codes(smith, account)
    _log(session, smith.world.now(), "account.factor_on", account)
    return codes


def give_code(  # noqa: PLR0913 (a session's parts)
    session: Session, smith: Locksmith, moderator_pk: int, code: str, *, hours: int, visit: Visit, half: str
) -> Opened:
    """Finish signing in: the half session (by its token) ends, a whole one with a new token begins.

    Raises UnauthorizedError for a code that is wrong or was used.
    """
    account = account_of(session, moderator_pk)
    how = _use(smith, account, code)
    sessions.end(session, half)
    opened = sessions.start(session, smith.world, moderator_pk, timedelta(hours=hours), visit)
    _log(session, smith.world.now(), "session.opened", account, factor=how, agent=visit.agent)
    return opened


def log_wrong_code(session: Session, now: datetime, moderator_pk: int, network: str) -> None:
    """Log that somebody knew a password and had no code."""
    account = account_of(session, moderator_pk)
    write_entry(
        session,
        now,
        kind="session.code_refused",
        moderator_pk=None,
        subject=f"person:{account.username}",
        details={"network": network},
    )


def switch_off(session: Session, smith: Locksmith, moderator_pk: int, code: str) -> None:
    """Do without the second factor; the password was asked for before. Raises UnauthorizedError for a wrong code."""
    account = account_of(session, moderator_pk)
    _use(smith, account, code)
    forget(account)
    _log(session, smith.world.now(), "account.factor_off", account)


def renew_codes(session: Session, smith: Locksmith, moderator_pk: int, code: str) -> list[str]:
    """Make new recovery codes; the old ones are void. Raises UnauthorizedError for a wrong code."""
    account = account_of(session, moderator_pk)
    _use(smith, account, code)
    codes = _new_codes(smith, account)
    _log(session, smith.world.now(), "account.codes", account)
    return codes


def forget(account: Moderator) -> None:
    """Take the second factor off an account. The used time step stays: no code serves twice, ever."""
    account.totp_secret, account.recovery_hashes = "", []


def _use(smith: Locksmith, account: Moderator, code: str) -> str:
    """Use a code up; which kind it was."""
    if not account.totp_secret:
        raise ConflictError(catalogue("people")["factor_off"])
    secret = _open(smith, account.totp_secret, f"totp:{account.pk}")
    step = _step_of(secret, code, smith.world.now(), after=account.totp_last)
    if step is not None:
        account.totp_last = step
        return "totp"
    given = _hash_code(smith, code)
    left = [kept for kept in account.recovery_hashes if not compare_digest(kept, given)]
    if len(left) == len(account.recovery_hashes):
        raise UnauthorizedError(catalogue("people")["code_wrong"])
    account.recovery_hashes = left
    return "recovery"


def _step_of(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The time step that a code belongs to, of the last, the current and the next one: clocks differ."""
    typed, totp, current = _plain(code), pyotp.TOTP(secret), int(now.timestamp()) // STEP
    for step in (current - 1, current, current + 1):
        if step > after and compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def _new_codes(smith: Locksmith, account: Moderator) -> list[str]:
    plain = [base64.b32encode(_chance(smith.world)).decode()[:RECOVERY_LENGTH].lower() for _ in range(RECOVERY_CODES)]
    account.recovery_hashes = [_hash_code(smith, code) for code in plain]
    return [f"{code[:5]}-{code[5:]}" for code in plain]


def _hash_code(smith: Locksmith, code: str) -> str:
    return keyed_hash(smith.key, f"recovery:{_plain(code)}").hex()


def _plain(code: str) -> str:
    """A code as it is compared: Persian digits, spaces and hyphens are how people write it."""
    kept = [char for char in code.encode("utf-8", "replace").decode() if char.isalnum()]
    return "".join(str(unicodedata.digit(char, "")) or char.lower() for char in kept)


def _seal(smith: Locksmith, text: str, purpose: str) -> str:
    nonce = _chance(smith.world)[:NONCE_BYTES]
    return base64.urlsafe_b64encode(nonce + AESGCM(smith.key).encrypt(nonce, text.encode(), purpose.encode())).decode()


def _open(smith: Locksmith, sealed: str, purpose: str) -> str:
    """Raises UnauthorizedError for what was not sealed here: the service's secret is another one now."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("utf-8", "replace"))
        return AESGCM(smith.key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        raise UnauthorizedError(catalogue("people")["factor_broken"]) from None


def _chance(world: World) -> bytes:
    return sha256(world.new_token().encode()).digest()  # 256 bits, by the only door to chance


def _log(session: Session, now: datetime, kind: str, account: Moderator, **details: str) -> None:
    write_entry(
        session,
        now,
        kind=kind,
        moderator_pk=account.pk,
        subject=f"person:{account.username}",
        details=details,
    )


def _fault(field: str, sentence: str) -> Fault:
    return Fault(f"/{field}", "invalid", catalogue("people")[sentence])
