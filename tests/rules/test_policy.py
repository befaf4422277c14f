"""Policies: what they say, and what is said of faulty ones."""

import tomllib
from pathlib import Path

import pytest

from rules import Action, Article
from rules.policy import NEVER, PolicyError, Thresholds, load_policy, parse_policy


@pytest.mark.parametrize(
    ("score", "action"),
    [
        (0.0, Action.NONE),
        (0.49, Action.NONE),
        (0.5, Action.HOLD),
        (0.89, Action.HOLD),
        (0.9, Action.REJECT),
        (1.0, Action.REJECT),
    ],
)
def test_a_threshold_is_reached_by_the_score_that_equals_it(score: float, action: Action) -> None:
    assert Thresholds(hold_at=0.5, reject_at=0.9).action(score) is action


def test_a_threshold_that_is_not_given_is_never_reached() -> None:
    assert Thresholds().action(1.0) is Action.NONE
    assert Thresholds(hold_at=0.5).action(1.0) is Action.HOLD
    assert NEVER > 1


def test_the_policy_that_ships_never_lets_the_machine_refuse_what_it_cannot_know() -> None:
    policy = load_policy()
    assert policy.version
    for rule in ("accusation", "relevance"):
        assert policy.thresholds(rule, None).reject_at == NEVER


def test_a_file_changes_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('version = "ours"\n[rules.insult]\nhold_at = 0.4\n')
    policy, shipped = load_policy(path), load_policy()
    assert policy.version == "ours"
    assert policy.thresholds("insult", None) == Thresholds(hold_at=0.4)
    assert policy.thresholds("advert", None) == shipped.thresholds("advert", None)


def test_a_scope_covers_its_category_or_article_and_the_later_one_wins() -> None:
    table = tomllib.loads("""
        version = "1"
        [[scopes]]
        category = "ورزشی"
        rules.insult.hold_at = 0.7
        [[scopes]]
        category = "ورزشی"
        article_id = "7"
        rules.insult.hold_at = 0.2
    """)
    policy = parse_policy(table, load_policy())
    shipped = load_policy().thresholds("insult", None)
    assert policy.thresholds("insult", None) == shipped
    assert policy.thresholds("insult", Article("7", category="سیاسی")) == shipped
    assert policy.thresholds("insult", Article("1", category="ورزشی")).hold_at == 0.7
    assert policy.thresholds("insult", Article("7", category="ورزشی")).hold_at == 0.2
    assert policy.thresholds("advert", Article("7", category="ورزشی")) == load_policy().thresholds("advert", None)


def test_every_fault_is_named_at_once() -> None:
    table = tomllib.loads("""
        colour = "red"
        [rules.insult]
        hold_at = "soon"
        reject_at = 1.5
        held_at = 0.5
        [rules.advert]
        hold_at = true
        [rules.nonsense]
        hold_at = 0.5
        [[scopes]]
        where = "here"
        rules.insult.hold_at = 0
    """)
    with pytest.raises(PolicyError) as caught:
        parse_policy(table, load_policy())
    faults = str(caught.value).split("; ")
    for place in (
        "colour", "version", "rules.insult.hold_at", "rules.insult.reject_at", "rules.insult.held_at",
        "rules.advert.hold_at", "rules.nonsense", "scopes[0].where", "scopes[0]", "scopes[0].rules.insult.hold_at",
    ):  # fmt: skip
        assert any(fault.startswith(f"{place}:") for fault in faults), place


@pytest.mark.parametrize("source", ["version = ", "version = 1\nversion = 2", "\udcff"], ids=ascii)
def test_what_is_no_toml_is_a_fault_of_the_policy(tmp_path: Path, source: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(source.encode("utf-8", "surrogateescape"))
    with pytest.raises(PolicyError, match="no TOML"):
        load_policy(path)


@pytest.mark.parametrize(
    "source", ['version = "1"\nrules = 3', 'version = "1"\nscopes = 3', 'version = "1"\nscopes = [1]', 'version = ""']
)
def test_what_has_another_shape_is_a_fault_of_the_policy(tmp_path: Path, source: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(source)
    with pytest.raises(PolicyError):
        load_policy(path)


def test_a_file_that_is_not_there_is_no_fault_of_the_policy(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        load_policy(tmp_path / "none.toml")


def test_what_advice_leaves_unmarked_is_said_in_the_policy() -> None:
    shipped = load_policy()
    assert shipped.unmarked == {"advert", "desk", "disguise", "noise", "repeat"}
    assert parse_policy({"version": "1"}, shipped).unmarked == shipped.unmarked
    assert parse_policy({"version": "1", "preview": {"unmarked": ["insult"]}}, shipped).unmarked == {"insult"}
    assert parse_policy({"version": "1", "preview": {"unmarked": []}}, shipped).unmarked == frozenset()


@pytest.mark.parametrize("preview", [7, {}, {"unmarked": "advert"}, {"unmarked": [7]}, {"unmarked": [], "more": 1}])
def test_a_faulty_table_of_advice_is_named(preview: object) -> None:
    with pytest.raises(PolicyError, match=r"^preview: a table is wanted"):
        parse_policy({"version": "1", "preview": preview}, load_policy())


def test_an_unknown_rule_among_the_unmarked_is_named() -> None:
    with pytest.raises(PolicyError, match=r"preview\.unmarked: no such rule: weather"):
        parse_policy({"version": "1", "preview": {"unmarked": ["weather", "advert"]}}, load_policy())
