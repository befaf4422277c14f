"""`nazer user`: the accounts of the desk, from the command line."""

from typing import TYPE_CHECKING, Any

import click

from service.roles import Role
from service.world import real_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from service.store.database import Database

    Open = Callable[[], AbstractContextManager[Database]]

ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """People at the desk."""


@user.command("add")
@click.argument("username")
@click.option("--name", default="", help="Name that the desk shows.")
@click.option("--role", type=ROLES, help="Left out: owner for the first account, moderator for the others.")
@click.option("--password-file", type=click.File("r", encoding="utf-8"), help="File with the password; - reads stdin.")
@click.pass_obj
def add(open_database: "Open", username: str, name: str, role: str | None, password_file: Any) -> None:
    """Let somebody sign in to the desk. The password is asked for, or read from a file: never an argument."""
    from service.usecases.accounts import prepare_account
    from service.usecases.change_person import add_person

    with open_database() as database:
        new = prepare_account(username, read_password(password_file), name)
        with database.transaction() as session:
            became = add_person(session, real_world(), new, Role(role) if role else None)
    click.echo(f"{new.username} may sign in to the desk, as {became.value}.")


@user.command("reset")
@click.argument("username")
@click.option("--password-file", type=click.File("r", encoding="utf-8"), help="File with the password; - reads stdin.")
@click.option("--factor-only", is_flag=True, help="Take the second factor off, and leave the password.")
@click.pass_obj
def reset(open_database: "Open", username: str, password_file: Any, *, factor_only: bool) -> None:
    """Set a new password, and take the second factor off; all sessions end."""
    from service.usecases.change_account import new_password_hash
    from service.usecases.change_person import reset_factor, reset_password

    with open_database() as database:
        password_hash = ""
        if not factor_only:
            password = read_password(password_file)
            password_hash = new_password_hash(password, password)
        with database.transaction() as session:
            reset_factor(session, real_world(), None, username)
            if password_hash:
                reset_password(session, real_world(), username, password_hash)
    click.echo(f"{username}: the second factor is off{'' if factor_only else ', the password is new'}.")


@user.command("lock")
@click.argument("username")
@click.pass_obj
def lock(open_database: "Open", username: str) -> None:
    """Let somebody in no more; all sessions end at once."""
    from service.usecases.change_person import lock_person

    with open_database() as database, database.transaction() as session:
        lock_person(session, real_world(), None, username)
    click.echo(f"{username} is locked.")


@user.command("unlock")
@click.argument("username")
@click.pass_obj
def unlock(open_database: "Open", username: str) -> None:
    """Let somebody in again."""
    from service.usecases.change_person import unlock_person

    with open_database() as database, database.transaction() as session:
        unlock_person(session, real_world(), None, username)
    click.echo(f"{username} may sign in.")


@user.command("role")
@click.argument("username")
@click.argument("role", type=ROLES)
@click.pass_obj
def set_role(open_database: "Open", username: str, role: str) -> None:
    """Give somebody another role; the last owner stays one."""
    from service.usecases.change_person import change_role

    with open_database() as database, database.transaction() as session:
        change_role(session, real_world(), None, username, Role(role))
    click.echo(f"{username} is {role}.")


@user.command("list")
@click.pass_obj
def list_all(open_database: "Open") -> None:
    """Say who may sign in: user name, role, second factor, locked or not, name."""
    from service.usecases.change_person import list_people

    with open_database() as database, database.reading() as session:
        for one in list_people(session, real_world().now()):
            factor, locked = "totp" if one.has_factor else "-", "locked" if one.locked_at else "open"
            click.echo(f"{one.username}\t{one.role.value}\t{factor}\t{locked}\t{one.display_name}")


def read_password(file: Any) -> str:
    """A password: from a file, or asked for twice."""
    if file is None:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return str(file.read().rstrip("\r\n"))
