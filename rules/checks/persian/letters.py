"""How the gate reads letters: by script, and with the letters that tell neighbours apart left as they are.

`rules.text` folds the letters of Urdu, Pashto, Kurdish … into Persian ones, which is right for finding words and wrong
for telling languages; so the gate has a lighter folding of its own.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_DROP: Final = {
    ord(char): None
    for char in "\u0640\u200b\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
}
_DROP.update({code: None for code in range(0x064B, 0x0660) if unicodedata.category(chr(code)) == "Mn"})
_DROP[0x0670] = None
_MAP: Final = {**_DROP, ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("\u200c"): " ", ord("ٱ"): "ا"}
_PRESENTATION: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\uff00-\uffef]")
#: A mail address begins where a run of signs begins: tried at each sign, a long run would cost its square.
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|(?<!\S)[^\s@]+@\S+")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
_ARABIC: Final = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+"
)
_LATIN: Final = re.compile("[a-zß-öø-ÿāăąćĉčďđēėęěĝğġģĥĩīĭįıĵķĺļľłńņňōŏőœŕřśŝşšţťũūŭůűųŵŷźżžơưəḍṭ'’]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Letters that Persian does not use; a word that holds one is a foreign word, or typed on a foreign keyboard.
FOREIGN_LETTERS: Final = frozenset("ةٹڈڑںےہھښځڅڼړږېۍګۆێڵڕەۇۈۋڭڀٿڄڃٺڳڪٻڦڻۀأإ") - {"أ", "إ", "ۀ", "ة"}


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a text by script.

    arabic, latin: words in the scripts that matter, folded. other: letters of any other script.
    foreign: how many words of `arabic` hold a letter that Persian does not use.
    """

    arabic: tuple[str, ...]
    latin: tuple[str, ...]
    other: int
    foreign: int


def read_letters(text: str) -> Letters:
    """Sort the words of a text by script. Linear; addresses and handles are left out."""
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    text = _ADDRESS.sub(" ", text).translate(_MAP).lower()
    text = _RUN.sub(r"\1", text)
    arabic = tuple(_ARABIC.findall(text))
    latin = tuple(word for word in _LATIN.findall(text) if _LETTER.search(word))
    counted = sum(map(len, arabic)) + sum(map(len, latin))
    other = max(0, len(_LETTER.findall(text)) - counted)
    foreign = sum(1 for word in arabic if not FOREIGN_LETTERS.isdisjoint(word))
    return Letters(arabic, latin, other, foreign)
