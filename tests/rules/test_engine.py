"""The engine: every rule runs, nothing is lost, the strongest action wins, the same text gets the same verdict."""

import dataclasses
import json
import logging
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import rules
from rules import Action, Outcome
from rules.engine import PROFILES, Engine
from rules.policy import Policy, Thresholds
from rules.reading import Reading, Rule
from rules.vocabulary import Field, Hit

ROOT = Path(__file__).parents[2]
POLICY = Policy("tests", {name: Thresholds(0.5, 0.9) for name in ("first", "second", "third")})
COMMENT = rules.Submission("خبر خوبی بود")
TEXTS = (
    "خبر خوبی بود",
    "این وزیر واقعا احمق است",
    "مدیر شرکت از پیمانکار رشوه گرفته است",
    "This is an English comment about nothing at all",
    "salam in khabar kheili khoob bood mamnoon",
    "فالوور ارزان ۰۹۱۲۱۲۳۴۵۶۷ t.me/forush",
    "بیر گون گله‌جک هامیمیز بیرلشه‌جگیک",
    "شسیبلشسیبل",
)


def rule(name: str, *hits: Hit) -> Rule:
    return Rule(name, lambda _reading: hits)


def broken(_reading: Reading) -> Iterator[Hit]:
    yield Hit(0.95, "half", ((0, 1),))
    message = "the rule breaks"
    raise RuntimeError(message)


def test_the_strongest_action_wins_and_every_finding_is_kept() -> None:
    catalogue = (
        rule("first", Hit(0.1, "a"), Hit(0.6, "b")),
        rule("second", Hit(0.95, "c")),
        rule("third", Hit(0.5, "d")),
    )
    verdict = Engine(POLICY, catalogue).judge(COMMENT)
    assert verdict.outcome is Outcome.REJECT
    assert [(one.rule, one.message, one.action) for one in verdict.findings] == [
        ("first", "a", Action.NONE),
        ("first", "b", Action.HOLD),
        ("second", "c", Action.REJECT),
        ("third", "d", Action.HOLD),
    ]
    assert verdict.policy_version == "tests"


def test_no_finding_publishes() -> None:
    assert Engine(POLICY, (rule("first"),)).judge(COMMENT) == rules.Verdict(Outcome.PUBLISH, (), "tests")


def test_a_finding_carries_all_that_the_rule_saw() -> None:
    hit = Hit(0.123456, "a", ((0, 3),), Field.AUTHOR_NAME, (("word", "خبر"),))
    (finding,) = Engine(POLICY, (Rule("first", lambda _reading: (hit,), version=7),)).judge(COMMENT).findings
    assert finding == rules.Finding(
        "first", Action.NONE, 0.1235, "a", ((0, 3),), Field.AUTHOR_NAME, (("word", "خبر"),), rule_version=7
    )


def test_a_rule_that_fails_holds_the_comment_and_the_others_still_speak(caplog: pytest.LogCaptureFixture) -> None:
    catalogue = (rule("first", Hit(0.1, "a")), Rule("second", broken), rule("third", Hit(0.2, "b")))
    with caplog.at_level(logging.ERROR):
        verdict = Engine(POLICY, catalogue).judge(rules.Submission("متن خصوصی", "نام خصوصی"))
    assert verdict.outcome is Outcome.HOLD
    assert verdict.degraded == ("second",)
    assert [one.rule for one in verdict.findings] == ["first", "third"]
    assert "second" in caplog.text
    assert "خصوصی" not in caplog.text


def test_a_rule_that_fails_does_not_make_a_refusal_milder() -> None:
    verdict = Engine(POLICY, (Rule("first", broken), rule("second", Hit(0.95, "a")))).judge(COMMENT)
    assert (verdict.outcome, verdict.degraded) == (Outcome.REJECT, ("first",))


def test_the_policy_alone_turns_scores_into_actions() -> None:
    strict = dataclasses.replace(POLICY, rules={"first": Thresholds(0.1, 0.2)})
    assert Engine(strict, (rule("first", Hit(0.3, "a")),)).judge(COMMENT).outcome is Outcome.REJECT


def test_profiles_of_articles_are_kept_up_to_a_bound_and_the_busy_ones_longest() -> None:
    engine = Engine(POLICY, ())
    busy = rules.Article("busy", title="خبر")
    profile = engine.profile(busy)
    for number in range(PROFILES + 50):
        engine.judge(rules.Submission("متن", article=rules.Article(str(number), title="خبر")))
        assert engine.profile(busy) is profile
    assert len(engine._profiles) == PROFILES  # noqa: SLF001 (there is no other way to see the bound)
    assert engine.profile(rules.Article("0", title="خبر")).article_id == "0"


def test_an_article_that_changed_gets_a_new_profile() -> None:
    engine = Engine(POLICY, ())
    before, after = (engine.profile(rules.Article("1", title=title)) for title in ("باران تهران", "برف تبریز"))
    assert before.title_topics != after.title_topics


def verdicts(texts: tuple[str, ...]) -> list[str]:
    """The verdicts of these texts as text, to compare them between processes."""
    engine = rules.Engine()
    article = rules.Article("1", title="افزایش حقوق معلمان", body="مجلس حقوق معلمان را افزایش داد.")
    return [json.dumps(dataclasses.asdict(engine.judge(rules.Submission(text, "مینا", article)))) for text in texts]


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_another_process_with_another_hash_seed_gives_the_same_verdicts(seed: str) -> None:
    program = (
        "import dataclasses, json, sys, rules\n"
        "engine = rules.Engine()\n"
        "article = rules.Article('1', title='افزایش حقوق معلمان', body='مجلس حقوق معلمان را افزایش داد.')\n"
        "for text in reversed(json.load(sys.stdin)):\n"
        "    print(json.dumps(dataclasses.asdict(engine.judge(rules.Submission(text, 'مینا', article)))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.stdout.splitlines()[::-1] == verdicts(TEXTS)


def test_threads_do_not_disturb_each_other() -> None:
    engine = rules.Engine()
    texts = TEXTS * 12
    alone = [engine.judge(rules.Submission(text)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: engine.judge(rules.Submission(text)), texts))
    assert together == alone


def test_importing_the_front_door_loads_nothing_heavy() -> None:
    program = (
        "import sys, rules; print([name for name in ('hazm', 'langdetect', 'rules.engine') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_front_door_has_no_name_that_is_not_there() -> None:
    assert all(hasattr(rules, name) for name in rules.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = rules.nothing


def test_rules_are_tried_from_the_command_line() -> None:
    command = [sys.executable, "-m", "rules", "این وزیر واقعا احمق است"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert done.stdout.startswith(("hold", "reject"))
    assert "احمق" in done.stdout


BUSY_ARTICLE = rules.Article(
    "7",
    title="شهرداری زرین‌شهر قرارداد زباله را لغو کرد",
    lede="بهروز راستین‌فر، مدیرعامل شرکت پاک‌گستر، اتهام رشوه را رد کرد.",
    body="راستین‌فر گفت شرکت پاک‌گستر از دادگاه شکایت می‌کند.",
    category="شهری",
    tags=("زباله", "پاک‌گستر"),
)


def test_a_stored_profile_is_the_very_one_that_was_made() -> None:
    made = rules.prepare(BUSY_ARTICLE)
    stored = made.to_bytes()
    assert rules.ArticleProfile.from_bytes(stored) == made
    assert rules.ArticleProfile.from_bytes(stored).to_bytes() == stored


def test_a_prepared_article_is_judged_like_the_article_itself() -> None:
    engine = rules.Engine()
    text = "کی قبض برق را حساب می‌کند؟ دیشب باز هم دو ساعت قطع بود و یخچال خراب شد"
    plain = engine.judge(rules.Submission(text, article=BUSY_ARTICLE))
    prepared = engine.judge(rules.Submission(text, profile=rules.prepare(BUSY_ARTICLE)))
    assert plain == prepared
    assert plain.findings


DAMAGED = (b"", b"{}", *(zlib.compress(one) for one in (b"", b"{}", b'{"version": 0}', b'{"version": 1}', b"[]")))


@pytest.mark.parametrize("stored", DAMAGED)
def test_a_damaged_profile_is_not_taken(stored: bytes) -> None:
    with pytest.raises(rules.ProfileError):
        rules.ArticleProfile.from_bytes(stored)
