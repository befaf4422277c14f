"""Every case of every rule, under the policy that ships."""

import dataclasses
import string
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

import rules
from rules.catalogue import CATALOGUE
from rules.reading import Rule
from rules.vocabulary import Action, Finding

CHECKS = Path(__file__).parents[2] / "rules" / "checks"
SEVERITY = {Action.NONE: 0, Action.HOLD: 1, Action.REJECT: 2}
FIELDS = {"text", "name", "parent", "title", "lede", "body", "category", "tags", "article", "earlier", "watched"}
EXPECTATIONS = {"catches": {"spans", "at_least", "message"}, "passes": {"why"}}
LIMIT = 2.0  # seconds for 10,000 characters; what is not linear takes minutes


def cases(kind: str) -> list[Any]:
    """Each is named after its rule and place in the file: pytest would write Persian letters as numbers."""
    return [
        pytest.param(rule.id, case, id=f"{rule.id}: {kind} {number}")
        for rule in CATALOGUE
        for number, case in enumerate(tomllib.loads((CHECKS / rule.id / "cases.toml").read_text("utf-8"))[kind], 1)
    ]


def submission(case: dict[str, Any]) -> rules.Submission:
    article = None
    given = {name: case[name] for name in ("title", "lede", "body", "category") if name in case}
    if "article" in case:
        given["title"] = case["article"]
    if given:
        article = rules.Article("1", **given, tags=tuple(case.get("tags", ())))
    watched = [rules.WatchWord(**one) for one in case.get("watched", ())]
    facts = rules.Facts(
        parent_text=case.get("parent", ""),
        earlier=tuple(rules.Earlier(**one) for one in case.get("earlier", ())),
        watched=rules.WatchList(watched) if watched else None,
    )
    return rules.Submission(case["text"], case.get("name", ""), article, facts)


@pytest.fixture(scope="module")
def engine() -> rules.Engine:
    return rules.Engine()


def found_by(engine: rules.Engine, rule: str, case: dict[str, Any]) -> list[Finding]:
    verdict = engine.judge(submission(case))
    assert verdict.degraded == ()
    return [finding for finding in verdict.findings if finding.rule == rule]


@pytest.mark.parametrize(("rule", "case"), cases("catches"))
def test_a_rule_catches(engine: rules.Engine, rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= FIELDS | EXPECTATIONS["catches"]
    found = found_by(engine, rule, case)
    strongest = max(found, key=lambda finding: SEVERITY[finding.action], default=None)
    assert strongest is not None, case["text"]
    assert SEVERITY[strongest.action] >= SEVERITY[Action(case["at_least"])], (case["text"], strongest)
    if "message" in case:
        assert case["message"] in {finding.message for finding in found}, case["text"]
    source = {rules.Field.TEXT: case["text"], rules.Field.AUTHOR_NAME: case.get("name", "")}
    marked = {source[finding.field][start:end] for finding in found for start, end in finding.spans}
    assert set(case.get("spans", ())) <= marked


@pytest.mark.parametrize(("rule", "case"), cases("passes"))
def test_a_rule_lets_pass(engine: rules.Engine, rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= FIELDS | EXPECTATIONS["passes"]
    asked = [finding for finding in found_by(engine, rule, case) if finding.action is not Action.NONE]
    assert asked == [], (case["text"], case["why"])


@pytest.mark.parametrize(("rule", "case"), cases("catches"))
@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_caught_can_be_explained_to_everybody(
    engine: rules.Engine, rule: str, case: dict[str, Any], language: str
) -> None:
    found = found_by(engine, rule, case)
    reasons = rules.reasons_for_author(found, language)
    sentences = [sentence for reason in reasons for sentence in (reason.message, reason.hint)]
    sentences += [rules.explain_to_moderator(finding, language) for finding in found]
    assert len(sentences) >= 3
    assert all(sentence.strip() and "{" not in sentence for sentence in sentences)
    text, name = case["text"], case.get("name", "")
    for reason in reasons:
        length = len(text if reason.field is rules.Field.TEXT else name)
        assert all(0 <= start < end <= length for start, end in reason.spans)


NASTY = {
    "one letter": "ا" * 10_000,
    "one letter, apart": "ا " * 5_000,
    "single letters": "ا ح م ق " * 1_250,
    "dots between": "ا." * 5_000,
    "kashida": "ـ" * 9_999 + "خ",
    "half-spaces": "ا\u200c" * 5_000,
    "stacked marks": "ب" + "\u064e\u0651" * 4_999,
    "bidi marks": "\u202e\u2066س" * 3_333,
    "digits": "۰۹" * 5_000,
    "digits in words": "صفر نه یک دو " * 769,
    "one word": "احمق" * 2_500,
    "words": "احمق " * 2_000,
    "nearly words": "احمثق‌های " * 1_000,
    "masks": "ا*م*ق " * 1_666,
    "links": "t.me/a " * 1_428,
    "handles": "@abcde " * 1_428,
    "commas": "،" * 10_000,
    "open quotes": "«" * 10_000,
    "brackets": "([{" * 3_333,
    "ornaments": "\ufdfa" * 10_000,
    "latin": "salam khoobi " * 769,
    "latin letters apart": "a " * 5_000,
    "urdu": "ہمارے " * 1_666,
    "names": "حسن رضایی " * 1_000,
    "questions": "؟" * 10_000,
    "lines": "\n" * 10_000,
    "emoji": "👨\u200d👩\u200d👧" * 2_000,
    "surrogates": "\ud83d" * 10_000,
    "controls": "\x00\x1b" * 5_000,
    "punctuation in words": "خ-و-ک-" * 1_666,
}
ASCII_PRINTABLE = string.printable * 100


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
@pytest.mark.parametrize("text", [*NASTY.values(), ASCII_PRINTABLE], ids=[*NASTY, "all of ASCII"])
def test_a_rule_survives_ten_thousand_characters_of_anything(rule: Rule, text: str) -> None:
    article = rules.Article("1", title="افزایش حقوق معلمان", body="مجلس حقوق معلمان را افزایش داد. " * 20)
    facts = rules.Facts(parent_text=text, earlier=tuple(rules.Earlier(text[: 2_000 + n], seconds=n) for n in range(20)))
    engine = rules.Engine(catalogue=(rule,))
    engine.judge(rules.Submission("خبر خوبی بود", "آشنا", article))  # what is loaded once is loaded
    before = time.process_time()
    verdict = engine.judge(rules.Submission(text, text[:60], article, facts))
    assert time.process_time() - before < LIMIT
    assert verdict.degraded == ()
    for finding in verdict.findings:
        length = len(text if finding.field is rules.Field.TEXT else text[:60])
        assert all(0 <= start <= end <= length for start, end in finding.spans), dataclasses.astuple(finding)
