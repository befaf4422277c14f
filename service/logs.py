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


def places_of(error: BaseException) -> list[str]:
    """Where an error came from, innermost last: file, line, function. Not its message, not the values."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
