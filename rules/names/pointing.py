"""What speaks of somebody without a name: «این مدیرعامل», «ایشون», «داماد وزیر», «شما», «همه‌شون»."""

from functools import lru_cache
from typing import Final

from rules.names.entity import Mention
from rules.names.gazetteer import listed
from rules.names.index import Index
from rules.names.shapes import ALONE, COURTESY, GROUP, INFLECTED, KIN, MANY, NO_NAME, OFFICE, THEIRS, TO_YOU, base_of
from rules.names.sight import Words

_MADAM: Final = frozenset("خانم خانوم".split())
_WOMEN: Final = frozenset("خانم خانوم زن دختر دختره خانمه زنیکه بانو خواهر مادر پیرزن سرکار".split())
_NOT_ALL: Final = frozenset("چیز چی جا جور مدل وقت روز سال کار عمر دنیا جهان ایران مملکت کشور شهر ما شما".split())
_SOME: Final = frozenset("عده عدهای مشت سری نفر آدم آقایی خانمی یارو بنده گروه دسته نفری".split())
#: After these «تو» is "you"; elsewhere it is mostly "in".
_BEFORE_YOU: Final = frozenset("مثل مث به از با امثال ای خود بر واسه برای جز".split())
_AFTER_YOU: Final = frozenset("هم که خودت چی اگه اگر چقدر چه دیگه برو بیا نمی باید چرا".split())
_NOBODY: Final = frozenset("یک یه هر هیچ چند کدام کدوم تا دو سه چهار پنج بهترین بدترین اولین آخرین".split())
#: After these «اون» is somebody.
_SUBJECT: Final = frozenset("هم خودش که".split())
#: Endings of kin by which they are the writer's or everybody's, and those of somebody spoken to.
_MINE: Final = frozenset("م مون مان ا ها ان هم".split())
_YOURS: Final = frozenset("ت تون تان".split())


@lru_cache(maxsize=32)
def _is(section: str) -> frozenset[str]:
    return listed(section)


def point(words: Words, at: int, index: Index, last: int | None, last_person: int | None) -> Mention | None:
    """The description, pronoun, address or group that begins with a word, or nothing.

    last, last_person: whom the comment mentioned last, anybody and a person.
    """
    form = words.forms[at]
    person = index.person if last_person is None else last_person
    if form in _is("this"):
        return _this(words, at, index, person)
    if words.bits[at] & GROUP:
        return None if form == "همه" and _of_things(words, at) else Mention(None, "group", "generic", at, at)
    whom = {
        "pronoun": (person, "person", "pronoun"),
        "perhaps": (person if last is None else last, "person", "pronoun"),
        "they": (index.person if index.body is None else index.body, "group", "generic"),
        "you": (person, "person", "address"),
        "pointed": (person, "person", "description"),
    }
    for section, (entity, kind, how) in whom.items():
        if form in _is(section):
            known = section == "perhaps" and entity is not None
            return Mention(entity, index.kinds[entity or 0] if known else kind, how, at, at)
    return None


def _of_things(words: Words, at: int) -> bool:
    """«همه چیز», «همهٔ مناقصه‌ها»."""
    if at and words.forms[at - 1] in _is("this"):
        return True  # «با این همه»
    if at + 1 >= len(words.forms) or not words.near(at):
        return False
    after = words.forms[at + 1]
    return after in _NOT_ALL or (after.endswith(("ها", "های", "هاشون", "ات")) and not words.bits[at + 1] & NO_NAME)


def _this(words: Words, at: int, index: Index, person: int | None) -> Mention | None:
    """«این …», «همین …», «اون …»."""
    if at + 1 >= len(words.forms) or not words.near(at):
        return None
    after, bits = words.forms[at + 1], words.bits[at + 1]
    if after == "خودش":
        return Mention(person, "person", "pronoun", at, at + 1)
    if words.forms[at] in {"اون", "آن"} and after in _SUBJECT:
        return Mention(person, "person", "pronoun", at, at)
    one = not (bits & INFLECTED and bits & MANY)
    base = base_of(after) if bits & INFLECTED else after
    found = None
    if base in _is("alone") and one:
        entity = index.body_called(base)
        found = Mention(index.body if entity is None else entity, "body", "description", at, at + 1)
    elif bits & COURTESY or after in _is("somebody"):
        found = _somebody(words, at, index, person)
    elif bits & OFFICE or (bits & INFLECTED and one):
        found = Mention(index.office(base, words.forms[at + 2 : at + 4]), "office", "description", at, at + 1)
    return found


def _somebody(words: Words, at: int, index: Index, person: int | None) -> Mention:
    """«این آقا», «همین آقای مشاور», «این باند»."""
    last = at + 1
    after, bits = words.forms[last], words.bits[last]
    if last + 1 < len(words.forms) and words.near(last) and words.bits[last + 1] & OFFICE:
        entity = index.office(words.forms[last + 1], words.forms[last + 2 : last + 4])
        return Mention(entity, "office", "description", at, last + 1)
    if after in _is("body somebody"):
        return Mention(index.body, "group", "description", at, last)
    if bits & OFFICE:
        entity = index.office(after, words.forms[at + 2 : at + 4])
        if entity is not None:
            return Mention(entity, "office", "description", at, last)
    gender = index.woman if after in _WOMEN else index.man
    return Mention(person if gender is None else gender, "person", "description", at, last)


def other(words: Words, at: int, index: Index) -> Mention | None:
    """«تو» where it is no "in", «خود مدیریت», a bare «خانوم», endings, «یه عده»."""
    form, bits = words.forms[at], words.bits[at]
    after = words.forms[at + 1] if at + 1 < len(words.forms) and words.near(at) else ""
    found = None
    if form == "تو":
        if _is_you(words, at):
            found = Mention(index.person, "person", "address", at, at)
    elif bits & TO_YOU:
        found = Mention(index.person, "person", "ending", at, at)
    elif bits & THEIRS:
        found = Mention(index.person if index.body is None else index.body, "group", "generic", at, at)
    elif form == "خود" and after and words.bits[at + 1] & ALONE:
        entity = index.body_called(after)
        found = Mention(index.body if entity is None else entity, "body", "description", at, at + 1)
    elif form in _MADAM and after and index.woman is not None and (not at or words.gap(at - 1)):
        found = Mention(index.woman, "person", "description", at, at)
    elif form in {"یه", "یک"} and after in _SOME:
        found = Mention(None, "group", "generic", at, at + 1)
    return found


def of_many(words: Words, at: int) -> bool:
    """«سه تا معلم», «هر وکیلی»: nobody in particular."""
    before = words.forms[at - 1] if at and words.near(at - 1) else ""
    return before in _NOBODY or before.isdigit()


def _is_you(words: Words, at: int) -> bool:
    after = words.forms[at + 1] if at + 1 < len(words.forms) else ""
    before = words.forms[at - 1] if at else ""
    return not after or after in _AFTER_YOU or before in _BEFORE_YOU or bool(words.bits[at + 1] & TO_YOU)


def kin(words: Words, at: int, whose: Mention | None, index: Index, last_person: int | None) -> Mention | None:
    """«داماد وزیر» with the mention that follows; «دامادش», «دامادت»."""
    if words.bits[at] & KIN:
        if whose and whose.first == at + 1 and whose.how not in {"address", "ending", "generic"} and words.near(at):
            return Mention(whose.entity, "person", "kin", at, whose.last)
        return None
    ending = words.forms[at][len(base_of(words.forms[at])) :]
    if ending in _MINE or words.bits[at] & NO_NAME:
        return None
    person = index.person if ending in _YOURS or last_person is None else last_person
    return Mention(person, "person", "kin", at, at)
