"""The lists of names, offices, bodies, places, and words that point at somebody: the text files beside this module."""

from functools import cache
from pathlib import Path
from typing import Final

from rules.language.folding import ZWNJ, fold

FOLDER: Final = Path(__file__).parent


@cache
def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        section = ""
        for line in file.read_text("utf-8").splitlines():
            content = line.split("#")[0].strip()
            if content.startswith("["):
                section = content.strip("[]")
            elif content:
                folded = (fold(word).replace(ZWNJ, "").strip() for word in content.split("،"))
                found.setdefault(section, set()).update(word for word in folded if word)
    return {section: frozenset(words) for section, words in found.items()}


@cache
def listed(section: str) -> frozenset[str]:
    """The words of one section, folded, without half-spaces; some have spaces. Raises KeyError for an unknown one."""
    return _read()[section]


@cache
def phrases(section: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of a section of several words by their first word, the longest first: word -> sequences of words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(listed(section)):
        words = tuple(entry.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(all_, key=lambda words: -len(words))) for first, all_ in found.items()}


@cache
def lists() -> dict[str, frozenset[str]]:
    """What other rules ask for: given names, titles, words that begin a body, offices (bodies without a name too)."""
    return {
        "given": listed("given") | listed("given ordinary"),
        "title": listed("title"),
        "body": listed("body"),
        "office": listed("office") | listed("body office"),
    }
