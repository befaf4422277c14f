"""Dates as a Persian reader writes them."""

from datetime import UTC, datetime, timedelta

import pytest

from service.dates import ago, jalali, jalali_day, persian_digits

NOON = datetime(2022, 2, 1, 8, 42, tzinfo=UTC)


def test_a_moment_is_written_in_the_jalali_calendar_and_tehran_time() -> None:
    assert jalali(NOON) == "۱۲ بهمن ۱۴۰۰، ۱۲:۱۲"


def test_a_day_is_the_day_in_tehran() -> None:
    assert jalali_day(datetime(2022, 2, 1, 20, 29, tzinfo=UTC)) == "۱۲ بهمن ۱۴۰۰"
    assert jalali_day(datetime(2022, 2, 1, 20, 30, tzinfo=UTC)) == "۱۳ بهمن ۱۴۰۰"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2021, 6, 1, 8, 0, tzinfo=UTC), "۱۱ خرداد ۱۴۰۰، ۱۲:۳۰"),  # summer time, until 1401
        (datetime(2023, 6, 1, 8, 0, tzinfo=UTC), "۱۱ خرداد ۱۴۰۲، ۱۱:۳۰"),  # none since
        (datetime(2025, 3, 20, 12, 0, tzinfo=UTC), "۳۰ اسفند ۱۴۰۳، ۱۵:۳۰"),  # the last day of a leap year
        (datetime(2025, 3, 20, 21, 0, tzinfo=UTC), "۱ فروردین ۱۴۰۴، ۰۰:۳۰"),
    ],
)
def test_leap_years_and_summer_time_are_those_of_iran(moment: datetime, written: str) -> None:
    assert jalali(moment) == written


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        jalali(datetime(2022, 2, 1, 8, 42))  # noqa: DTZ001 (that is the point)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (-5, "لحظه‌ای پیش"),
        (0, "لحظه‌ای پیش"),
        (59, "لحظه‌ای پیش"),
        (60, "۱ دقیقه پیش"),
        (3 * 60 + 59, "۳ دقیقه پیش"),
        (3600, "۱ ساعت پیش"),
        (23 * 3600 + 3599, "۲۳ ساعت پیش"),
        (24 * 3600, "۱ روز پیش"),
        (30 * 24 * 3600 - 1, "۲۹ روز پیش"),
        (30 * 24 * 3600, "۱۲ بهمن ۱۴۰۰"),
    ],
)
def test_an_age_is_told_in_the_largest_whole_unit(seconds: int, written: str) -> None:
    assert ago(NOON, NOON + timedelta(seconds=seconds)) == written


def test_digits_become_persian_and_the_rest_stays() -> None:
    assert persian_digits("شمارهٔ 2048؟") == "شمارهٔ ۲۰۴۸؟"
    assert persian_digits(-3) == "-۳"
