"""The words of Persian, as the rules compare words: folded, in one piece. Built once, on first use."""

from functools import cache

from rules.language import hazm_files
from rules.language.folding import ZWNJ, fold


def form_of(word: str) -> str:
    """A word as the rules compare it: folded, in one piece."""
    return fold(word).replace(ZWNJ, "").replace(" ", "")


@cache
def frequencies() -> dict[str, int]:
    """The words of hazm with their corpus frequency."""
    table: dict[str, int] = {}
    same: dict[int, int] = {}  # many words are equally frequent: one number for all of them
    for word, count in hazm_files.words():
        form = form_of(word)
        if count >= table.get(form, 0):
            table[form] = same.setdefault(count, count)
    return table


@cache
def written_forms() -> dict[str, str]:
    """Spoken forms of single words -> the written form: «دیگه» -> «دیگر»."""
    return {form_of(spoken): form_of(written) for spoken, written in hazm_files.spoken_words()}


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
    return frozenset(fold(word) for word in hazm_files.stop_words()) | frozenset(colloquial.split())
