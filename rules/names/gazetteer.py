"""The lists of names.txt: given names, titles, words that begin a body, offices."""

from functools import cache
from pathlib import Path
from typing import Final

from rules.language.folding import fold

LISTS: Final = Path(__file__).with_name("names.txt")


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of names.txt by section: given names, titles before a person, words that begin a body, offices."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in LISTS.read_text("utf-8").splitlines():
        content = line.split("#")[0].strip()
        if content.startswith("["):
            section = content.strip("[]")
        elif content:
            found.setdefault(section, set()).update(
                fold(word).replace("\u200c", "") for word in content.split("،") if word.strip()
            )
    return {key: frozenset(word.strip() for word in words) for key, words in found.items()}
