"""What readers do to comments that are there: vote, report, follow and copy links; and how a thread is put in order."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.reader import Reader
from tests.browser.stand import Place, Stand
from tests.browser.voices import card, part

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

FARE = "کرایهٔ شب باید با روز یکی باشد"
DRIVERS = "راننده‌ها هم حق دارند، شب‌کاری سخت است"
AIRPORT = "کاش این خط‌ها تا فرودگاه هم می‌رفتند"
LONG = """نبودن وسیله در شب مشکل بزرگی بود و حالا کارگرهای شیفت شب آسوده‌تر به خانه می‌رسند.
خودم سه سال در بیمارستان شب‌کار بودم و هر شب یک ساعت کنار خیابان منتظر می‌ماندم.
کرایهٔ دو برابر برای کسی که ماهی بیست شب رفت‌وآمد دارد، عدد کوچکی نیست.
کاش برای دانشجوها و پرستارها تخفیف بگذارند تا این خط‌ها پر بماند.
دربارهٔ ایستگاه‌ها هم چیزی ننوشته‌اید؛ بیشترشان در شب روشنایی ندارند.
اگر راننده‌ها آموزش دیده‌اند، خوب است بدانیم چه آموزشی بوده است.
در شهر ما اتوبوس شبانه پیش‌تر هم بود و پس از دو ماه جمع شد.
امیدوارم این بار برنامه‌اش را تا پایان سال نگه دارند و گزارشش را هم منتشر کنند.
ده خط برای شهری به این بزرگی کم است، ولی از هیچ بهتر است.
پیشنهادم این است که ساعت حرکت‌ها را در پایانه‌ها بنویسند.
آن وقت مسافر می‌داند چقدر باید صبر کند و خودش تصمیم می‌گیرد."""


@pytest.fixture
def lively(stand: Stand) -> Place:
    """An article with a conversation under it."""
    place = stand.article()
    root = stand.post(place, FARE, "رضا")["comment"]["id"]
    stand.post(place, DRIVERS, "نیما", root)
    stand.post(place, AIRPORT, "سارا")
    return place


def texts(reader: Reader) -> list[str]:
    return reader.widget.locator("[part=text]").all_inner_texts()


def test_a_vote_counts_turns_and_is_taken_back(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader().visit(lively)
    like, dislike = (part(card(mina, AIRPORT), kind) for kind in ("like", "dislike"))
    expect(like).to_have_text("موافقم")
    expect(like).to_have_accessible_name("موافقم ۰، نظر سارا")
    like.click()
    expect(like).to_have_text("موافقم ۱")
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_accessible_name("موافقم ۱، نظر سارا")
    expect(mina.status).to_have_text("رأی شما ثبت شد: ۱ موافق، ۰ مخالف.")
    dislike.click()
    expect(like).to_have_text("موافقم")
    expect(dislike).to_have_text("مخالفم ۱")
    expect(mina.status).to_have_text("رأی شما ثبت شد: ۰ موافق، ۱ مخالف.")

    mina.page.reload()
    expect(dislike).to_have_attribute("aria-pressed", "true")
    dislike.click()
    expect(dislike).to_have_attribute("aria-pressed", "false")
    expect(mina.status).to_have_text("رأی شما پس گرفته شد: ۰ موافق، ۰ مخالف.")
    assert [one["dislikes"] for one in stand.thread(lively)["comments"]] == [0, 0]


def test_a_vote_that_does_not_arrive_is_taken_back_and_told(reader: Come, lively: Place) -> None:
    mina = reader().expects("status of 503").visit(lively)
    mina.page.route("**/vote", lambda route: route.fulfill(status=503, body="{}"))
    comment = card(mina, AIRPORT)
    part(comment, "like").click()

    expect(comment).to_contain_text("این کار انجام نشد.")
    expect(mina.status).to_have_text("این کار انجام نشد.")
    expect(part(comment, "like")).to_have_text("موافقم")
    expect(part(comment, "like")).to_have_attribute("aria-pressed", "false")


def test_ones_own_comment_is_not_voted_for(reader: Come, lively: Place) -> None:
    mina = reader().visit(lively)
    mina.write("خسته نباشید، خبر خوبی بود", name="مینا").solve().send()
    own = card(mina, "خسته نباشید")

    expect(part(own, "like")).to_be_disabled()
    expect(part(own, "report")).to_be_hidden()


def test_a_report_asks_why_and_thanks(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader().visit(lively)
    button = part(card(mina, AIRPORT), "report")
    button.click()
    dialog = mina.widget.get_by_role("dialog", name="گزارش نظر")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="فرستادن گزارش").click()
    expect(dialog.get_by_role("alert")).to_have_text("یکی از دلیل‌ها را برگزینید.")
    dialog.get_by_label("تبلیغ").check()
    dialog.get_by_label("توضیح برای ناظر").fill("پیوند فروشگاه دارد")
    dialog.get_by_role("button", name="فرستادن گزارش").click()

    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(card(mina, AIRPORT)).to_contain_text("گزارش شما به ناظر رسید")
    expect(mina.status).to_have_text("گزارش شما به ناظر رسید؛ سپاسگزاریم.")
    assert stand.reports(lively, AIRPORT) == [("advert", "پیوند فروشگاه دارد")]


def test_a_report_can_be_left_by_escape_and_nothing_is_sent(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader().visit(lively)
    button = part(card(mina, AIRPORT), "report")
    button.press("Enter")
    expect(mina.widget.get_by_role("dialog")).to_be_visible()
    mina.page.keyboard.press("Escape")

    expect(mina.widget.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    assert stand.reports(lively, AIRPORT) == []


def test_a_link_to_a_comment_leads_to_it_also_when_its_page_was_not_loaded(reader: Come, stand: Stand) -> None:
    place = stand.article()
    first = stand.post(place, LONG, "رضا")["comment"]["id"]
    stand.crowd(place, 51)
    mina = reader().open(f"{stand.base}{place.path}#nazer-{first}")
    linked = card(mina, LONG[:40])

    expect(linked).to_be_focused()
    expect(linked).to_be_in_viewport()
    expect(linked).to_have_attribute("aria-current", "true")
    expect(part(linked, "whole")).to_be_hidden()
    expect(mina.comments).to_have_count(51)
    mina.widget.get_by_role("button", name="نظرهای بیشتر").click()
    expect(mina.comments).to_have_count(52)
    expect(card(mina, LONG[:40])).to_have_count(1)


def test_the_time_is_the_link_and_it_can_be_copied(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader(permissions=["clipboard-read", "clipboard-write"]).visit(lively)
    comment = card(mina, DRIVERS)
    identity = comment.get_attribute("data-id")
    address = f"{stand.base}{lively.path}#nazer-{identity}"
    part(comment, "copy").click()
    expect(mina.status).to_have_text("پیوند این نظر رونوشت شد.")
    assert mina.page.evaluate("navigator.clipboard.readText()") == address

    part(comment, "time").click()
    assert mina.page.url == address
    expect(comment).to_be_focused()
    expect(comment).to_have_attribute("aria-current", "true")


def test_where_nothing_may_be_copied_the_link_is_in_the_pages_address(reader: Come, lively: Place) -> None:
    mina = reader().visit(lively)
    mina.page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error('forbidden'); }; }")
    comment = card(mina, DRIVERS)
    part(comment, "copy").click()

    expect(comment).to_contain_text("پیوند این نظر در نشانی همین صفحه است.")
    assert mina.page.url.endswith(f"#nazer-{comment.get_attribute('data-id')}")


def test_a_link_to_what_is_gone_says_so(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader().expects("status of 404").open(f"{stand.base}{lively.path}#nazer-no-such-comment")

    expect(mina.widget.get_by_text("دیگر در دسترس نیست").first).to_be_visible()
    expect(mina.comments).to_have_count(3)


def test_the_four_orders(reader: Come, stand: Stand, lively: Place) -> None:
    mina = reader(viewport={"width": 320, "height": 800}).visit(lively)
    assert texts(mina) == [AIRPORT, FARE, DRIVERS]
    group = mina.widget.get_by_role("group", name="ترتیب نمایش")
    for name, first in {"پربحث‌ترین": FARE, "قدیمی‌ترین": FARE, "تازه‌ترین": AIRPORT}.items():
        group.get_by_role("button", name=name).click()
        expect(group.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        expect(mina.widget.locator("[part=text]").first).to_have_text(first)
    part(card(mina, FARE), "like").click()
    expect(part(card(mina, FARE), "like")).to_have_text("موافقم ۱")
    group.get_by_role("button", name="محبوب‌ترین").click()
    expect(mina.widget.locator("[part=text]").first).to_have_text(FARE)
    boxes = [button.bounding_box() for button in group.get_by_role("button").all()]
    assert len({round(box["y"]) for box in boxes if box}) == 1  # on one line, in 320 px


def test_a_page_may_begin_with_any_order(reader: Come, stand: Stand, lively: Place) -> None:
    asked: list[str] = []
    mina = reader()
    mina.page.route("**/comments?*", lambda route: _note(route, asked))
    mina.page.goto(stand.base + lively.path)
    mina.widget.evaluate("element => element.setAttribute('order', 'discussed')")
    expect(mina.widget.get_by_role("button", name="پربحث‌ترین")).to_have_attribute("aria-pressed", "true")

    assert "order=discussed" in asked[-1]


def _note(route: Route, asked: list[str]) -> None:
    asked.append(route.request.url)
    route.continue_()


def test_what_the_newsroom_marks_is_marked_with_words_and_pinned_comes_first(
    reader: Come, stand: Stand, lively: Place
) -> None:
    stand.mark(lively, FARE, pinned=True, picked=True)
    stand.mark(lively, DRIVERS, newsroom=True)
    mina = reader().visit(lively)

    assert texts(mina) == [FARE, DRIVERS, AIRPORT]
    expect(part(card(mina, FARE), "mark")).to_have_text(["سنجاق‌شده", "برگزیدهٔ تحریریه"])
    expect(part(card(mina, DRIVERS), "mark")).to_have_text(["پاسخ تحریریه"])


def test_a_long_comment_is_cut_and_opened_by_keyboard(reader: Come, stand: Stand, lively: Place) -> None:
    stand.post(lively, LONG, "مریم")
    mina = reader().visit(lively)
    long = card(mina, LONG[:40])
    whole = part(long, "whole")
    expect(whole).to_have_text("ادامهٔ نظر")
    expect(part(card(mina, AIRPORT), "whole")).to_have_count(0)
    height = part(long, "text").evaluate(
        "element => element.clientHeight / parseFloat(getComputedStyle(element).lineHeight)"
    )
    assert round(height) == 8
    whole.press("Enter")

    expect(whole).to_be_hidden()
    expect(long).to_be_focused()
    assert part(long, "text").evaluate("element => element.scrollHeight <= element.clientHeight + 1")


def test_the_first_render_of_a_long_thread_is_two_requests_and_little(reader: Come, stand: Stand) -> None:
    place = stand.article()
    stand.crowd(place, 50)
    mina = reader()
    sizes: dict[str, int] = {}
    mina.page.on(
        "requestfinished",
        lambda request: (
            sizes.__setitem__(request.url, request.sizes()["responseBodySize"])
            if "/embed/" in request.url or "/v1/" in request.url
            else None
        ),
    )
    mina.visit(place)
    expect(mina.comments).to_have_count(50)
    mina.page.wait_for_load_state("networkidle")

    assert len(sizes) == 3, list(sizes)  # the script, the styles and the thread
    assert sum(sizes.values()) <= 60_000
