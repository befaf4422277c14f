"""At whom: whether a word is aimed at somebody, quoted, or denied, from the words around it."""

import re
from functools import cached_property, lru_cache
from typing import Final

from rules.language.dictionary import frequencies
from rules.language.words import REMEMBERED
from rules.names import lists
from rules.text import Text
from rules.vocabulary import Span

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
#: «این بی‌شرف گفته …» is the writer's own word, not a report.
_POINTED: Final = frozenset("این اون آن همین همون مردک مرتیکه زنیکه ای".split())
_THIS: Final = frozenset("این اون آن همین".split())
_COPULA: Final = frozenset(
    "هستی هستید هستین هستن هستند است بودی بودید بودن ای اید اند ایه ن تشریف باشی باشید هست شدی شدید شدن باشه".split()
)
#: Somebody else's words: before the insult, and after it.
_REPORT: Final = frozenset(
    "گفت گفته گفتن گفتند گفتم میگفت میگفتن میگفتند میگه میگن میگویند نوشت نوشته نوشتن نوشتید خطاب لفظ کلمه واژه لقب "
    "فحش دیالوگ توهین اصطلاح عبارت عنوان اسم صفت معنی".split()
)
_REPORTED: Final = frozenset(
    "خطاب خونده خواند خواندن خوانده خوندن نامید نامیدن نامیده گفتن گفتند گفته میگفت میگفتن میخوانند میخونن مینامند "
    "صدا بگویند یعنی".split()
)
#: What somebody who objects to an insult says to its writer: «نوشتید …», «نگید …».
_TOLD: Final = frozenset("نوشتی نوشتید نوشتین نوشتهاید گفتی گفتید گفتین نگو نگید نگین".split())
#: Titles beside those in the list of offices.
_TITLE: Final = frozenset("مدیرکل دهیار بخشدار مهندس دکتر شیخ حاجی ارباب نگهبان کارمند پشتیبانی رییسه مردک".split())
_NOT: Final = frozenset("نیست نیستم نیستیم نیستند نیستن نبود نبودم نبودیم نباشیم نباش نباشید نباشه".split())
_COPULA_YOU: Final = frozenset("هستی هستید هستین بودی بودید ای اید خودتی خودتونید خودتونین تشریف باشی باشید".split())
#: Verbs said to somebody: «میکنی», «نمی‌فهمید»; and the common ones without that prefix.
_VERB_TO_YOU: Final = re.compile(
    r"^ن?می(?!ان|دان|هن|ل|کرو|وه|راث|ز[انی]|کده|مون|ش|ن[یو]|دی|هم).{1,}(?:ی|ید|ین|یش|یا|یو|یشون)$"
)
_VERBS_TO_YOU: Final = frozenset(
    "هستی هستید هستین نیستی نیستید نیستین شدی شدید شدین کردی کردید کردین گفتی گفتید داری دارید دارین نداری ندارید "
    "ندارین رفتی زدی زدید خوردی خوردید دادی دادید برو برید برین بیا بگو بگید نگو نگید نکن نکنید بشین ببند ببندید باش "
    "نباش نزن بمون جمعش ببین بنویس گرفتی گرفتید اومدی اومدید بلدی بلدید بخور بخورید بکن بکش بپر خجالت".split()
)
_EMPHASIS: Final = frozenset("خیلی واقعا چقدر عجب یه یک همون همین آخه چه کلا بابا دیگه".split())
#: Before a word with an everyday sense these make a comparison of it.
LIKE: Final = frozenset("مثل مث مثه عین شبیه شکل انگار همچون".split())
_SCOLD: Final = frozenset("مردک مرتیکه زنیکه مردیکه چقدر عجب مشت جناب آقای خانم شهردار وزیر مدیر رییس نماینده".split())
_STRETCHED: Final = re.compile(r"([^\W\d_])\1\1")
_OPEN: Final = "«\"“('"
_CLOSE: Final = "»\"”)'"
_PAUSES: Final = '،,:«»"…-–!؟?()'
SHORT: Final = 3
#: A word of so many letters that is in no dictionary is most often a name.
SURNAME: Final = 5


def to_you(form: str) -> bool:
    """Whether a word speaks to somebody by its ending: «سرتونو», «قیافه‌تون»."""
    return len(form) > 5 and form.endswith(("تون", "تونو", "تان")) and form not in frequencies()  # noqa: PLR2004


@lru_cache(maxsize=REMEMBERED)
def verb_to_you(form: str) -> bool:
    """Whether a word is a verb said to somebody: «میکنی», «نمی‌فهمید», «برو»."""
    return form in _VERBS_TO_YOU or bool(_VERB_TO_YOU.match(form))


class Aim:
    """The surroundings of a match.

    names: single words of the persons that the article speaks of.
    """

    def __init__(self, text: Text, names: frozenset[str]) -> None:
        self.text = text
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
            or self._titled(before)
            or after in _COPULA
            or after in {"خودتی", "خودتونید", "خودتونین"}
        ):
            return True
        if before in self._names or after in self._names or after in _YOU or before in _YOU:
            return True
        if last + 1 == len(forms) and before in {"خیلی", "واقعا", "چقدر"}:
            return True
        return (
            (self._closes(last) and self.spoken(first))
            or self.near(first)
            or any(map(to_you, forms[max(0, first - 3) : last + 4]))
        )

    @staticmethod
    def _titled(form: str) -> bool:
        return form in _TITLE or form in lists()["office"]

    def named(self, first: int, last: int) -> bool:
        """Whether an animal's name is somebody's: for comments that speak of animals too."""
        before = self._forms[first - 1] if first else ""
        return self.directly(first, last) or self._titled(before) or before in _SCOLD or before in _YOU

    def compares(self, first: int) -> bool:
        """Whether the words begin a comparison: «مثل الاغ»."""
        return any(form in LIKE for form in self._forms[first : first + 1])

    def objected(self, first: int, last: int) -> bool:
        """Whether the words are held against their writer: «نوشتید «…»»."""
        forms = self._forms
        return any(form in _TOLD for form in forms[max(0, first - 3) : first] + forms[last + 1 : last + 3])

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

    def directly(self, first: int, last: int) -> bool:
        """Whether the words name somebody, not a thing: for animals, vegetables and the like."""
        forms = self._forms
        before = forms[first - 1] if first else ""
        after = forms[last + 1] if last + 1 < len(forms) else ""
        if self._alone(first, last) or before in _CALL or before in _SCOLD or after in _COPULA_YOU:
            return True
        if before in self._names or after in self._names or before in LIKE:
            return before not in LIKE or self.near(first)
        whom = forms[first - 2] if before in _EMPHASIS and first > 1 else before
        if whom in _YOU or whom == "تو" or whom in self._names:
            return last + 1 == len(forms) or self._closes(last) or not after or after in _COPULA
        if not self._closes(last):
            return False
        if verb_to_you(before) or (len(before) >= SURNAME and before not in frequencies()):  # «قره‌باغی گوساله»
            return True
        return self.spoken(first) and forms[last].endswith(("ی", "ید", "ین"))

    def _alone(self, first: int, last: int) -> bool:
        """Whether the words are all that their clause has."""
        clauses = self.text.clauses
        if last < first:  # an emoji
            return not clauses
        return (first == 0 or clauses[first - 1] != clauses[first]) and (
            last + 1 == len(clauses) or clauses[last + 1] != clauses[last]
        )

    def predicate(self, first: int, last: int) -> bool:
        """Whether the word is said of somebody spoken to: «تو بی‌شعوری», «خیلی بی‌ادبی»."""
        if len(self._forms) <= SHORT or (self._closes(last) and self.spoken(first)):
            return True
        return first > 0 and self._forms[first - 1] in _YOU | {"تو", "ای"}

    def _closes(self, last: int) -> bool:
        """Whether a clause, or a part of one before a comma, ends with that word."""
        words = self.text.words
        if last + 1 >= len(words) or self.text.clauses[last + 1] != self.text.clauses[last]:
            return True
        between = self.text.original[words[last].end : words[last + 1].start]
        return any(char in _PAUSES for char in between)

    def spoken(self, first: int) -> bool:
        """Whether the clause has a verb or a pronoun that speaks to somebody."""
        clause = self._clause(first)
        return clause in self._spoken_to or clause in self._verbs_to

    @cached_property
    def _verbs_to(self) -> frozenset[int]:
        clauses = self.text.clauses
        return frozenset(clauses[number] for number, form in enumerate(self._forms) if verb_to_you(form))

    def _clause(self, first: int) -> int:
        """The clause of a word; of an emoji at the end, that of the word before it."""
        clauses = self.text.clauses
        return clauses[min(first, len(clauses) - 1)] if clauses else 0

    def near(self, first: int) -> bool:
        """Whether the clause speaks to somebody or of a person in the news."""
        return self._clause(first) in self._spoken_to

    @cached_property
    def _spoken_to(self) -> frozenset[int]:
        forms, clauses = self._forms, self.text.clauses
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

    def quoted(self, first: int, last: int, span: Span) -> bool:
        """Whether the words stand between quotation marks, or somebody else is said to have said them."""
        original = self.text.original
        start, end = span
        inside = any(
            original.rfind(opening, 0, start) > original.rfind(closing, 0, start)
            if opening != closing
            else original.count(opening, 0, start) % 2 == 1 and closing in original[end:]
            for opening, closing in zip(_OPEN, _CLOSE, strict=True)
        )
        if inside:
            return True
        if self.near(first) or (first and self._forms[first - 1] in _POINTED):
            return False
        reported = any(form in _REPORT for form in self._forms[max(0, first - 3) : first])
        return reported or any(form in _REPORTED for form in self._forms[last + 1 : last + 3])

    def stretched(self, span: Span) -> bool:
        """Whether the words are shouted by stretching: «گدااااا»."""
        return bool(_STRETCHED.search(self.text.original[slice(*span)]))

    def negated(self, last: int) -> bool:
        """Whether the word is denied: «احمق نیستیم»."""
        return any(form in _NOT for form in self._forms[last + 1 : last + 2])
