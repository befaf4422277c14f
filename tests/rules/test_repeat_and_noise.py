"""What copies and noise may look like, and that no text at all brings these rules down."""

from itertools import permutations

from hypothesis import example, given
from hypothesis import strategies as st

import rules
from rules.checks.noise.mash import is_mash
from rules.checks.noise.rule import RULE as NOISE
from rules.checks.repeat.likeness import Likeness, Print, likeness, may_be_like, print_of
from rules.checks.repeat.rule import RULE as REPEAT
from rules.language.folding import fold
from rules.reading import Reading

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)  # surrogates too
WORDS = "مسئولان باید همین امروز پاسخ مردم این شهر را بدهند و گرنه اعتماد آنها از دست می رود".split()
#: What is sprinkled over a copy to make it look like another text.
HIDING = st.sampled_from(["", " ", ".", "😂", "\u200c", "\u200b", "\u2060", "ـ", "*", "\u064e", "\n"])
SEEN = st.builds(
    rules.Earlier,
    ANYTHING,
    same_author=st.booleans(),
    same_article=st.booleans(),
    seconds=st.floats(0, 100_000),
    same_network=st.booleans(),
)


def as_print(text: str) -> Print:
    return print_of(fold(text))


@given(st.data())
def test_what_is_sprinkled_between_the_letters_makes_no_other_text(data: st.DataObject) -> None:
    text = " ".join(WORDS)
    hidden = "".join(char + data.draw(HIDING) for char in text)
    assert likeness(as_print(text), as_print(hidden)) is Likeness.SAME
    assert may_be_like(fold(hidden), [text, "دیگر هیچ", text]) == [0, 2]


@given(st.integers(0, len(WORDS) - 1), st.text(alphabet="ابپتسمنرد", max_size=5))
def test_one_word_changed_is_nearly_the_same(at: int, word: str) -> None:
    changed = " ".join([*WORDS[:at], word, *WORDS[at + 1 :]])
    assert likeness(as_print(" ".join(WORDS)), as_print(changed)) >= Likeness.NEAR


def test_sentences_in_any_order_are_nearly_the_same() -> None:
    sentences = ["گرانی امان مردم را بریده", "هیچ‌کس پاسخ نمی‌دهد", "وعده‌ها هم تکراری شده", "کاش کسی بشنود"]
    first = as_print(". ".join(sentences))
    assert all(likeness(first, as_print("، ".join(order))) >= Likeness.NEAR for order in permutations(sentences))


@given(ANYTHING, ANYTHING)
def test_likeness_is_mutual(one: str, other: str) -> None:
    assert likeness(as_print(one), as_print(other)) is likeness(as_print(other), as_print(one))


@given(ANYTHING, ANYTHING, st.lists(SEEN, max_size=8))
@example("ﷺ" * 30, "\ud800", [rules.Earlier("ﷺ" * 30, seconds=1.0)] * 5)
@example("12", "", [rules.Earlier("12", same_author=True, same_article=True)])
def test_no_text_and_no_facts_bring_the_rules_down(text: str, name: str, earlier: list[rules.Earlier]) -> None:
    facts = rules.Facts(earlier=(*earlier, *(one._replace(text=text) for one in earlier)))
    reading = Reading(rules.Submission(text, name, None, facts), None)
    for hit in (*NOISE.check(reading), *REPEAT.check(reading)):
        length = len(text if hit.field is rules.Field.TEXT else name)
        assert all(0 <= start < end <= length for start, end in hit.spans)
        assert 0 < hit.score <= 1


@given(ANYTHING)
def test_whatever_a_word_is_made_of_it_is_mash_or_not(text: str) -> None:
    assert is_mash(fold(text)) in {True, False}


def test_a_moderator_learns_how_many_texts_came_in_how_many_minutes() -> None:
    text = " ".join(WORDS)
    facts = rules.Facts(earlier=tuple(rules.Earlier(text, seconds=61.0 * n) for n in range(4)))
    (found,) = rules.Engine().judge(rules.Submission(text, facts=facts)).findings
    assert rules.explain_to_moderator(found) == "۵ متن تقریباً یکسان در ۴ دقیقه (هجوم)."
    assert rules.explain_to_moderator(found, "en") == "5 nearly equal texts in 4 min (a raid)."
