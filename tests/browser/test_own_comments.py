"""One's own comments: shown while they wait, edited, withdrawn, decided before one's eyes; and news of others'."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from service.status import Status
from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Place, Stand
from tests.browser.test_access import complaints, overflow
from tests.browser.voices import card, part

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

GOOD = "خسته نباشید، خبر خوبی بود"
BETTER = "خسته نباشید، خبر خیلی خوبی بود"
INSULT = "این مدیر احمق هیچ کاری برای مردم این شهر نمی‌کند"
ACCUSING = "مدیرعامل شرکت واحد برای این خط‌ها از پیمانکار رشوه گرفته"
FARE = "کرایهٔ شب باید با روز یکی باشد"
A_WHILE = 37_000  # until the component has asked again, and before it would give up waiting for the answer


@pytest.fixture
def place(stand: Stand) -> Place:
    place = stand.article()
    stand.post(place, FARE, "رضا")
    return place


def comes(reader: Reader, place: Place) -> Reader:
    """Visit with a clock that the test turns on."""
    reader.page.clock.install()
    return reader.visit(place)


def waits_a_while(reader: Reader) -> None:
    with reader.page.expect_response("**/state?*"):
        reader.page.clock.run_for(A_WHILE)


def test_what_waits_is_shown_to_its_author_in_its_place_and_to_nobody_else(
    reader: Come, stand: Stand, place: Place
) -> None:
    mina = reader().visit(place)
    part(card(mina, FARE), "reply").click()
    mina.write(ACCUSING, name="مینا").solve().send()
    own = card(mina, ACCUSING)
    expect(own).to_contain_text("این نظر در انتظار بررسی است")
    expect(part(own, "reply")).to_be_hidden()
    expect(part(own, "edit")).to_have_text("ویرایش")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۱ نظر")
    mina.page.reload()
    expect(own).to_contain_text("این نظر در انتظار بررسی است")
    assert own.evaluate("element => Boolean(element.closest('.replies'))")

    expect(reader().visit(place).comments).to_have_count(1)


def test_who_has_not_written_here_is_asked_nothing_about_it(reader: Come, stand: Stand, place: Place) -> None:
    asked: list[str] = []
    mina = reader()
    mina.page.on("request", lambda request: asked.append(request.url))
    mina.visit(place)
    mina.write(GOOD).solve()  # she has a token now
    mina.page.reload()
    expect(mina.comments).to_have_count(1)

    assert not any("/mine" in url for url in asked)


def test_what_waited_turns_into_the_published_one_while_the_page_is_open(
    reader: Come, stand: Stand, place: Place
) -> None:
    mina = comes(reader(), place)
    mina.write(ACCUSING, name="مینا").solve().send()
    own = card(mina, ACCUSING)
    expect(own).to_contain_text("این نظر در انتظار بررسی است")
    stand.decide(place, ACCUSING, Status.PUBLISHED)
    waits_a_while(mina)

    expect(own).not_to_contain_text("این نظر در انتظار بررسی است")
    expect(mina.comments).to_have_count(2)
    expect(part(own, "reply")).to_be_visible()
    expect(mina.status).to_have_text("نظر شما منتشر شد.")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۲ نظر")
    expect(part(mina.widget, "news")).to_be_hidden()


def test_what_is_refused_while_the_page_is_open_says_so_in_its_place(reader: Come, stand: Stand, place: Place) -> None:
    mina = comes(reader(), place)
    mina.write(ACCUSING, name="مینا").solve().send()
    own = card(mina, ACCUSING)
    expect(own).to_contain_text("این نظر در انتظار بررسی است")
    stand.decide(place, ACCUSING, Status.REJECTED, "accusation")
    waits_a_while(mina)

    expect(own).to_contain_text("این نظر منتشر نشد")


def test_a_comment_is_edited_in_its_window_and_marked(reader: Come, stand: Stand, place: Place) -> None:
    mina = reader().visit(place)
    mina.write(GOOD, name="مینا").solve().send()
    edit = part(card(mina, GOOD), "edit")
    expect(edit).to_have_text("ویرایش (تا ۱۰ دقیقهٔ دیگر)")
    edit.click()
    dialog = mina.widget.get_by_role("dialog", name="ویرایش نظر")
    expect(dialog.get_by_label("متن نظر")).to_be_focused()
    expect(dialog.get_by_label("متن نظر")).to_have_value(GOOD)
    expect(dialog).to_contain_text("تا ۱۰ دقیقهٔ دیگر می‌توانید نظر را ویرایش کنید.")
    dialog.get_by_label("متن نظر").fill(INSULT)
    dialog.get_by_role("button", name="ثبت ویرایش").click()
    expect(dialog.locator("mark")).to_have_text("احمق")  # the sentence speaks of what is marked
    expect(dialog.get_by_role("alert")).to_contain_text("توهین")
    dialog.get_by_label("متن نظر").fill(BETTER)
    dialog.get_by_role("button", name="ثبت ویرایش").click()

    expect(dialog).to_be_hidden()
    expect(card(mina, BETTER)).to_contain_text("ویرایش‌شده")
    expect(card(mina, BETTER)).to_contain_text("نظر شما ویرایش شد.")
    expect(mina.comments).to_have_count(2)
    assert BETTER in [one["text"] for one in stand.thread(place)["comments"]]


def test_an_edit_that_has_to_be_read_first_waits_before_ones_eyes(reader: Come, stand: Stand, place: Place) -> None:
    mina = reader().visit(place)
    mina.write(GOOD, name="مینا").solve().send()
    part(card(mina, GOOD), "edit").click()
    mina.widget.get_by_role("dialog").get_by_label("متن نظر").fill(ACCUSING)
    mina.widget.get_by_role("dialog").get_by_role("button", name="ثبت ویرایش").click()

    expect(card(mina, ACCUSING)).to_contain_text("این نظر در انتظار بررسی است")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۱ نظر")
    assert stand.statuses(place)[ACCUSING] == "held"


def test_a_comment_is_withdrawn_after_a_question(reader: Come, stand: Stand, place: Place) -> None:
    mina = reader().visit(place)
    mina.write(GOOD, name="مینا").solve().send()
    part(card(mina, GOOD), "withdraw").click()
    dialog = mina.widget.get_by_role("dialog", name="نظرتان را پس می‌گیرید؟")
    dialog.get_by_role("button", name="انصراف").click()
    expect(mina.comments).to_have_count(2)
    part(card(mina, GOOD), "withdraw").click()
    dialog.get_by_role("button", name="پس می‌گیرم").click()

    expect(mina.comments).to_have_count(1)
    expect(mina.status).to_have_text("نظر شما پس گرفته شد.")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۱ نظر")
    expect(card(mina, FARE)).to_be_focused()  # whoever uses the keyboard goes on from here
    assert stand.statuses(place)[GOOD] == "withdrawn"


def test_who_withdraws_the_only_comment_goes_on_from_the_heading(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.write(GOOD, name="مینا").solve().send()
    # Copied, or read aloud, the two ways to say when do not run into each other.
    assert card(mina, GOOD).locator("time").evaluate("element => element.textContent").endswith(" اکنون")
    part(card(mina, GOOD), "withdraw").click()
    mina.widget.get_by_role("dialog").get_by_role("button", name="پس می‌گیرم").click()

    expect(mina.widget.get_by_role("heading", level=2)).to_be_focused()


def test_on_a_page_of_another_origin_too(reader: Come, stand: Stand, publisher: Publisher, place: Place) -> None:
    mina = reader().open(publisher.page(stand.tag(place)))
    part(card(mina, FARE), "like").click()
    expect(mina.status).to_have_text("رأی شما ثبت شد: ۱ موافق، ۰ مخالف.")
    mina.write(GOOD, name="مینا").solve().send()
    part(card(mina, GOOD), "edit").click()
    mina.widget.get_by_role("dialog").get_by_label("متن نظر").fill(BETTER)
    mina.widget.get_by_role("dialog").get_by_role("button", name="ثبت ویرایش").click()
    part(card(mina, BETTER), "withdraw").click()
    mina.widget.get_by_role("dialog").get_by_role("button", name="پس می‌گیرم").click()

    expect(mina.comments).to_have_count(1)
    assert stand.statuses(place)[BETTER] == "withdrawn"


def test_new_comments_are_announced_and_come_without_losing_an_open_form(
    reader: Come, stand: Stand, place: Place
) -> None:
    mina = comes(reader(), place)
    heard = "document.addEventListener('nazer:count', (event) => (window.counted = event.detail.count))"
    mina.page.evaluate(f"() => {{ {heard} }}")
    part(card(mina, FARE), "reply").click()
    mina.write("پاسخی که هنوز تمام نشده")
    root = stand.thread(place)["comments"][0]["id"]
    stand.post(place, "راننده‌ها هم حق دارند، شب‌کاری سخت است", "نیما", root)
    stand.post(place, "کاش این خط‌ها تا فرودگاه هم می‌رفتند", "سارا")
    waits_a_while(mina)

    news = part(mina.widget, "news")
    expect(news).to_have_text("۲ نظر تازه")
    expect(mina.status).to_have_text("۲ نظر تازه")
    expect(mina.widget.get_by_role("heading", level=2)).to_contain_text("۳ نظر")
    expect(mina.comments).to_have_count(1)
    assert mina.page.evaluate("counted") == 3
    news.click()
    expect(mina.comments).to_have_count(3)
    expect(news).to_be_hidden()
    expect(mina.comments.first).to_contain_text("فرودگاه")
    expect(mina.comments.first).to_be_focused()
    expect(mina.text).to_have_value("پاسخی که هنوز تمام نشده")
    expect(mina.widget.locator("[part=banner]")).to_be_visible()


def test_what_waits_is_withdrawn_too(reader: Come, stand: Stand, place: Place) -> None:
    mina = reader().visit(place)
    mina.write(ACCUSING, name="مینا").solve().send()
    part(card(mina, ACCUSING), "withdraw").click()
    mina.widget.get_by_role("dialog").get_by_role("button", name="پس می‌گیرم").click()

    expect(mina.comments).to_have_count(1)
    expect(mina.status).to_have_text("نظر شما پس گرفته شد.")
    assert stand.statuses(place)[ACCUSING] == "withdrawn"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_of_these_states_nor_is_one_too_wide(
    reader: Come, stand: Stand, place: Place, scheme: str
) -> None:
    screen = {"width": 320, "height": 800}
    mina = comes(reader(color_scheme=scheme, reduced_motion="reduce", viewport=screen), place)

    def is_fine() -> None:
        assert complaints(mina.page) == []
        assert overflow(mina.page) == 0

    mina.write(GOOD, name="مینا").solve().send()
    expect(part(card(mina, GOOD), "edit")).to_be_visible()
    mina.write(ACCUSING, name="مینا").solve().send()
    expect(card(mina, ACCUSING)).to_contain_text("این نظر در انتظار بررسی است")
    part(card(mina, FARE), "like").click()
    expect(part(card(mina, FARE), "like")).to_have_text("موافقم ۱")
    part(card(mina, FARE), "time").click()
    stand.post(place, "مسیرها را هم منتشر کنید تا بدانیم از کجا می‌گذرد", "علی")
    waits_a_while(mina)
    expect(part(mina.widget, "news")).to_be_visible()
    is_fine()
    for words, deed in ((FARE, "report"), (GOOD, "edit"), (GOOD, "withdraw")):
        part(card(mina, words), deed).click()
        expect(mina.widget.get_by_role("dialog")).to_be_visible()
        is_fine()
        mina.page.keyboard.press("Escape")
        expect(part(card(mina, words), deed)).to_be_focused()


def test_all_of_it_is_done_by_keyboard_alone(reader: Come, stand: Stand, place: Place) -> None:
    mina = reader().visit(place)
    keyboard = mina.page.keyboard

    def press_at(wanted: str, key: str = "Enter") -> None:
        for _ in range(40):
            if mina.focused_part() == wanted:
                keyboard.press(key)
                return
            keyboard.press("Tab")
        pytest.fail(f"{wanted} is out of reach")

    press_at("button like")
    expect(mina.status).to_have_text("رأی شما ثبت شد: ۱ موافق، ۰ مخالف.")
    press_at("button report")
    expect(mina.widget.get_by_role("dialog")).to_be_visible()
    expect(mina.widget.get_by_label("توهین")).to_be_focused()
    keyboard.press("ArrowDown")  # from one reason to the other
    expect(mina.widget.get_by_label("نسبت ناروا")).to_be_checked()
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(mina.widget.get_by_role("dialog")).to_have_count(0)

    assert stand.reports(place, FARE) == [("accusation", "")]
    assert mina.focused_part() == "button report"
