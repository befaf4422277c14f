"""What may be banned, and when two names are the same one in disguise."""

import re
import unicodedata
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class BanKind(StrEnum):
    """What a ban goes by. Stored by value."""

    READER = "reader"  # the token that the reader's browser keeps
    NAME = "name"  # every spelling of a name
    NETWORK = "network"  # an office, a street, a carrier's customers


#: Letters that look like others, or that keyboards write in several ways, as the one that stands for all of them.
_ALIKE: Final = MappingProxyType(
    str.maketrans("يىئېۍكڪةۀہھەأإآٱؤۆۇ", "یییییککههههه" + "اااا" + "ووو")
    | str.maketrans("асеорхуіјѕԁһкмтвнαορτυνικε", "aceopxyijsdhkmtbhaoptuvike")
)
_SIGNS: Final = MappingProxyType(str.maketrans("@$", "as"))
_LEET: Final = MappingProxyType(str.maketrans("0134578", "oleastb"))
_STRETCH: Final = "\u0640"
_ENDS: Final = re.compile(r"^\d+|\d+$")
_RUN: Final = re.compile(r"(.)\1+")


def name_shape(name: str) -> str:
    """What stays of a name when it is written otherwise to slip through; empty where there is nothing to go by.

    Spaces, half-spaces, punctuation, vowel signs, stretched letters, digits around the name, digits for Latin letters,
    and letters of another alphabet that look the same make no other name.
    """
    letters = unicodedata.normalize("NFKC", name).casefold().translate(_ALIKE)
    if any(one.isascii() and one.isalpha() for one in letters):
        letters = letters.translate(_SIGNS)
    # Composed first, so that the Arabic letters above are whole; then taken apart, so that accents fall away.
    apart = (one for one in unicodedata.normalize("NFD", letters) if one.isalnum() and one != _STRETCH)
    kept = "".join(str(unicodedata.digit(one, one)) for one in apart)
    bare = _ENDS.sub("", kept)
    if not any(one.isalpha() for one in bare):
        return kept  # a name of digits alone
    if bare.isascii():
        bare = bare.translate(_LEET)
    return _RUN.sub(r"\1", bare)
