"""When two names are the same one in disguise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bans import name_shape


@pytest.mark.parametrize(
    "disguise",
    ["علی رضا", "علی\u200cرضا", "علي رضا۲", "ع ل ی‌رضا", "علــی رضا", "عَلی‌رضااا", "ﻋﻠﯽ رضا", "۷علی_رضا", "علی.رضا 😀"],
)
def test_spaces_digits_signs_and_letters_of_another_keyboard_make_no_other_name(disguise: str) -> None:
    assert name_shape(disguise) == name_shape("علیرضا")


@pytest.mark.parametrize("disguise", ["ALI", "Ａｌｉ", "аli", "A1i", "@li", "Ali_123", "á l í"])
def test_latin_names_are_seen_through_their_look_alikes(disguise: str) -> None:
    assert name_shape(disguise) == "ali"


def test_other_names_stay_others() -> None:
    names = ["علی", "عالیه", "رضا", "مینا", "مانی", "Nima", "Mina", "۱۲۳", "۱۲۴"]
    assert len({name_shape(name) for name in names}) == len(names)


@pytest.mark.parametrize("nothing", ["", "  ", "\u200c", "🙂", "…"])
def test_a_name_without_letters_has_no_shape(nothing: str) -> None:
    assert name_shape(nothing) == ""


@given(st.text(max_size=60))
def test_a_shape_is_its_own_shape_or_near_enough_to_be_found(name: str) -> None:
    shape = name_shape(name)
    assert shape == name_shape(name + "\u200c") == name_shape(f" {name} ")
