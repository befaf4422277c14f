"""How a verdict is kept."""

import json

import rules
from service.status import Status
from service.usecases.records import STATUS_OF, language_of, read_findings, risk_of, write_finding

FINDING = rules.Finding(
    rule="insult",
    action=rules.Action.HOLD,
    score=0.61234,
    message="stupid",
    spans=((1, 4), (6, 9)),
    field=rules.Field.AUTHOR_NAME,
    details=(("word", "واژه"), ("word", "دیگر")),
    rule_version=3,
)


def test_a_finding_comes_back_from_json_as_it_was() -> None:
    (back,) = read_findings(json.loads(json.dumps([write_finding(FINDING)])))
    assert back == rules.Finding(**{**{f: getattr(FINDING, f) for f in FINDING.__slots__}, "score": 0.6123})


def test_every_outcome_has_its_status() -> None:
    assert {outcome: STATUS_OF[outcome] for outcome in rules.Outcome} == {
        rules.Outcome.PUBLISH: Status.PUBLISHED,
        rules.Outcome.HOLD: Status.HELD,
        rules.Outcome.REJECT: Status.REJECTED,
    }


def test_the_risk_is_that_of_the_strongest_finding_that_asks_for_something() -> None:
    silent = rules.Finding("persian", rules.Action.NONE, 0.99, "x")
    verdict = rules.Verdict(rules.Outcome.HOLD, (FINDING, silent), "1")
    assert risk_of(verdict) == FINDING.score
    assert risk_of(rules.Verdict(rules.Outcome.PUBLISH, (silent,), "1")) == 0.0
    assert risk_of(rules.Verdict(rules.Outcome.HOLD, (), "1", degraded=("persian",))) == 0.5


def test_the_language_is_what_the_rule_about_it_named() -> None:
    def said(rule: str, *details: tuple[str, str]) -> rules.Finding:
        return rules.Finding(rule, rules.Action.HOLD, 0.9, "foreign", details=details)

    assert (
        language_of([said("insult", ("code", "xx")), said("persian", ("code", "ckb"), ("language", "کردی"))]) == "ckb"
    )
    assert language_of([said("persian"), said("insult")]) == ""
