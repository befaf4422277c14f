"""An article that the CMS has not registered: read from its own page, when the first reader's browser names that.

A reader's word is worth nothing here: the page must be on the site's own origins, and say of itself what it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from typing import Final

from flask import Blueprint, Response
from limits import parse_many

from service.article import ArticleForm
from service.errors import (
    ArticleUnreadableError,
    Fault,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    TooManyRequestsError,
)
from service.fetching import Fetcher, FetchError, NotOfSiteError, Target, is_loopback, is_public, read_target
from service.messages import say
from service.pages import read_page
from service.settings import Settings
from service.store import queries
from service.store.sites import KnownSite
from service.usecases.register_article import prepare_form, register_unknown
from service.web import payloads, pressure
from service.web.api import fresh, known_site, write
from service.web.context import attempt, current, reading, transaction
from service.web.limits import limited

#: An article is read by one worker at a time, and one whose page is of no use is not asked for over and over.
EACH_ARTICLE: Final = parse_many("1/10 seconds;12/hour")
#: When to ask again for an article that is being read.
SOON: Final = 6
LATER: Final = 600


@dataclass(frozen=True, slots=True)
class Reading:
    """Which articles this worker reads just now."""

    under_way: set[tuple[int, str]] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    @contextmanager
    def alone(self, site: KnownSite, code: str) -> Iterator[None]:
        """Nobody else reads this article meanwhile. Raises TooManyRequestsError when somebody does."""
        this = (site.pk, code)
        with self.lock:
            if this in self.under_way:
                raise TooManyRequestsError(say("discovery.busy"), retry_after=SOON)
            self.under_way.add(this)
        try:
            yield
        finally:
            with self.lock:
                self.under_way.discard(this)


def own_fetcher(settings: Settings) -> Fetcher:
    """One that goes to public addresses only; in the demonstration, whose pages are on this machine, there as well."""
    if settings.demo:
        return Fetcher(permits=lambda place: is_public(place) or is_loopback(place))
    return Fetcher()


def blueprint(fetcher: Fetcher) -> Blueprint:
    """`POST /v1/articles/<code>/discover`."""
    room = Blueprint("discovery", __name__, url_prefix="/v1")
    at_work = Reading()

    @limited("discover")
    def discover(code: str) -> Response:
        asked = payloads.read_discovery(current().settings)
        site = known_site(asked.site)
        target = _target(site, code, asked.url)
        if _is_known(site, code):
            return _told(code, created=False)
        _count(site, code)
        with at_work.alone(site, code):
            form = _read(fetcher, site, code, target)
            profile = prepare_form(form)
            created = attempt(lambda: _register(site, form, profile))
        return _told(code, created=created)

    room.post("/articles/<code>/discover")(discover)
    return room


def _target(site: KnownSite, code: str, url: str) -> Target:
    if not current().settings.discover_articles or not site.origins:
        raise ForbiddenError(say("discovery.off"))
    if not payloads.is_identifier(code):
        raise NotFoundError(say("article.unknown"))
    try:
        return read_target(url, site.origins)
    except NotOfSiteError:
        raise InvalidInputError([Fault("/url", "foreign-url", say("fault.foreign-url"))]) from None


def _is_known(site: KnownSite, code: str) -> bool:
    with reading() as session:
        return queries.public_article(session, site.pk, code) is not None


def _count(site: KnownSite, code: str) -> None:
    """Raises TooManyRequestsError for an article just asked for, and when the site's readers ask for too many."""
    if not pressure.allows(EACH_ARTICLE, "discover", site.public_key, code):
        raise TooManyRequestsError(say("discovery.busy"), retry_after=SOON)
    of_site = current().settings.limit_discover_site
    if of_site and not pressure.allows(parse_many(of_site), "discover", site.public_key):
        raise TooManyRequestsError(retry_after=LATER)


def _read(fetcher: Fetcher, site: KnownSite, code: str, target: Target) -> ArticleForm:
    """The article on a page. Raises ArticleUnreadableError: for no page, no article, or another one."""
    try:
        page = fetcher.fetch(target.url, site.origins)
    except FetchError as error:
        raise ArticleUnreadableError(say(f"discovery.{error.kind}"), reason=error.kind) from error
    form = read_page(page.content, kind="html", expected=code)
    if form.code != code or not _agrees(form.url, site, (target, page.target)):
        raise ArticleUnreadableError(say("discovery.another"), reason="another")
    return form


def _agrees(url: str, site: KnownSite, asked: tuple[Target, ...]) -> bool:
    """Whether the address that a page gives itself is the one that it was had from; a page may say nothing of that."""
    try:
        named = read_target(url, site.origins) if url else None
    except NotOfSiteError:
        return False
    return named is None or any(named.is_page_of(one) for one in asked)


def _register(site: KnownSite, form: ArticleForm, profile: bytes | None) -> bool:
    with transaction() as session:
        return register_unknown(session, current().world, site.pk, form, profile)


def _told(code: str, *, created: bool) -> Response:
    return fresh(write({"article_id": code, "created": created}, HTTPStatus.CREATED if created else HTTPStatus.OK))
