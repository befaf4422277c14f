"""Loads seeds as readers would bring them: through the use cases, so that the rules judge every comment."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

import rules
from service.article import ArticleForm
from service.commands.sites import find_site
from service.errors import ConflictError, InvalidInputError, NazerError
from service.keys import Keys, keyed_hash
from service.settings import Settings
from service.store.archives import Archives
from service.store.database import Database, open_database
from service.store.policies import Policies
from service.store.profiles import Profiles
from service.store.sites import KnownSite
from service.store.tables import Article
from service.usecases.challenges import Sealed, seal
from service.usecases.hearing import Desk, Draft, Sender
from service.usecases.records import STATUS_OF, Receipt
from service.usecases.register_article import register_article
from service.usecases.submit_comment import CaptchaFailure, submit_comment
from service.world import World

NEWEST_AGE: Final = timedelta(hours=3)  # of the newest article when seeds are loaded
LONGEST_GAP: Final = timedelta(minutes=40)  # between two comments under one article
ANSWER: Final = "12345"
ARTICLES: Final = "articles.jsonl"
COMMENTS: Final = "comments.jsonl"


class SeedError(NazerError):
    """A folder holds no seeds, or a line of them is faulty; the message says which."""

    slug = "seed"


@dataclass(slots=True)
class Loaded:
    """What came of loading. comments: how many are published, held or rejected; left_out: replies without a parent."""

    articles: int = 0
    comments: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    left_out: int = 0

    def told(self) -> str:
        """What came of it, in one line."""
        became = ", ".join(f"{self.comments[status.value]} {status.value}" for status in STATUS_OF.values())
        return (
            f"{self.articles} articles and {self.comments.total()} comments are new ({became}); "
            f"{self.repeated} comments were there, {self.left_out} replies wait for their parent."
        )


@dataclass(frozen=True, slots=True)
class Seeds:
    """The lines of a folder of seeds."""

    articles: tuple[dict[str, Any], ...]
    comments: tuple[dict[str, Any], ...]


def read_seeds(folder: Path) -> Seeds:
    """Read a folder's articles.jsonl and comments.jsonl (which may be missing). Raises SeedError."""
    if not (folder / ARTICLES).is_file():
        message = f"{folder} holds no {ARTICLES}"
        raise SeedError(message)
    articles = tuple(_lines(folder / ARTICLES, ("article_id", "title")))
    comments = tuple(_lines(folder / COMMENTS, ("id", "article_id", "text"))) if (folder / COMMENTS).is_file() else ()
    return Seeds(articles, comments)


def load_folder(settings: Settings, world: World, folder: Path, site: str = "") -> Loaded:
    """Load a folder's seeds into the settings' database. Raises SeedError, NotFoundError (site)."""
    seeds = read_seeds(folder)
    database = open_database(settings.database_url)
    try:
        with database.reading() as session:
            known = find_site(session, site)
        engine = rules.Engine(rules.load_policy(settings.policy_file or None))
        profiles = Profiles(database)
        archives = Archives(database, profiles, world.now, settings.archive_articles)
        policies = Policies(engine, database.looker)
        desk = Desk(
            world, engine, Keys.from_secret(settings.secret_key), database, profiles, archives, policies=policies
        )
        return load_seeds(database, desk, known, seeds)
    finally:
        database.close()


def load_seeds(database: Database, desk: Desk, site: KnownSite, seeds: Seeds) -> Loaded:
    """Bring articles and comments in, with dates close to now.

    Loading again keeps what is there: articles as they are, comments with what became of them. A reply is left
    out when its parent is not published.
    """
    loaded = Loaded()
    published = _load_articles(database, desk.world, site, seeds, loaded)
    if desk.archives is not None:
        desk.archives.renew(site.pk)  # now, and not in the background: the same seeds get the same verdicts
        desk.archives.close()
    ids: dict[str, str] = {}
    for moment, comment in _in_order(seeds, published, desk.world.now()):
        parent = comment.get("parent_id")
        if parent is not None and parent not in ids:
            loaded.left_out += 1
            continue
        form = {**comment, "parent_id": ids.get(parent) if parent else None}
        receipt = _submit(replace(desk, world=replace(desk.world, now=_stopped(moment))), site, form)
        if receipt is None:
            loaded.left_out += 1
            continue
        ids[comment["id"]] = receipt.comment_id
        if receipt.repeated:
            loaded.repeated += 1
        else:
            loaded.comments[receipt.status.value] += 1
    return loaded


def _load_articles(
    database: Database, world: World, site: KnownSite, seeds: Seeds, loaded: Loaded
) -> dict[str, datetime | None]:
    """Register the articles that are not there yet; when each was published, by code."""
    dates = [_moment(article) for article in seeds.articles if article.get("published_at")]
    shift = world.now() - NEWEST_AGE - max(dates, default=world.now())
    with database.transaction() as session:
        there = sa.select(Article.code, Article.published_at).where(Article.site_pk == site.pk)
        known: dict[str, datetime | None] = {row.code: row.published_at for row in session.execute(there)}
        for article in seeds.articles:
            if article["article_id"] in known:
                continue
            form = _form(article)
            if form.published_at is not None:
                form = replace(form, published_at=form.published_at + shift)
            register_article(session, world, site.pk, form)
            known[form.code] = form.published_at
            loaded.articles += 1
    return known


def _in_order(
    seeds: Seeds, published: dict[str, datetime | None], now: datetime
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Comments with the moments at which they come, the earliest first: spread over the time since their article."""
    counts = Counter(comment["article_id"] for comment in seeds.comments)
    seen: Counter[str] = Counter()
    timed = []
    for comment in seeds.comments:
        code = comment["article_id"]
        if code not in published:
            message = f"{COMMENTS}: {comment['id']} belongs to no article ({code})"
            raise SeedError(message)
        since = published[code] or now - NEWEST_AGE
        gap = min(LONGEST_GAP, max(now - since, timedelta()) / (counts[code] + 1))
        seen[code] += 1
        # Nobody comments by the clock: each comes a little early, always by the same amount, and never out of turn.
        early = gap * 0.8 * sha256(comment["id"].encode()).digest()[0] / 256
        timed.append((since + gap * seen[code] - early, comment))
    return iter(sorted(timed, key=lambda pair: pair[0]))


def _stopped(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _submit(desk: Desk, site: KnownSite, comment: dict[str, Any]) -> Receipt | None:
    name = comment.get("author_name") or ""
    sealed = Sealed(desk.world.new_id(), ANSWER, desk.world.now() + timedelta(minutes=1), site=site.public_key)
    draft = Draft(
        article_id=comment["article_id"],
        parent_id=comment["parent_id"],
        text=comment["text"],
        author_name=name,
        captcha_token=seal(desk.keys.captcha, sealed),
        captcha_answer=ANSWER,
        client_key=f"seed-{comment['id']}",
    )
    # Every name is somebody else, somewhere else; those without one are all different.
    sender = Sender(site, keyed_hash(desk.keys.network, f"seed {name or comment['id']}").hex()[:32])
    try:
        receipt = submit_comment(desk, sender, draft)
    except InvalidInputError:  # the parent is not published
        return None
    except ConflictError as error:
        message = f"{comment['id']} was loaded before with another text"
        raise SeedError(message) from error
    if isinstance(receipt, CaptchaFailure):
        message = f"the captcha made for {comment['id']} was refused: {receipt.kind}"
        raise SeedError(message)
    return receipt


def _lines(path: Path, wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in wanted):
            message = f"{path}, line {number}: wants a JSON object with {', '.join(wanted)}"
            raise SeedError(message)
        yield found


def _form(fields: dict[str, Any]) -> ArticleForm:
    return ArticleForm(
        code=fields["article_id"],
        title=fields["title"],
        kicker=fields.get("kicker") or "",
        lede=fields.get("lede") or "",
        body=fields.get("body") or "",
        category=fields.get("category") or "",
        tags=tuple(fields.get("tags") or ()),
        url=fields.get("url") or "",
        published_at=_moment(fields) if fields.get("published_at") else None,
    )


def _moment(article: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(article["published_at"])
        in_some_zone = moment.tzinfo is not None
    except (TypeError, ValueError):
        in_some_zone = False
    if not in_some_zone:
        message = f"{ARTICLES}: {article['article_id']} wants published_at as 2026-02-01T08:42:00+03:30"
        raise SeedError(message)
    return moment
