"""Why a moderator refuses or removes a comment: the codes of the house rules.

The labels, and what the author is told, live in `messages/reasons.toml`;
the codes are stored in decisions and never change their meaning.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

OTHER: Final = "other"
DEFAULT_LANGUAGE: Final = "fa"


@dataclass(frozen=True, slots=True)
class HouseReason:
    """One rule of the house, as a reason for a decision.

    code: what decisions keep.
    labels, messages: by language: for the moderator, and for the comment's author.
    rules: ids of the rules whose findings suggest this reason.
    """

    code: str
    labels: Mapping[str, str]
    messages: Mapping[str, str]
    rules: frozenset[str]

    def label(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the name for the moderator; Persian when the language is not there."""
        return self.labels.get(language, self.labels[DEFAULT_LANGUAGE])

    def message(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return what the author is told; Persian when the language is not there."""
        return self.messages.get(language, self.messages[DEFAULT_LANGUAGE])


@cache
def all_reasons() -> Mapping[str, HouseReason]:
    """Return every reason by its code, in the order of the desk's digit keys."""
    source = resources.files("service").joinpath("messages/reasons.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            code: HouseReason(
                code=code,
                labels={"fa": entry["fa"], "en": entry["en"]},
                messages=dict(entry["author"]),
                rules=frozenset(entry["rules"]),
            )
            for code, entry in tomllib.loads(source).items()
        }
    )


def label_of(code: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the label of a stored code; the code itself when no such reason is known (any more)."""
    reason = all_reasons().get(code)
    return reason.label(language) if reason else code


def message_for_author(code: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return what the author of a refused comment is told; the general sentence for an unknown code."""
    known = all_reasons()
    return known.get(code, known[OTHER]).message(language)


def suggest(rules: Iterable[str]) -> str:
    """Return the code that fits the rules that saw something, the strongest first; empty when none fits."""
    for rule in rules:
        for reason in all_reasons().values():
            if rule in reason.rules:
                return reason.code
    return ""
