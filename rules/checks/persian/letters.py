"""How the gate reads letters: by script, and with the letters that tell neighbours apart left as they are.

`rules.text` folds the letters of Urdu, Pashto, Kurdish … into Persian ones, which is right for finding words and wrong
for telling languages; so the gate has a lighter folding of its own. It works on what stands between two spaces, and
remembers it: comments use the same words over and over.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Stretches between spaces that are remembered, and how long they may be.
REMEMBERED, LONGEST_REMEMBERED = 1 << 15, 40
_DROP: Final = {
    ord(char): None
    for char in "\u0640\u200b\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
}
_DROP.update({code: None for code in range(0x064B, 0x0660) if unicodedata.category(chr(code)) == "Mn"})
_DROP[0x0670] = None
_MAP: Final = {**_DROP, ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("\u200c"): " ", ord("ٱ"): "ا"}
#: Presentation forms, and the ornamental letters that are used to be conspicuous.
_PRESENTATION: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\uff00-\uffef\U0001d400-\U0001d7ff]")
#: Whole prayers in one character («ﷺ»): no words that tell a language, and up to eighteen letters each.
_ORNAMENT: Final = re.compile("[\ufdf0-\ufdfd]+")
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\A[^@]+@\S+|[@#]\w+")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
_ARABIC: Final = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+"
)
_LATIN: Final = re.compile("[a-zß-öø-ÿāăąćĉčďđēėęěĝğġģĥĩīĭįıĵķĺļľłńņňōŏőœŕřśŝşšţťũūŭůűųŵŷźżžơưəḍṭ'’]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Letters that Persian does not use; a word that holds one is a foreign word, or typed on a foreign keyboard.
FOREIGN_LETTERS: Final = frozenset("ٹڈڑںےہھښځڅڼړږېۍګۆێڵڕەۇۈۋڭڀٿڄڃٺڳڪٻڦڻ")


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a text by script.

    arabic, latin: words in the scripts that matter, folded. other: letters of any other script, as they came.
    """

    arabic: tuple[str, ...]
    latin: tuple[str, ...]
    other: str

    @property
    def foreign(self) -> bool:
        """Whether a word in Arabic script holds a letter that Persian does not use."""
        return any(not FOREIGN_LETTERS.isdisjoint(word) for word in self.arabic)


def read_letters(text: str) -> Letters:
    """Sort the words of a text by script. Linear; addresses and handles are left out."""
    arabic: list[str] = []
    latin: list[str] = []
    other: list[str] = []
    for stretch in text.split():
        words, latin_words, letters = (_remembered if len(stretch) <= LONGEST_REMEMBERED else _read)(stretch)
        arabic += words
        if latin_words:
            latin += latin_words
        if letters:
            other.append(letters)
    return Letters(tuple(arabic), tuple(latin), "".join(other))


def _read(stretch: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The words in Arabic script, those in Latin script, and all other letters of what stands between two spaces."""
    if _PRESENTATION.search(stretch):
        stretch = unicodedata.normalize("NFKC", _ORNAMENT.sub(" ", stretch))
    folded = _RUN.sub(r"\1", _ADDRESS.sub(" ", stretch).translate(_MAP).lower())
    arabic = tuple(_ARABIC.findall(folded))
    latin = tuple(word for word in _LATIN.findall(folded) if _LETTER.search(word))
    letters = _LETTER.findall(folded)
    if len(letters) <= _length(arabic) + _length(latin):
        return arabic, latin, ""
    return arabic, latin, "".join(one for one in letters if not _ARABIC.match(one) and not _LATIN.match(one))


_remembered: Final = lru_cache(maxsize=REMEMBERED)(_read)


def _length(words: Iterable[str]) -> int:
    return sum(map(len, words))
