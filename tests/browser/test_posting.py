"""A reader writes: published at once, or refused with reasons and mended."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

GOOD = "خسته نباشید، خبر خوبی بود"
RULE_BREAKING = {
    "insult": "این مدیر احمق هیچ کاری برای مردم این شهر نمی‌کند",
    "persian": "This is a wonderful plan and I hope the buses will finally run on time.",
    "advert": "فروش ویژهٔ گوشی با قیمت باورنکردنی، همین حالا تماس بگیرید ۰۹۱۲۳۴۵۶۷۸۹",
    "relevance": "برای قورمه‌سبزی لوبیا را شب قبل خیس کنید و سبزی سرخ‌شده را با گوشت بپزید تا روغن بیندازد",
}


def test_a_good_comment_appears_in_the_thread_at_once(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(GOOD, name="مینا").solve().send()

    expect(mina.comments).to_have_count(1)
    expect(mina.comments.first).to_contain_text(GOOD)
    expect(mina.comments.first).to_contain_text("مینا")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۱ نظر")
    expect(mina.notice).to_contain_text("نظر شما منتشر شد")
    expect(mina.status).to_contain_text("نظر شما منتشر شد")
    expect(mina.text).to_have_value("")
    assert [comment["text"] for comment in stand.thread(place)["comments"]] == [GOOD]


def test_the_page_hears_of_it(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.page.evaluate(
        """() => {
          window.heard = [];
          for (const type of ["nazer:submitted", "nazer:count"])
            document.addEventListener(type, (event) => heard.push([type, event.detail.status ?? event.detail.count]));
        }"""
    )
    mina.write(GOOD).solve().send()
    expect(mina.comments).to_have_count(1)

    assert mina.page.evaluate("heard") == [["nazer:submitted", "published"], ["nazer:count", 1]]


def test_four_kinds_of_breach_are_told_four_reasons_in_persian(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    told = {}
    for rule, text in RULE_BREAKING.items():
        mina.write(text).solve().send()
        reasons = mina.notice.locator(f"li[data-rule={rule}] .reason")
        expect(reasons).to_be_visible()
        told[rule] = reasons.inner_text()
        if mina.notice.get_attribute("data-kind") == "rejected":
            expect(mina.text).to_have_value(text)

    assert len(set(told.values())) == 4
    assert all(re.search("[آ-ی]{2,}", message) for message in told.values())
    assert "published" not in stand.statuses(place).values()


@pytest.mark.parametrize("rule", ["insult", "advert"])
def test_the_words_are_marked_in_a_copy_above_the_box(reader: Come, stand: Stand, rule: str) -> None:
    marked = {"insult": "احمق", "advert": "۰۹۱۲۳۴۵۶۷۸۹"}[rule]
    text = f"👍👍 {RULE_BREAKING[rule]}"  # emoji are two UTF-16 units each, one code point
    mina = reader().visit(stand.article())
    mina.write(text).solve().send()

    expect(mina.notice.locator("blockquote")).to_have_text(text)
    expect(mina.notice.locator("mark").filter(has_text=marked)).to_be_visible()
    assert all(not mark.startswith("👍") for mark in mina.notice.locator("mark").all_inner_texts())


def test_a_refused_text_is_mended_where_it_stands_and_then_published(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(RULE_BREAKING["insult"]).solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "rejected")
    mina.widget.get_by_role("button", name="اصلاح متن").click()

    expect(mina.text).to_be_focused()
    selected = mina.text.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert "احمق" in selected
    mina.write("این مدیر برای مردم این شهر کاری نمی‌کند").solve().send()
    expect(mina.comments).to_have_count(1)


def test_a_reply_names_whom_it_answers_and_stands_under_it(reader: Come, stand: Stand) -> None:
    place = stand.article()
    root = stand.post(place, "کرایهٔ شب باید با روز یکی باشد", "رضا")["comment"]["id"]
    mina = reader().visit(place)
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").click()

    expect(mina.widget.locator("[part=banner]")).to_contain_text("شما در حال پاسخ به نظر «رضا» هستید")
    expect(mina.text).to_be_focused()
    mina.write("موافقم، کرایهٔ شب نباید بیشتر باشد", name="مینا").solve().send()
    expect(mina.comments).to_have_count(2)
    expect(mina.widget.locator("li li article")).to_contain_text("موافقم")
    [thread] = stand.thread(place)["comments"]
    assert [reply["parent_id"] for reply in thread["replies"]] == [root]


def test_there_is_a_way_back_from_a_reply_and_each_draft_waits_in_its_place(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.post(place, "کرایهٔ شب باید با روز یکی باشد", "رضا")
    mina = reader().visit(place)
    mina.write("نظری دربارهٔ خبر")
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").click()
    mina.write("پاسخی به رضا")
    mina.widget.get_by_role("button", name="انصراف از پاسخ").click()

    expect(mina.widget.locator("[part=banner]")).to_be_hidden()
    expect(mina.text).to_have_value("نظری دربارهٔ خبر")
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").click()
    expect(mina.text).to_have_value("پاسخی به رضا")


def test_a_draft_survives_a_reload_and_is_forgotten_once_sent(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write("نیمه‌کاره ماند", name="مینا")
    mina.page.reload()

    expect(mina.text).to_have_value("نیمه‌کاره ماند")
    expect(mina.widget.get_by_text("پیش‌نویس نیمه‌کارهٔ شما بازگردانده شد.")).to_be_visible()
    expect(mina.name).to_have_value("مینا")
    mina.write("نیمه‌کاره ماند ولی حالا کامل شد").solve().send()
    expect(mina.comments).to_have_count(1)
    mina.page.reload()
    expect(mina.comments).to_have_count(1)
    expect(mina.text).to_have_value("")


def test_a_double_click_sends_once(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader().visit(place)
    sent: list[str] = []
    mina.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    mina.write(GOOD).solve()
    mina.send_button.dblclick()

    expect(mina.comments).to_have_count(1)
    assert len(sent) == 1
    assert stand.thread(place)["published"] == 1


def test_the_rules_of_the_house_are_printed(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())

    expect(mina.widget.locator("[part=rules] li")).to_have_text(
        [
            "نظرات حاوی توهین و هرگونه نسبت ناروا به اشخاص حقیقی و حقوقی منتشر نمی‌شود.",
            "نظراتی که غیر از زبان فارسی یا غیر مرتبط با خبر باشد منتشر نمی‌شود.",
        ]
    )
