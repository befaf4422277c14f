"""What follows for a comment from who sends it and where to."""

from datetime import UTC, datetime, timedelta

import pytest

import rules
from service.article import DeskMode
from service.store.standing import ConductRules, Record
from service.usecases.standing import RULE, Standing, weigh
from tests.desk_support import finding

NOW = datetime(2026, 2, 1, tzinfo=UTC)
PUBLISH = rules.Verdict(rules.Outcome.PUBLISH, (), "test-1")
HOLD = rules.Verdict(rules.Outcome.HOLD, (finding(),), "test-1")
REJECT = rules.Verdict(rules.Outcome.REJECT, (finding(action="reject"),), "test-1")
EVERYTHING = ConductRules(first_held=3, trusted_from=5, strikes=2, strike_days=14)


def standing(
    conduct: ConductRules = EVERYTHING,
    record: Record = Record(published=3),  # noqa: B008 (frozen)
    mode: DeskMode = DeskMode.AS_PUBLISHED,
    *,
    watched: bool = False,
) -> Standing:
    return Standing(mode, watched, conduct, record)


def message(verdict: rules.Verdict) -> str:
    return next((one.message for one in verdict.findings if one.rule == RULE), "")


def test_where_nothing_is_set_nothing_follows() -> None:
    for verdict in (PUBLISH, HOLD, REJECT):
        assert weigh(verdict, NOW, standing(ConductRules(), Record(struck=9, last_struck=NOW))) is verdict


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (standing(mode=DeskMode.PREMODERATED), "premoderated"),
        (standing(watched=True), "network"),
        (standing(record=Record(published=3, struck=2, last_struck=NOW - timedelta(days=13))), "strikes"),
        (standing(record=Record(published=2)), "first"),
    ],
)
def test_what_is_to_be_read_is_held_with_the_reason(where: Standing, why: str) -> None:
    verdict = weigh(PUBLISH, NOW, where)
    assert (verdict.outcome, message(verdict)) == (rules.Outcome.HOLD, why)
    assert weigh(REJECT, NOW, where) is REJECT


def test_strikes_are_forgiven_with_time() -> None:
    record = Record(published=3, struck=2, last_struck=NOW - timedelta(days=14))
    assert weigh(PUBLISH, NOW, standing(record=record)) is PUBLISH


def test_a_trusted_readers_comment_is_published_where_it_would_wait() -> None:
    verdict = weigh(HOLD, NOW, standing(record=Record(published=5)))
    assert (verdict.outcome, message(verdict)) == (rules.Outcome.PUBLISH, "trusted")
    assert verdict.findings[: len(HOLD.findings)] == HOLD.findings


@pytest.mark.parametrize(
    ("verdict", "record"),
    [
        (HOLD, Record(published=4)),
        (HOLD, Record(published=50, refused=1)),
        (REJECT, Record(published=50)),
        (rules.Verdict(rules.Outcome.HOLD, (finding("accusation"),), "test-1"), Record(published=50)),
        (rules.Verdict(rules.Outcome.HOLD, (), "test-1", degraded=("insult",)), Record(published=50)),
    ],
)
def test_trust_has_its_ends(verdict: rules.Verdict, record: Record) -> None:
    assert weigh(verdict, NOW, standing(record=record)) is verdict
