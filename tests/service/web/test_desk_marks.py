"""A reader's text for a moderator's eyes."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.marks import Span, mark, rule_class

LABELS = {"insult": "توهین", "advert": "تبلیغ"}


def test_a_span_is_marked_and_named() -> None:
    marked = mark("تو احمقی", [Span(3, 7, "insult")], LABELS)
    assert marked == 'تو <mark class="rule-insult" title="توهین">احمق</mark>ی'


def test_spans_count_code_points_not_bytes_or_utf_16() -> None:
    assert mark("😀😀بد", [Span(2, 4, "insult")], {}) == '😀😀<mark class="rule-insult" title="insult">بد</mark>'


def test_where_spans_overlap_both_rules_are_named() -> None:
    marked = mark("abcdef", [Span(0, 4, "insult"), Span(2, 6, "advert")], LABELS)
    assert marked == (
        '<mark class="rule-insult" title="توهین">ab</mark>'
        '<mark class="rule-insult rule-advert" title="توهین، تبلیغ">cd</mark>'
        '<mark class="rule-advert" title="تبلیغ">ef</mark>'
    )


def test_the_same_rule_twice_is_named_once() -> None:
    marked = mark("abc", [Span(0, 3, "insult"), Span(1, 2, "insult")], LABELS)
    assert marked.count("rule-insult rule-insult") == 0
    assert marked.count("<mark") == 3


@pytest.mark.parametrize("span", [(-5, 99), (0, 3)])
def test_spans_that_reach_over_the_ends_are_cut(span: tuple[int, int]) -> None:
    assert mark("abc", [Span(*span, "x")], {}) == '<mark class="rule-x" title="x">abc</mark>'


@pytest.mark.parametrize("span", [(3, 3), (2, 1), (7, 9), (-4, -1)])
def test_spans_that_hold_nothing_are_left_out(span: tuple[int, int]) -> None:
    assert mark("abc", [Span(*span, "x")], {}) == "abc"


def test_what_cannot_be_seen_is_shown_and_half_spaces_stay() -> None:
    assert "U+202E" in mark("a\u202eb", (), {})
    assert "U+0000" in mark("a\0b", (), {})
    assert mark("می\u200cروم\nو\tرفتم\r\n", (), {}) == "می\u200cروم\nو\tرفتم\r\n"


def test_text_rule_and_label_are_escaped() -> None:
    marked = mark("<img src=x>&\"'", [Span(0, 4, '"><script>')], {'"><script>': '"><script>'})
    assert "<img" not in marked
    assert "<script" not in marked
    assert rule_class('"><script> X') == "rule--script-x"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from("abc"))))
def test_whatever_the_text_and_spans_nothing_is_lost_or_let_through(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    visible = "".join(char for char in text if char.isprintable())
    marked = mark(visible, [Span(*span) for span in spans], {})
    tree = lxml.html.fragment_fromstring(f"<div>{marked}</div>")
    assert tree.text_content() == visible
    assert {node.tag for node in tree.iter()} <= {"div", "mark"}
