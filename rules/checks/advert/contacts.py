"""Ways to reach somebody: numbers, handles, links, invite links; in digits of any script, spaced, dotted, in words."""

import re
from dataclasses import dataclass
from typing import Final

from rules.text import Text
from rules.vocabulary import Span

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
    "صفر یک دو سه چهار پنج شش شیش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده پونزده شانزده شونزده هفده هجده "
    "نوزده بیست سی چهل پنجاه شصت هفتاد "
    "هشتاد نود صد یکصد دویست سیصد چهارصد پانصد پونصد ششصد شیشصد هفتصد هشتصد نهصد".split()
)
_STARTS: Final = frozenset({"صفر", "0", "09", "نهصد"})
_DIGITS_IN_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Contacts:
    """Spans in the original. cards: numbers of bank cards and accounts; they are among the numbers too."""

    numbers: tuple[Span, ...]
    handles: tuple[Span, ...]
    links: tuple[Span, ...]
    invites: tuple[Span, ...]
    cards: tuple[Span, ...]

    @property
    def all(self) -> tuple[Span, ...]:
        """All spans."""
        return (*self.numbers, *self.handles, *self.links, *self.invites)


def find_contacts(text: Text, own_domains: tuple[str, ...] = ()) -> Contacts:
    """Find them. Links to the publisher's own domains are left out."""
    folded = text.folded
    cards = [text.span(*match.span()) for pattern in (_CARD, _SHEBA) for match in pattern.finditer(folded)]
    numbers = [text.span(*match.span()) for pattern in (_PHONE, _USSD) for match in pattern.finditer(folded)]
    handles = [text.span(*match.span()) for match in _HANDLE.finditer(folded)]
    handles += [text.span(*match.span(1)) for match in _NAKED_HANDLE.finditer(folded)]
    links, invites = [], []
    for match in _LINK.finditer(folded):
        compact = re.sub(r"\s", "", match.group())
        host = _host(compact)
        if _INVITE.search(compact):
            invites.append(text.span(*match.span()))
        elif not any(host == own or host.endswith(f".{own}") for own in own_domains):
            links.append(text.span(*match.span()))
    spelt = _number_in_words(text)
    return Contacts(tuple(numbers + cards + spelt), tuple(handles), tuple(links), tuple(invites), tuple(cards))


def _host(link: str) -> str:
    return re.sub(r"^(?:hxxps?|https?)://", "", link).removeprefix("www.").split("/")[0].split("?")[0].split(":")[0]


def _number_in_words(text: Text) -> list[Span]:
    """A phone number spelt out: many number words in a row, the first of them صفر."""
    words = text.words
    found = []
    number = 0
    while number < len(words):
        if words[number].form not in _STARTS:
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
