"""What the model sees of a comment, in training too: its words with contacts and numbers masked, what was counted."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.contacts import Contacts
from rules.lexicon import Entry, Lexicon, Match
from rules.text import Text
from rules.vocabulary import Span

CONTACT: Final = "@contact"
NUMBER: Final = "@number"
#: Categories of phrases that are no offer of goods or services.
APPEALS: Final = ("chain", "begging")
#: Words to the newspaper itself, by somebody who leaves a number to be called back.
PLEA: Final = "plea"
#: Offers of whatever kind; the category of those that are of no kind.
OFFER: Final = "advert"


@cache
def lexicon() -> Lexicon:
    """Phrases of adverts of all kinds, chain messages and begging."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@dataclass(frozen=True, slots=True)
class Counted:
    """Contacts and phrases of a text.

    points: weight of evidence per category of the word list; all offers, of whatever kind, are in "advert" too.
    offer: points of the offer's phrases that are more than an everyday word.
    spans: where the phrases stand: "advert", "chain", "begging".
    words, measures: what the model sees.
    """

    contacts: Contacts
    points: dict[str, int]
    offer: int
    spans: dict[str, list[Span]]
    words: tuple[str, ...]
    measures: dict[str, float]


def count(text: Text, contacts: Contacts) -> Counted:
    """Count what speaks for an advert: each line of the list once, each word for the strongest line that it is in."""
    points: dict[str, int] = {}
    offer = 0
    spans: dict[str, list[Span]] = {}
    said: set[Entry] = set()
    taken: set[tuple[str, int]] = set()
    for match in sorted(lexicon().find(text), key=_strongest):
        entry = match.entry
        kind = entry.category if entry.category in {*APPEALS, PLEA} else OFFER
        places = {(kind, at) for at in range(match.first, match.last + 1)}
        if entry in said or not taken.isdisjoint(places):
            continue
        said.add(entry)
        taken |= places
        points[kind] = points.get(kind, 0) + entry.strength
        if kind == OFFER:
            offer += entry.strength if entry.strength > 1 else 0
            if entry.category != OFFER:
                points[entry.category] = points.get(entry.category, 0) + entry.strength
        spans.setdefault(kind, []).append((text.words[match.first].start, text.words[match.last].end))
    known = contacts.known
    words = _masked(text, sorted({*contacts.all, *contacts.mentions} - known))
    measures = {
        "number": float(not known.issuperset(contacts.numbers)),
        "handle": float(bool(contacts.handles or contacts.mentions) or not known.issuperset(contacts.mails)),
        "link": float(bool(contacts.links)),
        "invite": float(bool(contacts.invites)),
        "name like": float(bool(contacts.name_like)),
        "chain": min(8.0, float(points.get("chain", 0))) / 4,
        "begging": min(8.0, float(points.get("begging", 0))) / 4,
        OFFER: min(8.0, float(offer)) / 4,
        "everyday": min(4.0, float(points.get(OFFER, 0) - offer)) / 4,
        "short": float(len(words) <= 4),  # noqa: PLR2004 (words)
    }
    return Counted(contacts, points, offer, spans, words, measures)


def _strongest(match: Match) -> tuple[int, int, int]:
    return (-match.entry.strength, match.first - match.last, match.first)


def _masked(text: Text, touched: list[Span]) -> tuple[str, ...]:
    """The words, with those of contacts and numbers masked. touched: the contacts' spans, sorted."""
    if not touched:
        return tuple([NUMBER if form.isdigit() else form for form in text.forms])
    words = []
    at, reach = 0, 0
    for word in text.words:
        while at < len(touched) and touched[at][0] <= word.start:
            reach = max(reach, touched[at][1])
            at += 1
        words.append(CONTACT if word.start < reach else NUMBER if word.form.isdigit() else word.form)
    return tuple(words)
