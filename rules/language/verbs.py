"""Verbs: which forms are finite verbs, and of which roots, in written and in spoken Persian.

The roots are hazm's; so that half a million conjugated forms need not be kept, as hazm's lemmatiser does, a form is
taken apart: prefix, root, person, object. `tests/rules/test_words.py` compares the two.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from rules.language import hazm_files
from rules.language.dictionary import form_of, frequencies
from rules.language.folding import fold

REMEMBERED: Final = 1 << 14
_PRESENT_PREFIXES: Final = ("نمی", "می", "ب", "ن")
_PAST_PREFIXES: Final = ("نمی", "می", "ن", "")
_PRESENT_PERSONS: Final = "م ی د ه یم ید ین ند ن".split()
_PAST_PERSONS: Final = ("", *"م ی یم ید ین ند ن".split())
#: What follows the participle in «ه»: of the perfect, written and spoken; and the infinitive's ending.
_PARTICIPLE: Final = ("ه", *(f"ه{ending}" for ending in "ام ای است ایم اید اند م ی یم ین ن س ست".split()))
_OBJECTS: Final = ("", *"ش شون شان ت تون تان م مون مان".split())
_SHORTEST_ROOT: Final = 2
#: Colloquial present roots that hazm's lists do not have, by the roots of the verb.
_SPOKEN_PRESENT: Final = (
    ("آمد#آی", "آ"),
    ("آورد#آور", "آر"),
    ("انداخت#انداز", "نداز"),
    ("بود#باش", "باش"),
    ("ریخت#ریز", "ریز"),
    ("سوزاند#سوزان", "سوزون"),
    ("ایستاد#ایست", "وایس"),
    ("نشست#نشین", "شین"),
)


_SPOKEN_PAST: Final = (("آمد#آی", "اومد"), ("توانست#توان", "تونست"), ("ایستاد#ایست", "وایساد"))


@cache
def _roots() -> tuple[dict[str, str], dict[str, str]]:
    """Past roots and present roots in all their spellings -> "past#present" as hazm writes it, folded.

    Where two verbs share a root, the commoner one has it, by how often its infinitive and its roots are written.
    """
    count = frequencies()
    pairs = [(form_of(past), form_of(present)) for past, present in hazm_files.verb_roots()]
    pairs.sort(key=lambda pair: -sum(count.get(form, 0) for form in (f"{pair[0]}ن", *pair)))
    past: dict[str, str] = {}
    present: dict[str, str] = {}
    for pair, spoken in _SPOKEN_PAST:
        past.update((root, pair) for root in _spellings(spoken))
    for pair, spoken in _SPOKEN_PRESENT:
        present.update((root, pair) for root in _spellings(fold(spoken)))
    for old, new, spoken in hazm_files.spoken_roots():
        for root in _spellings(form_of(spoken)):
            present.setdefault(root, f"{form_of(old)}#{form_of(new)}")
    for old, new in pairs:
        for root in _spellings(old):
            past.setdefault(root, f"{old}#{new}")
            past.setdefault(root.replace("ان", "ون"), f"{old}#{new}")
        for root in _spellings(new):
            present.setdefault(root, f"{old}#{new}")
    past.pop("", None)
    present.pop("", None)
    return past, present


def _spellings(root: str) -> Iterator[str]:
    """A root; without a last «ی» («گوی»: «گو»); as it follows a prefix («آر»: «میارم», «بیارم»)."""
    shorter = [root[:-1]] if root.endswith("ی") and len(root) > _SHORTEST_ROOT else []
    for one in (root, *shorter):
        yield one
        if one.startswith("آ"):
            yield f"ا{one[1:]}"
            yield f"یا{one[1:]}"
        elif one.startswith("ا"):
            yield f"ی{one[1:]}"


def _without(form: str, ending: str) -> str | None:
    if not ending:
        return form
    return form[: -len(ending)] if form.endswith(ending) and len(form) > len(ending) else None


def _of_present(rest: str, roots: dict[str, str], *, imperative: bool = False) -> str:
    """The verb of a present form without its prefix, or nothing."""
    for clitic in _OBJECTS:
        base = _without(rest, clitic)
        if base is None:
            continue
        if imperative and base in roots:
            return roots[base]
        for person in _PRESENT_PERSONS:
            root = _without(base, person)
            if root is not None and root in roots:
                return roots[root]
    return ""


def _of_past(rest: str, roots: dict[str, str]) -> str:
    for ending in _PARTICIPLE:
        root = _without(rest, ending)
        if root is not None and root in roots:
            return roots[root]
    for clitic in _OBJECTS:
        base = _without(rest, clitic)
        if base is None:
            continue
        for person in _PAST_PERSONS:
            root = _without(base, person)
            if root is not None and root in roots:
                return roots[root]
    return ""


@lru_cache(maxsize=REMEMBERED)
def verb_of(form: str) -> str:
    """The roots of the verb that a form is conjugated from («نمیدونم»: «دانست#دان»), or nothing.

    A form without «می», «ب», «ن» counts when it is of the past, or written out in the present («کنند»).
    """
    past, present = _roots()
    for prefix in _PRESENT_PREFIXES:
        if form.startswith(prefix) and len(form) > len(prefix):
            found = _of_present(form[len(prefix) :], present, imperative=prefix in {"ب", "ن"})
            if found:
                return found
    for prefix in _PAST_PREFIXES:
        if form.startswith(prefix):
            found = _of_past(form[len(prefix) :], past)
            if found:
                return found
    return _of_present(form, present)


def is_verb(form: str) -> bool:
    """Whether a form is a finite verb and no noun: hazm's list of words holds nouns and hardly any verb."""
    return bool(verb_of(form)) and form not in frequencies()


@cache
def verb_stems() -> frozenset[str]:
    """All spellings of the roots of verbs, past and present, written and spoken."""
    past, present = _roots()
    return frozenset(past) | frozenset(present)
