"""For everybody: by keyboard, in the dark, on a small screen, with a screen reader."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.reader import Reader
from tests.browser.stand import Place, Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
INSULT = "این مدیر احمق هیچ کاری برای مردم این شهر نمی‌کند"


@pytest.fixture
def lively(stand: Stand) -> Place:
    """An article with a conversation under it."""
    place = stand.article()
    root = stand.post(place, "کرایهٔ شب باید با روز یکی باشد", "رضا")["comment"]["id"]
    stand.post(place, "راننده‌ها هم حق دارند، شب‌کاری سخت است", "Nima", root)
    stand.post(place, "کاش این خط‌ها تا فرودگاه هم می‌رفتند", "سارا")
    return place


def complaints(page: Page) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(reader: Come, lively: Place, scheme: str) -> None:
    mina = reader(color_scheme=scheme, reduced_motion="reduce").expects("status of 422").visit(lively)
    assert complaints(mina.page) == []

    mina.write("  ").send()
    assert complaints(mina.page) == []
    mina.write(INSULT, name="مینا").solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "rejected")
    assert complaints(mina.page) == []
    expect(mina.picture).to_be_visible()
    mina.answer.fill("1")
    mina.write("نظری دیگر").send()
    expect(mina.notice).to_have_attribute("data-kind", "failed")
    assert complaints(mina.page) == []
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").click()
    expect(mina.widget.locator("[part=banner]")).to_be_visible()
    assert complaints(mina.page) == []
    mina.write("من هم همین را می‌گویم، کرایه زیاد است", name="مینا").solve().send()
    expect(mina.comments).to_have_count(4)
    assert complaints(mina.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["شنیدن عدد", "پرسش نوشتاری"])
def test_axe_finds_nothing_in_any_kind_of_captcha_nor_is_one_too_wide(
    reader: Come, stand: Stand, scheme: str, kind: str
) -> None:
    screen = {"width": 320, "height": 800}
    mina = reader(color_scheme=scheme, reduced_motion="reduce", viewport=screen).visit(stand.article())
    mina.write("نظری دربارهٔ خبر")
    mina.widget.get_by_role("button", name=kind).click()
    expect(mina.widget.get_by_role("button", name=kind)).to_be_hidden()

    assert complaints(mina.page) == []
    assert overflow(mina.page) == 0


def test_axe_finds_nothing_on_the_front_page(reader: Come, lively: Place, stand: Stand) -> None:
    mina = reader()
    mina.page.goto(f"{stand.base}/demo")

    expect(mina.page.locator(f"a[href='{lively.path}']").first).to_be_visible()
    assert complaints(mina.page) == []


def test_a_comment_is_written_and_answered_by_keyboard_alone(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    keyboard = mina.page.keyboard

    def tab_to(wanted: str) -> None:
        for _ in range(30):
            if mina.focused_part() == wanted or mina.page.evaluate("document.activeElement?.id") == wanted:
                return
            keyboard.press("Tab")
        pytest.fail(f"{wanted} is out of reach")

    def fill_in(text: str) -> None:
        keyboard.type(text)
        keyboard.press("Tab")
        keyboard.type("مینا")
        expect(mina.picture).to_be_visible()
        keyboard.press("Tab")  # the name is to be remembered
        keyboard.press("Tab")  # another picture
        keyboard.press("Tab")
        keyboard.type(stand.answer_to(mina.token()))
        keyboard.press("Enter")

    mina.page.evaluate("document.querySelector('h1').scrollIntoView()")
    for _ in range(30):
        keyboard.press("Tab")
        if mina.text.evaluate("box => box.getRootNode().activeElement === box"):
            break
    fill_in("با صفحه‌کلید هم می‌شود نظر نوشت")
    expect(mina.comments).to_have_count(1)
    expect(mina.comments.first).to_be_focused()
    tab_to("button reply")
    keyboard.press("Enter")
    expect(mina.text).to_be_focused()
    mina.name.fill("")
    mina.text.focus()
    fill_in("و به همان نظر پاسخ داد، باز هم با صفحه‌کلید")
    expect(mina.comments).to_have_count(2)
    expect(mina.comments.nth(1)).to_be_focused()


def test_the_way_back_from_a_reply_leads_to_where_one_was(reader: Come, lively: Place) -> None:
    mina = reader().visit(lively)
    mina.widget.get_by_role("button", name="پاسخ به نظر رضا").press("Enter")
    expect(mina.text).to_be_focused()
    mina.page.keyboard.press("Shift+Tab")
    mina.page.keyboard.press("Enter")

    expect(mina.widget.locator("article", has_text="کرایهٔ شب باید")).to_be_focused()


def test_a_refusal_is_announced_and_takes_the_focus(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(INSULT).solve().send()

    expect(mina.status).to_contain_text("نظر شما منتشر نشد")
    expect(mina.notice).to_be_focused()


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_small_screen(reader: Come, lively: Place, width: int) -> None:
    mina = reader(viewport={"width": width, "height": 800}).visit(lively)
    assert overflow(mina.page) == 0

    mina.write(INSULT + "x" * 200, name="م" * 60).solve()
    assert overflow(mina.page) == 0
    mina.send()
    expect(mina.notice).to_be_visible()
    assert overflow(mina.page) == 0
    mina.widget.get_by_role("button", name="پاسخ به نظر Nima").click()
    expect(mina.picture).to_be_visible()
    assert overflow(mina.page) == 0


def test_the_theme_follows_the_system_or_the_page(reader: Come, stand: Stand) -> None:
    mina = reader(color_scheme="dark").visit(stand.article())
    root = mina.widget.locator("[part=root]")
    expect(root).to_have_css("background-color", "rgb(20, 25, 29)")

    mina.page.emulate_media(color_scheme="light")
    expect(root).to_have_css("background-color", "rgb(255, 255, 255)")
    mina.widget.evaluate("element => element.setAttribute('theme', 'dark')")
    expect(root).to_have_css("background-color", "rgb(20, 25, 29)")


def test_names_and_texts_of_other_directions_do_not_turn_the_line(reader: Come, lively: Place) -> None:
    mina = reader().visit(lively)
    nima = mina.comments.filter(has_text="Nima")

    assert nima.locator("[part=author]").evaluate("element => element.tagName") == "BDI"
    expect(nima.locator("[part=text]")).to_have_attribute("dir", "auto")
