"""Builds the pages of a thread out of stored fragments: a handful of indexed queries, no JSON parsed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from service.status import Status
from service.store import orders
from service.store.fragments import LIVE, complete, tombstone, with_replies
from service.store.orders import Order, UnknownCursorError
from service.store.tables import Article, Comment

#: Most published replies of one root on a page of the thread, and on a page of further replies.
MAX_REPLIES: Final = 200

_reply = aliased(Comment)
# No bound value: the planner can use its statistics.
_PUBLISHED: Final[sa.ColumnElement[Any]] = sa.literal_column("'published'")
_NODE = (
    Comment.pk,
    Comment.parent_pk,
    Comment.root_pk,
    Comment.id,
    Comment.status,
    Comment.replies,
    Comment.fragment,
    *LIVE,
)
#: Pinned roots come first, as long as they are published. `Comment.pinned` by itself: the index is of those alone.
_PINNED: Final = sa.and_(Comment.pinned, Comment.status == _PUBLISHED)


class Node(NamedTuple):
    """A comment in the tree, with as much as it takes to draw it."""

    pk: int
    parent_pk: int | None
    root_pk: int | None
    id: str
    status: Status
    replies: int
    fragment: str
    edited_at: datetime | None
    likes: int
    dislikes: int
    pinned: bool
    picked: bool
    newsroom: bool

    @property
    def is_published(self) -> bool:
        """Whether readers see what it says."""
        return self.status is Status.PUBLISHED


def roots(
    connection: sa.Connection, article_pk: int, *, order: Order, after: str | None, limit: int
) -> tuple[list[Node], str | None]:
    """One page of roots that are published or have published replies, and the cursor of the next page.

    Pinned ones come before all others, on the first page only and beyond its limit.
    """
    query = following_roots(sa.select(*_NODE), article_pk)
    if after is not None:
        spot = orders.read_cursor(connection, order, after, Comment.article_pk == article_pk)
        query = query.where(orders.after(order, spot))
    found = _nodes(connection, query.order_by(*orders.sorting(order)).limit(limit + 1))
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = orders.write_cursor(order, last.id, getattr(last, order.sorted_by or "pk"))
    first = [] if after is not None else _pinned_roots(connection, article_pk, order)
    return first + found[:limit], following


def following_roots[*T](query: sa.Select[*T], article_pk: int) -> sa.Select[*T]:
    """A query of comments, narrowed to an article's visible roots but for those that are pinned."""
    return visible_roots(query, article_pk).where(sa.not_(_PINNED))


def _pinned_roots(connection: sa.Connection, article_pk: int, order: Order) -> list[Node]:
    wanted = sa.select(*_NODE).where(Comment.article_pk == article_pk, Comment.parent_pk.is_(None), _PINNED)
    return _nodes(connection, wanted.order_by(*orders.sorting(order)))


def visible_roots[*T](query: sa.Select[*T], article_pk: int) -> sa.Select[*T]:
    """A query of comments, narrowed to an article's roots that are published or have published replies."""
    return query.where(
        Comment.article_pk == article_pk,
        Comment.parent_pk.is_(None),
        sa.or_(
            Comment.status == _PUBLISHED,
            Comment.replies > sa.literal_column("0"),
        ),
    )


def render_roots(connection: sa.Connection, page: Sequence[Node], beside: Sequence[Node] = ()) -> list[str]:
    """Each root with its replies, nested, oldest first. beside: replies that are shown whatever their turn is."""
    counts = {root.pk: root.replies for root in page if root.replies}
    replies = _replies(connection, counts)
    last_of = {reply.root_pk: reply.id for reply in sorted(replies, key=_by_pk)}
    known = {reply.pk for reply in replies}
    replies += [reply for reply in beside if reply.pk not in known]
    replies += _missing_parents(connection, replies, {root.pk for root in page})
    nested = _nest(replies, {root.pk: root.id for root in page})
    return [
        with_replies(_draw(root, None), nested[root.pk], _more(root.replies - MAX_REPLIES, last_of.get(root.pk)))
        for root in page
    ]


def render_branch(connection: sa.Connection, site_pk: int, comment_id: str) -> bytes | None:
    """The root above a published comment, with its replies and in any case this one; None when there is none."""
    wanted = sa.select(Comment.pk, Article.code).join(Article, Article.pk == Comment.article_pk)
    wanted = wanted.where(Comment.id == comment_id, Comment.site_pk == site_pk, Comment.status == _PUBLISHED)
    found = connection.execute(wanted).one_or_none()
    if found is None:
        return None
    line = sa.select(Comment.pk, Comment.parent_pk).where(Comment.pk == found.pk).cte("line", recursive=True)
    line = line.union_all(sa.select(_reply.pk, _reply.parent_pk).join(line, _reply.pk == line.c.parent_pk))
    # A comment is younger than what it answers.
    path = _nodes(connection, sa.select(*_NODE).where(Comment.pk.in_(sa.select(line.c.pk))).order_by(Comment.pk))
    (root,) = render_roots(connection, path[:1], [node for node in path[1:] if node.is_published])
    ids = json.dumps([node.id for node in path])
    return f'{{"article_id":"{found.code}","root":{root},"comment_id":"{comment_id}","path":{ids}}}'.encode()


def render_replies(connection: sa.Connection, root_id: str, after: str | None) -> bytes | None:
    """Further replies of a root: flat, oldest first, each naming its parent. None when there is no such root."""
    root = next(
        iter(_nodes(connection, sa.select(*_NODE).where(Comment.id == root_id, Comment.parent_pk.is_(None)))), None
    )
    if root is None:
        return None
    last = 0 if after is None else _pk_of(connection, after, Comment.root_pk == root.pk)
    unseen = sa.select(*_NODE).where(Comment.root_pk == root.pk, Comment.status == _PUBLISHED, Comment.pk > last)
    page = _nodes(connection, unseen.order_by(Comment.pk).limit(MAX_REPLIES))
    if not page and root.status is not Status.PUBLISHED:
        return None  # whoever asks must not learn that something waits here
    left = 0
    if len(page) == MAX_REPLIES:
        rest = sa.select(sa.func.count()).where(
            Comment.root_pk == root.pk, Comment.status == _PUBLISHED, Comment.pk > page[-1].pk
        )
        left = connection.execute(rest).scalar_one()
    shown = sorted([*page, *_missing_parents(connection, page, {root.pk})], key=_by_pk)
    ids = _ids_of_parents(connection, shown, {root.pk: root.id})
    drawn = ",".join(with_replies(_draw(node, ids[node.parent_pk]), ()) for node in shown)
    more = _more(left, page[-1].id if page else None)
    return f'{{"id":"{root.id}","replies":[{drawn}]{more}}}'.encode()


def _nodes(connection: sa.Connection, query: sa.Select[*tuple[Any, ...]]) -> list[Node]:
    return [Node._make(row) for row in connection.execute(query)]


def _by_pk(node: Node) -> int:
    return node.pk


def _pk_of(connection: sa.Connection, comment_id: str, *belongs: sa.ColumnElement[bool]) -> int:
    pk = connection.execute(sa.select(Comment.pk).where(Comment.id == comment_id, *belongs)).scalar_one_or_none()
    if pk is None:
        raise UnknownCursorError
    return pk


def _replies(connection: sa.Connection, counts: Mapping[int, int]) -> list[Node]:
    """The published replies, at most MAX_REPLIES of each root. Only a giant among the roots costs its own query."""
    published = sa.select(*_NODE).where(Comment.status == _PUBLISHED)
    usual = [pk for pk, number in counts.items() if number <= MAX_REPLIES]
    found = _nodes(connection, published.where(Comment.root_pk.in_(usual))) if usual else []
    for pk in counts.keys() - set(usual):
        found += _nodes(connection, published.where(Comment.root_pk == pk).order_by(Comment.pk).limit(MAX_REPLIES))
    return found


def _missing_parents(connection: sa.Connection, replies: Iterable[Node], known: set[int]) -> list[Node]:
    """Comments that are not shown themselves, but that shown replies hang on: they keep their place."""
    found: list[Node] = []
    shown = known | {reply.pk for reply in replies}
    wanted = {reply.parent_pk for reply in replies if reply.parent_pk is not None} - shown
    while wanted:
        parents = _nodes(connection, sa.select(*_NODE).where(Comment.pk.in_(wanted)))
        # A published one is shown elsewhere: on the page before this one.
        gone = [parent for parent in parents if parent.status is not Status.PUBLISHED]
        found += gone
        shown |= wanted
        wanted = {parent.parent_pk for parent in gone if parent.parent_pk is not None} - shown
    return found


def _ids_of_parents(
    connection: sa.Connection, nodes: Iterable[Node], known: dict[int | None, str]
) -> dict[int | None, str]:
    ids: dict[int | None, str] = {**known}
    ids |= {node.pk: node.id for node in nodes}
    unknown = {node.parent_pk for node in nodes} - ids.keys()
    if unknown:
        rows = connection.execute(sa.select(Comment.pk, Comment.id).where(Comment.pk.in_(unknown)))
        ids |= {row.pk: row.id for row in rows}
    return ids


def _nest(replies: list[Node], root_ids: dict[int | None, str]) -> defaultdict[int | None, list[str]]:
    """Replies drawn inside their parents. A parent is older than its replies, so the youngest are drawn first."""
    ids: dict[int | None, str] = {**root_ids, **{reply.pk: reply.id for reply in replies}}
    drawn: defaultdict[int | None, list[str]] = defaultdict(list)
    for reply in sorted(replies, key=_by_pk, reverse=True):
        own = drawn.pop(reply.pk, [])
        drawn[reply.parent_pk].append(with_replies(_draw(reply, ids[reply.parent_pk]), reversed(own)))
    for children in drawn.values():
        children.reverse()
    return drawn


def _draw(node: Node, parent_id: str | None) -> str:
    if node.status is Status.PUBLISHED:
        return complete(
            node.fragment, node.edited_at, node.likes, node.dislikes, node.pinned, node.picked, node.newsroom
        )
    return tombstone(comment_id=node.id, parent_id=parent_id, status=node.status)


def _more(count: int, last: str | None) -> str:
    if count <= 0 or last is None:
        return ',"more_replies":null'
    return f',"more_replies":{{"count":{count},"after":"{last}"}}'
