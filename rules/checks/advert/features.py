"""What the model sees of a comment, in training too: its words with contacts and numbers masked, what was counted."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.checks.advert.contacts import Contacts, find_contacts
from rules.lexicon import Lexicon
from rules.text import Text
from rules.vocabulary import Span

CONTACT: Final = "@contact"
NUMBER: Final = "@number"


@cache
def lexicon() -> Lexicon:
    """Phrases of adverts, chain messages and begging."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@dataclass(frozen=True, slots=True)
class Counted:
    """Contacts and phrases of a text.

    points: weight of evidence per kind ("offer", "chain", "begging"). spans: where the phrases stand, per kind.
    offer: points of the offer's phrases that are more than an everyday word.
    words, measures: what the model sees.
    """

    contacts: Contacts
    points: dict[str, int]
    offer: int
    spans: dict[str, list[Span]]
    words: tuple[str, ...]
    measures: dict[str, float]


def count(text: Text, own_domains: tuple[str, ...]) -> Counted:
    """Count what speaks for an advert."""
    contacts = find_contacts(text, own_domains)
    points: dict[str, int] = {}
    offer = 0
    spans: dict[str, list[Span]] = {}
    seen: set[tuple[str, int]] = set()
    said: set[tuple[str, ...]] = set()
    for match in lexicon().find(text):
        kind = match.entry.category
        phrase = (kind, *(word.form for word in text.words[match.first : match.last + 1]))
        if (kind, match.first) in seen or phrase in said:
            continue
        seen.add((kind, match.first))
        said.add(phrase)
        points[kind] = points.get(kind, 0) + match.entry.strength
        if kind == "offer" and match.entry.strength > 1:
            offer += match.entry.strength
        spans.setdefault(kind, []).append((text.words[match.first].start, text.words[match.last].end))
    touched = contacts.all
    words = tuple(
        CONTACT
        if any(start <= word.start < end for start, end in touched)
        else NUMBER
        if word.form.isdigit()
        else word.form
        for word in text.words
    )
    measures = {
        "number": float(bool(contacts.numbers)),
        "handle": float(bool(contacts.handles)),
        "link": float(bool(contacts.links)),
        "invite": float(bool(contacts.invites)),
        "name like": float(bool(contacts.name_like)),
        **{kind: min(8.0, float(value)) / 4 for kind, value in points.items() if kind != "offer"},
        "offer": min(8.0, float(offer)) / 4,
        "everyday": min(4.0, float(points.get("offer", 0) - offer)) / 4,
        "short": float(len(words) <= 4),  # noqa: PLR2004 (words)
    }
    return Counted(contacts, points, offer, spans, words, measures)
