"""What the page of comments shows of a thread: comments laid out in few steps, with their links and dates."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import url_for

from service.dates import jalali
from service.messages import say
from service.store.orders import Order

#: Replies farther in stand no farther in, and say whom they answer; the same as in the component.
DEEPEST: Final = 4
EXCERPT: Final = 160
PUBLISHED: Final = "published"


@dataclass(frozen=True, slots=True)
class Links:
    """The page's own addresses, as whole paths: answers stand at other addresses. base: the page's path."""

    base: str
    order: Order

    def to(self, **query: str | None) -> str:
        """The page with a query; the reader's order is kept. Ids and cursors need no escaping."""
        members = {**query, "order": None if self.order is Order.NEWEST else self.order.value}
        shown = "&".join(f"{name}={value}" for name, value in members.items() if value)
        return f"{self.base}?{shown}" if shown else self.base

    def to_comment(self, comment_id: str) -> str:
        """The page on which a comment stands, at that comment."""
        return f"{self.to(comment=comment_id)}#c-{comment_id}"

    def to_report(self, comment_id: str) -> str:
        """Where a comment is reported."""
        return f"{self.base}/report?comment={comment_id}"

    def ordered(self, order: Order) -> str:
        """The first page in another order."""
        return Links(self.base, order).to() + "#comments"


def links_to(key: str, code: str, order: Order = Order.NEWEST) -> Links:
    """The addresses of an article's page."""
    return Links(url_for("comments.show", key=key, code=code), order)


@dataclass(slots=True)
class Shown:
    """A comment, or the place of one that is no longer there (then `name` and `text` are empty).

    answering: whose comment it answers, where its place does not say so; None where it does.
    more: how many further replies there are, and where. marks: as in the API. edited: when, if it was.
    """

    id: str
    status: str
    name: str
    text: str
    moment: datetime | None
    when: str
    permalink: str
    reply: str
    answering: str | None = None
    parent_link: str = ""
    replies: list["Shown"] = field(default_factory=list)
    more: tuple[int, str] | None = None
    lit: bool = False
    likes: int = 0
    dislikes: int = 0
    marks: tuple[str, ...] = ()
    edited: str = ""


def lay_out(comments: Iterable[dict[str, Any]], links: Links, lit: str = "") -> list[Shown]:
    """Nested comments of the API, no deeper than DEEPEST. `lit`: the id of the one that the reader came for."""
    roots: list[Shown] = []
    waiting: list[tuple[dict[str, Any], list[Shown], int, dict[str, Any] | None]]
    waiting = [(one, roots, 0, None) for one in reversed(list(comments))]
    while waiting:  # no recursion: a quarrel may be a hundred replies deep
        comment, place, depth, parent = waiting.pop()
        shown = show(comment, links)
        shown.lit = shown.id == lit
        if depth > DEEPEST and parent is not None:
            _name_parent(shown, parent, links)
        place.append(shown)
        inside = shown.replies if depth < DEEPEST else place
        waiting += [(reply, inside, depth + 1, comment) for reply in reversed(comment["replies"])]
    return roots


def lay_out_branch(root: dict[str, Any], replies: list[dict[str, Any]], links: Links, lit: str = "") -> list[Shown]:
    """Further replies of a root, flat in the API: nested where the parent is among them."""
    ids = {root["id"], *(reply["id"] for reply in replies)}
    nested = {one["id"]: {**one, "replies": []} for one in (root, *replies)}
    for reply in replies:
        parent = reply["parent_id"] if reply["parent_id"] in ids else root["id"]
        nested[parent]["replies"].append(nested[reply["id"]])
    elsewhere = {reply["id"]: reply["parent_id"] for reply in replies if reply["parent_id"] not in ids}
    laid = lay_out([nested[root["id"]]], links, lit)
    for shown in laid[0].replies:
        if shown.id in elsewhere:
            shown.answering, shown.parent_link = "", links.to_comment(elsewhere[shown.id])
    return laid


def show(comment: dict[str, Any], links: Links) -> Shown:
    """One comment of the API, without its replies."""
    published = comment["published_at"]
    moment = None if published is None else datetime.fromisoformat(published)
    edited = comment["edited_at"]
    more = comment.get("more_replies")
    return Shown(
        id=comment["id"],
        status=comment["status"],
        name=(comment["author_name"] or say("thread.anonymous")) if comment["status"] == PUBLISHED else "",
        text=comment["text"] or "",
        moment=moment,
        when="" if moment is None else jalali(moment),
        permalink=links.to_comment(comment["id"]),
        reply=f"{links.to(reply=comment['id'])}#form",
        more=None if not more else (more["count"], links.to(thread=comment["id"], after=more["after"])),
        likes=comment["likes"],
        dislikes=comment["dislikes"],
        marks=tuple(comment["marks"]),
        edited="" if edited is None else jalali(datetime.fromisoformat(edited)),
    )


def show_fragment(fragment: str, links: Links) -> Shown:
    """One published comment from its stored fragment."""
    return show(json.loads(fragment), links)


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"


def by_id(comments: Iterable[Shown]) -> dict[str, Shown]:
    """All comments on a page."""
    found: dict[str, Shown] = {}
    waiting = list(comments)
    while waiting:
        one = waiting.pop()
        found[one.id] = one
        waiting += one.replies
    return found


def _name_parent(shown: Shown, parent: dict[str, Any], links: Links) -> None:
    if parent["status"] == PUBLISHED:
        shown.answering = parent["author_name"] or say("thread.anonymous")
        shown.parent_link = links.to_comment(parent["id"])
