"""An entity while it is being gathered from an article."""

from dataclasses import dataclass, field
from typing import Final

from rules.names.entity import Entity
from rules.names.shapes import (
    ALONE,
    BODY,
    COMMON,
    GIVEN,
    GIVEN_ORDINARY,
    LATIN,
    NO_NAME,
    OFFICE,
    PART,
    PLACE,
    RARE,
    SURNAME,
    UNUSUAL,
    shape,
)

#: Digits of a weight that are kept.
DIGITS: Final = 3
_ORDINARY: Final = COMMON | PLACE | NO_NAME | GIVEN | GIVEN_ORDINARY | ALONE | BODY | OFFICE
#: A part of a word by which somebody may be called has so many letters («سپهران» of «سپهران‌خودرو»).
SHORTEST_PIECE: Final = 4


@dataclass(slots=True)
class Found:
    """What is known of an entity so far.

    sure: whether a shape or a word beside it says that it is a name. aliases: what else it is called.
    """

    kind: str
    forms: dict[str, float] = field(default_factory=dict)
    offices: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    weight: float = 0.0
    sure: bool = False

    def seen(self, form: str, weight: float) -> None:
        """Count a mention."""
        self.forms[form] = self.forms.get(form, 0.0) + weight
        self.weight += weight

    def absorb(self, other: "Found") -> None:
        """Take over what is known of another that is the same."""
        for form, weight in other.forms.items():
            self.seen(form, 0.0)
            self.forms[form] += weight
        self.weight += other.weight
        self.offices.update(other.offices)
        self.sure = self.sure or other.sure
        if "team" in {self.kind, other.kind}:
            self.kind = "team"
        elif self.kind == "thing":
            self.kind = other.kind

    @property
    def name(self) -> str:
        """The form with most words, the heaviest of these."""
        return max(self.forms, key=lambda form: (form.count(" "), self.forms[form], form))

    def entity(self, spelt: dict[str, str]) -> Entity:
        """The entity with all its forms. spelt: words with a half-space -> the same in two words."""
        name = self.name
        forms = dict.fromkeys([name, *sorted(self.forms, key=lambda form: (-self.forms[form], form))])
        if self.kind == "person":
            _forms_of_person(name.split(), spelt, forms)
        elif self.kind != "office":
            core = min((form for form in self.forms if name.endswith(form)), key=len, default=name)
            if self.sure or self.kind == "thing":
                _forms_of_body(core.split(), spelt, forms)
            if self.kind == "team" and shape(core.split()[-1]) & PLACE:
                forms.setdefault(core.split()[-1])  # «زرند» for «فولادبانان زرند»
        forms.update(dict.fromkeys(self.aliases))
        for form in list(forms):
            forms.setdefault(" ".join(spelt.get(word, word) for word in form.split()))
        return Entity(self.kind, name, tuple(forms), tuple(self.offices), round(self.weight, DIGITS))


def _forms_of_person(words: list[str], spelt: dict[str, str], forms: dict[str, None]) -> None:
    """The surname, the given name, the surname without its last part («صدوقی» for «صدوقی‌فر»)."""
    if len(words) > 1:
        begin = givens(words)
        forms.setdefault(" ".join(words[begin:]))
        forms.setdefault(words[0])
    *rest, last = spelt.get(words[-1], words[-1]).split()
    if not rest or not shape(last) & PART or len(rest[0]) < SHORTEST_PIECE - (len(rest) > 1):
        return
    bits = shape(rest[0])
    if len(rest) > 1 or bits & (SURNAME | UNUSUAL) or not bits & (_ORDINARY & ~(ALONE | BODY | OFFICE)):
        forms.setdefault("".join(rest))
        forms.setdefault(" ".join(rest))


def _forms_of_body(core: list[str], spelt: dict[str, str], forms: dict[str, None]) -> None:
    """Two words of three, an unusual word alone, the unusual part of a word («سپهران» of «سپهران‌خودرو»)."""
    for length in range(len(core) - 1, 0, -1):
        for first in range(len(core) - length + 1):
            part = core[first : first + length]
            telling = any(map(_distinctive, part)) or (first == 0 and length > 1)
            if telling and not shape(part[-1]) & NO_NAME:
                forms.setdefault(" ".join(part))
                if part[-1].endswith(("ای", "وی")) and first + length < len(core):
                    forms.setdefault(" ".join(part)[:-1])  # «خوراک‌آرا» of «خوراک‌آرای کوهسار»
    for word in core:
        parts = spelt.get(word, "").split()
        if len(parts) > 1 and len(parts[0]) >= SHORTEST_PIECE and not shape(parts[0]) & _ORDINARY:
            forms.setdefault(parts[0])


def _distinctive(word: str) -> bool:
    """Whether a word of a body's name says by itself who is meant."""
    bits = shape(word)
    if bits & (PLACE | NO_NAME | GIVEN | GIVEN_ORDINARY | ALONE | BODY | OFFICE):
        return False
    rare = bits & RARE and len(word) > SHORTEST_PIECE and not word.endswith(("ی", "ان", "ها", "ات"))
    return bool(bits & (UNUSUAL | LATIN) or rare)


def givens(words: list[str]) -> int:
    """How many of the words of a person's name are given names; at least one."""
    count = 0
    while count < len(words) - 1 and shape(words[count]) & (GIVEN | GIVEN_ORDINARY):
        count += 1
    return max(1, count)
