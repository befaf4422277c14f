"""The lines of a page: which of them are furniture, and what the labelled ones say."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import Final

_FOLD: Final = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩يىكةۀ",  # the digits of two scripts, and letters of Arabic keyboards
    "01234567890123456789ییکهه",
)
_CODE: Final = r"[A-Za-z0-9][A-Za-z0-9._~-]{0,99}"
_INVISIBLE: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BULLET: Final = re.compile(r"^[•·▪◾●■*\-–—#\s]+")
_TRAIL: Final = re.compile(r"\s*(?:>|»|›|/|\|)\s*")
_URL: Final = re.compile(r"https?://[^\s<>\"]+")
SHORT: Final = 80  # characters; a labelled line is no longer
TAG_LENGTH: Final = 50


def fold(text: str) -> str:
    """Latin digits and Persian letters for those of Arabic keyboards; every position stays where it was."""
    return text.translate(_FOLD)


def bare(text: str) -> str:
    """Letters and digits alone, folded, for comparing lines that may have lost their half-spaces."""
    return "".join(char for char in fold(text).casefold() if char.isalnum())


def clean_lines(text: str) -> list[str]:
    """The lines that say something, without invisible marks and surplus spaces; half-spaces stay."""
    cleaned = (_SPACES.sub(" ", _INVISIBLE.sub("", line)).strip() for line in text.splitlines())
    return [line for line in cleaned if bare(line)]


@cache
def labels(name: str) -> frozenset[str]:
    """The labels of one kind from labels.toml, bare."""
    text = resources.files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
    return frozenset(bare(label) for label in tomllib.loads(text)[name])


def is_label(line: str, kind: str) -> bool:
    """Whether a line is nothing but a label of this kind."""
    return len(line) <= SHORT and bare(line) in labels(kind)


def after_label(line: str, kind: str) -> str | None:
    """What follows a label on its line, or None when the line does not start with one; labels end at a colon."""
    if len(line) > 4 * SHORT:
        return None
    start, colon, rest = line.partition(":")
    if bare(start) not in labels(kind):
        return None
    return rest.strip() if colon else ""


def ends_article(line: str) -> bool:
    """Whether the article ends before this line: its code, its tags, the comment form, a list of other news."""
    if is_label(_BULLET.sub("", line), "ends") or after_label(line, "tags") is not None or code_in(line):
        return True
    if is_label(line, "code") or after_label(line, "link") is not None:
        return True
    start = bare(line)
    return any(start.startswith(label) for label in labels("ends_with_start"))


@cache
def _labelled_code() -> re.Pattern[str]:
    # The labels are bare, so spaces and half-spaces may stand between any two of their letters.
    gap = r"[\s\u200c]*"
    words = "|".join(gap.join(map(re.escape, label)) for label in sorted(labels("code"), key=len, reverse=True))
    return re.compile(rf"(?:{words})[\s\u200c]*[:：]?\s*({_CODE})(?!\w)")


def code_in(line: str) -> str:
    """The news code on a labelled line («کد خبر ۱۲۳»), in Latin digits; empty when there is none."""
    if len(line) > SHORT:
        return ""
    found = _labelled_code().search(fold(line))
    return found[1] if found and any(char.isdigit() for char in found[1]) else ""


def find_code(lines: Sequence[str]) -> str:
    """The news code of a page: on its label's line or on the next one."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if code := code_in(line):
            return code
        if is_label(line, "code") and re.fullmatch(_CODE, fold(following)):
            return fold(following)
    return ""


def find_tags(lines: Sequence[str]) -> tuple[str, ...]:
    """The tags after their label: on the same line, or one or more a line until something else begins."""
    for at, line in enumerate(lines):
        rest = after_label(line, "tags")
        if rest is None:
            continue
        found = split_tags(rest)
        for following in lines[at + 1 :]:
            if found and rest:
                break
            tags = split_tags(following)
            if ends_article(following) or _URL.search(following) or any(len(tag) > TAG_LENGTH for tag in tags):
                break
            found += tags
        return tuple(dict.fromkeys(found))
    return ()


def split_tags(text: str) -> list[str]:
    """Tags of one line, parted by commas, bars, bullets or hashes."""
    pieces = re.split(r"[،,;؛|•]|\s-\s|(?:^|\s)#", text)
    tags = (_BULLET.sub("", piece).replace("_", " ").strip() for piece in pieces)
    return [tag for tag in tags if bare(tag)]


def find_url(lines: Sequence[str]) -> str:
    """The page's own address: on a line of its own, or after its label."""
    for line in lines:
        found = _URL.search(line)
        if found and (found[0] == line or after_label(line, "link") is not None):
            return found[0]
    return ""


def find_desk(lines: Sequence[str]) -> str:
    """The desk: after its label, or the step after «صفحه نخست» in a breadcrumb."""
    for line in lines:
        if desk := after_label(line, "desk"):
            return desk
        steps = trail(line)
        if len(steps) > 1 and bare(steps[0]) in labels("home"):
            return steps[1]
    return ""


def trail(line: str) -> list[str]:
    """The steps of a breadcrumb; one step for a line that is none."""
    steps = [step for step in _TRAIL.split(line) if step] if len(line) <= SHORT else [line]
    return steps if len(steps) > 1 and all(len(step) <= SHORT // 2 for step in steps) else [line]
