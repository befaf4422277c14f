"""What the article itself says: which wrongs, of whom, as a charge, as denied or as a fact. Kept with its profile."""

from typing import Any, Final

from rules.checks.accusation import manner
from rules.checks.accusation.wrongs import find
from rules.profile import ArticleProfile, ArticleTexts
from rules.text import Text

CHARGE, DENIED, FACT = "charge", "denied", "fact"
#: Kinds that reporters and readers do not keep apart.
FAMILIES: Final = {
    "embezzlement": "taking", "theft": "taking", "fraud": "taking", "forgery": "forging", "fake-degree": "forging",
    "bribe": "paying", "collusion": "paying", "extortion": "paying", "nepotism": "kin", "evidence": "hiding",
    "cover-up": "hiding", "murder": "killing", "negligence": "killing", "sabotage": "sabotage", "violence": "killing",
}  # fmt: skip
#: Words of a verdict or a confession: then the article has it as a fact.
_SETTLED: Final = frozenset("محکوم محکومیت محکومش اعتراف اقرار مجرم محرز محرومیت محروم".split())


def family(kind: str) -> str:
    """The family of a kind of wrong: what counts as the same wrong."""
    return FAMILIES.get(kind, kind)


def prepare(texts: ArticleTexts, profile: ArticleProfile) -> dict[str, Any]:
    """Family of wrong -> [strongest manner, indices of the entities in its clauses]; some milliseconds."""
    notes: dict[str, tuple[str, set[int]]] = {}
    for text in (texts.head, texts.lede, texts.body):
        _note(text, profile, notes)
    return {kind: [how, sorted(who)] for kind, (how, who) in sorted(notes.items())}


def _note(text: Text, profile: ArticleProfile, notes: dict[str, tuple[str, set[int]]]) -> None:
    wrongs = find(text).wrongs
    if not wrongs:
        return
    marks = manner.read(text)
    mentions = profile.entities.mentions(text)
    carried: set[int] = set()
    for start, end in text.clause_ranges:
        who = {one.entity for one in mentions if start <= one.first < end and one.entity is not None} or carried
        words = frozenset(text.forms[start:end])
        for wrong in wrongs:
            if start <= wrong.first < end and wrong.strength > 1:
                how = manner.of(marks, wrong, start, end)
                said = DENIED if how in {"denied", "defended"} else FACT if _SETTLED & words else CHARGE
                before, known = notes.get(family(wrong.kind), ("", set[int]()))
                ranks = ("", DENIED, CHARGE, FACT)
                strongest = max(before, said, key=ranks.index)
                notes[family(wrong.kind)] = (strongest, known | who)
        carried = who
