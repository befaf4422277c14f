"""What the desk's search compares: words without half-spaces, marks and stretching, look-alike letters as one."""

import re
from typing import Any, Final

import rules

ZWNJ: Final = "\u200c"
#: No word is longer than this to the search: what follows is ignored.
LONGEST_WORD: Final = 40
_WORD: Final = re.compile(rf"[^\W_]+(?:{ZWNJ}+[^\W_]+)*")


def searchable(author_name: str, text: str) -> str:
    """Name and text as the search keeps them: each word once, as a whole and by its parts between half-spaces."""
    found: dict[str, None] = {}
    for parts in words_of(f"{author_name}\n{text}"):
        found["".join(parts)[:LONGEST_WORD]] = None
        if len(parts) > 1:
            found |= dict.fromkeys(part[:LONGEST_WORD] for part in parts)
    return " ".join(found)


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of a text, folded, each as its parts between half-spaces."""
    folded = rules.fold(text).replace("آ", "ا")
    return [tuple(part for part in word.split(ZWNJ) if part) for word in _WORD.findall(folded)]


def folded_by_default(context: Any) -> str:
    """What a new row gets in `Comment.folded`."""
    given = context.get_current_parameters()
    return searchable(given["author_name"], given["text"])
