"""What the author and the moderator are told."""

import pytest

import rules
from rules import Action, Field, Finding
from rules.explain import messages

INSULT = Finding("insult", Action.REJECT, 0.95, "stupid", ((0, 4),), details=(("word", "احمق"), ("how", "plain")))


def test_an_author_hears_one_reason_for_each_rule_and_field_strongest_first() -> None:
    found = (
        Finding("advert", Action.REJECT, 0.92, "link", ((9, 12),)),
        Finding("insult", Action.REJECT, 0.93, "animal", ((5, 8),), details=(("word", "خر"),)),
        INSULT,
        Finding("insult", Action.REJECT, 0.94, "name", ((0, 4),), Field.AUTHOR_NAME, (("word", "احمق"),)),
    )
    reasons = rules.reasons_for_author(found)
    assert [(one.rule, one.field) for one in reasons] == [
        ("insult", Field.TEXT),
        ("insult", Field.AUTHOR_NAME),
        ("advert", Field.TEXT),
    ]
    assert reasons[0].message == messages("insult")["stupid"]["fa"]["author"]
    assert reasons[0].spans == ((0, 4), (5, 8))


def test_an_author_of_a_refused_text_does_not_hear_what_would_only_have_been_held() -> None:
    held = Finding("advert", Action.HOLD, 0.6, "link", ((9, 12),))
    assert [one.rule for one in rules.reasons_for_author([held, INSULT])] == ["insult"]
    assert [one.rule for one in rules.reasons_for_author([held])] == ["advert"]


def test_an_author_hears_nothing_of_what_was_seen_and_let_pass() -> None:
    assert rules.reasons_for_author([Finding("insult", Action.NONE, 0.3, "stupid", details=(("word", "احمق"),))]) == ()
    assert rules.reasons_for_author([]) == ()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_message_can_be_said_with_the_details_that_it_names(language: str) -> None:
    assert "احمق" in rules.explain_to_moderator(INSULT, language)


def test_the_readers_words_are_put_in_as_they_are() -> None:
    tricky = Finding("insult", Action.HOLD, 0.6, "stupid", details=(("word", "{0}{how}<b>%s"),))
    assert "{0}{how}<b>%s" in rules.explain_to_moderator(tricky)


def test_the_same_finding_is_told_in_the_language_that_is_asked_for() -> None:
    (persian,), (english,) = (rules.reasons_for_author([INSULT], language) for language in ("fa", "en"))
    assert persian.message != english.message
    assert english.message.isascii()
    assert persian.spans == english.spans


def test_marks_are_taken_from_the_rules_that_are_named_and_from_disguised_words() -> None:
    plain = Finding("insult", Action.HOLD, 0.7, "stupid", ((0, 4),), details=(("word", "احمق"), ("how", "plain")))
    hidden = Finding("insult", Action.HOLD, 0.7, "stupid", ((5, 9),), details=(("word", "اح.مق"), ("how", "signs")))
    advert = Finding("advert", Action.HOLD, 0.7, "word", ((0, 4),))
    found = rules.without_marks((plain, hidden, advert), frozenset({"advert", "disguise"}))
    assert [one.spans for one in found] == [((0, 4),), (), ()]
    assert rules.without_marks((plain, hidden, advert), frozenset()) == (plain, hidden, advert)


def test_one_disguised_word_among_plain_ones_is_noticed() -> None:
    found = [
        one
        for one in rules.Engine().judge(rules.Submission("این احمق یک ا.ح.م.ق است")).findings
        if one.rule == "insult"
    ]
    assert found
    assert dict(found[0].details)["how"] != "plain"
    assert rules.without_marks(found, frozenset({"disguise"}))[0].spans == ()
