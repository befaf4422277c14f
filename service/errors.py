"""What can go wrong, in the words of the trade. `web.problems` maps each class to a status code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (a JSON pointer, RFC 6901) and what."""

    pointer: str
    code: str
    detail: str


class NazerError(Exception):
    """Base of all errors that a caller can be told about.

    `slug` names the kind in problem+json (`/problems/<slug>`); `detail` is a sentence in Persian
    for the person at the other end; `faults` are what is wrong with the input, place by place;
    `extra` are further members of the problem document.
    """

    slug = "error"

    def __init__(self, detail: str = "", *, faults: Sequence[Fault] = (), **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = list(faults)
        self.extra = extra


class InvalidInputError(NazerError):
    """The input has faults; all of them are named at once."""

    slug = "invalid-input"

    def __init__(self, faults: list[Fault], detail: str = "") -> None:
        super().__init__(detail or "در داده‌های فرستاده‌شده ایرادهایی هست.", faults=faults)


class MalformedBodyError(NazerError):
    """The body is no JSON, or no UTF-8."""

    slug = "malformed-body"


class UnsupportedMediaTypeError(NazerError):
    """The body is not declared as JSON."""

    slug = "unsupported-media-type"


class UnauthorizedError(NazerError):
    """A key or a session is missing or wrong."""

    slug = "unauthorized"


class ForbiddenError(NazerError):
    """Known, but not allowed to."""

    slug = "forbidden"


class SuspendedError(NazerError):
    """Somebody may not write for a while, or for good; `extra["until"]` says how long, None for good."""

    slug = "suspended"


class NotFoundError(NazerError):
    """There is no such thing."""

    slug = "not-found"


class ArticleClosedError(NazerError):
    """The article takes no comments (any more)."""

    slug = "article-closed"


class CaptchaError(NazerError):
    """The captcha's answer is wrong, too old, or was used before."""

    slug = "captcha-failed"


class ConflictError(NazerError):
    """The same `client_key` came with another content."""

    slug = "conflict"


class StaleDecisionError(NazerError):
    """The comment has moved on since the moderator saw it."""

    slug = "stale-decision"


class TooManyRequestsError(NazerError):
    """A limit was reached; `extra["retry_after"]` is in seconds."""

    slug = "too-many-requests"


class ArticleUnreadableError(NazerError):
    """A page was given that no article could be read from."""

    slug = "article-unreadable"
