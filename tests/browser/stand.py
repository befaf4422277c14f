"""What a test may do with the running service: make sites and articles, post, and know a captcha's answer."""

import itertools
import json
import urllib.request
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

import rules
from service.commands.embedding import framed
from service.keys import Keys
from service.readers import new_reader, write_reader
from service.roles import Role
from service.settings import Settings
from service.status import Status
from service.store.database import Database
from service.store.profiles import Profiles
from service.store.sites import KnownSite
from service.store.tables import Article, Comment, Moderator, Report, Site
from service.usecases.challenges import Sealed, seal, unseal
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.hearing import Desk, Draft, Sender
from service.usecases.make_site import SiteForm, SiteKeys, make_site
from service.usecases.sign_in import add_moderator
from service.usecases.submit_comment import submit_comment
from service.world import real_world

NIGHT_BUSES = {
    "kicker": "مدیرعامل شرکت واحد:",
    "title": "اتوبوس‌های شبانه از مهر راه می‌افتند",
    "lede": "ده خط اتوبوس شبانه از آغاز مهر میان پایانه‌های شهر کار می‌کند و کرایهٔ آن دو برابر روز است.",
    "body": "مدیرعامل شرکت واحد اتوبوسرانی گفت ده خط شبانه تا ساعت پنج بامداد کار می‌کند.\n\n"
    "به گفتهٔ او برای هر خط چهار اتوبوس در نظر گرفته شده و راننده‌ها آموزش دیده‌اند.\n\n"
    "مسافران می‌گویند کرایهٔ دو برابر زیاد است، اما نبودن وسیله در شب هم مشکل بزرگی بود.",
    "category": "شهری",
    "tags": ["اتوبوس", "حمل‌ونقل شهری"],
    "published_at": "2026-09-01T08:42:00+03:30",
}

PASSWORD = "a password for the desk"

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a site of its own: what a test writes meets nothing that another test wrote."""

    code: str
    site: SiteKeys
    path: str


class Lenient:
    """Publishes everything."""

    def judge(self, _submission: rules.Submission) -> rules.Verdict:
        """Find nothing."""
        return rules.Verdict(rules.Outcome.PUBLISH, (), "lenient")


class Stand:
    """The running service, seen from a test."""

    def __init__(self, base: str, database: Database, secret: str, origin: str) -> None:
        """Base: its address. origin: the publisher's."""
        self.base = base
        self._database = database
        self._keys = Keys.from_secret(secret)
        self._origin = origin

    def article(self, **members: object) -> Place:
        """A new article, on a new site."""
        place = self.unregistered()
        self.put(place, **members)
        return place

    def unregistered(self) -> Place:
        """An article that the service does not know, of a new site."""
        number = next(_numbers)
        with self._database.transaction() as session:
            site = make_site(session, real_world(), SiteForm(f"site {number}", (self._origin,), ("own.example",)))
        return Place(f"77{number:05d}", site, f"/demo/77{number:05d}")

    def sister(self, place: Place) -> Place:
        """A new article on the same site."""
        code = f"78{next(_numbers):05d}"
        sister = Place(code, place.site, f"/demo/{code}")
        self.put(sister)
        return sister

    def put(self, place: Place, **members: object) -> None:
        """Register or change an article as a CMS would."""
        headers = {"Authorization": f"Bearer {place.site.secret_key}"}
        self.call("PUT", f"/v1/articles/{place.code}", {**NIGHT_BUSES, **members}, headers)

    def statuses(self, place: Place) -> dict[str, str]:
        """What became of each text under an article."""
        query = sa.select(Comment.text, Comment.status).join(Comment.article).where(Article.code == place.code)
        with self._database.reading() as session:
            return {text: status.value for text, status in session.execute(query)}

    def post(self, place: Place, text: str, author_name: str = "", parent: str | None = None) -> dict[str, Any]:
        """Post a comment over the API; the service's answer."""
        token = self.call("GET", f"/v1/captcha?site={place.site.public_key}")["token"]
        return self.call(
            "POST",
            "/v1/comments",
            {
                "site": place.site.public_key,
                "article_id": place.code,
                "parent_id": parent,
                "text": text,
                "author_name": author_name,
                "captcha": {"token": token, "answer": self.answer_to(token)},
                "client_key": f"browser-test-{next(_numbers)}",
            },
        )

    def moderator(self, role: Role = Role.MODERATOR) -> str:
        """A new moderator; the name to sign in with, beside PASSWORD."""
        name = f"moderator{next(_numbers)}"
        with self._database.transaction() as session:
            add_moderator(session, real_world(), name, PASSWORD, role=role)
        return name

    def refuse(self, comment_id: str) -> None:
        """Have a moderator take a published comment away."""
        name = self.moderator()
        with self._database.transaction() as session:
            pk = session.scalars(sa.select(Moderator.pk).where(Moderator.username == name)).one()
            wish = Wish(comment_id, 1, Status.REMOVED, "insult", "تند است")
            decide_comment(session, real_world(), pk, wish)

    def decide(self, place: Place, text: str, becomes: Status, reason: str = "") -> None:
        """Decide about a comment, as a moderator does at the desk."""
        with self._database.transaction() as session:
            moderator = add_moderator(session, real_world(), f"moderator{next(_numbers)}", PASSWORD)
            comment = session.scalars(self._said(place, text)).one()
            decide_comment(session, real_world(), moderator, Wish(comment.id, comment.revision, becomes, reason))

    def mark(self, place: Place, text: str, **marks: bool) -> None:
        """Pin, pick, or mark a comment as the newsroom's own; before anybody has read its thread."""
        with self._database.transaction() as session:
            comment = session.scalars(self._said(place, text)).one()
            for name, value in marks.items():
                setattr(comment, name, value)

    def reports(self, place: Place, text: str) -> list[tuple[str, str]]:
        """The reasons and notes of a comment's reports."""
        with self._database.reading() as session:
            comment = session.scalars(self._said(place, text)).one()
            query = sa.select(Report.reason, Report.note).where(Report.comment_pk == comment.pk)
            return [(reason, note) for reason, note in session.execute(query)]

    @staticmethod
    def _said(place: Place, text: str) -> sa.Select[Comment]:
        return sa.select(Comment).join(Comment.article).where(Article.code == place.code, Comment.text == text)

    def crowd(self, place: Place, number: int, text: str = "", name: str = "") -> None:
        """Publish comments that the rules would stop, as many that are much alike: through the use case, unjudged."""
        world = real_world()
        with self._database.reading() as session:
            site_pk = session.scalars(sa.select(Site.pk).where(Site.public_key == place.site.public_key)).one()
        sender = Sender(KnownSite(site_pk, "", place.site.public_key, frozenset(), ()), "crowd")
        desk = Desk(world, Lenient(), self._keys, self._database, Profiles(self._database))
        for _ in range(number):
            identity = world.new_id()
            until = world.now() + timedelta(minutes=1)
            token = seal(self._keys.captcha, Sealed(identity, "1", until, site=place.site.public_key))
            draft = Draft(place.code, None, text or f"نظر {identity}", name, token, "1", identity)
            submit_comment(desk, sender, draft)

    def thread(self, place: Place) -> dict[str, Any]:
        """The thread as readers get it."""
        return self.call("GET", f"/v1/articles/{place.code}/comments?site={place.site.public_key}")

    def answer_to(self, token: str) -> str:
        """What is drawn in a captcha's picture."""
        sealed = unseal(self._keys.captcha, token)
        assert sealed is not None
        return sealed.answer

    def known_reader(self) -> str:
        """The token of a reader in good standing."""
        return write_reader(self._keys.reader, replace(new_reader(real_world()), good=5))

    def printed(self, place: Place) -> str:
        """What `nazer embed-snippet --iframe` prints."""
        with self._database.reading() as session:
            return framed(session, Settings("", public_url=self.base), place.site.public_key, place.code)

    def tag(self, place: Place, attributes: str = "") -> str:
        """What a publisher pastes into a page."""
        return (
            f'<script type="module" src="{self.base}/embed/v1.js"></script>'
            f'<nazer-comments article="{place.code}" site="{place.site.public_key}" {attributes}></nazer-comments>'
        )

    def call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Call the API."""
        request = urllib.request.Request(  # noqa: S310
            self.base + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            document = json.load(answer)
        assert isinstance(document, dict)
        return document
