"""`nazer complaint`: erases who complained, and how to reach them, some time after the answer."""

from typing import TYPE_CHECKING

import click

from service.world import real_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from service.store.database import Database

    Open = Callable[[], AbstractContextManager[Database]]


@click.group()
def complaint() -> None:
    """Complaints of people who are named in comments."""


@complaint.command("erase")
@click.option("--days", default=90, show_default=True, type=click.IntRange(0), help="So long after the answer.")
@click.pass_obj
def erase(open_database: "Open", days: int) -> None:
    """Erase name and contact of those who were answered some time ago. Meant for a daily timer."""
    from service.usecases.answer_complaint import erase_contacts

    with open_database() as database, database.transaction() as session:
        many = erase_contacts(session, real_world(), days)
    click.echo(f"{many} complaints have no name and contact any more.")
