"""Our own service, as `nazer serve` runs it: every rule, captcha, limits that count, fsync at each commit."""

import json
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

import rules
from bench.load import Batch, Call, send
from bench.material import Piece, spread
from bench.peers.peer import POSTING, REPLIES_OF_A_ROOT, WORKERS, Peer, texts_for
from bench.processes import HOST, Server, free_port
from rules.policy import Thresholds
from service.article import ArticleForm
from service.keys import Keys
from service.status import Status
from service.store import schema
from service.store.database import Database, open_database
from service.store.profiles import Profiles
from service.store.sites import KnownSite
from service.usecases.challenges import Sealed, seal, unseal
from service.usecases.hearing import Desk, Draft, Sender
from service.usecases.make_site import SiteForm, make_site
from service.usecases.register_article import register_article
from service.usecases.submit_comment import CaptchaFailure, submit_comment
from service.world import real_world

SECRET: Final = "a-secret-of-the-benchmark-that-is-long-enough"  # noqa: S105 (seals captchas on 127.0.0.1)
SITE: Final = SiteForm(name="bench", public_key="pk_bench", secret_key="sk_bench")  # noqa: S106
#: Never reached, but counted as in earnest.
HIGH: Final = "1000000/minute"
JSON: Final = (("Content-Type", "application/json"),)
#: Threads of the reading benchmark are a day old: they are not what new comments are compared with.
AGE: Final = timedelta(days=1)


class Nazer(Peer):
    """Ours."""

    name = "Nazer"

    def __init__(self, folder: Path) -> None:
        """Prepare its folder."""
        super().__init__(folder)
        self._path = folder / "nazer.db"
        self._articles = iter(range(10**9))

    def start(self, threads: dict[str, int]) -> None:
        """Migrate, fill through the use cases, then serve."""
        url = f"sqlite:///{self._path}"
        schema.upgrade(url)
        database = open_database(url)
        with database.transaction() as session:
            make_site(session, real_world(), SITE)
            for place, piece in enumerate(self._posted_under):
                register_article(session, real_world(), 1, _form(f"{POSTING}-{place}", piece.article))
        for thread, number in threads.items():
            self._fill(database, thread, number)
        database.close()
        port = free_port()
        command = [sys.executable, "-c", "from service.cli import main; main()", "serve", "--host", HOST]
        settings = {
            "NAZER_SECRET_KEY": SECRET,
            "NAZER_DATABASE_URL": url,
            "NAZER_LIMIT_SUBMIT": HIGH,
            "NAZER_LIMIT_CAPTCHA": HIGH,
            "NAZER_LIMIT_CROWD": HIGH,
            "NAZER_FLOOD_SITE": HIGH,
            "NAZER_FLOOD_NEWCOMERS": HIGH,
            "NAZER_CAPTCHA_LEAST_SECONDS": "0",
        }
        self.server = Server([*command, "--port", str(port), "--workers", str(WORKERS)], port, self.folder, settings)
        self.server.wait("/healthz")

    def captchas(self, number: int) -> Batch:
        """Fetch captchas."""
        return send(self.server, [Call("GET", "/v1/captcha")] * number, keep=True)

    def posts(self, comments: Sequence[Piece]) -> list[Call]:
        """Comments under the articles that they were written for, with captchas that only our secret can open."""
        solved = [self._solved(body) for body in self.captchas(len(comments)).bodies]
        return [self.post(piece, captcha) for piece, captcha in zip(comments, solved, strict=True)]

    def post(self, piece: Piece, captcha: dict[str, str]) -> Call:
        """One submission."""
        body = {
            "article_id": self._codes[piece.article.article_id],
            "parent_id": None,
            "text": piece.text,
            "author_name": piece.author_name,
            "captcha": captcha,
            "client_key": real_world().new_id(),
        }
        return Call("POST", "/v1/comments", json.dumps(body, ensure_ascii=False).encode(), JSON)

    def read(self, thread: str) -> Call:
        """The whole thread: 200 roots are the largest page, and no root has more than 200 replies."""
        return Call("GET", f"/v1/articles/{thread}/comments?limit=200")

    def read_cold(self, thread: str) -> Call:
        """The same after a change: the version has moved, so that no worker knows the bytes."""
        return replace(self.read(thread), before=lambda: self._touch(thread))

    def read_again(self, thread: str) -> Call:
        """The same by a browser that has it: 304."""
        call = self.read(thread)
        etag = send(self.server, [call]).etag
        return replace(call, headers=(("If-None-Match", etag),))

    def counts(self, threads: Sequence[str]) -> Call:
        """The call of list pages."""
        return Call("GET", f"/v1/counts?ids={','.join(threads)}")

    @cached_property
    def _posted_under(self) -> tuple[Piece, ...]:
        """One comment of each article of the seeds."""
        return tuple({piece.article.article_id: piece for piece in spread(10**9)}.values())

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {piece.article.article_id: f"{POSTING}-{place}" for place, piece in enumerate(self._posted_under)}

    def _solved(self, body: bytes) -> dict[str, str]:
        token = json.loads(body)["token"]
        sealed = unseal(_keys().captcha, token)
        assert sealed is not None  # noqa: S101 (it was made with this key)
        return {"token": token, "answer": sealed.answer}

    def _touch(self, thread: str) -> None:
        with sqlite3.connect(self._path, timeout=15) as connection:
            where = "(SELECT pk FROM article WHERE code = ?)"
            connection.execute(f"UPDATE thread SET version = version + 1 WHERE article_pk = {where}", (thread,))  # noqa: S608
        connection.close()

    def _fill(self, database: Database, thread: str, number: int) -> None:
        """Fill a thread through the use cases; the rules look at everything and stop nothing."""
        world = real_world()
        world = replace(world, now=lambda: real_world().now() - AGE)
        known = rules.load_policy()
        lenient = replace(known, rules=dict.fromkeys(known.rules, Thresholds()), scopes=())
        desk = Desk(world, rules.Engine(lenient), _keys(), database, Profiles(database))
        sender = Sender(KnownSite(1, SITE.name, SITE.public_key, frozenset(), ()), "bench")
        with database.transaction() as session:
            register_article(session, world, 1, _form(thread, spread(1)[0].article))
        root: str | None = None
        for place, piece in enumerate(texts_for(number)):
            parent = root if place % (REPLIES_OF_A_ROOT + 1) else None
            receipt = submit_comment(desk, sender, _draft(thread, piece, parent))
            if isinstance(receipt, CaptchaFailure) or receipt.status is not Status.PUBLISHED:
                message = f"{piece.text!r} was not published: {receipt}"
                raise RuntimeError(message)
            root = root if parent else receipt.comment_id


def _keys() -> Keys:
    return Keys.from_secret(SECRET)


def _form(code: str, article: rules.Article) -> ArticleForm:
    return ArticleForm(code, article.title, article.kicker, article.lede, article.body, article.category, article.tags)


def _draft(thread: str, piece: Piece, parent: str | None) -> Draft:
    world = real_world()
    token = seal(_keys().captcha, Sealed(world.new_id(), "12345", world.now() + AGE, site=SITE.public_key))
    return Draft(thread, parent, piece.text, piece.author_name, token, "12345", world.new_id())
