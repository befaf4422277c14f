"""Adverts of all kinds, chain messages and begging.

What it catches
    Phone numbers, card and Sheba numbers, links and bare or disguised domains, invite links and handles of the
    messengers, together with the phrases of offers: betting, filter breakers, loans, work at home, investments,
    fortune-telling, remedies, followers, degrees, goods and services; offers alone when the model is sure; chain
    messages («برای ۲۰ نفر بفرست»); begging with an account number.

Why
    The house rules want comments about the news item. An advert is about itself, and its author does not read answers.

Known misses and false alarms
    A lone link to another news site is held, not refused: readers do cite sources; those of authorities and
    universities pass. A number that the words around call somebody else's is the business of the rule `privacy`; one of
    an office, an emergency number («۱۲۲»), a code of four digits pass. Long calm recommendations without any contact
    pass, and so do adverts that hide what they sell («پروفایلم را ببینید» is known, other hints are not).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.advert.features import APPEALS, CONTACT, OFFER, PLEA, Counted, count
from rules.contacts import Contacts, find_contacts
from rules.model import TextModel
from rules.reading import Reading, Rule
from rules.vocabulary import Field, Hit, Span

MODEL: Final = TextModel.load(Path(__file__).with_name("model.bin"))
#: Evidence in points: enough to refuse with a contact, enough without one.
REFUSE_WITH_CONTACT: Final = 4
REFUSE: Final = 8
CHAIN_REFUSE: Final = 5
CHAIN_HOLD: Final = 3
CHAIN_HINT: Final = 2
#: Without any contact an offer is refused with so many points, when the model is very sure and the text is no essay:
#: the model sums over words, so that long reviews of goods look like adverts to it.
REFUSE_ALONE: Final = 3
LONG: Final = 80
LONG_HOLD: Final = 2
#: An offer is named by its kind from so many points of that kind on.
NAMED: Final = 2
#: A mention among so few other words is no answer to another reader.
FEW_WORDS: Final = 3
#: Where the model is sure enough to refuse what also shows an offer or a contact, and where it holds alone.
MODEL_SURE: Final = 0.85
MODEL_VERY_SURE: Final = 0.97
MODEL_HOLDS: Final = 0.5
MODEL_HOLDS_HINTED: Final = 0.7
MODEL_HOLDS_ALONE: Final = 0.9
REFUSED, DOUBTFUL, HELD, LINKED = 0.95, 0.85, 0.7, 0.6


def check(reading: Reading) -> Iterator[Hit]:
    """Count contacts and phrases, ask the model, and say what kind of advert it is."""
    counted = count(reading.text, reading.contacts)
    if counted.words:
        hit = _hit(counted, MODEL.probability(counted.words, counted.measures), len(reading.submission.text))
        if hit:
            yield hit
    if reading.submission.author_name:
        in_name = find_contacts(reading.name, reading.submission.facts.own_domains)
        if in_name.all or in_name.mentions:
            yield Hit(HELD, "name", tuple(sorted({*in_name.all, *in_name.mentions})), Field.AUTHOR_NAME)


def _hit(counted: Counted, probability: float, length: int) -> Hit | None:  # noqa: PLR0911 (a ladder of evidence)
    contacts = counted.contacts
    appeal = _appeal(counted, probability)
    if appeal and appeal.score >= DOUBTFUL:
        return appeal
    offered = counted.spans.get(OFFER, ())
    marked = tuple(sorted({*contacts.all, *contacts.mentions, *contacts.name_like, *contacts.short, *offered}))
    ways = _ways(counted, probability)
    if not counted.points and sum(word != CONTACT for word in counted.words) <= FEW_WORDS:
        probability = 0.0  # a bare number: the model has nothing to go by
    if _is_advert(counted, ways, probability):
        return Hit(REFUSED, _kind(counted), marked)
    if appeal:
        return appeal
    if (contacts.links or contacts.invites) and not (counted.points or ways):
        return Hit(LINKED, "link", (*contacts.links, *contacts.invites))
    if _may_be_advert(counted, ways, probability):
        return Hit(HELD, _kind(counted), marked or ((0, length),))
    alone = tuple(span for span in ways if span not in contacts.offices)
    if alone:
        return Hit(HELD, "contact", alone)
    return Hit(LINKED, "link", (*contacts.links, *contacts.invites)) if contacts.links or contacts.invites else None


def _appeal(counted: Counted, probability: float) -> Hit | None:
    """A chain message, or begging."""
    points, spans, contacts = counted.points, counted.spans, counted.contacts
    chain, begging, offer = (points.get(kind, 0) for kind in (*APPEALS, OFFER))
    if chain >= CHAIN_REFUSE or (chain >= CHAIN_HOLD and chain >= max(begging, offer) and probability >= MODEL_SURE):
        return Hit(REFUSED, "chain", tuple(spans["chain"]))
    own = contacts.cards if contacts.others.isdisjoint(contacts.cards) else ()
    if begging and (own or (begging >= offer and (probability >= MODEL_HOLDS or begging >= CHAIN_REFUSE - 1))):
        return Hit(DOUBTFUL, "begging", (*spans["begging"], *contacts.numbers))
    if chain >= CHAIN_HOLD or (chain >= CHAIN_HINT and chain >= offer and probability >= MODEL_SURE):
        return Hit(HELD, "chain", tuple(spans["chain"]))
    return None


def _ways(counted: Counted, probability: float) -> tuple[Span, ...]:
    """What leads to the author: no numbers and mail addresses of others, no word to another reader."""
    contacts = counted.contacts
    told = (*contacts.numbers, *contacts.mails)
    offers = counted.offer >= REFUSE_WITH_CONTACT or probability >= MODEL_SURE
    if not offers:
        told = tuple(span for span in told if span not in contacts.others)
    if offers or counted.offer or len(counted.words) - len(contacts.mentions) <= FEW_WORDS:
        return (*told, *contacts.handles, *contacts.mentions)
    return (*told, *contacts.handles)


def _is_advert(counted: Counted, ways: tuple[Span, ...], probability: float) -> bool:
    """Whether there is enough to refuse: an offer with a way to take it up, or very much of an offer."""
    contacts, offer = counted.contacts, counted.offer
    if PLEA in counted.points and offer < REFUSE:
        return False
    worth = offer + 2 * bool(ways or contacts.short) + bool(contacts.links) + 4 * bool(contacts.invites)
    reached = bool(ways or contacts.links or contacts.invites)
    if (
        reached
        and offer
        and worth >= REFUSE_WITH_CONTACT
        and not (probability < MODEL_HOLDS and offer < REFUSE_WITH_CONTACT and _is_cited(contacts, ways))
    ):
        return True
    some = bool(counted.points or contacts.name_like)
    if (ways or contacts.invites or contacts.short) and probability >= (MODEL_SURE if some else MODEL_VERY_SURE):
        return True
    if len(counted.words) > LONG:
        return False
    if contacts.name_like and probability >= MODEL_VERY_SURE:
        return True
    return probability >= (MODEL_SURE if offer >= REFUSE else MODEL_VERY_SURE) and worth >= REFUSE_ALONE


def _is_cited(contacts: Contacts, ways: tuple[Span, ...]) -> bool:
    """Whether a text holds a link or the number of an office and nothing else that leads to its author."""
    return not contacts.invites and all(span in contacts.offices for span in ways)


def _may_be_advert(counted: Counted, ways: tuple[Span, ...], probability: float) -> bool:
    """Whether there is enough to hold: the less else speaks for an advert, the surer the model must be."""
    contacts = counted.contacts
    reached = ways or contacts.links or contacts.invites or contacts.short
    if reached or counted.offer >= REFUSE:
        return probability >= MODEL_HOLDS
    if len(counted.words) > LONG:
        return counted.offer >= LONG_HOLD and probability >= MODEL_VERY_SURE
    return probability >= (MODEL_HOLDS_HINTED if counted.offer or contacts.name_like else MODEL_HOLDS_ALONE)


def _kind(counted: Counted) -> str:
    """What is offered, when the words say it: a category of the word list; otherwise an advert."""
    kinds = {kind: points for kind, points in counted.points.items() if kind not in {*APPEALS, OFFER, PLEA}}
    best = max(kinds, key=lambda kind: kinds[kind], default="")
    return best if best and kinds[best] >= NAMED else OFFER


RULE = Rule("advert", check, version=2)
