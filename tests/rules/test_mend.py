"""Disguised words of wrongs are put plainly, and what is found is led back to what the reader typed."""

import pytest

import rules
from rules.checks.accusation.features import clauses
from rules.checks.accusation.mend import mend
from rules.preparation import prepare
from rules.reading import Reading
from rules.submission import Submission

ARTICLE = rules.Article(
    "1", title="شهردار از پل دفاع کرد", body="کامبیز زرین‌دشت، شهردار نوبهار، از قرارداد پل دفاع کرد."
)


def reading(text: str, article: rules.Article = ARTICLE) -> Reading:
    return Reading(Submission(text), prepare(article))


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("ر.ش.و.ه", "رشوه"),
        ("ر ش و ه", "رشوه"),
        ("رش وه", "رشوه"),
        ("رshوه", "رشوه"),
        ("رشو*", "رشوه*"),
        ("*ختلاس", "*اختلاس"),
        ("1ختلاس", "اختلاس"),
        ("کلا.هبرداری", "کلاه‌برداری"),
        ("دز.ده", "دزده"),
        ("قا*اق", "قاچاق"),
        ("تبا نی", "تبانی"),
        ("جـ.ـعـ.ـلی", "جعلی"),
    ],
)
def test_a_disguised_word_is_put_plainly_and_marked_where_it_was_typed(disguised: str, plain: str) -> None:
    text = f"این زرین‌دشت، {disguised} 😡 بله"
    mended = mend(reading(text))
    assert mended.reading.submission.text == text.replace(disguised, plain)
    at = next(
        number for number, word in enumerate(mended.reading.text.words) if word.form in plain.replace("\u200c", "")
    )
    assert mended.words(at, at) == disguised.strip("*")
    assert mended.words(0, 1) == "این زرین‌دشت"
    assert mended.words(at + 1, at + 1) == "بله"


@pytest.mark.parametrize(
    "text",
    [
        "رشته‌ای",
        "دز د",
        "دو پینگ پنگ",
        "زیر میزی که شکست",
        "کلاه برداره",
        "ج علی",
        "د*د",
        "مدیر.دزد",
        "تا رفت.دزد آمد",
        "پول شو",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    given = reading(text)
    assert mend(given).reading is given


def test_neither_a_name_nor_a_word_of_the_article_is_mended() -> None:
    article = rules.Article("1", title="آندره رشو به شهاب البرز پیوست", body="آندره رشو، مهاجم تازه، دیروز رسید.")
    given = reading("رشو* گل زد", article)
    assert mend(given).reading is given


def test_a_clause_is_not_ended_by_the_dots_of_a_disguise_and_marks_the_original() -> None:
    text = "پل خوب است. زرین‌دشت ر.ش.و.ه گرفته! همین"
    found = list(clauses(reading(text)))
    assert [text[slice(*one.span)] for one in found] == ["پل خوب است", "زرین‌دشت ر.ش.و.ه گرفته", "همین"]
    assert [one.wrong.kind for one in found[1].told] == ["bribe", "bribe"]
