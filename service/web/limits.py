"""How often somebody may do something. Views are marked; `install` wraps them with Flask-Limiter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal, cast

from flask import Flask, g
from flask_limiter import Limiter, RequestLimit

from service.settings import Settings
from service.web.context import address_key, current
from service.web.counters import Counters

Name = Literal["submit", "captcha", "login", "read"]
Key = Callable[[], str]
View = Callable[..., Any]

MARK: Final = "nazer_limits"
LONGEST_WAIT: Final = 3600


def limited[V: View](name: Name, key: Key = address_key) -> Callable[[V], V]:
    """Mark a view: it may be called as often as the setting `limit_<name>` says, for each key.

    May be given several times, with different keys. What is over the limit is answered by 429 with Retry-After.
    """

    def mark(view: V) -> V:
        setattr(view, MARK, [*getattr(view, MARK, []), (name, key)])
        return view

    return mark


def install(app: Flask, settings: Settings, now: Callable[[], datetime]) -> Limiter:
    """Count in Redis when there is one, else in this worker's memory; and in memory while Redis is away."""
    limiter = Limiter(
        address_key,
        storage_uri=settings.redis_url or f"{Counters.STORAGE_SCHEME[0]}://",
        storage_options={}
        if settings.redis_url
        else cast("dict[str, str | int]", {"now": now}),  # its type foresees no clock
        key_prefix="nazer:",
        in_memory_fallback_enabled=bool(settings.redis_url),
    )
    limiter.init_app(app)
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _wrapped(limiter, settings, view)
    return limiter


def seconds_to_wait() -> int:
    """After how many seconds the limit that was just reached opens again."""
    limit: RequestLimit | None = g.get("nazer_breached")
    if limit is None:
        return 60
    wait = int(limit.reset_at - current().world.now().timestamp()) + 1
    return max(1, min(wait, limit.limit.get_expiry(), LONGEST_WAIT))


def _wrapped(limiter: Limiter, settings: Settings, view: View) -> View:
    for name, key in getattr(view, MARK, []):
        rate = getattr(settings, f"limit_{name}")
        if rate:
            view = limiter.limit(rate, key_func=key, on_breach=_remember)(view)
    return view


def _remember(limit: RequestLimit) -> None:
    g.nazer_breached = limit
