"""Letters on both sides: Latin as chat writes it, Persian as it is compared, and the skeleton that both share.

A skeleton is what is left of a word when its vowels, glides and h are taken away and letters of one sound are one:
«salaam», «slm» and «سلام» have the skeleton slm. Words are looked up by it, and told apart afterwards.
"""

import re
import unicodedata
from typing import Final

from rules.language.folding import ZWNJ

#: Longer words are read letter by letter.
LONGEST: Final = 24

_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("اآوهحیعئءؤأةۀ" + ZWNJ, ""),
        **dict.fromkeys("سصث", "s"),
        **dict.fromkeys("زذضظ", "z"),
        **dict.fromkeys("تط", "t"),
        **dict.fromkeys("قغ", "q"),
        **dict(zip("بپجچخدرژشفکگلمن", "bpjCxdrZSfkglmn", strict=True)),
    }
)
_COMPARED: Final = str.maketrans(
    {
        "ئ": "ی",
        "ؤ": "و",
        "أ": "ا",
        "إ": "ا",
        "ۀ": "ه",
        "ة": "ه",
        "ي": "ی",
        "ك": "ک",
        **dict.fromkeys("ءًٌٍَُِّْٰٔـ" + ZWNJ),
    }
)
#: The alef of «این» and «او», which only carries the vowel after it.
CARRIER: Final = "ٱ"
#: Written, but not said as written: the w of «خواهر», the alef of «رفته‌ایم».
_SAID: Final = (("خوا", "خا"), (f"ه{ZWNJ}ای", f"ه{ZWNJ}ی"), ("ـ", ""))
_MARKS: Final = str.maketrans({**dict.fromkeys("ءًٌٍَُِّْٰٔ"), "إ": "ا", "ۀ": "ه", "ة": "ه", "ي": "ی", "ك": "ک"})
_OPEN: Final = frozenset("هایوئ")
_DIGRAPHS: Final = {"kh": "x", "gh": "q", "sh": "S", "ch": "C", "zh": "Z", "ph": "f", "ck": "k"}
_DIGRAPH: Final = re.compile("kh|gh|sh|ch|zh|ph|ck")
_SILENT: Final = str.maketrans({**dict.fromkeys("aeiouyvwh"), "c": "k"})
_DOUBLE: Final = re.compile(r"(.)\1+")
_STRETCH: Final = re.compile(r"(.)\1{2,}")


def compared(word: str) -> str:
    """A Persian word as words are compared: letters unified, no marks, no half-spaces."""
    return word.translate(_COMPARED)


def sounded(written: str) -> str:
    """A Persian word as its letters are said, one after the other; half-spaces stay between its parts."""
    said = written.translate(_MARKS)
    if said.startswith(("ای", "او")):
        said = CARRIER + said[1:]
    for letters, instead in _SAID:
        said = said.replace(letters, instead)
    return said


def skeleton(word: str) -> str:
    """The skeleton of a Persian word."""
    return _DOUBLE.sub(r"\1", word.translate(_SAME))


def latin(word: str) -> str:
    """A word in Latin letters as it is read: lower case, without accents, apostrophes and stretching."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("ı", "i"))
    return _STRETCH.sub(r"\1", "".join(char for char in plain if "a" <= char <= "z"))


def is_linked(spelt: str, said: str) -> bool:
    """Whether a spelling ends in the vowel that links its word to the next one, which Persian does not write."""
    return spelt.endswith("e") and said[-1:] not in _OPEN


def latin_skeletons(word: str) -> tuple[str, ...]:
    """The skeletons that a word in Latin letters may stand for, the likeliest first."""
    first = word.replace("x", "kh") if "x" in word else word
    found = [_latin_skeleton(first, joined=True)]
    if "x" in word:
        found.append(_latin_skeleton(word.replace("x", "ks"), joined=True))
    if "mb" in word:
        found.append(_latin_skeleton(first.replace("mb", "nb"), joined=True))
    if word.endswith("an"):  # «vaghean»: the n of the tanvin is not written
        found.append(_latin_skeleton(first[:-1], joined=True))
    if "zh" in word:
        found.append(found[0].replace("Z", "j"))
    elif "j" in word:
        found.append(found[0].replace("j", "Z"))
    if "g" in first:
        found.append(_latin_skeleton(first.replace("g", "gh").replace("ghh", "gh"), joined=True))
    if _DIGRAPH.search(first):
        found.append(_latin_skeleton(first, joined=False))
    return tuple(dict.fromkeys(found))


def _latin_skeleton(word: str, *, joined: bool) -> str:
    if joined:
        word = _DIGRAPH.sub(lambda match: _DIGRAPHS[match.group()], word)
    return _DOUBLE.sub(r"\1", word.translate(_SILENT))
