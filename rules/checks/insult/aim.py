"""At whom: whether a word is aimed at somebody, quoted, or denied, from the words around it."""

import re
from functools import cached_property
from typing import Final

from rules.dictionary import frequencies
from rules.names import lists
from rules.text import Text

_YOU: Final = frozenset(
    "شما شماها خودت خودتون خودتان خودتی خودتید خودتین خودتونید خودتونی بهت بهتون ازت ازتون حقته حقتونه حقتان باهات "
    "باهاتون جنابعالی "
    "حضرتعالی ایشون داداش آقا اقا خانم عزیزم عمو دایی".split()
)
#: After these «تو» is "you"; elsewhere it is mostly "in".
_BEFORE_YOU: Final = frozenset("مثل مث به از با امثال ای خود بر واسه برای جز".split())
_AFTER_YOU: Final = frozenset(
    "هم یه یک که خودت چی اگه اگر چقدر چه واقعا خیلی دیگه یکی برو بیا نمیفهمی نمی باید چرا".split()
)
_CALL: Final = frozenset("ای آی آهای اهای هی هوی آخه برو برید حقته حقتونه خب".split())
_POINT: Final = frozenset(
    "این اون آن همین همون یه یک مشت عده سری مردک مرتیکه زنیکه آدم ادم چه چقدر خیلی عجب انقدر اینقدر بس واقعا کلا "
    "همشون همتون همگی یکی موجود مردیکه پسره دختره زن مرد بچه".split()
)
_THIS: Final = frozenset("این اون آن همین".split())
_COPULA: Final = frozenset(
    "هستی هستید هستین هستن هستند است بودی بودید بودن ای اید اند ایه ن تشریف باشی باشید هست شدی شدید شدن باشه".split()
)
_COPULA_ENDING: Final = re.compile(r"(?:ه|ن|ین|ید|ند|ی|اند|اید|ای|م)$")
_REPORT: Final = frozenset(
    "گفت گفته گفتن گفتند نوشت نوشته نوشتن خطاب لفظ کلمه واژه لقب فحش دیالوگ فریاد توهین خونده خواند نامید".split()
)
_NOT: Final = frozenset("نیست نیستم نیستیم نیستند نیستن نبود نبودم نبودیم نباشیم نباش نباشید نباشه".split())
_COPULA_YOU: Final = frozenset("هستی هستید هستین بودی بودید ای اید خودتی خودتونید خودتونین تشریف باشی باشید".split())
_SCOLD: Final = frozenset("مردک مرتیکه زنیکه مردیکه چقدر عجب مشت جناب آقای خانم شهردار وزیر مدیر رییس نماینده".split())
_STRETCHED: Final = re.compile(r"([^\W\d_])\1\1")
_OPEN: Final = "«\"“('"
_CLOSE: Final = "»\"”)'"
SHORT: Final = 3


def _to_you(form: str) -> bool:
    """Whether a word speaks to somebody by its ending: «سرتونو», «قیافه‌تون»."""
    return len(form) > 5 and form.endswith(("تون", "تونو", "تان")) and form not in frequencies()  # noqa: PLR2004


class Aim:
    """The surroundings of a match.

    names: single words of the persons that the article speaks of.
    """

    def __init__(self, text: Text, names: frozenset[str]) -> None:
        self._text = text
        self._forms = text.forms
        self._names = names

    def at(self, first: int, last: int) -> bool:
        """Whether the words [first, last] are said to or of somebody."""
        forms = self._forms
        if len(forms) <= SHORT:
            return True
        before = forms[first - 1] if first else ""
        after = forms[last + 1] if last + 1 < len(forms) else ""
        if first > 1 and forms[first - 2] in _THIS and before in lists()["office"]:
            return True
        if (
            before in _CALL
            or before in _POINT
            or before in lists()["office"]
            or after in _COPULA
            or after in {"خودتی", "خودتونید", "خودتونین"}
        ):
            return True
        if before in self._names or after in self._names or after in _YOU or before in _YOU:
            return True
        if last + 1 == len(forms) and before in {"خیلی", "واقعا", "چقدر"}:
            return True
        return self.near(first) or any(map(_to_you, forms[max(0, first - 3) : last + 4]))

    def plainly(self, first: int, last: int) -> bool:
        """Whether there is no doubt that the words are said to or of somebody: for words with an everyday sense."""
        forms = self._forms
        before = forms[first - 1] if first else ""
        after = forms[last + 1] if last + 1 < len(forms) else ""
        if len(forms) < SHORT or (len(forms) == SHORT and last == SHORT - 1):
            return True
        if before in _CALL or before in _SCOLD or after in _COPULA_YOU:
            return True
        return before in self._names or after in self._names or self.near(first)

    def near(self, first: int) -> bool:
        """Whether the clause speaks to somebody or of a person in the news."""
        clause = self._text.clauses[first]
        return clause in self._spoken_to

    @cached_property
    def _spoken_to(self) -> frozenset[int]:
        forms, clauses = self._forms, self._text.clauses
        found = set()
        for number, form in enumerate(forms):
            if form in _YOU or form in self._names or (form == "تو" and self._is_you(number)):
                found.add(clauses[number])
        return frozenset(found)

    def _is_you(self, number: int) -> bool:
        forms = self._forms
        after = forms[number + 1] if number + 1 < len(forms) else ""
        before = forms[number - 1] if number else ""
        return not after or after in _AFTER_YOU or before in _BEFORE_YOU

    def quoted(self, first: int, last: int) -> bool:
        """Whether the words stand between quotation marks, or somebody else is said to have said them."""
        words = self._text.words
        original = self._text.original
        start, end = words[first].start, words[last].end
        inside = any(
            original.rfind(opening, 0, start) > original.rfind(closing, 0, start)
            if opening != closing
            else original.count(opening, 0, start) % 2 == 1 and closing in original[end:]
            for opening, closing in zip(_OPEN, _CLOSE, strict=True)
        )
        if inside:
            return True
        nearby = self._forms[max(0, first - 3) : first] + self._forms[last + 1 : last + 3]
        return any(form in _REPORT for form in nearby) and not self.near(first)

    def stretched(self, first: int, last: int) -> bool:
        """Whether the words are shouted by stretching: «گدااااا»."""
        words = self._text.words
        return bool(_STRETCHED.search(self._text.original[words[first].start : words[last].end]))

    def negated(self, last: int) -> bool:
        """Whether the word is denied: «احمق نیستیم»."""
        return any(form in _NOT for form in self._forms[last + 1 : last + 2])
