"""`nazer audit`: whether the desk's log is whole, and a copy of it."""

from typing import IO, TYPE_CHECKING

import click

from service.world import real_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from service.store.database import Database

    Open = Callable[[], AbstractContextManager[Database]]

SAYS = {
    "changed": "Row {at} was changed after it was written.",
    "missing": "Row {at} is missing.",
    "foreign": "Row {at} does not follow from the row before it: rows were put in, taken out or written anew there.",
    "cut": "The chain is whole, but the expected hash is not in it: rows were cut off at the end, or all written anew.",
}


@click.group()
def audit() -> None:
    """The log of what people did at the desk."""


@audit.command("verify")
@click.option("--expect", default="", help="A head that an earlier check printed; it must be in the chain.")
@click.pass_obj
def verify(open_database: "Open", expect: str) -> None:
    """Check that nobody changed, took out or put in a row; exit code 1 when somebody did.

    What was cut off at the end can only be told by somebody who kept a head: keep the printed one elsewhere, and give
    it to the next check with --expect.
    """
    from service.usecases.verify_log import verify_log

    with open_database() as database:
        found = verify_log(database.reading, expect.strip())
    click.echo(f"rows {found.rows}")
    click.echo(f"head {found.head or '-'}")
    if found.broken is not None:
        raise click.ClickException(SAYS[found.broken.value].format(at=found.at))
    click.echo("The log is whole." if expect else "The log is whole, as far as it goes: see --help about its end.")


@audit.command("export")
@click.option("--form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True)
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", help="A file; stdout when left out.")
@click.pass_obj
def export(open_database: "Open", form: str, output: IO[str]) -> None:
    """Write the whole log, the oldest entry first."""
    from service.usecases import read_log

    lines = read_log.csv_lines if form == "csv" else read_log.json_lines
    with open_database() as database:
        with database.transaction() as session:
            read_log.log_export(session, real_world(), None, form)
        for line in lines(read_log.read_all(database.reading, read_log.Wanted())):
            output.write(line)
