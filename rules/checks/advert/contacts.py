"""Ways to reach somebody: numbers, handles, links, invite links; in digits of any script, spaced, dotted, in words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rules.text import Text
from rules.vocabulary import Span

#: What stands between the digits of a number: one kind of sign in the whole number, at most two of them at a place.
_SEPARATORS: Final = ("", " ", r"\-", r"\.", "_", r"\*", "/", "\u200c")


def _any_separator(pattern: str) -> str:
    """A pattern with `~` between digits, for each kind of separator."""
    return "|".join(pattern.replace("~", f"(?:{sign}){{0,2}}" if sign else "") for sign in _SEPARATORS)


#: Mobile numbers (09 and nine digits) and landlines (0, two digits of the region, eight of the line).
_PHONE: Final = re.compile(
    rf"(?<!\d)(?:{_any_separator(r'(?:(?:[+]|00)?98~|0~)9(?:~\d){9}')}"
    rf"|[(]?0[1-8]\d[)]?[\s\-./]{{0,2}}(?:{_any_separator(r'\d(?:~\d){7}')}))(?!\d)"
)
_USSD: Final = re.compile(r"(?<![\w*])\*\d{1,5}(?:\*\d+)*#")
_CARD: Final = re.compile(rf"(?<!\d)(?:{_any_separator(r'\d{4}~\d{4}~\d{4}~\d{4}')})(?!\d)")
#: Beginnings of Iranian bank cards; a number that begins otherwise must have the right check digit.
_BANKS: Final = frozenset(
    "6037 6104 5022 6219 5859 6274 6273 5892 6280 6393 5054 6221 6063 6362 5058 5029 6276 6369 9919 5047 6278".split()
)
_SHEBA: Final = re.compile(r"(?<![a-z])ir[\s\-]?\d{2}(?:[\s\-]?\d{4}){5}[\s\-]?\d{2}(?!\d)")
_TOPS: Final = (
    "com|ir|net|org|info|biz|xyz|shop|store|online|site|top|club|live|vip|link|click|app|dev|io|me|tv|cc|co|bet|win|pro|"
    "example|gift|icu|fun|space|website|blog|news|tel|us|uk|de|ru|tr|af|iq|ws|in|to|ly|gg|one"
)
_LINK: Final = re.compile(
    rf"(?:https?|hxxps?)\s?:\s?//\s?[^\s»،]+|www\.[^\s»،]+|(?<![\w@.\-])(?:[a-z0-9][a-z0-9\-]*\.){{1,4}}(?:{_TOPS})(?![a-z0-9])(?:/[^\s»،]*)?"
    r"|(?<![\w@.\-])[a-z0-9\-]{3,}\s?\.\s?(?:com|ir|net|org|me)(?![a-z0-9])(?:/[^\s»،]*)?"
    r"|(?<!\w)(?:دات|نقطه)\s(?:کام|آی ?آر|نت)(?!\w)"
)
_INVITE: Final = re.compile(
    r"(?:t|telegram)\s?\.\s?me\s?/|instagram\s?\.\s?com\s?/|wa\s?\.\s?me\s?/|eitaa\s?\.\s?com\s?/|rubika\s?\.\s?ir\s?/|ble\s?\.\s?ir\s?/|splus\s?\.\s?ir\s?/"
)
_HANDLE: Final = re.compile(r"(?<![\w.])@\s?[a-z][a-z0-9_.]{3,}")
_NAKED_HANDLE: Final = re.compile(
    r"(?:تلگرام|اینستا(?:گرام)?|ایتا|روبیکا|سروش|بله|آیدی|ایدی|پیج|کانال|واتساپ|telegram|insta|id)"
    r"\W{1,4}([a-z][a-z0-9_.]{4,})"
)
_SHORT_CODE: Final = re.compile(
    r"(?<!\w)(?:پیامک|عدد|ارسال|بفرست\w{0,4}|به|سامانه)\s+(?:\w+\s+){0,2}((?:10|20|30|50)00\d{2,10})(?!\d)"
)
_ABROAD: Final = re.compile(r"(?<!\w)\+(?:[1-9]\d{0,2})[\s.\-]?[\dx]{2,4}(?:[\s.\-]?[\dx]{2,4}){2,3}(?![\dx])")
#: A name like shop_24 or laghar.bash among Persian words: a handle, when something else speaks of an advert.
_NAME_LIKE: Final = re.compile(r"(?<![\w.@/])[a-z][a-z0-9]*[_.][a-z0-9_.]{2,}(?![\w/])")
_ONES: Final = "صفر یک دو سه چهار پنج شش شیش هفت هشت نه".split()
_TENS: Final = (
    "ده یازده دوازده سیزده چهارده پانزده پونزده شانزده شونزده هفده هجده نوزده "
    "بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()
)
_HUNDREDS: Final = "صد یکصد دویست سیصد چهارصد پانصد پونصد ششصد شیشصد هفتصد هشتصد نهصد".split()
_DIGITS_OF: Final = {
    **dict.fromkeys(_ONES, 1),
    **dict.fromkeys(_TENS, 2),
    **dict.fromkeys(_HUNDREDS, 3),
    "و": 0,
}
_NUMBER_WORDS: Final = re.compile("|".join(sorted(_DIGITS_OF, key=lambda word: (-len(word), word))))
#: A phone number in words, or in words and digits, has at least so many digits.
_DIGITS_IN_WORDS: Final = 7


@dataclass(frozen=True, slots=True)
class Contacts:
    """Spans in the original.

    cards: numbers of bank cards and accounts; they are among the numbers too.
    name_like: what is a handle only if something else speaks of an advert; not among `all`.
    """

    numbers: tuple[Span, ...]
    handles: tuple[Span, ...]
    links: tuple[Span, ...]
    invites: tuple[Span, ...]
    cards: tuple[Span, ...]
    name_like: tuple[Span, ...]

    @property
    def all(self) -> tuple[Span, ...]:
        """All spans."""
        return (*self.numbers, *self.handles, *self.links, *self.invites)


def find_contacts(text: Text, own_domains: tuple[str, ...] = ()) -> Contacts:
    """Find them. Links to the publisher's own domains are left out."""
    folded = text.folded
    cards = [text.span(*match.span()) for match in _CARD.finditer(folded) if _is_card(match.group())]
    cards += [text.span(*match.span()) for match in _SHEBA.finditer(folded)]
    numbers = [text.span(*match.span()) for pattern in (_PHONE, _USSD, _ABROAD) for match in pattern.finditer(folded)]
    numbers += [text.span(*match.span(1)) for match in _SHORT_CODE.finditer(folded)]
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
    name_like = [text.span(*match.span()) for match in _NAME_LIKE.finditer(folded)]
    return Contacts(
        tuple(numbers + cards + spelt), tuple(handles), tuple(links), tuple(invites), tuple(cards), tuple(name_like)
    )


def _host(link: str) -> str:
    return re.sub(r"^(?:hxxps?|https?)://", "", link).removeprefix("www.").split("/")[0].split("?")[0].split(":")[0]


def _is_card(written: str) -> bool:
    """Whether sixteen digits are a bank card: an Iranian beginning, or Luhn's check digit; four years are none."""
    digits = [int(char) for char in written if char.isdigit()]
    if "".join(map(str, digits[:4])) in _BANKS:
        return True
    doubled = [sum(divmod(2 * digit, 10)) if at % 2 == 0 else digit for at, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0 and not all(
        digits[at] in (1, 2) and digits[at + 1] in (0, 3, 4, 9) for at in range(0, 16, 4)
    )


def _number_in_words(text: Text) -> list[Span]:
    """Phone numbers spelt out, wholly or in part: «صفر نهصد و دوازده ۳۴۵ …», «۰۹۰۰-۱۱۱-صفرصفر-دو دو»."""
    words = text.words
    digits = [_digits(word.form) for word in words]
    found = []
    first = 0
    while first < len(words):
        if not digits[first]:
            first += 1
            continue
        last = first
        while last + 1 < len(words) and digits[last + 1] is not None:
            last += 1
        inside = range(first, last + 1)
        spelt = any(not words[at].form.isdigit() and digits[at] for at in inside)
        begins = words[first].form.startswith(("صفر", "0", "نهصد"))
        if spelt and begins and sum(digits[at] or 0 for at in inside) >= _DIGITS_IN_WORDS:
            found.append((words[first].start, words[last].end))
        first = last + 1
    return found


@lru_cache(maxsize=1 << 13)
def _digits(form: str) -> int | None:
    """How many digits a word stands for, also when number words run together («صفرنهصدوسی»); None for other words."""
    if form.isdigit():
        return len(form)
    pieces = _NUMBER_WORDS.findall(form)
    return sum(_DIGITS_OF[piece] for piece in pieces) if sum(map(len, pieces)) == len(form) else None
