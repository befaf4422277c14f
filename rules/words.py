"""What is a Persian word, and what it may be an inflection of.

hazm (MIT) gives the word list with corpus frequencies and the stemmer; colloquial endings and verb forms, which
formal lists do not have, are ours. Everything is built once, on first use, and looked up after that.
"""

import math
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from hazm.stemmer import Stemmer
from hazm.utils import default_words, stopwords_list, verbs_list

from rules.text import fold

#: Colloquial and formal endings, longest first.
ENDINGS: Final = tuple(
    sorted(
        (
            "ها های هایی هایم هایت هایش هام هات هاش هامون هاتون هاشون هایمان هایتان هایشان هارو ها رو هاست هان "
            "ان ات ی یی ای م ت ش یم ید ین ند اند ایم اید ام اش ست است "
            "مان تان شان مون تون شون مونو تونو شونو مو تو شو و رو یو "
            "تر ترین ترینه تره تری ترن ه ا ای یا ن یه یش یت اس س ون"
        ).split(),
        key=lambda ending: (-len(ending), ending),
    )
)
PREFIXES: Final = ("نمی", "می", "بی", "نا", "هم", "ن", "ب")
SHORTEST_STEM: Final = 3
#: Forms whose analysis is remembered; comments use some ten thousand forms over and over.
REMEMBERED: Final = 1 << 14


@cache
def frequencies() -> dict[str, int]:
    """The words of hazm, folded, with their corpus frequency.

    Read line by line: hazm's own reader builds a list of tuples first, which costs a worker 25 MB for good.
    """
    table: dict[str, int] = {}
    with Path(default_words).open(encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.partition("\t")
            form = fold(word).replace("\u200c", "").replace(" ", "")
            table[form] = max(table.get(form, 0), int(rest.split("\t")[0] or 0))
    return table


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of a topic: hazm's list, and the colloquial ones it lacks."""
    colloquial = (
        "رو تو یه اون این اونا اینا دیگه اگه مگه واسه همش همه هم چی چیه کی کیه چرا چطور چجوری کجا کو الان حالا فقط "
        "خیلی خب خوب آخه آقا خانم "
        "بابا والا والله بخدا خدا ما من شما ایشون خودش خودشون خودت خودتون خودمون خودم هست نیست بود شد شده کرد کرده "
        "کنه کنن کنم کنید کنین کنیم "
        "میکنه میکنن میکنم میکنید میشه نمیشه بشه باشه باشن داره دارن دارم دارید نداره ندارن داشت بده بدن بدید میده "
        "میدن میگه میگن گفت گفته گفتن "
        "میاد میان اومد اومده اومدن رفت رفته میره میرن بره برن باید نباید شاید واقعا لطفا سلام ممنون مرسی اصلا "
        "البته بعضی هیچ هیچی چیزی کسی یکی "
        "دوتا تا پس یا نه آره بله ولی اما چون که را از به با در برای بر و است هستند هستیم هستم هستن نیستن بودن "
        "بودیم کردن کردیم شدن میخواد میخوان "
        "میتونه نمیتونه میدونه نمیدونه نمیدونم همین همون همینه اینه اینو اونو اینجا اونجا انقدر اینقدر بیشتر کمتر "
        "بهتر بدتر زیاد کم کلا فعلا بعد قبل روز سال ماه بار نفر"
    )
    return frozenset(fold(word) for word in stopwords_list()) | frozenset(colloquial.split())


@cache
def _stemmer() -> Stemmer:
    return Stemmer()


def known(form: str) -> bool:
    """Whether a form is a Persian word, or an inflection of one."""
    return _known(form)


@lru_cache(maxsize=REMEMBERED)
def _known(form: str) -> bool:
    table = frequencies()
    if form in table:
        return True
    for ending in ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_STEM and form[: -len(ending)] in table:
            return True
    return any(form.startswith(prefix) and len(form) - len(prefix) >= SHORTEST_STEM - 1 for prefix in ("نمی", "می"))


@lru_cache(maxsize=REMEMBERED)
def stems(form: str) -> tuple[str, ...]:
    """What a form may be an inflection of, itself first; without duplicates.

    Endings are taken off twice at the most and never below three letters; «گرونی» also gives «گرانی».
    """
    found = {form: None}
    level = [form]
    for _ in range(2):
        shorter = [
            one[: -len(ending)]
            for one in level
            for ending in ENDINGS
            if one.endswith(ending) and len(one) - len(ending) >= SHORTEST_STEM
        ]
        found.update(dict.fromkeys(shorter))
        level = shorter
    for one in list(found):
        stemmed = _stemmer().stem(one)
        if len(stemmed) >= SHORTEST_STEM:
            found[stemmed] = None
        if "ون" in one:
            found[one.replace("ون", "ان")] = None
        for prefix in ("نمی", "می"):
            if one.startswith(prefix) and len(one) - len(prefix) >= SHORTEST_STEM:
                found[one[len(prefix) :]] = None
    return tuple(found)


#: Personal endings of verbs, formal and colloquial, and of objects hung onto them.
_PERSONS: Final = (
    "",
    *"م ی د ه یم ید ین ند ن ام ای است ایم اید اند ش شون ت مش نش یدش".split(),
)
_VERB_PREFIXES: Final = ("نمی", "می", "بر", "ب", "ن", "")
#: Colloquial present stems that hazm's list of verbs does not have.
_COLLOQUIAL_STEMS: Final = frozenset(
    "خوا تون دون گ ر ذار زار مون شین آر ار یار یاد ندازن نداز د بین خون کن کش گیر زن ش دم سوزون رسون شناس پرس خر "
    "فروش".split()
)


@cache
def _verb_stems() -> frozenset[str]:
    stems_of = {fold(part) for verb in verbs_list() for part in verb.split("#") if len(part) > 1}
    return frozenset(stems_of) | _COLLOQUIAL_STEMS


@lru_cache(maxsize=REMEMBERED)
def is_verb(form: str) -> bool:
    """Whether a form looks like a finite verb: prefix, stem, personal ending. Nouns that look so are not told apart."""
    table = _verb_stems()
    for prefix in _VERB_PREFIXES:
        if not form.startswith(prefix):
            continue
        rest = form[len(prefix) :]
        for person in _PERSONS:
            stem = rest[: len(rest) - len(person)] if person and rest.endswith(person) else rest if not person else ""
            if stem in table and (prefix or person in {"م", "ید", "ین", "ند", "یم", "ن", "ه", "اند", "ام"}):
                return form not in frequencies() or prefix in {"نمی", "می"} or person in {"ید", "ین", "ند", "یم", "اند"}
    return False


def weight(form: str) -> float:
    """How much a word says of a topic: 0 for the commonest, 1 for rare ones, from hazm's frequencies."""
    count = max((frequencies().get(stem, 0) for stem in stems(form)), default=0)
    return max(0.0, min(1.0, 1.0 - (math.log10(count + 10) - 4.0) / 5.0))
