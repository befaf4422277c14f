"""The page of comments in a browser that runs no scripts, and for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.settings import Settings
from service.web.embed import pin_entry
from tests.browser.conftest import SECRET
from tests.browser.publisher import Publisher
from tests.browser.reader import PERSIAN, Reader
from tests.browser.stand import Place, Stand
from tests.browser.test_access import INSULT, complaints, lively, overflow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
__all__ = ["lively"]  # a fixture of the neighbours'


def address(stand: Stand, place: Place) -> str:
    return f"{stand.base}/c/{place.site.public_key}/{place.code}"


def solve(page: Page, stand: Stand) -> None:
    token = page.locator("input[name=token]").get_attribute("value") or ""
    page.get_by_label("عددی را که در تصویر می‌بینید").fill(stand.answer_to(token).translate(PERSIAN))


def test_a_reader_without_javascript_reads_answers_is_refused_mends_and_is_published(
    reader: Come, stand: Stand, lively: Place
) -> None:
    page = reader(java_script_enabled=False).expects("status of 422").page
    page.goto(address(stand, lively))
    expect(page.locator("article")).to_have_count(3)
    page.get_by_role("link", name="پاسخ به نظر رضا").click()
    expect(page.get_by_role("heading", name="شما در حال پاسخ به نظر «رضا» هستید")).to_be_in_viewport()

    page.get_by_label("متن نظر").fill(INSULT)
    page.get_by_label("نام", exact=True).fill("مینا")
    page.get_by_role("button", name="ارسال پاسخ").click()
    expect(page.get_by_text("عدد تصویر را بنویسید.")).to_be_visible()
    solve(page, stand)
    page.get_by_role("button", name="ارسال پاسخ").click()
    answer = page.get_by_role("region", name="نظر شما منتشر نشد")
    expect(answer).to_be_in_viewport()
    expect(answer.locator("mark")).to_have_text("احمق")
    expect(page.get_by_label("متن نظر")).to_have_value(INSULT)

    page.get_by_label("متن نظر").fill("من هم همین را می‌گویم، کرایه زیاد است")
    solve(page, stand)
    page.get_by_label("عددی را که").press("Enter")
    mine = page.locator("article", has_text="من هم همین")
    expect(mine).to_be_in_viewport()
    expect(mine).to_contain_text("نظر شما منتشر شد")
    expect(page.locator("li", has=page.locator("article", has_text="کرایهٔ شب باید")).locator("li")).to_have_count(2)


def test_the_page_is_used_by_keyboard_alone(reader: Come, stand: Stand, lively: Place) -> None:
    page = reader().page
    page.goto(address(stand, lively))
    keyboard = page.keyboard
    keyboard.press("Tab")
    expect(page.get_by_role("link", name="رفتن به فرم نظر")).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(page.get_by_label("متن نظر")).to_be_focused()
    keyboard.type("با صفحه‌کلید هم می‌شود نظر نوشت")
    keyboard.press("Tab")
    keyboard.type("مینا")
    keyboard.press("Tab")
    expect(page.get_by_label("عددی را که")).to_be_focused()
    token = page.locator("input[name=token]").get_attribute("value") or ""
    keyboard.type(stand.answer_to(token))
    keyboard.press("Enter")
    expect(page.locator("article", has_text="با صفحه‌کلید")).to_contain_text("نظر شما منتشر شد")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_page(reader: Come, stand: Stand, lively: Place, scheme: str) -> None:
    page = reader(color_scheme=scheme).expects("status of 422", "status of 404").page
    page.goto(address(stand, lively))
    assert complaints(page) == []
    page.get_by_role("link", name="پاسخ به نظر رضا").click()
    assert complaints(page) == []
    page.get_by_role("button", name="ارسال پاسخ").click()
    assert complaints(page) == []
    page.get_by_role("button", name="پرسش نوشتاری").click()
    expect(page.get_by_label("پاسخ پرسش را با رقم یا با حروف بنویسید")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="شنیدن عدد").click()
    expect(page.locator("audio")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="دیدن تصویر").click()
    page.get_by_label("متن نظر").fill(INSULT)
    page.get_by_role("button", name="سنجش پیش از ارسال").click()
    expect(page.get_by_role("region", name="نظر شما با قواعد سازگار نیست").locator("mark")).to_have_text("احمق")
    assert complaints(page) == []
    for text in (INSULT, "salam in khabar kheili khoob bood mamnoon", "راه خوبی است، ممنون از خبر"):
        page.get_by_label("متن نظر").fill(text)
        solve(page, stand)
        page.get_by_role("button", name="ارسال پاسخ").click()
        expect(page.locator("#answer, .fresh")).to_be_visible()
        assert complaints(page) == []
    page.goto(address(stand, lively) + "?comment=gone")
    assert complaints(page) == []


@pytest.mark.parametrize("width", [320, 360, 1600])
def test_no_state_of_the_page_is_wider_than_the_screen(reader: Come, stand: Stand, lively: Place, width: int) -> None:
    page = reader(viewport={"width": width, "height": 800}).page
    page.goto(address(stand, lively))
    assert overflow(page) == 0
    page.get_by_label("متن نظر").fill(INSULT + "x" * 200)
    page.get_by_label("نام", exact=True).fill("م" * 60)
    solve(page, stand)
    page.get_by_role("button", name="ارسال نظر").click()
    expect(page.locator("#answer")).to_be_visible()
    assert overflow(page) == 0


def test_in_print_only_the_thread_is_left(reader: Come, stand: Stand, lively: Place) -> None:
    page = reader().page
    page.goto(address(stand, lively))
    page.emulate_media(media="print")
    expect(page.locator("article")).to_have_count(3)
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_role("link", name="پاسخ به نظر رضا")).to_be_hidden()


def test_the_pasted_tag_vouches_for_the_script_and_the_link_stands_in_for_it(
    reader: Come, stand: Stand, publisher: Publisher, lively: Place
) -> None:
    pinned = pin_entry(Settings(secret_key=SECRET))
    tag = (
        f'<script type="module" src="{stand.base}/embed/{pinned.digest}/v1.js" integrity="{pinned.integrity}"></script>'
    )
    element = stand.tag(lively).partition("</script>")[2]
    element = element.replace("></nazer", f'><a href="{address(stand, lively)}">نظرها</a></nazer')
    mina = reader().open(publisher.page(tag + element))
    expect(mina.comments).to_have_count(3)
    expect(mina.page.get_by_role("link", name="نظرها")).to_be_hidden()

    nima = reader().expects("integrity", "Failed to load").page
    nima.goto(publisher.page(tag.replace(pinned.integrity, "sha384-" + "A" * 64) + element))
    nima.get_by_role("link", name="نظرها").click()
    expect(nima.locator("article")).to_have_count(3)
