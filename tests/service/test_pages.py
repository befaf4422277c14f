"""The text form of a saved page, in the shapes that agencies' pages take when they are copied."""

from datetime import UTC, datetime

import pytest

from service.article import ArticleForm
from service.errors import ArticleUnreadableError
from service.pages import read_page

KICKER = "فرماندار بندر دلفین:"
TITLE = "اسکله مسافری تا نوروز آماده می‌شود"
LEDE = "فرماندار بندر دلفین می‌گوید دو شناور تازه خریده شده و مسافران جزیره دیگر در صف نمی‌مانند."
FIRST = "به گزارش خبرنگار ما، یعقوب دریانورد امروز در نشست خبری گفت ساخت اسکله هشتاد درصد پیش رفته است."
SECOND = "وی افزود: سالن انتظار، آب شیرین‌کن و راه‌بند ویلچر هم در طرح دیده شده و پیمانکار تا پایان بهمن فرصت دارد."
BODY = f"{FIRST}\n\n{SECOND}"
MOMENT = datetime(2022, 2, 1, 8, 42, tzinfo=UTC)
DATE = "۱۲ بهمن ۱۴۰۰، ۱۲:۱۲"
CODE = "کد خبر 7001234"
FORM = (
    "نظر شما\nشما در حال پاسخ به نظر «» هستید.\n"
    "  • نظرات حاوی توهین و هرگونه نسبت ناروا به اشخاص حقیقی و حقوقی منتشر نمی‌شود.\n"
    "  • نظراتی که غیر از زبان فارسی یا غیر مرتبط با خبر باشد منتشر نمی‌شود.\n  • captcha"
)


def page(*lines: str) -> str:
    return "\n\n".join(lines)


SHAPES = {
    "title and lede repeated, empty tags": page(
        DATE, KICKER, TITLE, TITLE, LEDE, LEDE, FIRST, SECOND, CODE, "برچسب‌ها", FORM
    ),
    "title once, tags inline": page(
        DATE, KICKER, TITLE, LEDE, FIRST, SECOND, CODE, "برچسب‌ها: بندر دلفین، اسکله، #گردشگری_دریایی", FORM
    ),
    "Arabic digits, tags listed": page(
        "١٢ بهمن ١٤٠٠ - ١٢:١٢", KICKER, TITLE, TITLE, LEDE, FIRST, SECOND, "كد خبر: ٧٠٠١٢٣٤",
        "برچسب ها", "بندر دلفین", "اسکله", "گردشگری دریایی", FORM,
    ),
    "menu before, other news after": page(
        "صفحه نخست", "سیاست", "اقتصاد", "آرشیو", f"سه‌شنبه {DATE}", "چاپ", KICKER, TITLE, TITLE, LEDE, FIRST,
        "بیشتر بخوانید", SECOND, CODE, "لینک کوتاه: https://khabar.example/xyz",
        "برچسب‌ها", "بندر دلفین | اسکله | گردشگری دریایی", "اخبار مرتبط",
        "یک خبر دیگر که هیچ ربطی به این خبر ندارد و نباید در متن بیاید.", FORM,
    ),
    "code at the top": page(
        f"کد خبر: ۷۰۰۱۲۳۴ | {DATE}", KICKER, TITLE, LEDE, FIRST, SECOND, "برچسب‌ها: بندر دلفین، اسکله، گردشگری دریایی"
    ),
    "title above the date": page(
        "خانه > جامعه > استان‌ها", KICKER, TITLE, "تاریخ انتشار: ۱۴۰۰/۱۱/۱۲ ساعت ۱۲:۱۲", LEDE, FIRST, SECOND,
        "کد خبر", "7001234",
        "کلیدواژه‌ها: بندر دلفین، اسکله، گردشگری دریایی",
    ),
    "kicker without a mark, title once": page(DATE, KICKER.rstrip(":"), TITLE, LEDE, FIRST, SECOND, CODE, FORM),
    "no empty lines, Windows line ends": "\r\n".join(
        (DATE, KICKER, TITLE, TITLE, LEDE, FIRST, SECOND, CODE, *FORM.split("\n"))
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_the_text_gives_the_same_article(text: str) -> None:
    article = read_page(text)

    assert (article.code, article.title, article.kicker.rstrip(":")) == ("7001234", TITLE, KICKER.rstrip(":"))
    assert article.lede == LEDE
    assert article.body == BODY
    assert article.published_at == MOMENT
    assert article.tags in {(), ("بندر دلفین", "اسکله", "گردشگری دریایی")}
    assert bool(article.tags) is ("گردشگری" in text.rsplit("700", 1)[-1] or "٧٠٠" in text)


def test_a_page_without_kicker_and_lede_gives_neither() -> None:
    article = read_page(page(DATE, TITLE, FIRST, SECOND, CODE, FORM))

    assert article == ArticleForm("7001234", TITLE, body=BODY, published_at=MOMENT)


def test_a_page_without_a_date_has_no_date() -> None:
    article = read_page(page("صفحه نخست", KICKER, TITLE, LEDE, FIRST, SECOND, CODE))

    assert article == ArticleForm("7001234", TITLE, KICKER, LEDE, BODY)


def test_without_an_opening_the_first_paragraph_is_the_lede() -> None:
    article = read_page(page(DATE, TITLE, LEDE, SECOND, CODE))

    assert (article.title, article.lede, article.body) == (TITLE, LEDE, SECOND)


def test_half_spaces_that_were_lost_are_not_put_back() -> None:
    lost = "دیپلمات های دو کشور گفتند نشست بعدی در پاییز برگزار میشود و نتیجه گفتگوها منتشر خواهد شد."
    article = read_page(
        page(DATE, "وزارت خارجه؛", "توافق نزدیک میشود", lost, FIRST, "کد خبر 42", "برچسبها", FORM.replace("\u200c", ""))
    )

    assert (article.kicker, article.title, article.lede) == ("وزارت خارجه؛", "توافق نزدیک میشود", lost)
    assert article.body == FIRST


def test_the_desk_and_the_address_are_read_where_they_stand() -> None:
    article = read_page(
        page("صفحه نخست » بین‌الملل » روسیه", DATE, TITLE, LEDE, FIRST, CODE, "https://khabar.example/news/7001234")
    )

    assert (article.category, article.url) == ("بین‌الملل", "https://khabar.example/news/7001234")
    assert read_page(page(DATE, "گروه: اقتصادی", TITLE, LEDE, FIRST, CODE)).category == "اقتصادی"


def test_a_date_inside_a_sentence_is_not_the_articles_date() -> None:
    sentence = "فرماندار گفت ساخت اسکله در ۳ مهر ۱۳۹۸، ۱۰:۳۰ آغاز شد."
    article = read_page(page(DATE, TITLE, LEDE, FIRST, sentence, CODE))

    assert article.published_at == MOMENT
    assert sentence in article.body


def test_a_day_that_is_in_no_calendar_is_no_date() -> None:
    assert read_page(page("۳۱ مهر ۱۴۰۰، ۱۲:۱۲", TITLE, LEDE, FIRST, CODE)).published_at is None


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (page(DATE, KICKER, TITLE, LEDE, FIRST, SECOND, FORM), "«کد خبر»"),
        (page(DATE, TITLE, CODE), "متن خبر"),
        (page(DATE, CODE, FORM), "عنوان خبر"),
        ("", "عنوان خبر"),
    ],
    ids=["no code", "no text", "no title", "nothing"],
)
def test_what_is_missing_is_said_in_one_sentence(text: str, missing: str) -> None:
    with pytest.raises(ArticleUnreadableError) as caught:
        read_page(text)

    assert missing in caught.value.detail
    assert caught.value.detail.count(".") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_a_file_is_read_in_the_encoding_it_has(encoding: str) -> None:
    # windows-1256 has no Persian ye and no Persian digits; pages in it were written with what it has.
    text = SHAPES["title and lede repeated, empty tags"].replace("ی", "ي")
    text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))

    article = read_page(text.encode(encoding))

    assert article.title == TITLE.replace("ی", "ي")
    assert (article.code, article.published_at) == ("7001234", MOMENT)
