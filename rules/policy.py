"""What a site wants: from which score on a finding holds or refuses, per rule, with scopes. Parsed from TOML.

A rule says *that* and *how sure*; the number that turns it into an action has its only home here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules.profile import ArticleProfile
from rules.vocabulary import Action, Article

DEFAULT: Final = Path(__file__).with_name("default_policy.toml")
#: The presets that a desk can start from: the installation's own policy, and the same made strict by the file.
BALANCED, STRICT = "balanced", "strict"
PRESETS: Final = (BALANCED, STRICT)
STRICT_FILE: Final = Path(__file__).with_name("strict_policy.toml")
#: A threshold above every score: the action is never taken.
NEVER: Final = 2.0
#: What stands in a policy's `preview.unmarked` for disguised words, whichever rule saw them.
DISGUISE: Final = "disguise"
_SCOPE_KEYS: Final = frozenset({"category", "article_id", "rules"})
_RULE_KEYS: Final = frozenset({"hold_at", "reject_at"})


class PolicyError(ValueError):
    """The policy has faults; the message names all of them."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a finding holds, and from which it refuses (0..1; NEVER for never)."""

    hold_at: float = NEVER
    reject_at: float = NEVER

    def action(self, score: float) -> Action:
        """What a finding with this score asks for."""
        if score >= self.reject_at:
            return Action.REJECT
        if score >= self.hold_at:
            return Action.HOLD
        return Action.NONE


@dataclass(frozen=True, slots=True)
class Scope:
    """Other thresholds for some articles: of one category, or one article."""

    category: str
    article_id: str
    rules: Mapping[str, Thresholds]

    def covers(self, article: Article | ArticleProfile | None) -> bool:
        """Whether a comment under this article is judged by this scope."""
        if article is None:
            return False
        return (not self.category or article.category == self.category) and (
            not self.article_id or article.article_id == self.article_id
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A site's policy. `version` is kept with every verdict.

    unmarked: rules (and DISGUISE) that show no words in advice given before a comment is sent.
    """

    version: str
    rules: Mapping[str, Thresholds]
    scopes: tuple[Scope, ...] = ()
    unmarked: frozenset[str] = frozenset()

    def thresholds(self, rule: str, article: Article | ArticleProfile | None) -> Thresholds:
        """The thresholds of a rule for an article; a later scope beats an earlier one."""
        found = self.rules[rule]
        for scope in self.scopes:
            if rule in scope.rules and scope.covers(article):
                found = scope.rules[rule]
        return found


def load_policy(path: Path | str | None = None) -> Policy:
    """Read a policy from a TOML file, or the one that ships with the rules.

    Raises PolicyError that names every fault; OSError when the file cannot be read.
    """
    raw = Path(path).read_bytes() if path else DEFAULT.read_bytes()
    defaults = None if path is None else load_policy()
    try:
        return parse_policy(tomllib.loads(raw.decode("utf-8")), defaults)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"no TOML: {error}"
        raise PolicyError(message) from error


def parse_policy(table: Mapping[str, Any], defaults: Policy | None = None) -> Policy:
    """Make a policy of a parsed TOML table; rules it does not name are taken from `defaults`.

    Raises PolicyError that names every fault.
    """
    faults: list[str] = [f"{key}: unknown" for key in table if key not in {"version", "rules", "scopes", "preview"}]
    version = table.get("version")
    if not isinstance(version, str) or not version:
        faults.append("version: a text is wanted")
    known = frozenset(defaults.rules) if defaults else None
    given = _rules(table.get("rules", {}), "rules", known, faults)
    rules = {**(defaults.rules if defaults else {}), **given}
    unmarked = _unmarked(table.get("preview"), defaults.unmarked if defaults else frozenset(), frozenset(rules), faults)
    scopes = []
    entries = table.get("scopes", [])
    if not isinstance(entries, list):
        faults.append("scopes: an array of tables is wanted")
        entries = []
    for number, entry in enumerate(entries):
        where = f"scopes[{number}]"
        if not isinstance(entry, dict):
            faults.append(f"{where}: a table is wanted")
            continue
        faults += [f"{where}.{key}: unknown" for key in entry if key not in _SCOPE_KEYS]
        if not entry.get("category") and not entry.get("article_id"):
            faults.append(f"{where}: category or article_id is wanted")
        scopes.append(
            Scope(
                category=str(entry.get("category", "")),
                article_id=str(entry.get("article_id", "")),
                rules=_rules(entry.get("rules", {}), f"{where}.rules", frozenset(rules), faults),
            )
        )
    if faults:
        raise PolicyError("; ".join(faults))
    return Policy(version=str(version), rules=rules, scopes=tuple(scopes), unmarked=unmarked)


def preset_policy(name: str, base: Policy) -> Policy:
    """What a preset makes of an installation's policy; a strict one is nowhere milder than the installation's own."""
    if name == BALANCED:
        return base
    stricter = parse_policy(tomllib.loads(STRICT_FILE.read_text("utf-8")) | {"version": base.version}, base)
    rules = {
        rule: Thresholds(min(own.hold_at, base.rules[rule].hold_at), min(own.reject_at, base.rules[rule].reject_at))
        for rule, own in stricter.rules.items()
    }
    return Policy(base.version, rules, _scopes_without(base.scopes, frozenset(rules)), base.unmarked)


def adapt_policy(base: Policy, content: str, version: str) -> Policy:
    """An installation's policy with what a desk has set otherwise: TOML with `preset`, `rules` and `preview`.

    A rule that the desk has set is set for every article: the installation's scopes no longer speak of it.
    Raises PolicyError that names every fault.
    """
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        message = f"no TOML: {error}"
        raise PolicyError(message) from error
    faults = [f"{key}: unknown" for key in table if key not in {"preset", "rules", "preview"}]
    preset = table.pop("preset", BALANCED)
    if preset not in PRESETS:
        faults.append(f"preset: one of {', '.join(PRESETS)} is wanted")
    start = preset_policy(preset if preset in PRESETS else BALANCED, base)
    wanted = {key: value for key, value in table.items() if key in {"rules", "preview"}}
    try:
        own = parse_policy(wanted | {"version": version}, start)
    except PolicyError as error:
        raise PolicyError("; ".join([*faults, str(error)])) from error
    if faults:
        raise PolicyError("; ".join(faults))
    return Policy(version, own.rules, _scopes_without(start.scopes, frozenset(wanted.get("rules", {}))), own.unmarked)


def _scopes_without(scopes: tuple[Scope, ...], named: frozenset[str]) -> tuple[Scope, ...]:
    kept = ({rule: own for rule, own in scope.rules.items() if rule not in named} for scope in scopes)
    return tuple(
        Scope(scope.category, scope.article_id, rules) for scope, rules in zip(scopes, kept, strict=True) if rules
    )


def _unmarked(table: Any, default: frozenset[str], known: frozenset[str], faults: list[str]) -> frozenset[str]:
    if table is None:
        return default
    names = table.get("unmarked") if isinstance(table, dict) and table.keys() == {"unmarked"} else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        faults.append("preview: a table is wanted with `unmarked`, a list of rules")
        return default
    faults += [f"preview.unmarked: no such rule: {name}" for name in names if name not in known | {DISGUISE}]
    return frozenset(names)


def _rules(table: Any, where: str, known: frozenset[str] | None, faults: list[str]) -> dict[str, Thresholds]:
    if not isinstance(table, dict):
        faults.append(f"{where}: a table is wanted")
        return {}
    found = {}
    for rule, numbers in table.items():
        if known is not None and rule not in known:
            faults.append(f"{where}.{rule}: no such rule")
            continue
        if not isinstance(numbers, dict):
            faults.append(f"{where}.{rule}: a table is wanted")
            continue
        before = len(faults)
        for key, number in numbers.items():
            if key not in _RULE_KEYS:
                faults.append(f"{where}.{rule}.{key}: unknown")
            elif isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number <= 1:
                faults.append(f"{where}.{rule}.{key}: a number above 0 and up to 1 is wanted")
        if len(faults) == before and numbers.get("hold_at", 0) > numbers.get("reject_at", NEVER):
            faults.append(f"{where}.{rule}: hold_at is above reject_at")
        if len(faults) == before:
            found[rule] = Thresholds(
                hold_at=float(numbers.get("hold_at", NEVER)), reject_at=float(numbers.get("reject_at", NEVER))
            )
    return found
