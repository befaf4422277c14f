"""The listed words of a text, weighed: aimed or not, quoted, denied, read through a disguise."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from rules.checks.insult.aim import Aim
from rules.lexicon import Lexicon, Match
from rules.repair import Repairer
from rules.text import Text

INNOCENT: Final = "innocent"
#: What an entry of each strength is worth: aimed, not aimed.
WORTH: Final = {3: (0.95, 0.85), 2: (0.8, 0.7), 1: (0.6, 0.0)}
#: An entry that must be aimed and is not; an entry that is quoted or denied; one read through a doubtful repair.
UNAIMED, QUOTED, DOUBTFUL = 0.2, 0.3, 0.65
#: Nobody misspells an everyday word into the misspelling of an insult.
MISSPELT: Final = 0.55
#: Coarse words are looked at by a person even in a quotation.
COARSE: Final = frozenset({"sexual", "family"})
QUOTED_COARSE: Final = 0.6
DOUBTFUL_REPAIRS: Final = frozenset({"swap", "split", "homophone", "mask", "layout", "reversed", "finglish"})
#: Whoever spells out or disguises a word with an everyday sense does not mean the everyday sense.
MEANT: Final = frozenset({"signs", "spaced", "stand-in"})
MEANT_WORTH: Final = 0.75


@dataclass(frozen=True, slots=True)
class Weighed:
    """A listed word in a text. worth: 0..1, before the model is asked."""

    match: Match
    worth: float
    aimed: bool
    quoted: bool


@cache
def lexicon() -> Lexicon:
    """The list of insults."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@cache
def repairer() -> Repairer:
    """What reads disguised insults."""
    return Repairer(lexicon(), but_not=INNOCENT)


def weigh(text: Text, names: frozenset[str], *, name: bool = False) -> list[Weighed]:
    """The listed words of a text, strongest first. names: words of the persons in the article. name: it is a name."""
    matches = _matches(text)
    if not matches:
        return []
    aim = Aim(text, names)
    found = [_weigh(match, aim, company=len(matches) > 1, name=name) for match in matches]
    return sorted(found, key=lambda one: -one.worth)


def _matches(text: Text) -> list[Match]:
    """Without those inside an innocent collocation, and without weaker ones inside stronger ones."""
    found = lexicon().find(text)
    innocent = [(match.first, match.last) for match in found if match.entry.category == INNOCENT]
    found = [replace(match, how="spaced") if _spelt_by_half_spaces(text, match) else match for match in found]
    found += repairer().find(text)
    found = [
        match
        for match in found
        if match.entry.category != INNOCENT
        and not any(first <= match.first and match.last <= last for first, last in innocent)
    ]
    kept: list[Match] = []
    for match in sorted(found, key=lambda one: (-one.entry.strength, one.first - one.last)):
        if not any(one.first <= match.first and match.last <= one.last for one in kept):
            kept.append(match)
    return kept


def _spelt_by_half_spaces(text: Text, match: Match) -> bool:
    """Whether a word is pulled apart by half-spaces: «خ‌و‌ک»."""
    parts = text.words[match.first].parts
    return len(parts) > 2 and any(len(part) == 1 for part in parts)  # noqa: PLR2004 (pieces)


def _weigh(match: Match, aim: Aim, *, company: bool, name: bool) -> Weighed:
    entry = match.entry
    aimed = name or aim.at(match.first, match.last) or aim.stretched(match.first, match.last)
    quoted = not name and (aim.quoted(match.first, match.last) or aim.negated(match.last))
    if quoted:
        worth = QUOTED_COARSE if entry.category in COARSE and entry.strength == max(WORTH) else QUOTED
    elif "disguised" in entry.options and match.how not in MEANT:
        worth = 0.0
    elif match.how in MEANT and (entry.strength == 1 or "aim" in entry.options):
        worth = MEANT_WORTH
    elif entry.strength == 1:
        aimed = name or aim.plainly(match.first, match.last)
        worth = WORTH[1][0] if aimed or (company and aim.near(match.first)) else 0.0
    elif "aim" in entry.options and not aimed:
        worth = UNAIMED if match.how == "plain" else MISSPELT
    else:
        worth = WORTH[entry.strength][0 if aimed else 1]
        if "thing" in entry.options and not name and not aim.plainly(match.first, match.last):
            worth = min(worth, WORTH[2][0])
        if match.how in DOUBTFUL_REPAIRS:
            worth = min(worth, DOUBTFUL)
    return Weighed(match, worth, aimed, quoted)
