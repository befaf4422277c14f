"""The desk's commands."""

from collections.abc import Callable
from contextlib import closing

import click

from service.settings import Settings


def desk_commands(read_settings: Callable[[], Settings]) -> click.Group:
    """The group `nazer desk`. read_settings: from the environment, when a command runs."""

    @click.group()
    def desk() -> None:
        """The moderators' desk."""

    @desk.command("reindex")
    def reindex() -> None:
        """Write down anew by which words the desk finds each comment, as after an upgrade; the service may run."""
        from service.store.database import open_database
        from service.usecases.reindex_comments import reindex_comments

        done = 0
        with closing(open_database(read_settings().database_url)) as database:
            for done in reindex_comments(database):
                click.echo(f"{done} comments", err=True)
        click.echo(f"The desk finds {done} comments by their words.")

    return desk
