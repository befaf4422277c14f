"""Numbers that lead to somebody: phones, bank cards, Sheba, accounts, national codes; however their digits are written.

Digits may be of any script (folding has made them ASCII), spaced, dotted, in words («نهصد و دوازده», «سه تا چهار» for
444), in look-alike letters («09l2») or with single letters between. The text is cut once into runs of digits and number
words; a run is then tried at each of its pieces against the lengths and check digits that such numbers have. A run is
never read further than the longest number, so the cost is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

_ONES: Final = "صفر یک دو سه چهار پنج شش هفت هشت نه".split()
_TEENS: Final = "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()
_TENS: Final = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()
_HUNDREDS: Final = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split()
_COLLOQUIAL: Final = "چار شیش پونزده شونزده هیفده هیجده یکصد چارصد پونصد شیشصد".split()
_VALUES: Final = {
    **dict(zip(_ONES, range(10), strict=True)),
    **dict(zip(_TEENS, range(10, 20), strict=True)),
    **dict(zip(_TENS, range(20, 100, 10), strict=True)),
    **dict(zip(_HUNDREDS, range(100, 1000, 100), strict=True)),
    **dict(zip(_COLLOQUIAL, (4, 6, 15, 16, 17, 18, 100, 400, 500, 600), strict=True)),
}
_AND, _TIMES = "و", "تا"
_PIECES: Final = re.compile("|".join(sorted((*_VALUES, _AND, _TIMES), key=lambda word: (-len(word), word))))
_LONGEST_SPELT: Final = 60
_RUN: Final = re.compile(r"\d+|[^\W\d_]+")
#: Letters that are typed for a digit; another single letter between digits stands for nothing.
_LOOKS: Final = {"o": "0", "l": "1", "i": "1", "ا": "1"}
#: What readers call the signs between digits.
_SIGNS: Final = frozenset("خط خطتیره تیره اسلش نقطه دات فاصله ممیز ستاره".split())
#: What ends a run of digits, and how long the signs between two of its pieces may be.
_ENDS: Final = frozenset("؟?!؛;%٪«»\"'<>[]{}=")
_LONGEST_GAP: Final = 4
#: A run with fewer digits is none of these numbers.
_FEWEST: Final = 7
_MOBILE: Final = re.compile(r"(?:0|98|0098|980|00980)9\d{9}")
_LANDLINE: Final = re.compile(r"(?:0|0098|980)[1-8]\d{9}")
_AREA: Final = re.compile(r"0[1-8]\d")
_AREA_LENGTH, _LINE = 3, 8
#: A number spelt out, or with look-alikes in it, may miss a digit or have one too many.
_SPELT_PHONE: Final = range(8, 13)
_CODE_LENGTH, _PHONE_LENGTH, _CARD_LENGTH, _SHEBA_LENGTH = 10, 11, 16, 24
_ACCOUNT: Final = range(7, 21)
_PHONE_LENGTHS: Final = (24, 16, 15, 14, 13, 12, 11, 10, 8)
_OTHER_LENGTHS: Final = (24, 16, 10, 8)
_KINDS: Final = {"landline": "phone"}
#: Beginnings of Iranian bank cards; a number that begins otherwise must have the right check digit and a word for it.
_BANKS: Final = frozenset(
    "6037 6104 5022 6219 5859 6274 6273 5892 6280 6393 5054 6221 6063 6362 5058 5029 6276 6369 9919 5047 6278 6062 "
    "6281 6277 5041 5057 6391 6395 6396 6367 5028 5078 6048".split()
)
#: Words before (and for a national code also after) a number that say what it is.
_NEAR: Final = 42
_CALLED: Final = re.compile(
    r"تلفن|تماس|شماره|زنگ|موبایل|همراه|پیامک|اس ?ام ?اس|وات[سز]|تلگرام|ایتا|روبیکا|خط|☎|📞|📱|☏|tel|call|sms"
)
_NATIONAL: Final = re.compile(r"کد\W?ملی|شماره\W?ملی|ملی(?:ش|شون|م|ت)?\W*$")
_PAID_TO: Final = re.compile(r"کارت|واریز|حساب|بانک|به ?نام|شبا|کمک")
_ACCOUNT_WORD: Final = re.compile(r"حساب\w{0,4}(?:\W{1,3}\w{1,12}){0,3}\W{0,4}$")
_AMOUNT: Final = re.compile(r"\W{0,3}(?:هزار|میلی|تومان|تومن|ریال|نفر|دلار|درصد|یورو|واحد|سهم|رای|بار |کیلو)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: kind is "phone", "card", "account" (Sheba too) or "code" (national code).

    start, end: where it stands in the folded view. fixed: a phone that is a landline.
    """

    kind: str
    start: int
    end: int
    fixed: bool = False


@dataclass(slots=True)
class _Piece:
    """Digits that stand together. loose: spelt out or with look-alikes. value: of a number word that may go on."""

    digits: str
    start: int
    end: int
    loose: bool = False
    value: int = 0


def find_numbers(folded: str) -> Iterator[Number]:
    """The numbers of a folded text, in order, none touching another."""
    digits = sum(map(folded.count, "0123456789"))
    if digits >= _FEWEST or (digits >= _AREA_LENGTH and "0" in folded) or "صفر" in folded or "نهصد" in folded:
        for run in _runs(folded):
            if sum(len(piece.digits) for piece in run) >= _FEWEST:
                yield from _read(run, folded)


def is_number(form: str) -> bool:
    """Whether a word is a number, in digits or spelt out («صفرنهصدوسی» too)."""
    return form.isdigit() or any(piece in _VALUES for piece in _spelt(form))


def _runs(folded: str) -> Iterator[list[_Piece]]:
    run: list[_Piece] = []
    reach, joins = 0, ""
    for match in _RUN.finditer(folded):
        word, (start, end) = match.group(), match.span()
        if run and not _goes_on(folded, reach, start):
            yield run
            run, joins = [], ""
        reach = end
        if word[0].isdigit():
            _add(run, _Piece(word, start, end), joins)
            joins = ""
            continue
        spelt = _spelt(word)
        if spelt:
            for piece in spelt:
                if piece in {_AND, _TIMES}:
                    joins = piece
                else:
                    value = _VALUES[piece]
                    _add(run, _Piece(str(value), start, end, loose=True, value=value), joins)
                    joins = ""
        elif len(word) == 1 and folded[end : end + 1].isdigit() and (word in _LOOKS or (run and run[-1].end == start)):
            run.append(_Piece(_LOOKS.get(word, ""), start, end, loose=True))
        elif word not in _SIGNS and run:
            yield run
            run, joins = [], ""
    if run:
        yield run


def _goes_on(folded: str, end: int, start: int) -> bool:
    """Whether what stands between two words leaves their digits one number."""
    between = folded[end:start]
    if len(between) > _LONGEST_GAP or not _ENDS.isdisjoint(between):
        return False
    return len(between) == 1 or not ("،" in between or "," in between or ". " in between)


@lru_cache(maxsize=1 << 13)
def _spelt(word: str) -> tuple[str, ...]:
    """The number words that a word is made of («صفرنهصدوسی»), or nothing."""
    if len(word) > _LONGEST_SPELT:
        return ()
    pieces = tuple(_PIECES.findall(word))
    return pieces if sum(map(len, pieces)) == len(word) else ()


def _add(run: list[_Piece], piece: _Piece, joins: str) -> None:
    """Append a piece; «چهل و پنج» becomes one number, «سه تا چهار» three fours."""
    last = run[-1] if run else None
    if last is not None and joins == _TIMES and len(last.digits) == len(piece.digits) == 1 and last.digits in "2345":
        run[-1] = _Piece(piece.digits * int(last.digits), last.start, piece.end, loose=True)
    elif last is not None and _composes(last.value, piece.value, joins):
        value = last.value + piece.value
        run[-1] = _Piece(str(value), last.start, piece.end, loose=True, value=value)
    else:
        run.append(piece)


def _composes(before: int, after: int, joins: str) -> bool:
    if before >= 100 and before % 100 == 0:  # noqa: PLR2004 (a hundred)
        return 0 < after < 100  # noqa: PLR2004
    return joins == _AND and before % 10 == 0 and before % 100 >= 20 and 0 < after < 10  # noqa: PLR2004 (tens, ones)


def _read(run: list[_Piece], folded: str) -> Iterator[Number]:
    joined = "".join(piece.digits for piece in run)
    starts = [0, *accumulate(len(piece.digits) for piece in run)]
    ends = {end: at for at, end in enumerate(starts[1:])}
    at = 0
    while at < len(run):
        start, begin = run[at].start, starts[at]
        before = folded[max(0, start - _NEAR) : start]
        paid = "حساب" in before and _ACCOUNT_WORD.search(before) is not None
        last, kind = at, ""
        for length in _lengths(run, at, joined[begin : begin + 1], len(joined) - begin, folded, paid=paid):
            to = ends.get(begin + length, -1)
            if to < at:
                continue
            digits = joined[begin : begin + length]
            kind = _exact(digits, run, at, to, folded, before) or _loosely(digits, run, at, to, folded, before)
            kind = kind or (_account(digits, folded, run[to].end) if paid else "")
            if kind:
                last = to
                break
        if kind:
            yield Number(_KINDS.get(kind, kind), _begins(folded, start), run[last].end, fixed=kind == "landline")
        at = last + 1


def _lengths(  # noqa: PLR0913 (the whole place)
    run: list[_Piece], at: int, first: str, rest: int, folded: str, *, paid: bool
) -> Sequence[int]:
    """How many digits a number that begins here may have, the most first. rest: digits from here to the run's end."""
    if paid:
        return range(_SHEBA_LENGTH, _FEWEST - 1, -1)
    usual = _PHONE_LENGTHS if first in {"0", "9"} else _OTHER_LENGTHS
    if rest in _SPELT_PHONE and rest not in usual:
        usual = (*usual, rest)
    if at + 1 < len(run) and "-" in folded[run[at].end : run[at + 1].start]:
        usual = (*usual, len(run[at].digits) + len(run[at + 1].digits))
    return usual


def _begins(folded: str, start: int) -> int:
    """Where a number begins with the sign or the country that stands before its first digit."""
    if folded[max(0, start - 3) : start].strip().endswith("ir"):
        return folded.rindex("ir", 0, start)
    return start - 1 if folded[max(0, start - 1) : start] in {"+", "("} else start


def _exact(digits: str, run: list[_Piece], at: int, to: int, folded: str, before: str) -> str:  # noqa: PLR0913, PLR0917
    """What a number is by its length and its check digit alone, or its first digits."""
    length, end = len(digits), run[to].end
    if length == _SHEBA_LENGTH and (_remainder(digits) == 1 or before.rstrip(" -").endswith("ir")):
        return "account"
    if length == _CARD_LENGTH and _is_card(digits, before + folded[end : end + _NEAR]):
        return "card"
    phone = digits[0] in "09" and _PHONE_LENGTH <= length < _CARD_LENGTH
    if phone and _MOBILE.fullmatch(digits) and not _is_date(run, at, to, folded):
        return "phone"
    whole = at == to or len(run[at].digits) in {_AREA_LENGTH, _AREA_LENGTH + 1} or run[at].loose
    if phone and whole and _LANDLINE.fullmatch(digits):
        return "landline"
    if length == _CODE_LENGTH and _is_code(digits, before, folded[end : end + _NEAR // 2]):
        return "code"
    return ""


def _loosely(digits: str, run: list[_Piece], at: int, to: int, folded: str, before: str) -> str:  # noqa: PLR0913, PLR0917
    """What a number is by the words before it, or by the way it is written."""
    length = len(digits)
    spelt = digits.startswith("09") and length in _SPELT_PHONE and to == len(run) - 1 and _is_loose(run, at, to)
    line = length == _LINE and digits[0] not in "01" and at == to
    short = length == _CODE_LENGTH and digits[0] == "9"
    if not (spelt or line or short or to == at + 1) or _AMOUNT.match(folded, run[to].end):
        return ""
    if spelt or (short and _CALLED.search(before)):
        return "phone"
    if _is_office_line(run, at, to, folded) or (line and _CALLED.search(before[-_NEAR // 2 :])):
        return "landline"
    return ""


def _account(digits: str, folded: str, end: int) -> str:
    plain = len(digits) in _ACCOUNT and not digits.endswith("000") and not _AMOUNT.match(folded, end)
    return "account" if plain else ""


def _is_loose(run: list[_Piece], at: int, to: int) -> bool:
    return any(run[number].loose for number in range(at, to + 1))


def _is_office_line(run: list[_Piece], at: int, to: int, folded: str) -> bool:
    """An area code and a line of four to eight digits with a dash between, in either order: «۰۲۱-۴۲۸۹۴»."""
    if to != at + 1:
        return False
    area, line = run[at], run[to]
    between = folded[area.end : line.start]
    if not _AREA.fullmatch(area.digits):
        area, line = line, area
    return bool("-" in between and _AREA.fullmatch(area.digits) and len(line.digits) in range(4, _LINE + 1))


def _is_date(run: list[_Piece], at: int, to: int, folded: str) -> bool:
    """Whether a run that begins like a mobile number is a date with a slash or a time with a colon in it."""
    if to == at or len(run[at].digits) > 2:  # noqa: PLR2004 (a day)
        return False
    return folded[run[at].end : run[at + 1].start].strip() in {"/", ":"}


def _is_card(digits: str, near: str) -> bool:
    """Whether sixteen digits are a bank card: an Iranian beginning, or Luhn's check digit and a word that says so."""
    if digits[:4] in _BANKS:
        return True
    return not digits.endswith("0000") and _PAID_TO.search(near) is not None and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) if at % 2 == 0 else int(digit) for at, digit in enumerate(digits))
    return sum(doubled) % 10 == 0


def _remainder(digits: str) -> int:
    """Of a Sheba, by 97: the account's digits come first, then the country as digits, then the check digits."""
    return int(f"{digits[2:]}1827{digits[:2]}") % 97


def _is_code(digits: str, before: str, after: str) -> bool:
    """Whether ten digits are a national code: the words say so, and the last digit is the check digit."""
    if not _NATIONAL.search(before) and not _NATIONAL.search(after):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and int(digits[9]) == (rest if rest < 2 else 11 - rest)  # noqa: PLR2004 (the standard)
