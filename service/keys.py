"""Keys for every purpose, derived from the one secret, so that none can stand in for another."""

import base64
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest, digest
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SIGNATURE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """One key of 256 bits for each purpose.

    captcha seals challenges, status signs the author's private link, network hides addresses, reader signs the token
    that a reader's browser keeps, factor seals the secrets of the desk's second factor.
    """

    captcha: bytes
    status: bytes
    network: bytes
    reader: bytes
    factor: bytes

    @classmethod
    def from_secret(cls, secret: str) -> "Keys":
        """Derive all keys; the same secret gives the same keys in every worker."""
        purposes = ("captcha", "status", "network", "reader", "factor")
        return cls(**{purpose: derive(secret, purpose) for purpose in purposes})


def derive(secret: str, purpose: str) -> bytes:
    """A key for one purpose (HKDF, RFC 5869); nothing can be learnt from it about the secret or the other keys."""
    kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=b"nazer", info=purpose.encode())
    return kdf.derive(secret.encode())


def keyed_hash(key: bytes, text: str) -> bytes:
    """HMAC-SHA256 of a text."""
    return digest(key, text.encode(), "sha256")


def status_token(key: bytes, comment_id: str) -> str:
    """The token of the private link: the comment's id and a signature, so that nothing secret is stored."""
    signature = keyed_hash(key, comment_id)[:SIGNATURE_BYTES]
    return f"{comment_id}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def comment_of(key: bytes, token: str) -> str | None:
    """The id of the comment that a status token names; None for any other token."""
    comment_id = token.partition(".")[0]
    # compare_digest takes no other letters than ASCII, and no token has them.
    genuine = token.isascii() and compare_digest(status_token(key, comment_id), token)
    return comment_id if genuine else None


def secret_digest(secret: str) -> str:
    """What the database keeps of a site's secret key. The keys are random, so that no slow hash is needed."""
    return sha256(secret.encode()).hexdigest()
