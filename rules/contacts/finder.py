"""Ways to reach somebody: phones, cards, national codes, mail addresses, handles, links, invite links, short codes.

Found once a text, for every rule that wants them. Whose they are is told by the words around (`contacts.txt`): a number
that is said to be somebody else's is private, one of an office is public, and of others nothing is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.contacts.numbers import find_numbers
from rules.lexicon import Lexicon, Match
from rules.text import Text
from rules.vocabulary import Span

#: Endings of domains that are no words; those of the second list are words, and count only with a path behind them.
_TOPS: Final = (
    "com|ir|net|org|info|biz|xyz|shop|store|online|site|top|club|vip|click|app|dev|io|tv|cc|bet|casino|game|games|poker|"
    "win|example|gift|icu|website|blog|uk|de|ru|tr|af|iq|ws|gg|ac|az|ae|chat|academy|agency|group|market|finance|trade"
)
_WORDY: Final = "co|me|to|in|is|us|ly|so|pro|one|live|link|fun|space|news|tel|im|id|life|world|today|best"
_HOST: Final = r"(?:[a-z0-9][a-z0-9\-]{0,62}\.){1,4}"
_LINK: Final = re.compile(
    rf"(?:https?|hxxps?)\s?:\s?//\s?[^\s»،]+|www\s?\.\s?[^\s»،]+"
    rf"|(?<![\w@.\-]){_HOST}(?:(?:{_TOPS})(?![a-z0-9\-])(?:/[^\s»،]*)?|(?:{_WORDY})/[^\s»،]+)"
    r"|(?<![\w@.\-])[a-z0-9\-]{2,62}\s{0,2}(?:\.|\(?dot\)?|no[gk]h?te|دات|نقطه)\s{0,2}(?:com|ir|net|org|info|xyz|shop)(?![a-z0-9])"
    r"|(?<![\w@.\-])(?:t|telegram|wa)\s{0,2}(?:\.|dot|دات|نقطه)\s{0,2}me\s{0,2}(?:/|slash|اسلش)\s{0,2}\S+"
    r"|(?<!\w)[^\W\d_a-z][\w\u200c]{1,40}\s?\.\s?(?:com|ir|net|org)(?![a-z0-9])"
)
#: The same in Persian letters: «تی‌می اسلش», «سایت نقطه آی‌آر», «کتاب‌یار.کام».
_SPOKEN: Final = re.compile(
    r"(?:(?<![\w\u200c])[\w\u200c]{2,30}[\s.]{0,2})?(?<!\w)(?:دات|نقطه|دت)[\s\u200c.]{0,2}"
    r"(?:کام|ک[او]م|[آا]ی[\s\u200c.]?[آا]ر|نت|ارگ|اورگ|اینفو|شاپ|ایکس\W?وای\W?زد|بت|آی[\s\u200c]?او)(?!\w)"
    r"|(?<!\w)تی[\s\u200c.]{0,2}(?:دات|نقطه)[\s\u200c.]{0,2}می(?!\w)|(?<!\w)تی[\s\u200c.]{0,2}می[\s\u200c]{0,2}(?:اسلش|/)[\s\u200c]{0,2}\S+"
    r"|\w{2,30}\.(?:کام|آی\u200c?آر)(?!\w)"
)
_INVITE: Final = re.compile(
    r"(?<![a-z0-9])(?:(?:t|telegram|wa)(?:\.|dot|دات|نقطه)me|telegram\.(?:org|dog)|whatsapp\.com|instagram\.com"
    r"|eitaa\.(?:com|ir)"
    r"|rubika\.ir|ble\.ir|bale\.(?:ai|im)|splus\.ir|soroush-app\.ir|gap\.im|igap\.net|discord\.gg)(?:/|slash|اسلش)|joinchat|تی(?:دات|نقطه)?می"
)
#: One post of a channel, which is cited as a page is, is no invitation.
_POST: Final = re.compile(r"t\.me/(?:s/)?\w{3,40}/\d|instagram\.com/(?:p|reel|tv)/|eitaa\.com/\w{3,40}/\d")
#: Sites that nobody advertises: a link to them is a source.
_PUBLIC: Final = ("gov.ir", "ac.ir", "sch.ir", "wikipedia.org", "majlis.ir", "leader.ir", "president.ir")
_MAIL: Final = re.compile(
    r"(?<![\w.+\-])[a-z0-9][\w.+\-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[a-z0-9][a-z0-9\-]{0,62}\s?(?:\.|dot)\s?[a-z]{2,10}(?![a-z0-9])"
    r"|(?<![\w.+\-])[a-z0-9][a-z0-9.]{2,40} at (?:gmail|yahoo|hotmail|outlook|chmail)(?: ?dot ?|\.)com"
)
_OFFICE_MAIL: Final = re.compile(
    r"(?:info|support|contact|office|admin|pr|sales|news|public|help|hr)\s?@|@[\w.]*gov\.ir|@[\w.]*ac\.ir"
)
_HANDLE: Final = re.compile(r"(?<![\w.])@\s?[^\W\d_][\w.]{2,40}")
#: A handle that says by itself what it sells.
_TELLING: Final = re.compile(
    r"vpn|bet|shop|signal|tala|forosh|foroosh|vam|market|channel|kanal|admin|support|sell|gallery|ads"
)
_NAKED_HANDLE: Final = re.compile(
    r"(?<!\w)(?:ت\W?ل\W?گ\W?ر\W?ا\W?م|اینستا\W?(?:گرام)?|ایتا|روبیکا|سروش|بله|آی ?دی\w{0,3}|ایدی\w{0,3}"
    r"|پیج\w{0,3}|کانال\w{0,3}"
    r"|واتس\W?[اآ]پ|دایرکت|telegram|insta(?:gram)?|whatsapp|channel|page|id)"
    r"\W{1,4}(?:(?:ما|من|مون|به|با|در|این|هست|اینه|عدد)\W{1,3}){0,2}([a-z][a-z0-9_.]{4,})"
)
#: A handle read out: «آیدی نازگل آندرلاین شاپ», «ات ساین کانال».
_READ_OUT: Final = re.compile(
    r"(?<!\w)[\w\u200c]{2,30}[\s\u200c]{1,2}(?:آندر|اندر)[\s\u200c]?(?:لاین|اسکور)[\s\u200c]{1,2}[\w\u200c]{2,30}"
    r"|(?<!\w)(?:ات|اد)[\s\u200c]?ساین[\s\u200c]{1,2}[\w\u200c]{2,30}"
)
_HINTS: Final = frozenset(
    "دات نقطه دت ساین اتساین ادساین آندرلاین اندرلاین آندر اندر آندراسکور اندراسکور اسلش تیمی".split()
)
_SHORT_CODE: Final = re.compile(
    r"(?<!\w)(?:پیامک|عدد|ارسال|بفرست\w{0,4}|به|سامانه)\s{1,3}(?:\w{1,20}\s{1,3}){0,2}((?:10|20|30|50|60|70|80|90)00\d{2,10})(?!\d)"
)
_USSD: Final = re.compile(r"(?<![\w*#])(?:\*\d{1,5}(?:\*\d{1,12}){0,5}#|#\d{1,5}(?:\*\d{1,12}){0,5}\*)")
_ABROAD: Final = re.compile(r"(?<!\w)\+(?!98)(?:[1-9]\d{0,2})[\s.\-]?[\dx]{2,4}(?:[\s.\-]?[\dx]{2,4}){1,3}(?![\dx])")
_WALLET: Final = re.compile(r"(?<![a-z0-9])(?:0x[0-9a-f]{40}|t[a-z0-9]{33}|bc1[a-z0-9]{20,60})(?![a-z0-9])")
#: A name like shop_24 or laghar.bash among Persian words: a handle, when something else speaks of an advert.
_NAME_LIKE: Final = re.compile(r"(?<![\w.@/])[a-z][a-z0-9]{0,40}[_.][a-z0-9_.]{2,40}(?![\w/])")
_LATIN: Final = re.compile("[a-z]")
_SPACE: Final = re.compile(r"[\s\u200c]")
#: So many words around a number tell whose it is.
_AROUND: Final = 7
#: Of so many numbers of one text it is asked whose they are.
_ASKED: Final = 12


@dataclass(frozen=True, slots=True)
class Contacts:
    """Spans in the original.

    phones, cards (and Sheba, accounts, wallets), mails, handles, links, invites: what leads to somebody.
    mentions: «@name» that may as well be a word to another reader. name_like: a handle only in the company of an offer.
    short: codes of operators and services that are dialled or sent to. national: national codes.
    others: those of the phones, cards and mails that the words around call somebody else's. offices: of an office.
    """

    phones: tuple[Span, ...] = ()
    cards: tuple[Span, ...] = ()
    mails: tuple[Span, ...] = ()
    handles: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    invites: tuple[Span, ...] = ()
    name_like: tuple[Span, ...] = ()
    short: tuple[Span, ...] = ()
    national: tuple[Span, ...] = ()
    others: frozenset[Span] = frozenset()
    offices: frozenset[Span] = frozenset()

    @property
    def numbers(self) -> tuple[Span, ...]:
        """What is dialled or paid to."""
        return (*self.phones, *self.cards)

    @property
    def known(self) -> frozenset[Span]:
        """What leads to somebody who is not the author."""
        return self.others | self.offices

    @property
    def all(self) -> tuple[Span, ...]:
        """Whatever leads to its author without a doubt."""
        return (*self.phones, *self.cards, *self.mails, *self.handles, *self.links, *self.invites)


NONE: Final = Contacts()


@cache
def lists() -> Lexicon:
    """Words that tell whose a number is: "other", "office", "own"."""
    return Lexicon.read(Path(__file__).with_name("contacts.txt"))


def find_contacts(text: Text, own_domains: tuple[str, ...] = ()) -> Contacts:
    """Find them. Links and mail addresses of the publisher's own domains are left out."""
    folded = text.folded
    found: dict[str, list[Span]] = {}
    fixed: set[Span] = set()
    for number in find_numbers(folded):
        span = text.span(number.start, number.end)
        found.setdefault(_NUMBERS[number.kind], []).append(span)
        if number.fixed:
            fixed.add(span)
    latin = _LATIN.search(folded) is not None
    hinted = not _HINTS.isdisjoint(text.forms) or ".کام" in folded or ".آی" in folded
    if latin or hinted or "@" in folded:
        for kind, span in _names(text, own_domains, latin=latin, hinted=hinted):
            found.setdefault(kind, []).append(span)
    if "+" in folded:
        found.setdefault("phones", []).extend(text.span(*match.span()) for match in _ABROAD.finditer(folded))
    if "00" in folded or "#" in folded:
        found.setdefault("short", []).extend(
            [text.span(*match.span(1)) for match in _SHORT_CODE.finditer(folded)]
            + [text.span(*match.span()) for match in _USSD.finditer(folded)]
        )
    if not found:
        return NONE
    spans = {kind: tuple(sorted(set(each))) for kind, each in found.items()}
    others, offices = _whose(
        text, [span for kind in ("phones", "cards", "mails") for span in spans.get(kind, ())], fixed
    )
    return Contacts(**spans, others=others, offices=offices)


_NUMBERS: Final = {"phone": "phones", "card": "cards", "account": "cards", "code": "national"}


def _names(text: Text, own_domains: tuple[str, ...], *, latin: bool, hinted: bool) -> Iterator[tuple[str, Span]]:
    """Links, invite links, mail addresses, handles, wallets."""
    folded = text.folded
    mails = [text.span(*match.span()) for match in _MAIL.finditer(folded) if not _is_own(match.group(), own_domains)]
    yield from (("mails", span) for span in mails)
    patterns = (_LINK, _SPOKEN) if hinted else (_LINK,)
    for match in (match for pattern in patterns for match in pattern.finditer(folded)):
        compact = _SPACE.sub("", match.group())
        host = _host(compact)
        if _INVITE.search(compact) and not _POST.search(compact):
            yield "invites", text.span(*match.span())
        elif not any(host == own or host.endswith(f".{own}") for own in (*own_domains, *_PUBLIC)):
            yield "links", text.span(*match.span())
    for match in _HANDLE.finditer(folded):
        named = _TELLING.search(match.group()) or _NAKED_CUE.search(folded[max(0, match.start() - 30) : match.start()])
        yield "handles" if named else "mentions", text.span(*match.span())
    if hinted:
        yield from (("handles", text.span(*match.span())) for match in _READ_OUT.finditer(folded))
    if latin:
        yield from (("handles", text.span(*match.span(1))) for match in _NAKED_HANDLE.finditer(folded))
        yield from (("cards", text.span(*match.span())) for match in _WALLET.finditer(folded))
        inside = {start for start, _ in mails}
        names = [text.span(*match.span()) for match in _NAME_LIKE.finditer(folded)]
        yield from (("name_like", span) for span in names if span[0] not in inside)


_NAKED_CUE: Final = re.compile(
    r"ت\W?ل\W?گ\W?ر\W?ا\W?م|اینستا|ایتا|روبیکا|سروش|آی ?دی|ایدی|پیج|کانال|واتس|دایرکت|پی ?وی|عضو|فالو|گروه|چنل|ادمین"
)


def _host(link: str) -> str:
    bare = re.sub(r"^(?:hxxps?|https?)://", "", link).removeprefix("www.")
    return re.split(r"[/?:#]", bare, maxsplit=1)[0].rstrip(".")


def _is_own(mail: str, own_domains: tuple[str, ...]) -> bool:
    """Whether a mail address is the publisher's, or that of an office."""
    return _OFFICE_MAIL.match(mail) is not None or _SPACE.sub("", mail).endswith(
        tuple(f"@{own}" for own in own_domains)
    )


def _whose(text: Text, spans: list[Span], fixed: set[Span]) -> tuple[frozenset[Span], frozenset[Span]]:
    """Which of the spans are somebody else's, and which an office's, by the words around them."""
    matches = lists().find(text) if spans else []
    others, offices = set(), set()
    for span in spans[:_ASKED]:
        said = {match.entry.category for match in matches if _is_near(text, match, span)}
        if "other" in said and "own" not in said:
            others.add(span)
        elif "office" in said and span in fixed:
            offices.add(span)
    return frozenset(others), frozenset(offices)


def _is_near(text: Text, match: Match, span: Span) -> bool:
    """Whether few words stand between a phrase and a number."""
    words = text.words
    before = match.last + _AROUND
    after = match.first - _AROUND
    return (
        words[match.last].end <= span[0] <= words[min(before, len(words) - 1)].end
        or words[max(0, after)].start <= span[1] <= words[match.first].start + 1
    )
