"""Contacts are read however they are written, on any text, in time that grows with its length."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import Engine, Facts, Submission
from rules.contacts import Contacts, find_contacts
from rules.contacts.numbers import find_numbers
from rules.text import Text

SAME_MOBILE = [
    "۰۹۱۲۳۴۵۶۷۸۹",
    "٠٩١٢٣٤٥٦٧٨٩",
    "0912 345 67 89",
    "۰۹۱۲.۳۴۵.۶۷۸۹",
    "0912/345/6789",
    "0_9_1_2_3_4_5_6_7_8_9",
    "۰۹۱۲\u200c۳۴۵\u200c۶۷۸۹",
    "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣",
    "+98 912 345 6789",
    "00989123456789",
    "o9l2 345 67 89",
    "۰۹۱۲سه۴۵۶۷۸۹",
    "09a12b345c67d89",
    "صفر نهصد و دوازده سیصد و چهل و پنج شصت و هفت هشتاد و نه",
    "صفرنهصدودوازده سه چهار پنج شصت و هفت هشتاد و نه",
    "صفر نهصد و دوازده سه تا چهار دو تا پنج شصت و هفت بیست",
]
NO_NUMBERS = [
    "2014، 2018، 2022، 2026",
    "5000 6000 7000 8000 تومان",
    "09/12/1402 10:30 12",
    "قانون ۱۳۳۹/۰۹/۱۲ ماده ۱۰ تبصره ۲",
    "کد رهگیری 12345678901234567890",
    "صفر تا صد نهصد هزار تومان",
    "از ۰۹۳۰ پیامک می‌آید",
    "۰-۱، ۲-۱، ۳-۰، ۱-۱، ۲-۲",
]


def kinds(written: str) -> list[str]:
    return [number.kind for number in find_numbers(Text(written).folded)]


def contacts(written: str, *own_domains: str) -> Contacts:
    return find_contacts(Text(written), own_domains)


@pytest.mark.parametrize("written", SAME_MOBILE)
def test_a_mobile_number_is_read_however_it_is_written(written: str) -> None:
    assert kinds(written) == ["phone"]


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_prices_dates_and_codes_are_no_numbers_of_anybody(written: str) -> None:
    assert kinds(written) == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("۶۰۳۷ ۹۹۱۱ ۲۲۳۳ ۴۴۵۵", "card"),
        ("۹۹۱۹ خط ۰۰۱۱ خط ۲۲۰۰ خط ۷۸۵۶", "card"),
        ("کارت 4532015112830366", "card"),
        ("IR820540102680020817909002", "account"),
        ("82 0540 1026 8002 0817 9090 02", "account"),
        ("به حساب بابام ۱۲۳.۴۵۶.۷۸۹۰", "account"),
        ("کد ملی ۰۴۹۹۳۷۰۸۹۹", "code"),
        ("(021) 88776655", "phone"),
        ("۰۲۱-۴۲۸۹۴", "phone"),
        ("88776655-021", "phone"),
        ("تلفن ۸۸۷۷۶۶۵۵", "phone"),
        ("شماره‌ام ۹۱۲۳۴۵۶۷۸۹", "phone"),
    ],
)
def test_other_numbers_are_told_by_their_lengths_check_digits_and_words(written: str, kind: str) -> None:
    assert kinds(written) == [kind]


@pytest.mark.parametrize("written", ["کارت 4532015112830367", "کد ملی ۰۴۹۹۳۷۰۸۹۸", "4532015112830366", "۰۴۹۹۳۷۰۸۹۹"])
def test_a_wrong_check_digit_or_no_word_for_it_makes_no_number(written: str) -> None:
    assert kinds(written) == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("t.me/kanal_ma", "invites"),
        ("t . me / kanal_ma", "invites"),
        ("تی‌می اسلش کانال", "invites"),
        ("https://chat.whatsapp.com/AbCd", "invites"),
        ("https://t.me/kanal/123", "links"),
        ("khabar dot com", "links"),
        ("کتاب‌سرا دات کام", "links"),
        ("خبرنامه نقطه آی‌آر", "links"),
        ("آیدی تلگرام: shahr_ma24", "handles"),
        ("بیا ت ل گ ر ا م shahr_ma24", "handles"),
        ("ادساین vip_tala", "handles"),
        ("@arzan_vpn", "handles"),
        ("@reza_k", "mentions"),
        ("reza.k@mail.example.com", "mails"),
        ("reza at gmail dot com", "mails"),
        ("*780*12#", "short"),
        ("عدد ۵ را به ۳۰۰۰۱۲۳۴ بفرستید", "short"),
    ],
)
def test_links_and_handles_are_read_however_they_are_written(written: str, kind: str) -> None:
    assert getattr(contacts(written), kind)


@pytest.mark.parametrize(
    "written",
    "info@nazer.example;https://www.nazer.example/1;dadgah.gov.ir;تی می‌کشید;نسخه 12.0.1 اندروید;سه نقطه می‌گذارد".split(
        ";"
    ),
)
def test_own_and_public_sites_and_what_only_looks_like_one_are_left_out(written: str) -> None:
    assert contacts(written, "nazer.example").all == ()


def test_words_around_a_number_tell_whose_it_is() -> None:
    assert contacts("شماره‌ش ۰۹۱۲۳۴۵۶۷۸۹ است").others
    assert contacts("شماره من ۰۹۱۲۳۴۵۶۷۸۹ است، بهش زنگ نزنید").others == frozenset()
    assert contacts("اداره برق ۰۲۱۸۸۷۷۶۶۵۵ جواب نمی‌دهد").offices
    assert contacts("۰۹۱۲۳۴۵۶۷۸۹").known == frozenset()


def test_what_the_author_is_told_does_not_repeat_private_data() -> None:
    messages = tomllib.loads((Path(__file__).parents[2] / "rules/checks/privacy/messages.toml").read_text("utf-8"))
    assert all("{" not in sentence for one in messages.values() for each in one.values() for sentence in each.values())


PIECES = ("صفر ", "نهصد", " و ", " تا ", "سه", "خط", "t.me/")
ALPHABET = st.sampled_from([*"0912345678۰۹۱۲٠٩ .-/_*#+@()oOlآبسiر\u200c\n️⃣،,:%", *PIECES])


@given(st.lists(ALPHABET, max_size=80).map("".join) | st.text(max_size=80))
def test_spans_lie_in_the_text_and_nothing_raises(written: str) -> None:
    found = contacts(written, "nazer.example")
    for start, end in (*found.all, *found.mentions, *found.short, *found.national, *found.name_like):
        assert 0 <= start < end <= len(written)
    numbers = list(find_numbers(Text(written).folded))
    assert all(left.end <= right.start for left, right in pairwise(numbers))
    Engine().judge(Submission(written, facts=Facts(own_domains=("nazer.example",))))


NASTY = [
    (piece * 10_000)[:10_000]
    for piece in (
        *(
            "0",
            "09 ",
            "a",
            "a.",
            "a@",
            "@a",
            "صفر ",
            "سه تا ",
            "09l",
            "به ",
            "t . me / ",
            "نقطه کام ",
            "www.",
            "+1 ",
            "1*",
        ),
        *(" ", "ات ساین ", "نهصد", "12 ب 345 ", "کوچه پلاک ۱ ", "شماره‌ش ۰۹۱۲۳۴۵۶۷۸۹ ", "تلفن 88 ", "حساب 12 "),
    )
]


@pytest.mark.parametrize("written", NASTY, ids=lambda text: text[:8])
def test_long_texts_made_to_be_slow_are_read_too(written: str) -> None:
    found = contacts(written)
    assert all(0 <= start < end <= len(written) for start, end in found.all)
