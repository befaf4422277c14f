"""The listed words of a text, weighed: aimed or not, quoted, denied, read through a disguise."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from rules.checks.insult.aim import Aim
from rules.disguise.repair import Repairer
from rules.lexicon import Lexicon, Match
from rules.text import Text
from rules.vocabulary import Span

INNOCENT: Final = "innocent"
#: What an entry of each strength is worth: aimed, not aimed.
WORTH: Final = {3: (0.95, 0.85), 2: (0.8, 0.7), 1: (0.6, 0.0)}
#: An entry that must be aimed and is not; an entry that is quoted or denied; one read through a doubtful repair.
UNAIMED, QUOTED, DOUBTFUL = 0.2, 0.3, 0.65
#: A word for an act or a quality, not for a person.
ACT: Final = 0.15
#: A word read through another disguise, not aimed.
MISSPELT: Final = 0.55
#: Coarse words are looked at by a person even in a quotation.
COARSE: Final = frozenset({"sexual", "family"})
QUOTED_COARSE: Final = 0.6
DOUBTFUL_REPAIRS: Final = frozenset({"swap", "split", "homophone", "mask", "layout", "reversed", "finglish"})
#: A word in Latin letters is read letter by letter: nothing around it need speak for it.
PROVED: Final = frozenset({"finglish"})
#: Whoever spells out or disguises a word with an everyday sense does not mean the everyday sense.
MEANT: Final = frozenset({"signs", "spaced", "stand-in"})
MEANT_WORTH: Final = 0.75
#: An entry of strength 0 is no insult; with its partner so many words after it, the two are one worth this much. The
#: other way round («خالیه مغزت») they must be neighbours.
CLOSE: Final = {"empty": 6, "harm": 6, "fate": 3, "hurt": 4, "riot": 12, "suit": 1}
OPENS: Final = {"empty": "head", "harm": "wish", "fate": "yours", "hurt": "limb", "riot": "rally", "suit": "beast"}
PARTNERS: Final = OPENS | {first: last for last, first in OPENS.items()}
TOGETHER: Final = 0.7
#: After these a fate is feared, not wished: «اگه نونت آجر بشه».
SUPPOSED: Final = frozenset("اگه اگر وقتی شاید ممکنه نکنه مبادا نباید نذار نذارید میترسم".split())
#: The option of words that show that animals are meant: «یونجه», «گله».
FARM: Final = "farm"
#: So many digits around a word are a number, not a disguise: «۴۰۵کرم».
NUMBER: Final = 2
#: Endings that make of a word for a person one for an act or a quality: «احمقانه», «بی‌ادبی».
ADVERB: Final = "انه"
QUALITY: Final = re.compile(r"^(?:بی.+|نا.+)(?<!ا)ی$")
PICTURE: Final = re.compile("[\U0001f300-\U0001faff]")
VERB_PREFIXES: Final = frozenset({"می", "نمی"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A listed word in a text. worth: 0..1, before the model is asked. word: number of its first word in the text."""

    match: Match
    worth: float
    aimed: bool
    quoted: bool
    span: Span
    word: int


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
    matches = [(match, _span(text, match)) for match in _matches(text)] + _pictures(text)
    if not matches:
        return []
    aim = Aim(text, names)
    farm = not name and any(FARM in match.entry.options for match, _ in matches)
    listed = [one for one in matches if one[0].entry.strength and not (farm and _among_animals(one[0], aim))]
    found = [_weigh(match, span, aim, company=len(listed) > 1, name=name) for match, span in listed]
    found += _pairs(text, [match for match, _ in matches if match.entry.options & PARTNERS.keys()])
    return sorted(found, key=lambda one: -one.worth)


def _among_animals(match: Match, aim: Aim) -> bool:
    """Whether a word for an animal means the animal, in a comment that speaks of animals."""
    if match.entry.category != "animal" or match.how != "plain":
        return False
    if aim.compares(match.first):
        return not aim.spoken(match.first)
    return match.first == match.last and not aim.named(match.first, match.last)


def _pairs(text: Text, matches: list[Match]) -> list[Weighed]:
    """Words that insult only together: «مغزت» and «خالی», «الهی» and «بسوزی»."""
    found: list[Weighed] = []
    last: dict[str, Match] = {}
    for match in sorted(matches, key=lambda one: one.first):
        role = next((option for option in match.entry.options if option in PARTNERS), "")
        partner = last.get(PARTNERS.get(role, ""))
        last[role] = match
        close = CLOSE.get(role, role != "yours")  # «خراب بشه دستتون» is no curse
        if partner is None or not 0 < match.first - partner.last <= close:
            found.append(Weighed(match, 0.0, aimed=False, quoted=False, span=_span(text, match), word=match.first))
        elif text.clauses[partner.first] == text.clauses[match.first] and not (
            role == "fate" and SUPPOSED.intersection(text.forms[max(0, partner.first - 4) : match.first])
        ):
            pair = replace(match, first=partner.first)
            found.append(Weighed(pair, TOGETHER, aimed=True, quoted=False, span=_span(text, pair), word=pair.first))
    return found


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
        and not (match.how in MEANT and text.forms[match.first] in VERB_PREFIXES)
        and not (match.how in {"stand-in", "mask"} and _number_beside(text.forms[match.first]))
    ]
    kept: list[Match] = []
    for match in sorted(found, key=_rank):
        inside = any(one.first <= match.first and match.last <= one.last for one in kept)
        if not inside or not match.entry.strength:
            kept.append(match)
    return kept


def _rank(match: Match) -> tuple[int, bool, int]:
    """Stronger first, then what needs no doubtful repair, then the longer."""
    return (-match.entry.strength, match.how in DOUBTFUL_REPAIRS, match.first - match.last)


def _number_beside(form: str) -> bool:
    """Whether digits stand before and after a word only, several of them."""
    bare = form.strip("0123456789")
    return len(form) - len(bare) >= NUMBER and not any(char.isdigit() for char in bare)


def _pictures(text: Text) -> list[tuple[Match, Span]]:
    """Listed emoji, each between the word before it and the word after it."""
    found: list[tuple[Match, Span]] = []
    before = 0
    for sign in PICTURE.finditer(text.original):
        position, char = sign.start(), sign.group()
        while before < len(text.words) and text.words[before].start <= position:
            before += 1
        found += (
            (Match(entry, before, before - 1), (position, position + 1))
            for entry in lexicon().single(char)
            if not found or found[-1][0].entry is not entry or found[-1][0].first != before
        )
    return found


def _span(text: Text, match: Match) -> Span:
    return (text.words[match.first].start, text.words[match.last].end)


def _spelt_by_half_spaces(text: Text, match: Match) -> bool:
    """Whether a word is pulled apart by half-spaces: «خ‌و‌ک»."""
    parts = text.words[match.first].parts
    return len(parts) > 2 and any(len(part) == 1 for part in parts)  # noqa: PLR2004 (pieces)


def _weigh(match: Match, span: Span, aim: Aim, *, company: bool, name: bool) -> Weighed:
    entry, first, last = match.entry, match.first, match.last
    word = max(0, min(first, last))
    aimed = name or aim.at(first, last) or aim.stretched(span)
    quoted = not name and (aim.quoted(first, last, span) or aim.negated(last))
    if quoted:
        coarse = entry.category in COARSE and entry.strength == max(WORTH) and not aim.objected(first, last)
        worth = QUOTED_COARSE if coarse else QUOTED
    elif "disguised" in entry.options and match.how not in MEANT:
        worth = 0.0
    elif match.how in MEANT and (entry.strength == 1 or "aim" in entry.options):
        worth = MEANT_WORTH
    elif entry.strength == 1:
        aimed = name or _meant(entry.options, aim, first, last, company=company)
        worth = WORTH[1][0] if aimed else 0.0
    elif _of_acts(match, aim):
        worth = ACT
    elif "aim" in entry.options and not aimed:
        worth = UNAIMED if match.how in {"plain", *DOUBTFUL_REPAIRS} else MISSPELT
    else:
        worth = WORTH[entry.strength][0 if aimed else 1]
        if "thing" in entry.options and not name and not aim.plainly(first, last):
            worth = min(worth, WORTH[2][0])
        if match.how in DOUBTFUL_REPAIRS:
            sound = match.how == "homophone" and entry.strength > 1 and "aim" not in entry.options
            unaimed = MISSPELT if sound else UNAIMED
            worth = min(worth, DOUBTFUL if aimed or match.how in PROVED else unaimed)
    return Weighed(match, worth, aimed, quoted, span, word)


def _meant(options: frozenset[str], aim: Aim, first: int, last: int, *, company: bool) -> bool:
    """Whether an entry of strength 1 means somebody. `direct`: only as an address or a predicate, never in company."""
    if "direct" in options:
        return aim.directly(first, last)
    return aim.plainly(first, last) or (company and aim.near(first))


def _of_acts(match: Match, aim: Aim) -> bool:
    """Whether the word speaks of acts or qualities: «رفتار بی‌ادبانه», «این بی‌فرهنگی»."""
    if match.how != "plain" or match.last < match.first:
        return False
    forms = aim.text.forms
    if forms[match.last].endswith(ADVERB):
        return True
    whole = "".join(forms[match.first : match.last + 1])
    return bool(QUALITY.match(whole)) and not aim.predicate(match.first, match.last)
