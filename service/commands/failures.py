"""What to tell an operator of a failure, in one sentence."""

from typing import Any, Final

import click

from service.errors import InvalidInputError, NazerError
from service.settings import SettingsError

STOPPED_BY_USER: Final = 130  # what shells expect of a program that Ctrl-C ended


class SentenceGroup(click.Group):
    """Ends every foreseen failure with one clear sentence and exit code 1; a traceback is a fault of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:  # click would end this with 1, which says that something is wrong
            ctx.exit(STOPPED_BY_USER)
        except Exception as error:
            sentence = sentence_of(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


def sentence_of(error: Exception) -> str | None:
    """A clear sentence for a foreseen failure; None for one that nobody foresaw."""
    match error:
        case InvalidInputError():
            sentence = " ".join(fault.detail for fault in error.faults)
        case NazerError():
            sentence = error.detail
        case SettingsError():
            sentence = f"The settings have faults: {error}."
        case OSError():
            sentence = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        # These come from modules that are slow to import; where one of them was raised, it is loaded already.
        case ValueError() if type(error).__name__ == "PolicyError":
            sentence = f"The policy has faults: {error}"
        case RuntimeError() if type(error).__name__ == "BrokenProcessPool":
            sentence = (
                "A worker process died (out of memory?). What is written so far is complete; try fewer --workers."
            )
        case Exception() if type(error).__module__.startswith("sqlalchemy."):
            sentence = _of_database(error)
        case _:
            return None
    return sentence


def _of_database(error: Exception) -> str:
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    hint = " Run `nazer migrate` first." if "no such table" in cause or "does not exist" in cause else ""
    return f"The database answered: {cause}.{hint}"
