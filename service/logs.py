"""The log: JSON, one line a request. Never a reader's text, name, mail or address, nor what an error quotes of them."""

import logging
import sys
import traceback
from typing import Any, Final, TextIO

import structlog

LEVELS: Final = logging.getLevelNamesMapping()
DEEPEST: Final = 12  # places of an error that are worth keeping


def open_log(level: str, stream: TextIO | None = None) -> Any:
    """A logger that writes JSON lines to a stream, by default standard error."""
    return structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        cache_logger_on_first_use=True,
    ).bind()


class LibraryLog(logging.Handler):
    """Writes what libraries have to warn of as lines of ours: who and where, never their words, which quote values.

    Without it Python prints them to standard error, with whole tracebacks: a pool that loses its database does so.
    """

    def __init__(self, log: Any) -> None:
        """Take a logger of `open_log`."""
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        line: dict[str, Any] = {"logger": record.name, "place": f"{record.filename}:{record.lineno} {record.funcName}"}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line |= {"error": type(error).__name__, "places": places_of(error)}
        self._log.log(record.levelno, "library", **line)


def places_of(error: BaseException) -> list[str]:
    """Where an error came from, innermost last: file, line, function. Not its message, not the values."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
