"""Who is spoken of in each clause: somebody of the article, somebody named, an office, «این», «شما», nobody."""

from dataclasses import dataclass
from typing import Final

from rules.checks.accusation.verbs import forms
from rules.names import Mention, find_names
from rules.reading import Reading
from rules.text import Text

_POINTING: Final = frozenset("این آن اون همین همون همان".split())
_THEY: Final = frozenset(
    "ایشون ایشان خودش خودشون خودشان یارو طرف اینا اینها همینا همونا اونا جناب آقای آقا آقاهه خانم خانوم حاجی".split()
)
_YOU: Final = frozenset("شما خودتون خودتان شماها جنابعالی تو خودت".split())
_I: Final = frozenset("من خودم ما منو بنده مارو".split())
#: From the surest to the vaguest; the first that a clause has is its who.
ORDER: Final = ("own", "somebody", "office", "described", "pronoun", "you", "carried", "they", "nobody")


@dataclass(frozen=True, slots=True)
class Who:
    """Who a clause speaks of. how: one of ORDER. entity: index among the article's entities. Words [first, last]."""

    how: str
    entity: int | None = None
    first: int = -1
    last: int = -1


NOBODY: Final = Who("nobody")


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a comment, who is mentioned in it, and the article's names of persons as single words."""

    words: tuple[str, ...]
    mentions: list[Mention]
    own: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> "Named":
        """Who is mentioned in a comment; without an article whom its names name."""
        text, article = reading.text, reading.article
        if article:
            return cls(text.forms, article.entities.mentions(text), article.person_words)
        found = [Mention(None, name.kind, "name", name.first, name.last) for name in find_names(text)]
        return cls(text.forms, found, frozenset())


def of_clause(named: Named, start: int, end: int, before: Who) -> Who:
    """Who the clause of words [start, end) speaks of. before: whom the clause before it spoke of."""
    words = named.words
    candidates = [_of_mention(one) for one in named.mentions if start <= one.first < end]
    candidates += [Who("own", None, at, at) for at in range(start, end) if words[at] in named.own]
    for at in range(start, end):
        if words[at] in _THEY:
            candidates.append(Who("pronoun", None, at, at))
        elif words[at] in _YOU:
            candidates.append(Who("you", None, at, at))
        elif words[at] in _POINTING:
            candidates.append(Who("described", None, at, min(at + 1, end - 1)))
    if before.how not in {"nobody", "they"}:
        candidates.append(Who("carried", before.entity, before.first, before.last))
    table = forms()
    they = next((at for at in range(start, end) if (form := table.get(words[at])) and form.person == "3p"), None)
    if they is not None:
        candidates.append(Who("they", None, they, they))
    return min(candidates, key=lambda one: ORDER.index(one.how), default=NOBODY)


def _of_mention(one: Mention) -> Who:
    if one.how == "pronoun":
        how = "pronoun"
    elif one.how == "address":
        how = "you"
    elif one.how == "description":
        how = "described"
    elif one.how == "office" or one.kind == "office":
        how = "office" if one.entity is None else "own"
    else:
        how = "own" if one.entity is not None else "somebody"
    return Who(how, one.entity, one.first, one.last)


def first_person(text: Text, start: int, end: int) -> bool:
    """Whether the clause speaks of its writer."""
    return any(word in _I for word in text.forms[start:end])
