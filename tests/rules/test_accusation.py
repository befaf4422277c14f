"""How wrongs are found, how they are said, of whom, and what the article itself says."""

import pytest

import rules
from rules.checks.accusation import manner, reported, who
from rules.checks.accusation.features import clauses
from rules.checks.accusation.rule import SETTLED, UNLISTED, check, limited
from rules.checks.accusation.verbs import forms, tokens
from rules.checks.accusation.wrongs import find
from rules.preparation import prepare
from rules.reading import Reading
from rules.submission import Submission
from rules.text import Text

ARTICLE = rules.Article(
    "1",
    title="شهردار نوبهار از قرارداد پل دفاع کرد",
    body="کامبیز زرین‌دشت، شهردار نوبهار، از قرارداد پل با شرکت سازه‌گستر دفاع کرد.",
)
CHARGED = rules.Article(
    "2", title="مدیرعامل صندوق به اختلاس متهم است", body="دادستان گفت آرش دلاوریان متهم به اختلاس است."
)
SENTENCED = rules.Article(
    "3", title="رئیس پیشین گمرک محکوم شد", body="دادگاه خسرو بیدارمغز را به جرم گرفتن رشوه محکوم کرد."
)


def reading(text: str, article: rules.Article | None = ARTICLE) -> Reading:
    return Reading(Submission(text), prepare(article) if article else None)


def ways(text: str) -> set[str]:
    """How the wrongs of a text are said."""
    one = Text(text)
    marks = manner.read(one)
    return {
        manner.of(marks, wrong, start, end)
        for start, end in one.clause_ranges
        for wrong in find(one).wrongs
        if start <= wrong.first < end
    }


@pytest.mark.parametrize(
    ("form", "verb", "tense", "person", "negated"),
    [
        ("میگیره", "گرفت", "present", "3", False),
        ("نگرفته", "گرفت", "perfect", "3", True),
        ("خوردن", "خورد", "past", "3p", False),
        ("میبردن", "برد", "imperfect", "3p", False),
        ("سوزوند", "سوزاند", "past", "3", False),
        ("بریزه", "ریخت", "subjunctive", "3", False),
    ],
)
def test_a_form_says_its_verb_time_person_and_whether_it_is_denied(
    form: str, verb: str, tense: str, person: str, *, negated: bool
) -> None:
    found = forms()[form]
    assert (found.verb, found.tense, found.person, found.negated) == (verb, tense, person, negated)


def test_every_form_of_a_verb_is_one_token_and_a_denied_one_another() -> None:
    assert len(set(tokens(("گرفت", "میگیره", "گرفته", "بگیرن")))) == 1
    assert tokens(("نگرفت",)) != tokens(("گرفت",))
    assert tokens(("رسید", "کتاب")) == ("رسید", "کتاب")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("برای امضا رشوه گرفته", "bribe"),
        ("پول مردم رو بالا کشیده", "embezzlement"),
        ("دکتراش رو خریده", "fake-degree"),
        ("بازی رو فروخت", "match-fixing"),
        ("پرونده‌ها رو سوزوندن", "evidence"),
        ("مرغ تاریخ گذشته میفروشه", "expired-goods"),
        ("سؤالا رو شب قبل فروخت", "exam-leak"),
        ("یه ریال مالیات نمیده", "tax"),
        ("زمین پارک رو به اسم پسرش زد", "land-grab"),
    ],
)
def test_a_wrong_is_found_with_its_kind(text: str, kind: str) -> None:
    assert kind in {wrong.kind for wrong in find(Text(text)).wrongs if wrong.strength == 3}


@pytest.mark.parametrize("text", ["پول قبض رو دادم", "مدرک پزشکی خیلی سخته", "بازی قشنگی بود", "دوربین جاده خاموشه"])
def test_words_without_their_company_are_no_wrong(text: str) -> None:
    assert [wrong for wrong in find(Text(text)).wrongs if wrong.strength == 3] == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("شهردار رشوه گرفت", manner.FACT),
        ("شهردار رشوه نگرفته", "denied"),
        ("شهردار رشوه گرفته؟", "asked"),
        ("اگه شهردار رشوه گرفته باشه باید بره", "supposed"),
        ("به گفتهٔ بازرس شهردار رشوه گرفته", "reported"),
        ("می‌گن شهردار رشوه گرفته", "hearsay"),
        ("شاید شهردار رشوه گرفته", "hedged"),
        ("رشوه گرفتن شهردار باید رسیدگی شود", "inquiry"),
        ("تهمت نزنید که شهردار رشوه گرفته", "defended"),
        ("کاش رشوه نمی‌گرفت", "denied"),
        ("گزینهٔ «گزارش کلاهبرداری» کجاست", "quoted"),
        ("ستاد مبارزه با قاچاق", "named"),
        ("همه‌شون رشوه میگیرن", "generic"),
    ],
)
def test_how_a_wrong_is_said(text: str, way: str) -> None:
    assert way in ways(text)


def test_a_doubt_reaches_no_further_than_the_next_but() -> None:
    assert ways("شاید پل خوب باشه ولی شهردار رشوه گرفته") == {manner.FACT}


@pytest.mark.parametrize("text", ["همه می‌دونن شهردار رشوه گرفته", "کیه که ندونه شهردار رشوه گرفته؟"])
def test_a_source_or_a_question_only_in_form_leaves_a_fact(text: str) -> None:
    assert manner.FACT in ways(text)


def test_what_follows_on_a_done_deed_does_not_deny_it() -> None:
    assert ways("رشوه گرفته که گزارش ننویسه") == {manner.FACT}


def test_somebody_is_carried_over_to_the_next_clause() -> None:
    first, second = clauses(reading("زرین‌دشت شهردار بدی بود. رشوه گرفت."))
    assert first.who.how == "own"
    assert second.who.how == "carried"


def test_nobody_is_nobody() -> None:
    (only,) = clauses(reading("هوا سرد است", None))
    assert only.who == who.NOBODY


def test_what_the_article_says_is_kept_with_its_profile() -> None:
    charged, sentenced = prepare(CHARGED), prepare(SENTENCED)
    assert charged.notes["accusation"][reported.family("embezzlement")][0] == reported.CHARGE
    assert sentenced.notes["accusation"][reported.family("bribe")][0] == reported.FACT
    assert type(charged).from_bytes(charged.to_bytes()).notes == charged.notes


def test_a_charge_told_as_a_fact_is_a_finding_of_its_own() -> None:
    (hit,) = check(reading("دلاوریان چهل میلیارد اختلاس کرده و خورده", CHARGED))
    assert hit.message == "charge_as_fact"


def test_what_the_article_has_as_a_fact_is_never_held_by_the_default_policy() -> None:
    found = list(check(reading("بیدارمغز از همه رشوه می‌گرفت", SENTENCED)))
    assert all(hit.score <= SETTLED for hit in found)


def test_a_finding_says_who_what_and_which_hedge_is_missing() -> None:
    text = "زرین‌دشت برای امضای قرارداد از سازه‌گستر رشوه گرفته"
    (hit,) = check(reading(text))
    details = dict(hit.details)
    assert details["who"] in text
    assert details["wrong"] in text
    assert details["kind"] == "bribe"
    assert details["missing"]


def test_without_a_listed_wrong_the_score_stays_below_what_a_strict_policy_refuses() -> None:
    assert limited(0.99, None) == UNLISTED < 0.9


def test_a_comment_without_words_has_no_finding() -> None:
    assert list(check(reading("؟؟!! 😂"))) == []
