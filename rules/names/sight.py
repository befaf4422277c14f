"""The words of a text as a finder of names sees them, and a name that it finds."""

from dataclasses import dataclass
from typing import Final

from rules.names.shapes import NO_NAME, shape
from rules.text import Text

#: A quotation that is a name has so many words at the most.
LONGEST_QUOTED: Final = 5
OPENING: Final = "«“\"'‹"
_CLOSING: Final = "»”\"'›"
_MARKS: Final = str.maketrans("", "", "\u0654\u064b\u064e\u064f\u0650\u0651\u0652\u0670")


@dataclass(frozen=True, slots=True)
class Name:
    """A person, a body or an office.

    form: its words joined by spaces, folded; of a person without titles. kind: "person", "body", "team" or "office".
    first, last: which words of the text it covers, titles too. core: the number of the word at which the name proper
    begins («بانک» and «آقای» stand before it). sure: whether its shape alone says that it is a name.
    """

    form: str
    kind: str
    first: int
    last: int
    core: int
    sure: bool = True


class Words:
    """The words of a text as a finder of names sees them.

    forms: of the text. bits: what each may be, with two empty ones at the end.
    """

    __slots__ = ("bits", "forms", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.forms = text.forms
        self.bits = [shape(form) for form in self.forms]
        self.bits.extend((NO_NAME, NO_NAME))

    def gap(self, number: int) -> str:
        """What stands between a word and the next one: spaces taken off."""
        words = self.text.words
        if number + 1 >= len(words):
            return "."
        between = self.text.original[words[number].end : words[number + 1].start]
        return "" if between == " " else between.translate(_MARKS).strip()

    def near(self, number: int) -> bool:
        """Whether only spaces stand between a word and the next one."""
        words = self.text.words
        if number + 1 >= len(words):
            return False
        end, start = words[number].end, words[number + 1].start
        return (start - end == 1 and self.text.original[end] != "،") or not self.gap(number)

    def closes(self, number: int) -> bool:
        """Whether a bracket closes right after a word."""
        return self.text.original[self.text.words[number].end :].lstrip()[:1] == ")"

    def join(self, first: int, last: int) -> str:
        """The words [first, last] with spaces between them."""
        return " ".join(self.forms[first : last + 1])

    def opened(self, number: int) -> bool:
        """Whether a quotation begins with a word."""
        before = self.gap(number - 1) if number else self.text.original[: self.text.words[0].start].strip()
        return bool(before) and before[-1] in OPENING


def closing(words: Words, first: int) -> int | None:
    """The last word of a short quotation that begins with a word, or None."""
    for last in range(first, min(first + LONGEST_QUOTED, len(words.forms))):
        gap = words.gap(last)
        if gap and gap[0] in _CLOSING:
            return last
        if gap and last + 1 == len(words.forms):
            tail = words.text.original[words.text.words[last].end :].translate(_MARKS).lstrip()
            return last if tail[:1] and tail[0] in _CLOSING else None
        if gap:
            return None
    return None
