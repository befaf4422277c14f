"""Sentences for people, from one catalogue per language, so that nobody has to look for them in the code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("fa", "en")
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def say(key: str, /, language: str = "fa", **values: object) -> str:
    """The sentence under a key such as `captcha.wrong`, with its placeholders filled in.

    Numbers come out in the digits of the language. Raises KeyError for an unknown key.
    """
    shown = {name: number(value, language) if isinstance(value, int) else value for name, value in values.items()}
    return catalogue(language)[key].format(**shown)


def number(value: int, language: str = "fa") -> str:
    """A whole number in the digits of the language."""
    return str(value).translate(_DIGITS) if language == "fa" else str(value)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language, by key."""
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten("", tomllib.loads(text)))


def _flatten(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        pairs += _flatten(f"{prefix}{name}.", value) if isinstance(value, dict) else [(prefix + name, value)]
    return pairs
