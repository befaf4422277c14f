"""Private data of other people: numbers, accounts, national codes, home addresses, number plates.

What it catches
    A phone number, card, account or mail address that the words around call somebody else's («شماره‌ش …»، «این شماره
    مدیرشه»، «زنگ بزنید بهش»); a national code with its check digit and a word that says so, whosever it is; a home
    address: a street, and a house number or flat with digits, with words of living there; a car's number plate.

Why
    Readers have turned up at doors and on telephones of people who stood in the news, or only bore their name. What is
    true and polite may still not be published when it leads strangers to somebody's home.

Known misses and false alarms
    It holds and never refuses: whether a number is public is for a person to say. The number of an office (a landline
    with «اداره», «شرکت» … beside it), emergency numbers, and the address of a firm, a shop or an event pass. A lone
    mobile number of nobody knows whom is the business of the rule `advert`, which holds it. Addresses without digits
    («سر کوچهٔ مدرسه، در آبی») pass.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from rules.contacts.numbers import is_number
from rules.lexicon import Lexicon, Match
from rules.reading import Reading, Rule
from rules.text import Text
from rules.vocabulary import Hit, Span

SURE, HELD, DOUBTFUL = 0.9, 0.8, 0.6
#: Words that an address is long at the most, from its street to its last number.
_ADDRESS: Final = 16
#: So many streets of one text are looked at.
_STREETS: Final = 12
#: Words before and after an address that tell whose it is.
_AROUND: Final = 8
_ORDINALS: Final = frozenset("اول یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم همکف".split())
_DIGITS: Final = re.compile(r"\d")
#: «۱۲ ب ۳۴۵ ایران ۶۷», «ایران ۶۷ - ۱۲ ب ۳۴۵».
_PLATE: Final = re.compile(
    r"(?<!\d)\d{2}\s{0,2}(?:[آابپتثجدزژسشصطعفقکگلمنوهی]|الف|معلولین)\s{0,2}\d{3}[\s\-–/]{0,3}(?:ایران)?[\s\-–/]{0,3}\d{2}(?!\d)"
    r"|(?<!\w)ایران[\s\-–/]{0,3}\d{2}[\s\-–/]{0,3}\d{2}\s{0,2}(?:[آابپتثجدزژسشصطعفقکگلمنوهی]|الف)\s{0,2}\d{3}(?!\d)"
)
_POSTCODE: Final = re.compile(r"کد\W?پستی\w{0,3}\W{0,4}(?:\w{1,12}\W{1,2}){0,2}?(\d{5}\W?\d{5})(?!\d)")
_IDENTITY: Final = re.compile(r"(?:پاسپورت|گذرنامه)\w{0,3}\W{0,4}(?:\w{1,8}\W{1,3}){0,2}?([a-z]\s?\d{8})(?!\d)")


@cache
def lexicon() -> Lexicon:
    """Words of addresses: "street", "house", "home" (of living there), "public" (of firms and events)."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


def check(reading: Reading) -> Iterator[Hit]:
    """Say what private data there is, each kind once."""
    contacts = reading.contacts
    if contacts.national:
        yield Hit(SURE, "national", contacts.national)
    phones, cards, mails = (
        tuple(span for span in spans if span in contacts.others)
        for spans in (contacts.phones, contacts.cards, contacts.mails)
    )
    if phones:
        yield Hit(HELD, "phone", phones)
    if cards:
        yield Hit(HELD, "account", cards)
    if mails:
        yield Hit(HELD, "mail", mails)
    text = reading.text
    if _DIGITS.search(text.folded) or "پلاک" in text.folded:
        yield from _of_papers(text)
        address = _address(text)
        if address:
            yield Hit(HELD, "address", (address,))


def _of_papers(text: Text) -> Iterator[Hit]:
    """Number plates, numbers of passports."""
    folded = text.folded
    plates = tuple(text.span(*match.span()) for match in _PLATE.finditer(folded))
    if plates:
        yield Hit(DOUBTFUL, "plate", plates)
    papers = tuple(text.span(*match.span(1)) for match in _IDENTITY.finditer(folded))
    if papers:
        yield Hit(HELD, "national", papers)


def _address(text: Text) -> Span | None:
    """Where somebody's home address stands: street and house near each other, with digits and words of living there."""
    matches = lexicon().find(text)
    kinds = {match.entry.category for match in matches}
    postcode = _POSTCODE.search(text.folded)
    if "street" not in kinds or ("house" not in kinds and not postcode):
        return None
    for street in [match for match in matches if match.entry.category == "street"][:_STREETS]:
        houses = [one for one in matches if one.entry.category == "house" and abs(one.first - street.first) <= _ADDRESS]
        numbered = [one for one in houses if _has_number(text, one)]
        if not numbered and not postcode:
            continue
        first = min([street.first, *(one.first for one in numbered)])
        last = min(max([street.last, *(one.last for one in numbered)]) + 1, len(text.words) - 1)
        near = {one.entry.category for one in matches if first - _AROUND <= one.first <= last + _AROUND}
        sorts = {one.entry.term for one in numbered}
        if "home" in near or ("public" not in near and (len(sorts) > 1 or postcode)):
            return (text.words[first].start, text.words[last].end)
    return None


def _has_number(text: Text, match: Match) -> bool:
    """Whether a number follows a word for a house or a flat: «پلاک ۱۲», «واحد پنج», «طبقهٔ سوم»."""
    after = text.forms[match.last + 1 : match.last + 3]
    if after and after[0] in {"شماره", "ی"}:
        after = after[1:]
    return bool(after) and (is_number(after[0]) or after[0] in _ORDINALS)


RULE = Rule("privacy", check)
