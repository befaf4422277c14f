"""Adverts, chain messages and begging.

What it catches
    Phone numbers, card and Sheba numbers, links and bare domains, invite links and handles of the messengers, in
    digits of any script, spaced, dotted or in words, together with the phrases of offers; chain messages («برای ۲۰
    نفر بفرست»); begging with an account number.

Why
    The house rules want comments about the news item. An advert is about itself, and its author does not read answers.

Known misses and false alarms
    A lone link to another news site is held, not refused: readers do cite sources. A phone number of an office
    («۱۲۲»، «۱۹۷») has too few digits to count. Long calm recommendations without any contact pass.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.advert.contacts import find_contacts
from rules.checks.advert.features import Counted, count
from rules.model import TextModel
from rules.reading import Reading, Rule
from rules.vocabulary import Field, Hit

MODEL: Final = TextModel.load(Path(__file__).with_name("model.bin"))
#: Evidence in points: enough to refuse with a contact, enough without one.
REFUSE_WITH_CONTACT: Final = 4
REFUSE: Final = 8
CHAIN_REFUSE: Final = 5
CHAIN_HOLD: Final = 3
#: Where the model is sure enough to refuse what also shows an offer or a contact, and where it holds alone.
MODEL_SURE: Final = 0.85
MODEL_VERY_SURE: Final = 0.98
MODEL_CERTAIN: Final = 0.995
MODEL_HOLDS: Final = 0.5
MODEL_HOLDS_ALONE: Final = 0.93
REFUSED, DOUBTFUL, HELD = 0.95, 0.85, 0.7


def check(reading: Reading) -> Iterator[Hit]:
    """Count contacts and phrases, ask the model, and say what kind of advert it is."""
    counted = count(reading.text, reading.submission.facts.own_domains)
    probability = MODEL.probability(counted.words, counted.measures) if counted.words else 0.0
    hit = _hit(counted, probability, len(reading.submission.text))
    if hit:
        yield hit
    in_name = find_contacts(reading.name).all if reading.submission.author_name else ()
    if in_name:
        yield Hit(HELD, "name", in_name, Field.AUTHOR_NAME)


def _hit(counted: Counted, probability: float, length: int) -> Hit | None:  # noqa: PLR0911 (a ladder of evidence)
    points, spans = counted.points, counted.spans
    contacts = counted.contacts
    chain, begging, offer = (points.get(kind, 0) for kind in ("chain", "begging", "offer"))
    if chain >= CHAIN_REFUSE or (chain >= CHAIN_HOLD and chain >= max(begging, offer) and probability >= MODEL_SURE):
        return Hit(REFUSED, "chain", tuple(spans["chain"]))
    if begging and begging >= offer and (contacts.cards or probability >= MODEL_HOLDS or begging >= CHAIN_REFUSE - 1):
        return Hit(DOUBTFUL, "begging", (*spans["begging"], *contacts.numbers))
    marked = tuple(sorted({*contacts.all, *contacts.name_like, *spans.get("offer", ())}))
    if _is_advert(counted, probability):
        return Hit(REFUSED, "advert", marked)
    if chain >= CHAIN_HOLD:
        return Hit(HELD, "chain", tuple(spans["chain"]))
    if (contacts.links or contacts.invites) and not (offer or chain or begging or contacts.numbers or contacts.handles):
        return Hit(0.6, "link", (*contacts.links, *contacts.invites))
    shown = counted.offer or chain or begging or contacts.numbers
    hinted = offer or contacts.name_like
    if (
        (shown and probability >= MODEL_HOLDS)
        or (hinted and probability >= MODEL_HOLDS_ALONE)
        or counted.offer >= REFUSE
    ):
        return Hit(HELD, "advert", marked or ((0, length),))
    if contacts.numbers or contacts.handles:
        return Hit(HELD, "contact", (*contacts.numbers, *contacts.handles))
    return None


def _is_advert(counted: Counted, probability: float) -> bool:
    """Whether there is enough to refuse: an offer with a way to take it up, or very much of an offer."""
    contacts, offer = counted.contacts, counted.offer
    worth = offer + 2 * (bool(contacts.numbers or contacts.handles) + bool(contacts.links) + 2 * bool(contacts.invites))
    if contacts.all and (offer or contacts.invites) and worth >= REFUSE_WITH_CONTACT:
        return True
    some = bool(counted.points) or bool(contacts.name_like)
    if some and (contacts.numbers or contacts.handles or contacts.invites) and probability >= MODEL_SURE:
        return True
    if offer >= REFUSE and probability >= MODEL_HOLDS:
        return True
    return probability >= (MODEL_VERY_SURE if offer > 1 or contacts.name_like else MODEL_CERTAIN) and some


RULE = Rule("advert", check)
