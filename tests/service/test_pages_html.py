"""The HTML form of a saved page: with metadata, with less, with none, and with its readers' comments."""

import json
from datetime import UTC, datetime

import pytest

from service.errors import ArticleUnreadableError
from service.pages import read_page

TITLE = "باغ‌موزه انار در یزدل گشوده شد"
LEDE = "نخستین باغ‌موزه انار کشور با ۶۰ گونه درخت و یک کارگاه شربت‌گیری از امروز پذیرای گردشگران است."
PARAGRAPHS = """\
به گزارش خبرنگار ما، آیین گشایش باغ‌موزه انار با حضور باغداران روستای یزدل و گروهی از گردشگران برگزار شد.
زهره انارکی، مدیر باغ‌موزه، گفت بخشی از درختان این مجموعه بیش از یک سده عمر دارند و از باغ‌های دیگر آورده شده‌اند.
به گفته او کارگاه‌های رب‌گیری، رنگرزی با پوست انار و ساخت دانه‌کن هر پنجشنبه برای خانواده‌ها برپا می‌شود.
باغداران محلی امیدوارند گشایش این مجموعه فروش مستقیم میوه را بیشتر کند و دست واسطه‌ها را کوتاه کند.
""".splitlines()
BODY = "\n\n".join(PARAGRAPHS)
READER = "این نظر یک خواننده است و هرگز نباید در متن خبر دیده شود، هر قدر هم که بلند و خوش‌نوشت باشد."
MOMENT = datetime(2022, 2, 1, 8, 42, tzinfo=UTC)
URL = "https://khabar.example/news/5500777/anar"


def body_html(extra: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f'<article><div class="item-text">{paragraphs}</div>{extra}</article>'


def page(head: str = "", body: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


NEWS = {
    "@type": "NewsArticle", "headline": TITLE, "description": LEDE, "datePublished": "2022-02-01T12:12:00+03:30",
    "articleSection": ["گردشگری"], "keywords": "انار، یزدل,باغ‌موزه",
    "mainEntityOfPage": {"@id": URL}, "identifier": 5500777,
}  # fmt: skip
LD_SHAPES = {
    "plain": NEWS,
    "in a graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, NEWS]},
    "in an array": [{"@type": "Organization", "name": "x"}, {**NEWS, "@type": ["Article", "NewsArticle"]}],
    "Jalali year and no zone": {**NEWS, "datePublished": "1400-11-12T12:12:00", "identifier": {"value": "۵۵۰۰۷۷۷"}},
}


@pytest.mark.parametrize("value", LD_SHAPES.values(), ids=LD_SHAPES)
def test_json_ld_says_it_all(value: object) -> None:
    article = read_page(page(json_ld(value), f"<h1>{TITLE}</h1>{body_html()}"))

    assert (article.code, article.title, article.lede) == ("5500777", TITLE, LEDE)
    assert article.body == BODY
    assert (article.category, article.tags, article.url) == ("گردشگری", ("انار", "یزدل", "باغ‌موزه"), URL)
    assert article.published_at == MOMENT


def test_open_graph_alone_is_enough() -> None:
    metas = {
        "og:site_name": "خبر نمونه", "og:title": f"{TITLE} | خبر نمونه", "og:description": LEDE, "og:url": URL,
        "article:published_time": "2022-02-01T08:42:00Z", "article:section": "گردشگری",
    }  # fmt: skip
    head = "".join(f'<meta property="{name}" content="{content}">' for name, content in metas.items())
    head += '<meta property="article:tag" content="انار"><meta property="article:tag" content="یزدل">'

    article = read_page(page(head, body_html()))

    assert (article.code, article.title, article.lede, article.body) == ("5500777", TITLE, LEDE, BODY)
    assert (article.category, article.tags, article.published_at) == ("گردشگری", ("انار", "یزدل"), MOMENT)


def test_a_page_without_metadata_is_read_by_its_marks_and_its_text() -> None:
    head = (
        '<h4 class="kicker">مدیر باغ‌موزه:</h4><h1 class="title">'
        + TITLE
        + f'</h1><p class="summary introtext">{LEDE}</p>'
    )
    foot = "<div>کد خبر: <span>۵۵۰۰۷۷۷</span></div><ul><li>برچسب‌ها</li><li>انار</li><li>یزدل</li></ul>"

    article = read_page(page("<title>x</title>", f"<div>۱۲ بهمن ۱۴۰۰ - ۱۲:۱۲</div>{head}{body_html()}{foot}"))

    assert (article.code, article.kicker, article.title) == ("5500777", "مدیر باغ‌موزه:", TITLE)
    assert (article.lede, article.body) == (LEDE, BODY)
    assert (article.tags, article.published_at) == (("انار", "یزدل"), MOMENT)


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    broken = (
        '<html><head><script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": </script>'
        f"<meta name=newsid content=5500777><body><div><h1>{TITLE}<p>"
        + "".join(f"<p>{paragraph}" for paragraph in PARAGRAPHS)
        + "</div></span></b><div>۱۲ بهمن ۱۴۰۰، ۱۲:۱۲"
    )

    article = read_page(broken)

    assert (article.code, article.published_at) == ("5500777", MOMENT)
    assert article.title == TITLE
    assert all(paragraph in article.body for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "section",
    [
        '<section id="comments"><h3>نظرات</h3>{}</section>',
        '<div class="comments-list clearfix"><ul><li class="comment">{}</li></ul></div>',
        '<div class="news-comments">{}</div>',
        "<h3>نظر شما</h3><div class='x'>{}</div>",
        '<form action="/c"><p>شما در حال پاسخ به نظر «» هستید.</p>{}</form>',
    ],
)
def test_readers_comments_are_never_the_body(section: str) -> None:
    comments = section.format(f"<div><b>مینا</b><p>{READER}</p><p>{READER}</p></div>")

    article = read_page(page(json_ld(NEWS), f"<h1>{TITLE}</h1>{body_html(comments)}"))

    assert article.body == BODY


def test_a_page_in_windows_1256_is_read() -> None:
    text = page(json_ld(NEWS), f"<h1>{TITLE}</h1>{body_html()}").replace("utf-8", "windows-1256").replace("ی", "ي")
    content = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")).encode("windows-1256")

    article = read_page(content)

    assert article.title == TITLE.replace("ی", "ي")
    assert article.body == BODY.replace("ی", "ي")
    assert article.code == "5500777"


def test_the_body_of_json_ld_stands_in_when_the_page_has_none() -> None:
    article = read_page(page(json_ld({**NEWS, "articleBody": BODY}), f"<h1>{TITLE}</h1><div id='app'></div>"))

    assert article.body == BODY


@pytest.mark.parametrize(
    "url",
    [
        "https://khabar.example/fa/news/5500777/x",
        "https://khabar.example/?newsid=5500777",
        "https://khabar.example/5500777",
    ],
)
def test_the_code_is_found_in_the_address_when_it_stands_nowhere_else(url: str) -> None:
    head = f'<meta property="og:title" content="{TITLE}"><link rel="canonical" href="{url}">'

    assert read_page(page(head, body_html())).code == "5500777"


@pytest.mark.parametrize("html", ["<html></html>", "<div></div>", page("<title>ورود</title>", "<p>خطا</p>")])
def test_a_page_with_no_article_is_refused_in_one_sentence(html: str) -> None:
    with pytest.raises(ArticleUnreadableError, match=r"^در این صفحه .* پیدا نشد\.$"):
        read_page(html)


def test_the_kind_can_be_forced() -> None:
    with pytest.raises(ArticleUnreadableError):
        read_page(page(json_ld(NEWS), body_html()), kind="text")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/news/5500777/anar"])
def test_only_an_address_of_the_web_is_the_pages_own(url: str) -> None:
    article = read_page(
        page(f'<link rel="canonical" href="{url}">', f"<h1>{TITLE}</h1><p>کد خبر 5500777</p>{body_html()}")
    )

    assert (article.code, article.url) == ("5500777", "")
