"""The forms of the verbs that wrongs are told with: which verb, when, whose, and whether it is denied.

`rules.language.verbs` says of any form which verb it may come from; here the few verbs that matter are written out, so
that a form stands for one verb («برد» is of «بردن», not of «رفتن») and carries its time, person and negation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.language.folding import fold

_PAST: Final = {"": "3", "م": "1", "ی": "2", "یم": "1", "ید": "2", "ین": "2", "ن": "3p", "ند": "3p"}
_PARTICIPLE: Final = {
    "": "3", "ام": "1", "م": "1", "ای": "2", "است": "3", "س": "3", "ست": "3", "ایم": "1", "اید": "2", "اند": "3p",
    "ن": "3p", "ی": "2", "یم": "1", "ید": "2", "ین": "2",
}  # fmt: skip
_PRESENT: Final = {"م": "1", "ی": "2", "د": "3", "ه": "3", "یم": "1", "ید": "2", "ین": "2", "ن": "3p", "ند": "3p"}
_OBJECTS: Final = ("ش", "شون", "شان", "تون", "مون")
#: Begins a line of words that are no forms of a verb although they look like it.
NO_VERBS: Final = "-"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a listed verb. verb: its past root. person: "1", "2", "3" or "3p".

    tense: "past", "perfect", "imperfect", "present" or "subjunctive". object: what hangs on it («ش» of «کشتش»).
    """

    verb: str
    tense: str
    person: str
    negated: bool
    object: str = ""

    @property
    def token(self) -> str:
        """What stands for every such form in a list: `+` (denied: `-`), the past root, and what hangs on it."""
        return f"{'-' if self.negated else '+'}{self.verb}{self.object}"


@cache
def forms() -> dict[str, Form]:
    """All forms of the verbs of verbs.txt, folded, without half-spaces."""
    found: dict[str, Form] = {}
    none: list[str] = []
    for line in Path(__file__).with_name("verbs.txt").read_text("utf-8").splitlines():
        past, *present = fold(line.partition("#")[0]).split()[:9] or [""]
        if past == NO_VERBS:
            none += present
        elif past:
            for form, tense, person, negated, thing in _conjugated(past, present):
                found.setdefault(form, Form(past, tense, person, negated, thing))
    for form in none:
        found.pop(form, None)
    return found


def _conjugated(past: str, present: list[str]) -> Iterator[tuple[str, str, str, bool, str]]:
    olds = dict.fromkeys((past, past.replace("ان", "ون")))
    news = dict.fromkeys(one for root in present for one in _after_prefix(root))
    for old in olds:
        for negation in ("", "ن"):
            denied = bool(negation)
            for ending, person in _PAST.items():
                yield f"{negation}{old}{ending}", "past", person, denied, ""
                yield f"{negation}می{old}{ending}", "imperfect", person, denied, ""
            for ending, person in _PARTICIPLE.items():
                yield f"{negation}{old}ه{ending}", "perfect", person, denied, ""
            for clitic in _OBJECTS:
                yield f"{negation}{old}{clitic}", "past", "3", denied, clitic
                yield f"{negation}{old}ن{clitic}", "past", "3p", denied, clitic
    for new in news:
        for ending, person in _PRESENT.items():
            for clitic in ("", *_OBJECTS):
                yield f"می{new}{ending}{clitic}", "present", person, False, clitic
                yield f"نمی{new}{ending}{clitic}", "present", person, True, clitic
                yield f"ب{new}{ending}{clitic}", "subjunctive", person, False, clitic
                yield f"ن{new}{ending}{clitic}", "subjunctive", person, True, clitic


def _after_prefix(root: str) -> Iterator[str]:
    """A present root as it stands after «می» and «ب»: «آر» is «میارم», «بیارم»."""
    yield root
    if root.startswith("آ"):
        yield f"ا{root[1:]}"
        yield f"یا{root[1:]}"
    elif root.startswith("ا"):
        yield f"ی{root[1:]}"


def tokens(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with every form of a listed verb put as its token."""
    table = forms()
    return tuple([table[word].token if word in table else word for word in words])
