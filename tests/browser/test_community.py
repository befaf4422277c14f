"""What the desk does about readers, seen from both sides: bans, answers, appeals, frozen threads; and its looks."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service.roles import Role
from service.status import Status
from tests.browser.reader import Reader
from tests.browser.stand import PASSWORD, Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
Sit = Callable[..., Page]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXT = "کرایهٔ شب برای کارگران شیفت شب زیاد است"


@pytest.fixture
def sit(browser: Browser, stand: Stand) -> Iterator[Sit]:
    """Signs somebody in at the desk. An error on a page fails the test."""
    contexts, troubles = [], []

    def open_desk(path: str, role: Role = Role.EDITOR, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(f"{stand.base}{path}")
        page.locator("#username").fill(stand.moderator(role))
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator(".me")).to_be_visible()
        return page

    yield open_desk
    for context in contexts:
        context.close()

    assert troubles == []


def write(reader: Reader, text: str, name: str = "مینا") -> str:
    """Publish a comment; its id."""
    with reader.page.expect_response(lambda answer: answer.url.endswith("/v1/comments")) as sent:
        reader.write(text, name=name).solve().send()
    return str(sent.value.json()["comment"]["id"])


def test_a_banned_reader_is_told_until_when_and_keeps_the_text(reader: Come, stand: Stand, sit: Sit) -> None:
    place = stand.article()
    mina = reader().expects("status of 403").visit(place)
    comment_id = write(mina, TEXT)

    desk = sit(f"/desk/authors/{comment_id}")
    desk.get_by_role("link", name="مسدود کردن").click()
    expect(desk.get_by_role("checkbox", name="خواننده")).to_be_checked()
    desk.get_by_label("دلیل").fill("هرزنویسی")
    desk.get_by_role("button", name="مسدود کن").click()
    expect(desk.get_by_role("status").first).to_contain_text("مسدود شد")

    mina.write("نظر دوم من دربارهٔ همین خط‌ها", name="مینا").solve().send()
    expect(mina.notice).to_contain_text("نمی‌توانید در این سایت نظر بنویسید")
    expect(mina.notice).to_contain_text("تا ")
    expect(mina.text).to_have_value("نظر دوم من دربارهٔ همین خط‌ها")

    desk.get_by_role("button", name="برداشتن مسدودیت").first.click()
    expect(desk.get_by_role("status").first).to_contain_text("برداشته شد")
    mina.send()
    expect(mina.comments).to_have_count(2)


def test_an_answer_of_the_newsroom_and_a_pin_are_seen_in_the_thread(reader: Come, stand: Stand, sit: Sit) -> None:
    place = stand.article()
    comment_id = stand.post(place, TEXT, "رضا")["comment"]["id"]
    desk = sit(f"/desk/comments/{comment_id}/newsroom")
    desk.get_by_label("متن پاسخ").fill("شرکت واحد گفت کرایه بازبینی می‌شود.")
    desk.get_by_role("button", name="انتشار پاسخ").click()
    expect(desk.locator(".answer")).to_have_count(1)
    desk.get_by_role("button", name="سنجاق").click()
    expect(desk.get_by_role("button", name="سنجاق")).to_have_attribute("aria-pressed", "true")

    mina = reader().visit(place)
    expect(mina.comments).to_have_count(2)
    expect(mina.widget.locator("[part~=pinned]")).to_have_count(1)
    answer = mina.comments.filter(has_text="بازبینی می‌شود").last
    expect(answer.locator("[part=author]")).to_have_text("هیئت تحریریه")
    expect(answer.locator("[part~=newsroom]")).to_be_visible()


def test_an_appeal_is_answered_by_a_colleague_and_read_by_its_author(stand: Stand, sit: Sit, browser: Browser) -> None:
    place, plea = stand.article(), "شرکت واحد باید پیش از این کرایه با مردم حرف می‌زد"
    sent = stand.post(place, plea, "رضا")
    stand.refuse(sent["comment"]["id"])
    stand.call("POST", f"/v1/submissions/{sent['status_token']}/appeal", {"text": "کجایش توهین است؟"})

    desk = sit("/desk/appeals", Role.MODERATOR)
    card = desk.locator("article", has_text=plea)
    expect(card).to_contain_text("کجایش توهین است؟")
    card.get_by_label("پاسخ به نویسنده").fill("حق با شماست؛ پوزش می‌خواهیم.")
    card.get_by_role("button", name="پذیرفتن").click()
    expect(desk.get_by_role("status").first).to_contain_text("پاسخ اعتراض ثبت شد")

    page = browser.new_page()
    page.goto(f"{stand.base}/s/{sent['status_token']}")
    expect(page.locator("main")).to_contain_text("پوزش می‌خواهیم")
    page.close()
    assert stand.statuses(place) == {plea: Status.PUBLISHED.value}


def test_a_frozen_thread_can_only_be_read(reader: Come, stand: Stand, sit: Sit) -> None:
    place = stand.article()
    stand.post(place, TEXT, "رضا")
    desk = sit(f"/desk/articles?q={place.code}")
    desk.locator("tbody a").first.click()
    desk.get_by_role("radio", name="منجمد").check()
    desk.get_by_role("button", name="ذخیره").click()
    expect(desk.get_by_role("status").first).to_contain_text("حالت خبر عوض شد")

    mina = reader().visit(place)
    expect(mina.widget).to_contain_text("ثبت نظر برای این خبر بسته است")
    expect(mina.send_button).to_be_hidden()
    expect(mina.comments).to_have_count(1)


@pytest.fixture
def rooms(stand: Stand, sit: Sit) -> list[str]:
    """Every page there is, with something on each."""
    place = stand.article()
    sent = stand.post(place, TEXT, "علی‌رضا خیلی‌ناراحت")
    other = stand.post(place, "این خط‌ها تا فرودگاه هم بروند بهتر است", "سارا")["comment"]["id"]
    gone = sent["comment"]["id"]
    stand.refuse(gone)
    stand.call("POST", f"/v1/submissions/{sent['status_token']}/appeal", {"text": "کجایش توهین است؟"})
    desk = sit("/desk/complaints/new")
    for about in (other, "زیر خبر اتوبوس‌ها"):
        desk.goto(f"{stand.base}/desk/complaints/new")
        for label, value in (("پیوند یا شناسهٔ نظر", about), ("نام شاکی", "پرویز"), ("راه تماس", "parviz@example.org")):
            desk.get_by_label(label).fill(value)
        desk.get_by_label("شکایت", exact=True).fill("این نسبت نادرست است.")
        desk.get_by_role("button", name="ثبت", exact=True).click()
        expect(desk.locator(".done")).to_be_visible()
    desk.goto(f"{stand.base}/desk/bans/new?comment={gone}")
    desk.get_by_role("checkbox", name="نام").check()
    desk.get_by_label("دلیل").fill("هرزنویسی")
    desk.get_by_role("button", name="مسدود کن").click()
    expect(desk.locator(".done")).to_be_visible()
    desk.goto(f"{stand.base}/desk/comments/{other}/newsroom")
    desk.get_by_label("متن پاسخ").fill("بررسی می‌کنیم.")
    desk.get_by_role("button", name="انتشار پاسخ").click()
    expect(desk.locator(".answer")).to_have_count(1)
    desk.goto(f"{stand.base}/desk/articles?q={place.code}")
    article = desk.locator("tbody a").first.get_attribute("href")
    return [
        *(
            "/desk/community",
            "/desk/bans",
            "/desk/articles",
            "/desk/complaints",
            "/desk/complaints/new",
            "/desk/appeals",
        ),
        *(f"/desk/bans/new?comment={gone}", f"/desk/authors/{gone}", f"/desk/comments/{other}/newsroom", str(article)),
        *("/complaint", f"/complaint?about={other}"),
    ]


def complaints(page: Page) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    return [f"{page.url} {one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    stand: Stand, sit: Sit, rooms: list[str], scheme: str, width: int
) -> None:
    desk = sit("/desk/community", color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in rooms:
        desk.goto(stand.base + path)
        if path == "/desk/complaints":
            desk.locator("summary", has_text="پاسخ دادن").first.click()
        assert complaints(desk) == []
        wider = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wider) == (path, 0)
