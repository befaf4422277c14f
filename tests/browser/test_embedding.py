"""One script tag on any page: other origins, strict policies, hostile styles, several copies."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

HOSTILE = """
<style>
  * { all: revert; color: red !important; font-size: 40px !important; direction: ltr !important; letter-spacing: 9px;
      text-transform: uppercase !important; line-height: 1 !important; visibility: visible; text-align: center;
      word-spacing: 1em !important; text-indent: 3em !important; cursor: wait !important; }
  button, input, textarea, article, mark, ol, li { display: none !important; }
  .form, .comment, .text, .root { position: fixed !important; opacity: 0 !important; }
</style>
"""
STYLES = ("color", "fontSize", "direction", "letterSpacing", "textTransform", "lineHeight", "textAlign", "wordSpacing")


def styles(element: Locator) -> dict[str, str]:
    found = element.evaluate(
        "(element, names) => Object.fromEntries(names.map((name) => [name, getComputedStyle(element)[name]]))",
        list(STYLES),
    )
    assert isinstance(found, dict)
    return found


def test_a_page_of_another_origin_needs_one_tag_and_no_laxer_policy(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.article()
    policy = (
        f"default-src 'none'; script-src {stand.base}; connect-src {stand.base}; require-trusted-types-for 'script'"
    )
    mina = reader().open(publisher.page(stand.tag(place), policy))
    mina.write("از صفحهٔ خود روزنامه هم می‌شود نوشت").solve().send()

    expect(mina.comments).to_have_count(1)
    assert styles(mina.send_button)["direction"] == "rtl"


def test_a_wait_is_told_on_a_page_of_another_origin_too(reader: Come, stand: Stand, publisher: Publisher) -> None:
    exposed = stand.call("GET", "/v1/captcha", headers={"Origin": publisher.origin})
    assert exposed["kind"] == "image"
    mina = reader().expects("Failed to load resource").open(publisher.page(stand.tag(stand.article())))
    mina.page.route(
        "**/v1/comments",
        lambda route: route.fulfill(
            status=429,
            headers={
                "Retry-After": "90",
                "Access-Control-Allow-Origin": publisher.origin,
                "Access-Control-Expose-Headers": "Retry-After",
            },
            body="{}",
        ),
    )
    mina.write("دوباره و دوباره").solve().send()

    expect(mina.notice).to_contain_text("۲ دقیقهٔ دیگر")


def test_a_pages_styles_do_not_reach_in(reader: Come, stand: Stand, publisher: Publisher) -> None:
    place = stand.article()
    stand.post(place, "شب‌ها هم باید وسیله باشد", "رضا")
    plain = reader().open(publisher.page(stand.tag(place)))
    hostile = reader().open(publisher.page(HOSTILE + stand.tag(place)))

    for part in ("text", "author", "submit", "rules", "heading"):
        here, there = (one.widget.locator(f"[part~={part}]").first for one in (plain, hostile))
        expect(there).to_be_visible()
        assert styles(there) == styles(here)
    hostile.write("با همهٔ این‌ها کار می‌کند").solve().send()
    expect(hostile.comments).to_have_count(2)


def test_the_components_styles_do_not_reach_out(reader: Come, stand: Stand, publisher: Publisher) -> None:
    words = "<h2>تیتر</h2><button>دکمه</button><p class='text'>متن</p>"
    plain = reader()
    plain.page.goto(publisher.page(words))
    mina = reader().open(publisher.page(words + stand.tag(stand.article())))

    for element in ("body > h2", "body > button", "body > p"):
        assert styles(mina.page.locator(element)) == styles(plain.page.locator(element))


def test_two_copies_on_a_page_mind_their_own_business(reader: Come, stand: Stand, publisher: Publisher) -> None:
    one, other = stand.article(), stand.article()
    mina = reader().open(publisher.page(stand.tag(one) + stand.tag(other)))
    first, second = mina.page.locator("nazer-comments").all()
    second.get_by_label("متن نظر").fill("برای خبر دوم")
    expect(second.get_by_role("img")).to_be_visible()
    second.get_by_label("عددی را که").fill(stand.answer_to(mina.token()))
    second.locator("[part~=submit]").click()

    expect(second.locator("article")).to_have_count(1)
    expect(first.locator("article")).to_have_count(0)
    expect(first.get_by_label("متن نظر")).to_have_value("")
    assert stand.thread(one)["published"] == 0


def test_the_publishers_colours_and_parts_are_taken(reader: Come, stand: Stand, publisher: Publisher) -> None:
    style = (
        "<style>nazer-comments { --nazer-accent: rgb(1, 2, 3); }"
        "nazer-comments::part(form-title) { color: rgb(4, 5, 6); }</style>"
    )
    mina = reader().open(publisher.page(style + stand.tag(stand.article())))

    expect(mina.send_button).to_have_css("background-color", "rgb(1, 2, 3)")
    expect(mina.widget.locator("[part=form-title]")).to_have_css("color", "rgb(4, 5, 6)")


def test_the_article_can_be_changed_while_the_page_stays(reader: Come, stand: Stand, publisher: Publisher) -> None:
    one = stand.article()
    stand.post(one, "زیر خبر نخست", "رضا")
    stand.put(one)
    mina = reader().open(publisher.page(stand.tag(one)))
    expect(mina.comments).to_have_count(1)
    mina.widget.evaluate(
        "element => { element.setAttribute('locale', 'en'); element.setAttribute('order', 'oldest'); }"
    )

    expect(mina.widget.get_by_role("heading", level=2)).to_have_text("Readers’ comments 1 comment")
    expect(mina.comments).to_have_count(1)
    assert styles(mina.send_button)["direction"] == "ltr"


def test_an_article_that_was_never_registered_says_so(reader: Come, stand: Stand, publisher: Publisher) -> None:
    place = stand.article()
    tag = stand.tag(place).replace(place.code, "unknown")
    mina = reader().expects("status of 404").open(publisher.page(tag))

    expect(mina.widget.get_by_text("هنوز در سامانهٔ نظرها ثبت نشده است").first).to_be_visible()
    expect(mina.text).to_be_hidden()


def test_without_javascript_a_link_leads_to_the_page_of_comments(reader: Come, stand: Stand) -> None:
    place = stand.article()
    mina = reader(java_script_enabled=False)
    mina.page.goto(stand.base + place.path)

    mina.page.get_by_role("link", name="نظر خوانندگان را در صفحهٔ خودش").click()
    expect(mina.page.get_by_role("heading", level=1)).to_have_text("اتوبوس‌های شبانه از مهر راه می‌افتند")
    expect(mina.page.get_by_label("متن نظر")).to_be_visible()


def test_the_component_is_small(reader: Come, stand: Stand) -> None:
    mina = reader()
    sizes: list[int] = []
    mina.page.on(
        "requestfinished",
        lambda request: sizes.append(request.sizes()["responseBodySize"]) if "/embed/" in request.url else None,
    )
    mina.visit(stand.article())
    mina.page.wait_for_load_state("networkidle")

    assert len(sizes) == 2  # the script and the styles
    assert sum(sizes) <= 25_000


def test_english_is_fetched_where_it_is_asked_for_and_nowhere_else(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.article()
    asked: list[str] = []
    mina = reader()
    mina.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    mina.open(publisher.page(stand.tag(place)))
    assert "english.js" not in asked
    mina.open(publisher.page(stand.tag(place, 'locale="en"')))

    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("Readers’ comments")
    assert asked.count("english.js") == 1
