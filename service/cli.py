"""The command line: `nazer`. Each command imports what it needs when it runs, so that help comes at once."""

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands.audit import audit
from service.commands.complaints import complaint
from service.commands.desk import desk_commands
from service.commands.failures import SentenceGroup
from service.commands.users import user
from service.settings import Settings
from service.world import real_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

    from service.store.database import Database

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(cls=SentenceGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(ctx: click.Context) -> None:
    """Nazer: comment moderation for Persian news sites.

    Settings come from the environment (NAZER_SECRET_KEY, NAZER_DATABASE_URL, …); docs/settings.md lists them.
    """
    ctx.obj = own_database  # for the groups that have modules of their own


main.add_command(user)
main.add_command(audit)
main.add_command(complaint)


@main.group()
def corpus() -> None:
    """The labelled corpus of comments (seeds/corpus): for people who add to it."""


@corpus.command("check")
@click.argument("folder", type=EXISTING_FOLDER, default="seeds/corpus")
def corpus_check(folder: Path) -> None:
    """Say everything that is wrong with a corpus; exit code 1 when there is anything."""
    from service.commands.corpus import faults, read_corpus

    found = list(faults(read_corpus(folder)))
    for fault in found:
        click.echo(fault)
    if found:
        message = f"{len(found)} faults"
        raise click.ClickException(message)
    click.echo("The corpus is sound.")


@corpus.command("stats")
@click.argument("folder", type=EXISTING_FOLDER, default="seeds/corpus")
def corpus_stats(folder: Path) -> None:
    """Say what is in a corpus, and how well its two readers agree."""
    from service.commands.corpus import read_corpus, statistics

    for line in statistics(read_corpus(folder)):
        click.echo(line)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Worker processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the API, the embedded form and the desk."""
    settings = read_settings()
    import rules
    from service.commands import serving

    # A fault is told of here, once, and not by each worker whenever it is started again.
    rules.load_policy(settings.policy_file or None)
    serving.serve(host, port, workers)


@main.command()
def migrate() -> None:
    """Create or update the database's tables."""
    settings = read_settings()
    from service.store import schema

    schema.upgrade(settings.database_url)
    click.echo(f"The database is at revision {schema.newest()}.")


@main.group()
def site() -> None:
    """Publishers' sites."""


@site.command("add")
@click.argument("name")
@click.option("--origin", "origins", multiple=True, help="A page that may embed the form: https://www.example.com")
@click.option("--domain", "domains", multiple=True, help="An own domain; links to it are no adverts.")
def add_site(name: str, origins: tuple[str, ...], domains: tuple[str, ...]) -> None:
    """Add a site and print its keys."""
    with transaction(read_settings()) as session:
        from service.commands.sites import new_site

        keys = new_site(session, real_world(), name, origins, domains)
    click.echo(f"Public key, for the page:  {keys.public_key}")
    click.echo(f"Secret key, for the CMS:   {keys.secret_key}")
    click.echo("The secret key is shown this once; the database keeps only its hash.")


@main.command("embed-snippet")
@click.option("--site", "site_name", default="", help="Name or public key; may be left out when there is one site.")
@click.option("--article", default="5414189", show_default=True, help="News code, or what your templates write for it.")
@click.option("--follow", is_flag=True, help="Name the address that follows upgrades, and no integrity.")
@click.option("--iframe", is_flag=True, help="A frame, for pages that run no scripts of others.")
def embed_snippet(site_name: str, article: str, *, follow: bool, iframe: bool) -> None:
    """Print what a publisher pastes into the template of the article pages."""
    settings = read_settings()
    with transaction(settings) as session:
        from service.commands.embedding import framed, snippet

        own = (session, settings, site_name, article)
        click.echo(framed(*own) if iframe else snippet(*own, follow=follow))


@main.group()
def article() -> None:
    """Articles."""


@article.command("add")
@click.argument("page", type=EXISTING_FILE)
@click.option("--site", "site_name", default="", help="Name or public key; may be left out when there is one site.")
def add_article(page: Path, site_name: str) -> None:
    """Register an article from a saved page: its copied text, or its HTML."""
    with transaction(read_settings()) as session:
        from service.commands.articles import add_page

        read, done = add_page(session, real_world(), page, site_name)
    became = "added" if done.created else "changed" if done.changed else "unchanged"
    click.echo(f"{read.code} {became}: {read.title}")


@article.command("prepare")
@click.option("--site", "site_name", default="", help="Name or public key; the articles of all sites when left out.")
def prepare_articles(site_name: str) -> None:
    """Prepare the articles that are not ready for the rules, as after an upgrade or from an old backup.

    Without it each is prepared when it is first commented on, and the newest ones by and by. The service may run
    meanwhile; stopped and started again, it goes on where it was. Progress goes to stderr.
    """
    from service.commands import articles

    now = None
    for now in articles.prepare(read_settings(), site_name):
        click.echo(f"{now.done} of {now.total}", err=True)
    if now is not None:
        click.echo(f"{now.made} of {now.total} articles were prepared, the others were ready.")
        if now.failed:
            message = f"The rules failed at {now.failed} articles; comments under them will be held."
            raise click.ClickException(message)


@main.command()
@click.argument("folder", type=EXISTING_FOLDER)
@click.option("--site", "site_name", default="", help="Name or public key; may be left out when there is one site.")
def seed(folder: Path, site_name: str) -> None:
    """Load articles.jsonl and comments.jsonl of a folder; the rules judge every comment."""
    settings = read_settings()
    from service.commands.seeding import load_folder

    click.echo(load_folder(settings, real_world(), folder, site_name).told())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--folder", default="var", show_default=True, type=FOLDER, help="Where the data stays.")
@click.option("--seeds", default="seeds/demo", show_default=True, type=EXISTING_FOLDER)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
def demo(host: str, port: int, folder: Path, seeds: Path, workers: int) -> None:
    """Set up the demonstration and serve it; what is there already stays."""
    from service.commands import demo, serving

    settings = demo_settings(host, port, folder)
    serving.check_free(host, port)
    ready = demo.prepare(settings, real_world(), seeds)
    click.echo(demo.welcome(ready, settings, folder, own_command()))
    serving.serve(host, port, workers, quiet=True)
    click.echo("Stopped.")


@main.command()
@click.argument("text")
@click.option("--article", "article_id", default="", help="News code; the busiest article when left out.")
@click.option("--parent", "parent_id", default="", help="The comment that is answered.")
@click.option("--name", "author_name", default="", help="The author's name.")
@click.option("--folder", default="var", show_default=True, type=FOLDER, help="The demo's data.")
def draft(text: str, article_id: str, parent_id: str, author_name: str, folder: Path) -> None:
    """Write the JSON of a comment for the demonstration, with its captcha solved."""
    from service.commands.demo import write_draft

    fields = {"text": text, "article_id": article_id, "parent_id": parent_id, "author_name": author_name}
    click.echo(write_draft(demo_settings("127.0.0.1", 8000, folder), real_world(), fields))


@main.command()
@click.option(
    "--articles", type=EXISTING_FILE, help="JSON Lines with the articles; without them relevance is not judged."
)
@click.option("--policy", type=EXISTING_FILE, help="TOML policy; the one that ships with the rules when left out.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that judge.")
@click.option("--no-archive", is_flag=True, help="Judge each comment by its own article only.")
def judge(articles: Path | None, policy: Path | None, workers: int, *, no_archive: bool) -> None:
    """Judge comments from stdin (JSON Lines) and write the verdicts to stdout, in the same order.

    The articles are the archive for one another, as a site's newest ones are when readers write: a comment may belong
    to another one. Of more than 500 the newest are taken, by published_at.
    """
    from service.commands.batch import Plan, run

    if run(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, Plan(articles, policy, workers, archive=not no_archive)):
        raise click.exceptions.Exit(1)


def read_settings() -> Settings:
    """The settings of the environment."""
    return Settings.from_env(os.environ)


def demo_settings(host: str, port: int, folder: Path) -> Settings:
    """The demonstration's settings; the workers, which read the environment, get the same."""
    from service.commands.demo import demo_environment

    for name in [name for name in os.environ if name.startswith("NAZER_") or name == "DATABASE_URL"]:
        del os.environ[name]  # the demonstration is the same whatever else is set up on this machine
    os.environ.update(demo_environment(folder.absolute(), host, port))
    return read_settings()


@contextmanager
def transaction(settings: Settings) -> "Iterator[Session]":
    """One transaction on the settings' database."""
    with open_settings(settings) as database, database.transaction() as session:
        yield session


def own_database() -> "AbstractContextManager[Database]":
    """The database that the environment names; closed at the end."""
    return open_settings(read_settings())


@contextmanager
def open_settings(settings: Settings) -> "Iterator[Database]":
    """The settings' database; closed at the end."""
    from service.store.database import open_database

    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def own_command() -> str:
    """How this program is called from the current folder: `.venv/bin/nazer`, or as it was."""
    own = Path(sys.argv[0])
    with suppress(ValueError):
        own = own.absolute().relative_to(Path.cwd())
    return f"./{own}" if own.parent == Path() else own.as_posix()


main.add_command(desk_commands(read_settings))
