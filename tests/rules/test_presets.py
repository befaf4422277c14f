"""What a desk sets otherwise: presets, overrides, and every fault at once."""

import pytest

from rules.policy import NEVER, Policy, PolicyError, Scope, Thresholds, adapt_policy, load_policy, preset_policy

BASE = load_policy()


def test_balanced_is_the_installations_own_policy() -> None:
    assert preset_policy("balanced", BASE) is BASE
    adapted = adapt_policy(BASE, "", "v")
    assert (adapted.version, adapted.rules, adapted.unmarked) == ("v", BASE.rules, BASE.unmarked)


def test_strict_holds_earlier_and_refuses_no_sooner() -> None:
    strict = preset_policy("strict", BASE)
    assert strict.rules.keys() == BASE.rules.keys()
    assert all(own.hold_at <= BASE.rules[rule].hold_at for rule, own in strict.rules.items())
    assert all(own.reject_at == BASE.rules[rule].reject_at for rule, own in strict.rules.items())
    assert any(own.hold_at < BASE.rules[rule].hold_at for rule, own in strict.rules.items())


def test_strict_is_nowhere_milder_than_the_installation() -> None:
    harsh = Policy("own", {**BASE.rules, "insult": Thresholds(0.1, 0.2)})
    assert preset_policy("strict", harsh).rules["insult"] == Thresholds(0.1, 0.2)


def test_what_is_set_stands_beside_the_preset() -> None:
    content = 'preset = "strict"\n[rules.insult]\nhold_at = 0.6\n[preview]\nunmarked = []\n'
    adapted = adapt_policy(BASE, content, "v")
    assert adapted.rules["insult"] == Thresholds(0.6, NEVER)
    assert adapted.rules["relevance"] == preset_policy("strict", BASE).rules["relevance"]
    assert adapted.unmarked == frozenset()


def test_a_rule_that_is_set_is_set_for_every_article() -> None:
    scope = Scope("ورزشی", "", {"insult": Thresholds(0.9), "advert": Thresholds(0.8)})
    scoped = Policy("own", BASE.rules, (scope,))
    adapted = adapt_policy(scoped, "[rules.insult]\nhold_at = 0.4\n", "v")
    assert adapted.scopes == (Scope("ورزشی", "", {"advert": Thresholds(0.8)}),)
    assert adapt_policy(scoped, "", "v").scopes == scoped.scopes
    assert preset_policy("strict", scoped).scopes == ()


def test_all_faults_are_named_at_once() -> None:
    content = (
        'preset = "wild"\nversion = "1"\n[rules.weather]\n[rules.insult]\nhold_at = 7\n[preview]\nunmarked = ["x"]\n'
    )
    with pytest.raises(PolicyError) as caught:
        adapt_policy(BASE, content, "v")
    faults = str(caught.value)
    expected = ("preset: one of", "version: unknown", "rules.weather", "rules.insult.hold_at", "preview.unmarked")
    assert all(fault in faults for fault in expected)
    for broken in ("[", 'preset = "wild"'):
        with pytest.raises(PolicyError):
            adapt_policy(BASE, broken, "v")
