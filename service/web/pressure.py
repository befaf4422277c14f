"""How much is going on, counted like the limits and in the same place. It refuses nobody: it makes captchas harder."""

from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from flask import Flask, current_app
from flask_limiter import Limiter
from limits import RateLimitItem, parse_many
from redis.exceptions import RedisError

from service.settings import Settings
from service.web.context import current

Name = Literal["site", "newcomers", "guesses"]
EXTENSION: Final = "nazer_limiter"


def install(app: Flask, settings: Settings, limiter: Limiter) -> None:
    """Count where the limiter does. Raises ValueError for a rate that cannot be read."""
    for name in ("site", "newcomers", "guesses"):
        _rates(getattr(settings, f"flood_{name}"))
    app.extensions[EXTENSION] = limiter


def note(name: Name, who: str) -> None:
    """One more."""
    try:
        for rate in _limits(name):
            _limiter().limiter.hit(rate, "nazer-flood", name, who)
    except RedisError:
        return  # while the counters are away nothing is known, and that is calm


def is_high(name: Name, who: str) -> bool:
    """Whether there have been more than the setting `flood_<name>` says."""
    try:
        return any(not _limiter().limiter.test(rate, "nazer-flood", name, who) for rate in _limits(name))
    except RedisError:
        return False


def allows(rates: Iterable[RateLimitItem], *who: str) -> bool:
    """Count one more towards rates of the caller's own; False when that is one too many."""
    try:
        return all(_limiter().limiter.hit(rate, "nazer", *who) for rate in rates)
    except RedisError:
        return True


def _limits(name: Name) -> Iterable[RateLimitItem]:
    rate: str = getattr(current().settings, f"flood_{name}")
    return _rates(rate)


@cache
def _rates(rate: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(rate)) if rate else ()


def _limiter() -> Limiter:
    limiter = current_app.extensions[EXTENSION]
    assert isinstance(limiter, Limiter)  # noqa: S101 (for the type checker)
    return limiter
