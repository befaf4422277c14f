"""How the same words look when they are typed elsewhere: on another keyboard, without spaces, in another script.

Training texts are edited and clean; comments are not. Everything here works on words as `letters.read_letters` gives
them, and draws only from the generator it is handed.
"""

import re
from collections.abc import Mapping
from random import Random
from typing import Final

Words = tuple[str, ...]

_URDU: Final = str.maketrans({"ه": "ہ"})
_TWO_EYED: Final = str.maketrans({"ه": "ھ"})
_KURDISH: Final = str.maketrans({"ه": "ە"})
_NO_PCHG: Final = str.maketrans("پچژگ", "بجزک")
_KEYBOARDS: Final = (_URDU, _URDU, _TWO_EYED, _KURDISH, _NO_PCHG)
#: What becomes of the letters of the neighbours on a Persian keyboard.
_TO_PERSIAN: Final = str.maketrans(
    {
        **dict.fromkeys("ہھۀەة", "ه"),
        **dict.fromkeys("ےېۍئێ", "ی"),
        **dict.fromkeys("ؤۆۇۈۋ", "و"),
        **dict.fromkeys("أإ", "ا"),
        **dict.fromkeys("ٹټٿٺ", "ت"),
        **dict.fromkeys("ڈډڊ", "د"),
        **dict.fromkeys("ڑړڕ", "ر"),
        **dict.fromkeys("ںڼڻ", "ن"),
        **dict.fromkeys("ڃڄ", "ج"),
        **dict.fromkeys("ګڳڱ", "گ"),
        "ڵ": "ل",
        "ښ": "ش",
        "ځ": "ز",
        "څ": "س",
        "ږ": "ژ",
        "ڭ": "ن",
        "ٻ": "ب",
        "ڀ": "ب",
        "ڪ": "ک",
        "ڦ": "ف",
        "ء": "",
    }
)
_PREFIXES: Final = frozenset({"می", "نمی"})
_ENDINGS: Final = frozenset({"ها", "های", "هایی", "هاش", "ای", "ام", "اند", "تر", "ترین", "را", "رو", "است"})
#: The Latin letters of Azerbaijani and Turkish in Arabic script, as they are written in Tabriz.
_LATIN: Final = {
    **dict(zip("bcçdfgğhjklmnpqrsşt", "ب ج چ د ف گ غ ه ژ ک ل م ن پ ق ر س ش ت".split(), strict=True)),
    **dict(zip("vxyzaıiouüöwé", "و خ ی ز ا ی ی و و و ؤ و ئ".split(), strict=True)),
}
_COMBINING: Final = re.compile("[\u0300-\u036f'’]")
#: How else readers write the sounds of Persian in Latin letters.
_CHAT: Final = (
    ("kh", "x"),
    ("gh", "q"),
    ("oo", "u"),
    ("oo", "o"),
    ("ou", "o"),
    ("u", "oo"),
    ("ee", "i"),
    ("i", "ee"),
    ("aa", "a"),
    ("a", "aa"),
    ("v", "w"),
    ("ei", "ey"),
    ("y", "i"),
    ("e", ""),
    ("a", ""),
    ("o", ""),
    ("o", "u"),
    ("'", ""),
)


def other_keyboard(words: Words, random: Random) -> Words:
    """Persian words as somebody types them on the keyboard of a neighbour, or in haste."""
    way = random.randrange(7)
    if way < len(_KEYBOARDS):
        return _mapped(words, _KEYBOARDS[way])
    return glued(words, random, 1.0 if way == len(_KEYBOARDS) else 0.25)


def colloquial(words: Words) -> Words:
    """Prefixes and endings written onto their words: «می شود» as «میشود»."""
    out: list[str] = []
    for word in words:
        if out and (out[-1] in _PREFIXES or word in _ENDINGS):
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


def glued(words: Words, random: Random, share: float) -> Words:
    """Words with a share of the spaces between them left out."""
    out = list(words[:1])
    for word in words[1:]:
        if random.random() < share:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


def persian_keyboard(words: Words) -> Words:
    """Words of a neighbour's language as they look without its own letters."""
    return tuple(filter(None, _mapped(words, _TO_PERSIAN)))


def southern(words: Words) -> Words:
    """Words of Azerbaijani in Latin letters as they are written in Arabic script."""
    return tuple(filter(None, map(_southern, words)))


def _southern(word: str) -> str:
    word = _COMBINING.sub("", word)
    out = []
    for place, char in enumerate(word):
        first, last = place == 0, place == len(word) - 1
        if char in "əe":
            out.append("ا" if first and char == "ə" else "ائ" if first else "ه" if last or char == "ə" else "ئ")
        else:
            letter = _LATIN.get(char, "")
            out.append(("آ" if letter == "ا" else "ا" + letter) if first and char in "aıiouüö" else letter)
    return "".join(out)


def _mapped(words: Words, table: Mapping[int, str | int]) -> Words:
    return tuple(word.translate(table) for word in words)


def chat_latin(word: str, random: Random) -> str:
    """A Finglish word in another spelling: there is no right one."""
    for _ in range(2):
        old, new = random.choice(_CHAT)
        place = word.find(old, 0 if new else 1)
        if place >= 0:
            word = word[:place] + new + word[place + len(old) :]
    return word
