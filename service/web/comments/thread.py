"""Reads the part of a thread that the page of comments is asked for, from the same read model as the API."""

import json
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from service.errors import NotFoundError
from service.messages import say
from service.status import Status
from service.store import permalinks, queries
from service.store.fragments import tombstone
from service.store.orders import Order, UnknownCursorError
from service.store.sites import KnownSite
from service.store.threads import Head, PageOf
from service.web.api import known_site
from service.web.comments.view import Links, Shown, by_id, lay_out, lay_out_branch, show_fragment
from service.web.context import current, reading
from service.web.payloads import is_identifier

ROOTS: Final = 50
GONE: Final = "thread.gone"
STALE: Final = "thread.stale"


@dataclass(frozen=True, slots=True)
class Place:
    """An article whose comments are shown. head: the state of its thread."""

    site: KnownSite
    code: str
    title: str
    url: str
    open: bool
    head: Head


@dataclass(frozen=True, slots=True)
class Asked:
    """The page's query; what cannot be understood is left out.

    comment: show where this one stands. reply: the same, to answer it. thread, after: further replies of a root.
    sent: the comment was published just now.
    """

    order: Order = Order.NEWEST
    after: str = ""
    comment: str = ""
    reply: str = ""
    thread: str = ""
    sent: bool = False


@dataclass(slots=True)
class Part:
    """A part of a thread. documents: the comments as the API gives them.

    note: key of a sentence about what is missing; or empty. lit: the comment that the reader came for.
    """

    comments: list[Shown]
    documents: list[dict[str, Any]]
    previous: str = ""
    following: str = ""
    whole: str = ""
    note: str = ""
    lit: Shown | None = None


def read_asked() -> Asked:
    """The query of the request."""
    order = request.args.get("order", "")
    named = {name: request.args.get(name, "") for name in ("after", "comment", "reply", "thread")}
    sound = {name: value for name, value in named.items() if is_identifier(value)}
    return Asked(Order(order) if order in set(Order) else Order.NEWEST, **sound, sent="sent" in request.args)


def find_place(key: str, code: str) -> Place:
    """An article of a site. Raises NotFoundError."""
    site = known_site(key)
    head = current().threads.head(site.pk, code) if is_identifier(code) else None
    if head is None:
        raise NotFoundError(say("article.unknown"))
    with reading() as session:
        row = queries.public_article(session, site.pk, code)
    if row is None:
        raise NotFoundError(say("article.unknown"))
    return Place(site, row.code, row.title, row.url, row.comments_open, head)


def read_part(place: Place, asked: Asked, links: Links) -> Part:
    """The comments that were asked for; those from the start, with a note, where they are no longer there."""
    wanted = asked.comment or asked.reply
    root, after = asked.thread, asked.after
    if wanted:
        standing = _standing(place, wanted, asked.order)
        if standing is not None:
            root = standing.root_id if standing.replies_after else ""
            after = standing.replies_after or standing.after or ""
        else:
            root = after = ""
    part = _branch(place, root, after, links, wanted) if root else None
    part = part or _page(place, asked.order, after if not root else "", links, wanted)
    part.lit = by_id(part.comments).get(wanted)
    if wanted and part.lit is None:
        part.note = GONE
    elif root and not part.whole:
        part.note = STALE
    return part


def find_parent(place: Place, comment_id: str, links: Links) -> Shown | None:
    """The published comment that is to be answered."""
    if not is_identifier(comment_id):
        return None
    with reading() as session:
        fragment = permalinks.published_fragment(session.connection(), place.head.article_pk, comment_id)
    return None if fragment is None else show_fragment(fragment, links)


def _standing(place: Place, comment_id: str, order: Order) -> permalinks.Standing | None:
    with reading() as session:
        return permalinks.find(
            session.connection(),
            place.head.article_pk,
            comment_id,
            order=order,
            limit=ROOTS,
        )


def _page(place: Place, order: Order, after: str, links: Links, lit: str) -> Part:
    note = ""
    try:
        _, body = current().threads.page(
            place.site.pk, place.head, PageOf(order, after or None, ROOTS), place.site.domains
        )
    except UnknownCursorError:
        note, after = STALE, ""
        _, body = current().threads.page(place.site.pk, place.head, PageOf(order, None, ROOTS), place.site.domains)
    document = json.loads(body)
    part = Part(lay_out(document["comments"], links, lit), document["comments"], note=note)
    if document["next"]:
        part.following = links.to(after=document["next"]) + "#comments"
    if after:
        with reading() as session:
            before = permalinks.page_before(
                session.connection(),
                place.head.article_pk,
                after,
                order=order,
                limit=ROOTS,
            )
        part.previous = links.to(after=before) + "#comments"
    return part


def _branch(place: Place, root_id: str, after: str, links: Links, lit: str) -> Part | None:
    """Further replies of a root; None when there are none, or they are no longer where they were."""
    try:
        body = current().threads.replies(root_id, after or None)
    except UnknownCursorError:
        return None
    if body is None or _standing(place, root_id, Order.NEWEST) is None:
        return None
    with reading() as session:
        fragment = permalinks.published_fragment(session.connection(), place.head.article_pk, root_id)
    if fragment is None:
        fragment = tombstone(comment_id=root_id, parent_id=None, status=Status.REMOVED)
    root = json.loads(fragment)
    document = json.loads(body)
    part = Part(lay_out_branch(root, document["replies"], links, lit), [{**root, "replies": document["replies"]}])
    part.whole = links.to() + "#comments"
    if document["more_replies"]:
        part.following = links.to(thread=root_id, after=document["more_replies"]["after"]) + "#comments"
    return part
