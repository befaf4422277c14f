"""Atom feeds of the latest published comments: of an article and of a site."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from service.messages import say
from service.store import latest
from service.store.orders import Order
from service.store.sites import KnownSite
from service.store.tables import Site
from service.web import atom
from service.web.api import known_site
from service.web.comments.thread import find_place
from service.web.comments.view import Links
from service.web.context import current, own_address, reading
from service.web.limits import limited

#: A title stands in quotation marks; those that it has itself become those of a quotation within one.
INNER: Final = str.maketrans("«»", "“”")
ENTRIES: Final = 50
CACHE: Final = "public, max-age=60"


def blueprint() -> Blueprint:
    """`/feeds/<site's public key>.atom` and `/feeds/<site's public key>/<article id>.atom`."""
    feeds = Blueprint("feeds", __name__, url_prefix="/feeds")
    feeds.get("/<key>.atom")(of_site)
    feeds.get("/<key>/<code>.atom")(of_article)
    return feeds


@limited("read")
def of_article(key: str, code: str) -> Response:
    """The latest comments on an article."""
    place = find_place(key, code)
    with reading() as session:
        names = _names_of(session, place.site)
        found = latest.of_article(session.connection(), place.site.pk, code, ENTRIES)
    feed = atom.Feed(
        id=f"{names}article/{key}/{code}",
        title=say("feed.article", title=place.title.translate(INNER)),
        itself=own_address(url_for("feeds.of_article", key=key, code=code)),
        page=own_address(url_for("comments.show", key=key, code=code)),
        updated=place.head.created_at,
    )
    return _send(feed, (_entry(key, names, one, "feed.entry") for one in found))


@limited("read")
def of_site(key: str) -> Response:
    """The latest comments on all articles of a site."""
    site = known_site(key)
    with reading() as session:
        names, made = _names_of(session, site), _birth_of(session, site)
        found = latest.of_site(session.connection(), site.pk, ENTRIES)
    feed = atom.Feed(
        id=f"{names}site/{key}",
        title=say("feed.site", site=site.name),
        itself=own_address(url_for("feeds.of_site", key=key)),
        page="",
        updated=made,
    )
    return _send(feed, (_entry(key, names, one, "feed.entry_site") for one in found))


def _entry(key: str, names: str, one: latest.Latest, words: str) -> atom.Entry:
    links = Links(own_address(url_for("comments.show", key=key, code=one.code)), Order.NEWEST)
    name = one.author_name or say("thread.anonymous")
    return atom.Entry(
        id=f"{names}comment/{one.id}",
        link=links.to_comment(one.id),
        title=say(words, name=name, title=one.title.translate(INNER)),
        author=name,
        text=one.text,
        published_at=one.published_at,
        parent_id=f"{names}comment/{one.parent_id}" if one.parent_id else "",
        parent_link=links.to_comment(one.parent_id) if one.parent_id else "",
    )


def _names_of(session: Session, site: KnownSite) -> str:
    """How the names of a site's feeds and comments begin (RFC 4151): they stay when the service changes its scheme."""
    host = urlsplit(current().settings.public_url).hostname or "localhost"
    return f"tag:{host},{_birth_of(session, site):%Y-%m-%d}:"


def _birth_of(session: Session, site: KnownSite) -> datetime:
    return session.scalars(sa.select(Site.created_at).where(Site.pk == site.pk)).one()


def _send(feed: atom.Feed, entries: Iterable[atom.Entry]) -> Response:
    body = atom.write(feed, entries)
    response = Response(body, content_type=f"{atom.TYPE}; charset=utf-8")
    response.headers["Cache-Control"] = CACHE
    response.set_etag(sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
