"""The demonstration: everything that `make demo` needs between installing and serving."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from service.commands.seeding import Loaded, load_folder
from service.errors import ForbiddenError, NotFoundError
from service.keys import Keys
from service.roles import Role
from service.settings import DEMO_SECRET, Settings
from service.store.database import Database, open_database
from service.store.schema import upgrade
from service.store.tables import Article, Moderator, Site, Thread
from service.usecases.accounts import prepare_account
from service.usecases.challenges import Sealed, seal
from service.usecases.change_person import add_person
from service.usecases.make_site import SiteForm, make_site
from service.world import World

FOLDER: Final = Path("var")
DATABASE: Final = "demo.db"
SITE: Final = SiteForm(
    name="نارون",
    domains=("narvan.example",),
    public_key="pk_demo",
    secret_key="sk_demo-not-for-production",  # noqa: S106 (the demonstration's, known to everybody)
)
USERNAME: Final = "demo"
#: Who may sign in, each with the same password: so that roles can be tried, and two who decide at once.
PEOPLE: Final = MappingProxyType(
    {
        USERNAME: ("سردبیر نمایشی", Role.OWNER),
        "demo-nazer": ("ناظر نمایشی", Role.MODERATOR),
        "demo-bazras": ("بازرس نمایشی", Role.AUDITOR),
    }
)
PASSWORD: Final = "nazer-demo"  # noqa: S105 (the demonstration's, printed when it starts)
DRAFT_ANSWER: Final = "24680"
DRAFT_SERVES: Final = timedelta(minutes=10)
EXAMPLE: Final = "خسته نباشید، خبر خوبی بود"


@dataclass(frozen=True, slots=True)
class Ready:
    """A demonstration that can be served. loaded is None when it had its data already."""

    article_code: str
    loaded: Loaded | None


def demo_environment(folder: Path, host: str, port: int) -> dict[str, str]:
    """What the workers read: the demonstration's known secret, a database in the folder, and nothing from outside."""
    return {
        "NAZER_DEMO": "yes",
        "NAZER_SECRET_KEY": DEMO_SECRET,
        "NAZER_DATABASE_URL": f"sqlite:///{(folder / DATABASE).as_posix()}",
        "NAZER_PUBLIC_URL": f"http://{_reachable(host)}:{port}",
        "NAZER_SECURE_COOKIES": "no",
        "NAZER_LOG_LEVEL": "WARNING",
    }


def prepare(settings: Settings, world: World, seeds: Path) -> Ready:
    """Migrate the database, and fill in what is missing: site, moderator, seeds. What is there stays."""
    upgrade(settings.database_url)
    database = open_database(settings.database_url)
    try:
        with database.transaction() as session:
            if session.scalar(sa.select(Site.pk).where(Site.name == SITE.name)) is None:
                make_site(session, world, SITE)
            for username, (display_name, role) in PEOPLE.items():
                if session.scalar(sa.select(Moderator.pk).where(Moderator.username == username)) is None:
                    add_person(session, world, prepare_account(username, PASSWORD, display_name), role)
        loaded = load_folder(settings, world, seeds, SITE.name) if _busiest(database) is None else None
        return Ready(_busiest(database) or "", loaded)
    finally:
        database.close()


def welcome(ready: Ready, settings: Settings, folder: Path, command: str) -> str:
    """What is printed before the server starts: where everything is, and how to post with curl."""
    address = settings.public_url
    where = "" if folder == FOLDER else f" --folder {folder}"
    lines = [
        "",
        f"  Article   {address}/demo/{ready.article_code}",
        f"  Desk      {address}/desk   (user {USERNAME}, password {PASSWORD})",
        f"            with the same password: {' and '.join(name for name in PEOPLE if name != USERNAME)},",
        "            a moderator and an auditor",
        "",
        "  Post a comment from another terminal, in this folder; put any text in place of this one:",
        "",
        f"  curl -sS {address}/v1/comments -H 'Content-Type: application/json' \\",
        f"       -d \"$({command} draft{where} '{EXAMPLE}')\"",
        "",
        f"  (`{command} draft` writes the JSON and solves the captcha, which only the demo's known key allows.)",
        "",
        f"  Ctrl-C stops it; the data stays in {folder / DATABASE}.",
        "",
    ]
    if ready.loaded is not None:
        lines.insert(1, f"  {ready.loaded.told()}\n")
    return "\n".join(lines)


def write_draft(settings: Settings, world: World, fields: Mapping[str, str | None]) -> str:
    """The JSON of a comment whose captcha is solved, for the demonstration only: its key is no secret.

    fields: text, author_name, article_id (the busiest article when empty), parent_id.
    Raises ForbiddenError outside the demonstration, NotFoundError when it has no article yet.
    """
    if not settings.demo:
        message = "Only the demonstration solves its own captchas. Start it with: nazer demo"
        raise ForbiddenError(message)
    message = "The demonstration has no article yet. Start it with: nazer demo"
    file = sa.make_url(settings.database_url).database
    if not file or not Path(file).is_file():
        raise NotFoundError(message)
    database = open_database(settings.database_url)
    try:
        article_id = fields.get("article_id") or _busiest(database)
    finally:
        database.close()
    if not article_id:
        raise NotFoundError(message)
    sealed = Sealed(world.new_id(), DRAFT_ANSWER, world.now() + DRAFT_SERVES, site=SITE.public_key)
    body = {
        "site": SITE.public_key,
        "article_id": article_id,
        "parent_id": fields.get("parent_id") or None,
        "text": fields["text"],
        "author_name": fields.get("author_name") or "",
        "captcha": {"token": seal(_keys(settings).captcha, sealed), "answer": DRAFT_ANSWER},
        "client_key": world.new_id(),
    }
    return json.dumps(body, ensure_ascii=False)


def _reachable(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 (every address of this machine; one of them is enough to look at it)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _keys(settings: Settings) -> Keys:
    return Keys.from_secret(settings.secret_key)


def _busiest(database: Database) -> str | None:
    """The code of the article with the most published comments, or None."""
    query = (
        sa.select(Article.code)
        .outerjoin(Thread, Thread.article_pk == Article.pk)
        .order_by(sa.func.coalesce(Thread.published, 0).desc(), Article.pk.desc())
        .limit(1)
    )
    with database.looker.connect() as connection:
        return connection.scalar(query)
