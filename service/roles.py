"""Who may do what at the desk."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What somebody is at the desk. Stored by value."""

    OWNER = "owner"
    EDITOR = "editor"
    MODERATOR = "moderator"
    AUDITOR = "auditor"


class Act(StrEnum):
    """What not everybody at the desk may do. Everybody may read."""

    DECIDE = "decide"  # about comments, appeals and reports; notes and claims
    BULK = "bulk"  # decide about many comments at once
    BAN = "ban"  # ban readers, clear all of an author's comments
    ARTICLES = "articles"  # close, freeze or pre-moderate articles; pin, pick, answer for the newsroom; complaints
    POLICY = "policy"  # thresholds, words, templates
    PEOPLE = "people"  # invite, lock, change roles
    LOG = "log"  # read and take away the whole log


_MODERATOR: Final = frozenset({Act.DECIDE, Act.BULK, Act.BAN})
_EDITOR: Final = _MODERATOR | {Act.ARTICLES, Act.POLICY, Act.LOG}
ALLOWED: Final = MappingProxyType(
    {
        Role.OWNER: frozenset(Act),
        Role.EDITOR: _EDITOR,
        Role.MODERATOR: _MODERATOR,
        Role.AUDITOR: frozenset({Act.LOG}),
    }
)
