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

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.lexicon import Lexicon
from rules.reading import Reading, Rule
from rules.text import Text
from rules.vocabulary import Field, Hit, Span

LEXICON: Final = Lexicon.read(Path(__file__).with_name("lexicon.txt"))

_GAP: Final = r"[\s.\-_*/()\u200c،,|]{0,3}"
_PHONE: Final = re.compile(
    rf"(?<![\d])(?:(?:\+|00)?{_GAP}98{_GAP}|0)9(?:{_GAP}\d){{8,9}}(?!\d)|(?<!\d)0(?:{_GAP}[1-8])(?:{_GAP}\d){{8,9}}(?!\d)"
)
_USSD: Final = re.compile(r"(?<![\w*])\*\d{1,5}(?:\*\d+)*#")
_CARD: Final = re.compile(rf"(?<!\d)[2569]\d{{3}}(?:{_GAP}\d{{4}}){{3}}(?!\d)|(?<!\d)6037\d{{10,13}}(?!\d)")
_SHEBA: Final = re.compile(rf"(?<![a-z])ir{_GAP}\d{{2}}(?:{_GAP}\d{{4}}){{5}}{_GAP}\d{{2}}(?!\d)")
_TOPS: Final = (
    "com|ir|net|org|info|biz|xyz|shop|store|online|site|top|club|live|vip|link|click|app|dev|io|me|tv|cc|co|bet|win|pro|"
    "example|gift|icu|fun|space|website|blog|news|tel|us|uk|de|ru|tr|af|iq|ws|in|to|ly|gg|one"
)
_LINK: Final = re.compile(
    rf"(?:https?|hxxps?)\s?:\s?//\s?[^\s»،]+|www\.[^\s»،]+|(?<![\w@.\-])(?:[a-z0-9][a-z0-9\-]*\s?\.\s?){{1,4}}(?:{_TOPS})(?![a-z0-9])(?:/[^\s»،]*)?"
    r"|(?<!\w)(?:دات|نقطه)\s(?:کام|آی ?آر|نت)(?!\w)"
)
_INVITE: Final = re.compile(
    r"(?:t|telegram)\s?\.\s?me\s?/|instagram\s?\.\s?com\s?/|wa\s?\.\s?me\s?/|eitaa\s?\.\s?com\s?/|rubika\s?\.\s?ir\s?/|ble\s?\.\s?ir\s?/|splus\s?\.\s?ir\s?/"
)
_HANDLE: Final = re.compile(r"(?<![\w.])@\s?[a-z][a-z0-9_.]{3,}")
_NAKED_HANDLE: Final = re.compile(
    r"(?:تلگرام|اینستا(?:گرام)?|ایتا|روبیکا|سروش|بله|آیدی|ایدی|پیج|کانال|واتساپ|telegram|insta|id)\W{1,4}([a-z][a-z0-9_.]{4,})"
)
_DIGIT_WORDS: Final = frozenset(
    "صفر یک دو سه چهار پنج شش شیش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده پونزده شانزده شونزده هفده هجده نوزده بیست سی چهل پنجاه شصت هفتاد "
    "هشتاد نود صد یکصد دویست سیصد چهارصد پانصد پونصد ششصد شیشصد هفتصد هشتصد نهصد".split()
)
_DIGITS_IN_WORDS: Final = 6
#: Evidence, in points, that a contact of each kind is worth.
_CONTACT_POINTS: Final = 2
REFUSE_POINTS: Final = 5
HOLD_POINTS: Final = 4


def check(reading: Reading) -> Iterator[Hit]:
    """Count contacts and phrases; what they add up to is the score."""
    text = reading.text
    contacts, links, invites = _contacts(text, reading.submission.facts.own_domains)
    phrases: dict[str, int] = {}
    spans: dict[str, list[Span]] = {}
    seen: set[tuple[str, int]] = set()
    for match in LEXICON.find(text):
        if (match.entry.category, match.first) in seen:
            continue
        seen.add((match.entry.category, match.first))
        category = match.entry.category
        phrases[category] = phrases.get(category, 0) + match.entry.strength
        spans.setdefault(category, []).append((text.words[match.first].start, text.words[match.last].end))
    touching = contacts + links + invites
    yield from _chain_and_begging(reading, phrases, spans, contacts)
    points = phrases.get("offer", 0) + _CONTACT_POINTS * (bool(contacts) + bool(links) + 2 * bool(invites))
    marked = tuple(sorted({*touching, *spans.get("offer", ())}))
    if touching and points >= REFUSE_POINTS - 1 and (phrases.get("offer") or invites):
        yield Hit(0.95, "advert", marked)
    elif not touching and points >= 2 * REFUSE_POINTS - 2:
        yield Hit(0.92, "advert", marked)
    elif not touching and points >= REFUSE_POINTS:
        yield Hit(0.7, "advert", marked)
    elif contacts:
        yield Hit(0.7, "contact", tuple(contacts))
    elif links or invites:
        yield Hit(0.6, "link", tuple(links + invites))
    name_contacts = [span for kind in _contacts(reading.name, ()) for span in kind]
    if name_contacts:
        yield Hit(0.7, "name", tuple(name_contacts), Field.AUTHOR_NAME)


def _chain_and_begging(
    reading: Reading, phrases: dict[str, int], spans: dict[str, list[Span]], contacts: list[Span]
) -> Iterator[Hit]:
    chain = phrases.get("chain", 0)
    if chain >= REFUSE_POINTS:
        yield Hit(0.95, "chain", tuple(spans["chain"]))
    elif chain >= HOLD_POINTS - 1:
        yield Hit(0.7, "chain", tuple(spans["chain"]))
    begging = phrases.get("begging", 0)
    card = _CARD.search(reading.text.folded) or _SHEBA.search(reading.text.folded)
    if (begging and (card or contacts)) or begging >= HOLD_POINTS:
        yield Hit(0.85, "begging", tuple(spans["begging"] + contacts))


def _contacts(text: Text, own_domains: tuple[str, ...]) -> tuple[list[Span], list[Span], list[Span]]:
    """Numbers and handles; links; invite links of messengers: spans in the original."""
    folded = text.folded
    contacts = [
        text.span(*match.span()) for pattern in (_PHONE, _CARD, _SHEBA, _USSD) for match in pattern.finditer(folded)
    ]
    contacts += [text.span(*match.span()) for match in _HANDLE.finditer(folded)]
    contacts += [text.span(*match.span(1)) for match in _NAKED_HANDLE.finditer(folded)]
    contacts += _number_in_words(text)
    invites = []
    links = []
    for match in _LINK.finditer(folded):
        compact = re.sub(r"\s", "", match.group())
        if _INVITE.search(compact):
            invites.append(text.span(*match.span()))
        elif not any(_host(compact) == own or _host(compact).endswith(f".{own}") for own in own_domains):
            links.append(text.span(*match.span()))
    return contacts, links, invites


def _host(link: str) -> str:
    return re.sub(r"^(?:hxxps?|https?)://", "", link).removeprefix("www.").split("/")[0].split("?")[0].split(":")[0]


def _number_in_words(text: Text) -> list[Span]:
    """A phone number spelt out: many number words in a row, the first of them صفر."""
    words = text.words
    found = []
    number = 0
    while number < len(words):
        if words[number].form != "صفر":
            number += 1
            continue
        last = number
        count = 0
        for ahead in range(number, len(words)):
            form = words[ahead].form
            if form in _DIGIT_WORDS or form.isdigit():
                count += 1
                last = ahead
            elif form != "و":
                break
        if count >= _DIGITS_IN_WORDS:
            found.append((words[number].start, words[last].end))
        number = last + 1
    return found


RULE = Rule("advert", check)
