"""What readers see of each other."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

VECTORS = [
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<svg onload=window.hacked=1>",
    "\"><iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<a href='javascript:window.hacked=1'>خبر</a>",
    "${window.hacked = 1}{{constructor.constructor('window.hacked=1')()}}",
    "</textarea></template><style>*{display:none}</style>",
]


def comment(identity: str, text: str | None, parent: str | None = None, **members: object) -> dict[str, object]:
    return {
        "id": identity,
        "parent_id": parent,
        "author_name": "مینا" if text else None,
        "text": text,
        "status": "published",
        "published_at": "2022-02-01T08:42:00Z" if text else None,
        "replies": [],
        "more_replies": None,
        **members,
    }


def page_of(*comments: dict[str, object], **members: object) -> str:
    return json.dumps(
        {"comments_open": True, "published": len(comments), "comments": comments, "next": None, **members}
    )


def shows(reader: Reader, stand: Stand, page: str) -> Reader:
    """Let the component meet a thread that no rule would let through, or that is hard to bring about."""
    reader.page.route("**/comments?*", lambda route: route.fulfill(content_type="application/json", body=page))
    return reader.visit(stand.article())


def test_what_readers_write_is_only_ever_text(reader: Come, stand: Stand) -> None:
    hostile = [comment(f"c{number}", vector, author_name=vector) for number, vector in enumerate(VECTORS)]
    mina = shows(reader(), stand, page_of(*hostile))

    expect(mina.comments).to_have_count(len(VECTORS))
    expect(mina.widget.locator("[part=text]")).to_have_text(VECTORS)
    mina.widget.locator("[part~=reply]").first.click()
    expect(mina.widget.locator("[part=banner]")).to_contain_text(VECTORS[0])
    assert mina.page.evaluate("window.hacked") is None
    assert mina.widget.locator("article :is(script, img, svg, iframe, a:not([part=time]), style)").count() == 0


def test_what_one_sends_oneself_is_only_ever_text(reader: Come, stand: Stand) -> None:
    body = {
        "status": "rejected",
        "status_token": "t",
        "status_url": "/s/t",
        "reasons": [
            {"rule": "noise", "message": VECTORS[0], "hint": VECTORS[1], "field": "text", "spans": [[0, 9]]},
            {"rule": "noise", "message": VECTORS[2], "hint": "", "field": "author_name", "spans": [[0, 4]]},
        ],
    }
    mina = reader().visit(stand.article())
    mina.page.route(
        "**/v1/comments", lambda route: route.fulfill(content_type="application/json", body=json.dumps(body))
    )
    mina.write(VECTORS[1], name=VECTORS[2]).solve().send()

    expect(mina.notice.locator("blockquote")).to_have_text([VECTORS[2], VECTORS[1]])
    expect(mina.notice.locator(".hint")).to_have_text([VECTORS[1]])
    assert mina.page.evaluate("window.hacked") is None


def test_dates_are_jalali_and_tehran_time_wherever_the_reader_is(reader: Come, stand: Stand) -> None:
    mina = shows(reader(timezone_id="America/New_York", locale="en-US"), stand, page_of(comment("c", "سلام")))

    expect(mina.widget.locator("time")).to_have_text("۱۲ بهمن ۱۴۰۰، ۱۲:۱۲")


def test_a_comment_that_was_taken_away_keeps_its_place(reader: Come, stand: Stand) -> None:
    reply = comment("b", "پاسخی که ماند", "a")
    mina = shows(reader(), stand, page_of(comment("a", None, status="removed", replies=[reply]), published=1))

    expect(mina.comments.first).to_have_text("این نظر برداشته شده است")
    expect(mina.comments.nth(1)).to_contain_text("پاسخی که ماند")
    expect(mina.widget.get_by_role("button", name="پاسخ به نظر")).to_have_count(1)


def test_deep_replies_stop_moving_in_and_say_whom_they_answer(reader: Come, stand: Stand) -> None:
    deepest = comment("c9", "ته گفت‌وگو", "c8", author_name="رضا")
    for depth in range(8, -1, -1):
        parent = f"c{depth - 1}" if depth else None
        deepest = comment(f"c{depth}", f"عمق {depth}", parent, replies=[deepest], author_name=f"نفر {depth}")
    mina = shows(reader(viewport={"width": 320, "height": 800}), stand, page_of(deepest))
    boxes = [article.bounding_box() for article in mina.comments.all()]
    starts = [round(box["x"] + box["width"]) for box in boxes if box]

    assert starts[4] == starts[9] < starts[0]
    expect(mina.comments.nth(9)).to_contain_text("در پاسخ به نفر 8")
    assert all(box and box["width"] > 200 for box in boxes)


def test_more_comments_come_page_by_page_and_the_order_can_be_turned(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.crowd(place, 52)
    mina = reader().visit(place)
    expect(mina.comments).to_have_count(50)
    mina.widget.get_by_role("button", name="نظرهای بیشتر").click()

    expect(mina.comments).to_have_count(52)
    expect(mina.comments.nth(50)).to_be_focused()
    expect(mina.widget.get_by_role("button", name="نظرهای بیشتر")).to_be_hidden()
    newest = mina.comments.first.inner_text()
    mina.widget.get_by_role("button", name="قدیمی‌ترین").click()
    expect(mina.comments).to_have_count(50)
    expect(mina.comments.first).not_to_have_text(newest)
    expect(mina.widget.get_by_role("button", name="قدیمی‌ترین")).to_have_attribute("aria-pressed", "true")


def test_further_replies_are_fetched_on_demand(reader: Come, stand: Stand) -> None:
    root = comment("a", "ریشه", replies=[comment("b", "یک", "a")], more_replies={"count": 2, "after": "b"})
    rest = {"id": "a", "replies": [comment("c", "دو", "b"), comment("d", "سه", "a")], "more_replies": None}
    mina = reader()
    mina.page.route("**/replies?*", lambda route: route.fulfill(content_type="application/json", body=json.dumps(rest)))
    shows(mina, stand, page_of(root, published=4))
    mina.widget.get_by_role("button", name="۲ پاسخ دیگر").click()

    expect(mina.widget.locator("[part=text]")).to_have_text(["ریشه", "یک", "دو", "سه"])
    expect(mina.comments.nth(2)).to_be_focused()
    expect(mina.widget.get_by_role("button", name="پاسخ دیگر")).to_have_count(0)


def test_an_empty_thread_invites(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())

    expect(mina.widget.get_by_text("هنوز نظری منتشر نشده است")).to_be_visible()
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۰ نظر")


def test_a_closed_article_is_read_but_not_answered(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.post(place, "پیش از بسته شدن نوشته شد", "رضا")
    stand.put(place, comments_open=False)
    mina = reader().visit(place)

    expect(mina.comments).to_have_count(1)
    expect(mina.widget.get_by_text("ثبت نظر برای این خبر بسته است.")).to_be_visible()
    expect(mina.text).to_be_hidden()
    expect(mina.widget.get_by_role("button", name="پاسخ به نظر رضا")).to_be_hidden()


def test_addresses_of_the_publisher_are_links_and_others_text(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.crowd(place, 1, "اینجا: https://own.example/1، نه https://other.example/2")
    links = reader().visit(place).widget.locator(".text a")
    expect(links).to_have_text(["https://own.example/1"])
    expect(links).to_have_attribute("rel", "nofollow ugc noopener")
