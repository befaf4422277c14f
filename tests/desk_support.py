"""What the desk's tests are written with: comments put straight into the tables, and a moderator at the desk."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import rules
from service.status import Status
from service.store.database import Database
from service.store.tables import Article, Comment, Decision, Judgement, Moderator, Site, Thread
from service.usecases.records import write_finding
from service.usecases.sign_in import Checked, find_session, open_session
from service.usecases.visibility import change_of, count_in, count_reply
from service.world import World

COOKIE = "nazer_desk"


def finding(rule: str = "insult", score: float = 0.9, action: str = "hold", **more: Any) -> rules.Finding:
    return rules.Finding(rule, rules.Action(action), score, more.pop("message", "insult"), **more)


@dataclass
class Shelf:
    """A site with articles and comments, without the way that they came."""

    database: Database
    world: World
    keys: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def article(self, code: str = "5414189", **members: Any) -> str:
        now = self.world.now()
        with self.database.transaction() as session:
            site_pk = session.scalar(sa.select(Site.pk)) or self._site(session)
            texts = {"title": f"خبر {code}", "lede": "لید خبر", "url": f"https://news.example/{code}"} | members
            empty = {"kicker": "", "body": "", "category": "", "tags": [], "digest": "", "comments_open": True}
            article = Article(site_pk=site_pk, code=code, created_at=now, updated_at=now, **empty | texts)
            session.add(article)
            session.flush()
            session.add(Thread(article_pk=article.pk, version=1, published=0, held=0))
        return code

    def _site(self, session: Any) -> int:
        site = Site(
            name="news", public_key="pk", secret_hash="x", origins=[], domains=[], created_at=self.world.now()
        )  # fmt: skip
        session.add(site)
        session.flush()
        return site.pk

    def comment(self, text: str = "متن نظر", status: Status = Status.HELD, **members: Any) -> str:
        """Put a comment on the shelf; its id."""
        number, now = next(self.keys), self.world.now()
        policy: str = members.pop("policy", "test-1")
        findings: tuple[rules.Finding, ...] = members.pop("findings", (finding(),))
        with self.database.transaction() as session:
            article = session.scalars(sa.select(Article).where(Article.code == members.pop("article", "5414189"))).one()
            parent_id = members.pop("parent_id", None)
            parent = session.scalars(sa.select(Comment).where(Comment.id == parent_id)).one_or_none()
            values: dict[str, Any] = {
                "id": f"c{number}",
                "author_name": "مینا",
                "risk": max((one.score for one in findings), default=0.0),
                "published_at": now if status in {Status.PUBLISHED, Status.REMOVED} else None,
                "created_at": now,
                "network": "",
            } | members
            comment = Comment(
                **values,
                site_pk=article.site_pk,
                article_pk=article.pk,
                parent_pk=parent and parent.pk,
                root_pk=parent and (parent.root_pk or parent.pk),
                depth=parent.depth + 1 if parent else 0,
                text=text,
                status=status,
                client_key=f"key-{number:08d}",
                digest="",
                fragment="{}",
            )
            session.add(comment)
            session.flush()
            session.add(
                Judgement(
                    comment_pk=comment.pk,
                    outcome=rules.Outcome.HOLD,
                    policy_version=policy,
                    degraded=[],
                    findings=[write_finding(one) for one in findings],
                    created_at=now,
                )
            )
            count_reply(session, comment.root_pk, change_of(None, status))
            count_in(session, article.pk, change_of(None, status))
        return f"c{number}"

    def moderator(self, username: str = "maryam", display_name: str = "مریم نادری") -> int:
        """Somebody whose password nobody knows; hashing one takes a tenth of a second."""
        with self.database.transaction() as session:
            moderator = Moderator(
                username=username, display_name=display_name, password_hash="-", created_at=self.world.now()
            )  # fmt: skip
            session.add(moderator)
            session.flush()
            return moderator.pk

    def at_desk(self, app: Flask, username: str = "maryam", display_name: str = "مریم نادری") -> "AtDesk":
        """Somebody signed in, with a browser of their own."""
        pk = self.moderator(username, display_name)
        with self.database.transaction() as session:
            token = open_session(session, self.world, Checked(pk, None), hours=12).token
        with self.database.reading() as session:
            signed_in = find_session(session, self.world, token)
        assert signed_in is not None
        client = app.test_client()
        client.set_cookie(COOKIE, token)
        return AtDesk(client, signed_in.csrf_token, pk)

    def status_of(self, comment_id: str) -> Status:
        with self.database.reading() as session:
            return session.scalars(sa.select(Comment.status).where(Comment.id == comment_id)).one()

    def thread(self, code: str = "5414189") -> tuple[int, int, int]:
        """Version, published and held of an article's thread."""
        with self.database.reading() as session:
            query = sa.select(Thread.version, Thread.published, Thread.held).join(Article).where(Article.code == code)
            row = session.execute(query).one()
        return row.version, row.published, row.held

    def decisions(self, comment_id: str) -> list[Decision]:
        with self.database.reading() as session:
            query = sa.select(Decision).join(Comment, Comment.pk == Decision.comment_pk)
            found = session.scalars(query.where(Comment.id == comment_id).order_by(Decision.pk)).all()
            session.expunge_all()
        return list(found)


@dataclass
class AtDesk:
    """A moderator with a browser."""

    client: FlaskClient
    csrf: str
    pk: int

    def page(self, address: str = "/desk") -> lxml.html.HtmlElement:
        response = self.client.get(address)
        assert response.status_code == 200, response.get_data(as_text=True)
        return lxml.html.document_fromstring(response.get_data(as_text=True))

    def ids(self, address: str = "/desk") -> list[str]:
        """The comments on a page, in their order."""
        return [str(found)[2:] for found in self.page(address).xpath("//article[contains(@class, 'item')]/@id")]

    def decide(self, comment_id: str, becomes: str, **form: Any) -> TestResponse:
        fields = {"csrf": self.csrf, "revision": "1", "becomes": becomes, **form}
        return self.client.post(f"/desk/comments/{comment_id}/decision", data=fields)
