"""The iframe variant: as high as what is in it, framed by the site's own pages, of use where nothing may be stored."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.publisher import Publisher
from tests.browser.reader import PERSIAN, Reader
from tests.browser.stand import Stand
from tests.browser.test_access import overflow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

TEXT = "شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود"


def inside(mina: Reader) -> FrameLocator:
    return mina.page.frame_locator("iframe")


def post(mina: Reader, stand: Stand) -> None:
    frame = inside(mina)
    frame.get_by_label("متن نظر").fill(TEXT)
    expect(frame.get_by_role("img")).to_be_visible()
    frame.get_by_label("عددی را که در تصویر").fill(stand.answer_to(mina.token()).translate(PERSIAN))
    frame.locator("[part~=submit]").click()
    expect(frame.locator("article")).to_have_count(1)


def height(mina: Reader) -> int:
    return int(mina.page.locator("iframe").evaluate("frame => frame.clientHeight"))


def test_the_frame_is_as_high_as_the_comments_and_the_page_hears_of_them(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.article()
    policy = f"default-src 'none'; script-src {stand.base}; frame-src {stand.base}"
    mina = reader(viewport={"width": 320, "height": 700})
    mina.page.add_init_script(
        """if (top === self) {
          window.heard = [];
          for (const type of ["nazer:submitted", "nazer:count"])
            addEventListener(type, ({ detail }) => heard.push([type, detail.status ?? detail.count]));
        }"""
    )
    mina.page.goto(publisher.page(stand.printed(place), policy))
    expect(inside(mina).get_by_role("heading", level=2)).to_be_visible()
    post(mina, stand)

    expect(inside(mina).locator("article")).to_contain_text(TEXT)
    content = mina.page.frames[1]
    mina.page.wait_for_function(
        "(high) => document.querySelector('iframe').clientHeight === high",
        arg=content.evaluate("Math.ceil(document.body.getBoundingClientRect().height)"),
    )
    assert content.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert content.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert overflow(mina.page) == 0
    assert ["nazer:submitted", "published"] in mina.page.evaluate("heard")
    assert ["nazer:count", 1] in mina.page.evaluate("heard")


def test_without_our_script_on_the_page_the_frame_scrolls(reader: Come, stand: Stand, publisher: Publisher) -> None:
    [frame, _script] = stand.printed(stand.article()).splitlines()
    mina = reader()
    mina.page.goto(publisher.page(frame, f"default-src 'none'; frame-src {stand.base}"))
    post(mina, stand)

    assert height(mina) == 900


def test_a_page_that_is_none_of_the_sites_cannot_frame_it(reader: Come, stand: Stand, publisher: Publisher) -> None:
    mina = reader().expects("frame-ancestors", "Framing", "ERR_BLOCKED_BY_RESPONSE")
    mina.page.goto(publisher.page(stand.printed(stand.article())).replace("127.0.0.1", "localhost"))
    mina.page.wait_for_load_state("networkidle")

    expect(inside(mina).locator("nazer-comments")).to_have_count(0)


def test_the_height_is_told_to_the_sites_pages_only(reader: Come, stand: Stand, publisher: Publisher) -> None:
    place = stand.article()
    mina = reader()
    mina.page.add_init_script(
        "window.told = []; addEventListener('message', ({ origin, data }) => told.push([origin, data]));"
    )
    mina.page.goto(publisher.page(stand.printed(place)))
    expect(inside(mina).get_by_role("heading", level=2)).to_be_visible()
    mina.page.wait_for_function("told.length > 0")
    assert {origin for origin, _ in mina.page.evaluate("told")} == {stand.base}
    content = mina.page.frames[1]
    content.evaluate(
        """() => {
          const hello = { data: { nazer: "hello" }, origin: "https://evil.example", source: parent };
          dispatchEvent(new MessageEvent("message", hello));
        }"""
    )
    # It answers at once whom it answers; another target than the page would be an error in the console.
    assert content.evaluate("document.documentElement.dataset.origins") == publisher.origin


def test_it_works_where_nothing_may_be_stored(reader: Come, stand: Stand, publisher: Publisher) -> None:
    mina = reader()
    mina.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
    )
    mina.page.goto(publisher.page(stand.printed(stand.article())))
    frame = inside(mina)
    frame.get_by_label("نام مرا برای دفعهٔ بعد نگه دار").check()
    frame.get_by_label("نام", exact=True).fill("مینا")
    post(mina, stand)

    expect(frame.locator("article")).to_contain_text("مینا")
    assert mina.page.context.cookies() == []


def test_without_javascript_a_link_leads_to_the_page_of_comments(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    mina = reader(java_script_enabled=False)
    mina.page.goto(publisher.page(stand.printed(stand.article())))
    with mina.page.context.expect_page() as opened:
        inside(mina).get_by_role("link", name="نظر خوانندگان").click()

    expect(opened.value.get_by_label("متن نظر")).to_be_visible()
