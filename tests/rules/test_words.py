"""Stems and verbs: written and spoken forms find each other, and hazm's own analysis is kept where it is right."""

import random

import hazm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.dictionary import form_of, frequencies
from rules.language.verbs import is_verb, verb_of
from rules.language.words import compound, known, stems
from rules.text import Text

ANYTHING = st.text(max_size=40)


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("کتاب‌هایشان", "کتاب"),
        ("خونه‌شون", "خانه"),
        ("دوستامون", "دوست"),
        ("گرونی", "گرانی"),
        ("بزرگترین", "بزرگ"),
        ("رانندگان", "راننده"),
        ("دیگه", "دیگر"),
        ("اونا", "آنها"),
        ("مدیراشون", "مدیر"),
        ("فروخته", "فروخت#فروش"),
        ("می‌فروشند", "فروخت#فروش"),
    ],
)
def test_a_form_leads_to_its_stem(form: str, stem: str) -> None:
    assert stem in stems(form_of(form))


@pytest.mark.parametrize(
    ("form", "roots"),
    [
        ("نمیدونم", "دانست#دان"),
        ("می‌دانستند", "دانست#دان"),
        ("میخوان", "خواست#خواه"),
        ("میگن", "گفت#گوی"),
        ("نیومدن", "آمد#آی"),
        ("میارن", "آورد#آور"),
        ("بذارین", "گذاشت#گذار"),
        ("رفته‌اند", "رفت#رو"),
        ("میفروشنش", "فروخت#فروش"),
        ("نمیشه", "شد#شو"),
        ("بده", "داد#ده"),
        ("تونستیم", "توانست#توان"),
    ],
)
def test_written_and_spoken_verbs_lead_to_their_roots(form: str, roots: str) -> None:
    assert verb_of(form_of(form)) == roots


@pytest.mark.parametrize("verb", ["میگن", "نمیدونم", "کنند", "گفتند", "رفت", "بشه", "نیومدن"])
def test_a_finite_verb_is_one(verb: str) -> None:
    assert is_verb(verb)


@pytest.mark.parametrize("noun", ["میدان", "میزان", "میراث", "خرید", "کتاب", "گرونی", "مدیر", "نمایشگاه", "بازار"])
def test_nouns_that_look_like_verbs_are_none(noun: str) -> None:
    assert not is_verb(noun)


def test_nearly_all_of_hazm_s_conjugations_are_read_as_hazm_reads_them() -> None:
    """Differences are verbs that share a root, of which the commoner is taken («می‌روم»: رفتن, not رستن)."""
    forms = [(form, roots) for form, roots in hazm.Lemmatizer().verbs.items() if not {" ", "_"} & set(form)]
    sample = random.Random(7).sample(sorted(forms), 10_000)  # noqa: S311 (a sample, no secret)
    agree = sum(verb_of(form_of(form)) == form_of(roots) for form, roots in sample)
    unread = sum(not verb_of(form_of(form)) for form, _ in sample)
    assert agree / len(sample) >= 0.95
    assert unread / len(sample) <= 0.002


def test_what_hazm_s_stemmer_makes_of_inflected_nouns_is_among_our_stems() -> None:
    stemmer = hazm.Stemmer()
    nouns = [form for form in sorted(frequencies()) if 4 <= len(form) <= 7 and form.isalpha()]
    sample = random.Random(7).sample(nouns, 2_000)  # noqa: S311
    inflected = [noun + ending for noun in sample for ending in ("ها", "هایشان", "مان", "ترین")]
    misses = [form for form in inflected if (stem := stemmer.stem(form)) in frequencies() and stem not in stems(form)]
    assert len(misses) / len(inflected) <= 0.01


@pytest.mark.parametrize("apart", ["پول شویی", "دروغ گو", "سیب زمینی"])
def test_a_word_written_apart_has_the_stems_of_the_whole(apart: str) -> None:
    left, right = apart.split()
    assert compound(left, right)
    assert all(left + right in found for found in Text(apart).stems)
    assert (left + right) in Text(apart.replace(" ", "\u200c")).stems[0]


@pytest.mark.parametrize("two", ["از این", "در باره", "کار ما", "به نام"])
def test_two_everyday_words_are_no_compound(two: str) -> None:
    assert compound(*two.split()) == ""


@given(ANYTHING)
def test_no_form_is_too_strange_to_analyse(text: str) -> None:
    for form, found in zip(Text(text).forms, Text(text).stems, strict=True):
        assert found[0] == form
        assert isinstance(known(form), bool)
        assert isinstance(is_verb(form), bool)
