"""The reasons for a refusal."""

from service.reasons import all_reasons, label_of, message_for_author, suggest


def test_the_house_rules_are_there_in_the_order_of_the_digit_keys() -> None:
    codes = ["insult", "accusation", "language", "relevance", "advert", "private-data", "repeat", "other"]
    assert list(all_reasons()) == codes


def test_every_reason_speaks_both_languages_to_both_readers() -> None:
    for reason in all_reasons().values():
        for language in ("fa", "en"):
            assert reason.labels[language].strip()
            assert reason.messages[language].strip()


def test_every_rule_suggests_one_reason_at_most() -> None:
    rules = [rule for reason in all_reasons().values() for rule in reason.rules]
    assert len(rules) == len(set(rules))


def test_the_strongest_rule_that_fits_suggests_the_reason() -> None:
    assert suggest(["unknown", "persian", "insult"]) == "language"
    assert suggest(["unknown"]) == ""
    assert suggest([]) == ""


def test_a_code_that_is_no_more_is_still_shown() -> None:
    assert label_of("insult") == "توهین"
    assert label_of("insult", "en") == "Insult"
    assert label_of("insult", "de") == "توهین"
    assert label_of("gone") == "gone"
    assert message_for_author("gone") == message_for_author("other")
