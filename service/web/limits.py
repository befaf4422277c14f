"""How often somebody may do something. Views are marked; `install` wraps them with Flask-Limiter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal, cast

from flask import Flask, current_app, g
from flask_limiter import Limiter, RateLimitExceeded, RequestLimit

from service.settings import Settings
from service.web import pressure
from service.web.context import address_key, current
from service.web.counters import Counters

Name = Literal["submit", "preview", "discover", "captcha", "crowd", "login", "read", "vote", "report"]
Key = Callable[[], str]
View = Callable[..., Any]

MARK: Final = "nazer_limits"
PICTURES: Final = "nazer_pictures"
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
    pressure.install(app, settings, limiter)
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _wrapped(limiter, settings, view)
    app.extensions[PICTURES] = _wrapped(limiter, settings, _count_picture)
    return limiter


def picture_allowed() -> bool:
    """Count a captcha that a page brings along; False when that is one too many. The page itself is never refused."""
    try:
        current_app.extensions[PICTURES]()
    except RateLimitExceeded:
        return False
    return True


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
            # Shared: whoever uses the form and the API is counted once.
            view = limiter.shared_limit(rate, scope=name, key_func=key, on_breach=_remember)(view)
    return view


@limited("captcha")
@limited("crowd")
def _count_picture() -> None:
    """Do nothing but be counted."""


def _remember(limit: RequestLimit) -> None:
    g.nazer_breached = limit
