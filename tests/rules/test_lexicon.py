"""Word lists: reading them, and finding their words."""

from pathlib import Path

import pytest

from rules.lexicon import Lexicon, Match, expand, parse
from rules.text import Text

LIST = """
# words of these tests
[rude]
3 بی‌شعور            # three spellings
3 کله پوک
2 قالتاق
2 {بد,زشت} رفتار | exact
1 مهمل | aim
[odd]
2 برای N نفر
2 خاک * سر
"""


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(parse(LIST, "list.txt"))


def terms(lexicon: Lexicon, text: str) -> list[str]:
    return [match.entry.term for match in lexicon.find(Text(text))]


@pytest.mark.parametrize("text", ["بی‌شعور", "بی شعور", "بیشعور", "بيشعور", "بی‌شعورها", "بیشعوری", "بیـــشعور"])
def test_one_line_finds_all_spellings_of_a_word(lexicon: Lexicon, text: str) -> None:
    assert terms(lexicon, text) == ["بی‌شعور"]


def test_an_ending_is_allowed_unless_the_line_says_exact(lexicon: Lexicon) -> None:
    assert terms(lexicon, "قالتاق‌ها و قالتاق و قالتاقی") == ["قالتاق"] * 3
    assert terms(lexicon, "بد رفتار") == ["{بد,زشت} رفتار"]
    assert terms(lexicon, "بد رفتاری") == []


def test_braces_stand_for_alternatives(lexicon: Lexicon) -> None:
    assert sorted(expand("{الف,ب}{ج,}")) == ["الف", "الفج", "ب", "بج"]
    assert terms(lexicon, "زشت رفتار") == ["{بد,زشت} رفتار"]


def test_a_star_is_any_word_and_n_a_number(lexicon: Lexicon) -> None:
    assert terms(lexicon, "برای ۲۰ نفر بفرست") == ["برای N نفر"]
    assert terms(lexicon, "برای بیست نفر بفرست") == []
    assert terms(lexicon, "خاک بر سر") == ["خاک * سر"]


def test_a_match_says_which_words_it_covers(lexicon: Lexicon) -> None:
    text = Text("این آدم کله پوک است")
    (match,) = lexicon.find(text)
    assert (match.first, match.last, match.how) == (2, 3, "plain")
    assert text.original[text.words[match.first].start : text.words[match.last].end] == "کله پوک"


def test_a_word_inside_another_is_not_found(lexicon: Lexicon) -> None:
    assert terms(lexicon, "مهملات‌نویسی قالتاقیسم") == []


def test_options_and_category_are_handed_on(lexicon: Lexicon) -> None:
    (match,) = lexicon.find(Text("حرف مهمل"))
    assert isinstance(match, Match)
    assert (match.entry.category, match.entry.strength, match.entry.options) == ("rude", 1, frozenset({"aim"}))


def test_every_faulty_line_is_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"list\.txt:1: .*list\.txt:3: .*list\.txt:4: ") as caught:
        parse("2 پیش از هر عنوان\n[rude]\nبی شماره\n2\n2 درست", "list.txt")
    assert "list.txt:5" not in str(caught.value)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "rules").rglob("lexicon.txt")), ids=lambda p: p.parent.name
)
def test_the_lists_that_ship_have_no_faults_and_no_line_twice(path: Path) -> None:
    entries = {id(entry): entry for entry, _ in parse(path.read_text("utf-8"), path.name)}.values()
    lines = [(entry.category, entry.term, entry.options) for entry in entries]
    assert sorted({str(line) for line in lines if lines.count(line) > 1}) == []
    assert Lexicon.read(path).find(Text("خبر خوبی بود")) is not None


def test_only_lone_words_of_enough_strength_are_given_out(lexicon: Lexicon) -> None:
    assert set(lexicon.single_forms(2)) == {"بیشعور", "کلهپوک", "قالتاق", "بدرفتار", "زشترفتار", "خاکبرسر"} & set(
        lexicon.single_forms(1)
    )
    assert "مهمل" in set(lexicon.single_forms(1))
