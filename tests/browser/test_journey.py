"""The main job end to end, with the rules that ship: a reader posts, a moderator decides, every reader sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import Reader
from tests.browser.stand import PASSWORD, Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

ACCUSING = "مدیرعامل شرکت واحد برای این خط‌ها از پیمانکار رشوه گرفته"


def test_a_held_comment_is_published_from_the_desk_and_appears_in_the_thread(
    reader: Come, stand: Stand, browser: Browser
) -> None:
    place = stand.article()
    mina = reader().visit(place)
    mina.write(ACCUSING, name="مینا").solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "held")
    expect(mina.notice.locator("li[data-rule=accusation]")).to_be_visible()
    expect(mina.comments).to_have_count(1)  # to her alone
    expect(mina.comments.first).to_contain_text("این نظر در انتظار بررسی است")

    context = browser.new_context()
    desk = context.new_page()
    desk.goto(f"{stand.base}/desk?article={place.code}")
    desk.locator("#username").fill(stand.moderator())
    desk.locator("#password").fill(PASSWORD)
    desk.keyboard.press("Enter")
    item = desk.locator("article.item")
    expect(item).to_have_count(1)
    expect(item.locator("mark").first).to_contain_text("رشوه")
    desk.wait_for_load_state()  # the keys' script has run
    desk.keyboard.press("KeyJ")
    desk.keyboard.press("KeyP")
    expect(desk.locator("#live")).to_have_text("نظر مینا منتشر شد.")
    context.close()

    reza = reader().visit(place)
    expect(reza.comments).to_have_count(1)
    expect(reza.comments.first).to_contain_text(ACCUSING)
    expect(reza.comments.first).to_contain_text("مینا")
