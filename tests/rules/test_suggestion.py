"""What the author of a comment in Finglish is offered, and when nothing is."""

import pytest

import rules
from rules import Action, Earlier, Facts, Outcome, Submission
from rules.engine import Engine
from rules.policy import Policy, Thresholds
from rules.reading import Reading, Rule
from rules.vocabulary import Finding, Hit

FINGLISH = "salam in khabar kheili khoob bood mamnoon"
PERSIAN = "سلام این خبر خیلی خوب بود ممنون"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def suggestion(engine: Engine, text: str, facts: Facts | None = None) -> str:
    return rules.suggestion_of(engine.judge(Submission(text, facts=facts or Facts())).findings)


def test_finglish_that_waits_comes_with_its_persian_reading(engine: Engine) -> None:
    verdict = engine.judge(Submission(FINGLISH))
    assert verdict.outcome is Outcome.HOLD
    assert rules.suggestion_of(verdict.findings) == PERSIAN


@pytest.mark.parametrize(
    "text",
    [
        "این خبر خیلی خوب بود",
        "This is an English comment about nothing at all",
        "bu gün hava çok güzel ve çocuklar parkta",
        "yeh khabar bahut achi hai aur main wahan ja raha hoon",
        "iPhone",
        "👍👍",
        "",
    ],
)
def test_what_is_no_finglish_gets_none(engine: Engine, text: str) -> None:
    assert not suggestion(engine, text)


def test_a_reading_that_would_be_refused_is_never_offered(engine: Engine) -> None:
    assert engine.judge(Submission("این مدیر احمق و بی‌شرف و کثافت است")).outcome is Outcome.REJECT
    assert not suggestion(engine, "in modire ahmagh va bisharaf va kesafat ast")
    text = "otoboos haye shabane bayad ta sobh kar konan chon ma az sare kar dir barmigardim"
    reading = suggestion(engine, text)
    assert reading
    sent_before = Facts(earlier=(Earlier(reading, same_author=True, same_article=True, seconds=60.0),))
    assert not suggestion(engine, text, sent_before)


def test_a_policy_that_refuses_finglish_offers_the_reading_and_one_that_lets_it_pass_offers_none() -> None:
    refusing = Engine(Policy("tests", {"persian": Thresholds(0.5, 0.8)})).judge(Submission(FINGLISH))
    assert refusing.outcome is Outcome.REJECT
    assert rules.suggestion_of(refusing.findings) == PERSIAN
    passing = Engine(Policy("tests", {"persian": Thresholds(0.99, 0.99)})).judge(Submission(FINGLISH))
    assert passing.outcome is Outcome.PUBLISH
    assert not rules.suggestion_of(passing.findings)


def test_a_fault_in_the_reading_loses_neither_the_verdict_nor_the_comment(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr("rules.suggestion.transliterate", broken)
    verdict = engine.judge(Submission(FINGLISH))
    assert (verdict.outcome, verdict.degraded) == (Outcome.HOLD, ())
    assert not rules.suggestion_of(verdict.findings)


def test_where_a_rule_fails_nothing_is_vouched_for() -> None:
    def finglish(reading: Reading) -> list[Hit]:
        if reading.submission.text != FINGLISH:
            raise RuntimeError
        return [Hit(0.8, "finglish")]

    engine = Engine(Policy("tests", {"persian": Thresholds(0.5, 0.9)}), (Rule("persian", finglish),))
    assert not rules.suggestion_of(engine.judge(Submission(FINGLISH)).findings)


def test_other_findings_have_no_suggestion() -> None:
    assert not rules.suggestion_of(())
    assert not rules.suggestion_of([Finding("persian", Action.HOLD, 0.8, "foreign", details=(("code", "en"),))])
