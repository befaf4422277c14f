"""Policy, words and figures of the desk in a real browser: set by editors, on a small screen, and for everybody."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

import rules
from service.status import Status
from service.store.tables import Moderator
from service.usecases.change_words import Entry, add_word
from service.web.context import Context
from tests.desk_support import COOKIE, Shelf, finding
from tests.support import Reader

pytestmark = pytest.mark.browser
Come = Callable[..., Page]
ROOMS = ("/desk/policy", "/desk/words", "/desk/dashboard?days=7")
HARSH = "احمق‌ها این قانون را نوشته‌اند"


@pytest.fixture
def engine() -> rules.Engine:
    return rules.Engine()


@pytest.fixture
def shelf(nazer: Context) -> Shelf:
    shelf = Shelf(nazer.database, nazer.world)
    shelf.article(title="افزایش حقوق معلمان")
    for number in range(6):
        found = (finding(("insult", "advert")[number % 2], 0.9 - number / 10, spans=((0, 3),)),)
        shelf.comment(f"متن نظر {number}", Status.HELD if number < 4 else Status.PUBLISHED, findings=found)
    return shelf


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def come(browser: Browser, address: str, app: Flask, shelf: Shelf) -> Iterator[Come]:
    """Opens the desk for an editor. An error on the page fails the test."""
    token = shelf.at_desk(app).client.get_cookie(COOKIE)
    assert token is not None
    with shelf.database.transaction() as session:
        session.execute(sa.update(Moderator).values(role="editor"))
    contexts, troubles = [], []

    def open_desk(path: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([{"name": COOKIE, "value": token.value, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(address + path)
        return page

    yield open_desk
    for context in contexts:
        context.close()

    assert [trouble for trouble in troubles if "409 (CONFLICT)" not in trouble] == []


def test_a_threshold_is_changed_and_another_worker_publishes_at_once(
    come: Come, make_app: Callable[..., Flask], clock: Any
) -> None:
    other = make_app()
    there = Reader(other.test_client(), other.extensions["nazer"])
    assert there.send(HARSH, author_name="الف").get_json()["status"] == "held"

    page = come("/desk/policy", java_script_enabled=False)
    insult = page.get_by_role("group", name="توهین")
    insult.get_by_label("نگه‌داشتن از").fill("۱۰۰")
    insult.get_by_label("رد از").fill("۱۰۰")
    page.get_by_label("متن", exact=True).fill(HARSH)
    page.get_by_role("button", name="آزمودن").click()
    expect(page.locator(".outcomes")).to_contain_text("با سیاست کنونی: به صف می‌رود")
    expect(page.locator(".outcomes")).to_contain_text("با عددهای این فرم: منتشر می‌شود")
    page.get_by_label("چرا؟").fill("آزمون")
    page.get_by_role("button", name="ذخیرهٔ نسخهٔ تازه").click()
    expect(page.get_by_role("status").first).to_contain_text("نسخهٔ ۱ ذخیره شد")
    expect(page.locator(".history")).to_contain_text("از ۵۰٪ به ۱۰۰٪")

    clock.turn(seconds=3)
    again = there.send("احمق‌ها آن قانون را هم نوشته بودند، باور کنید", author_name="ب")
    assert again.get_json()["status"] == "published"


def test_two_editors_at_once_lose_nothing(come: Come) -> None:
    slow, fast = come("/desk/policy"), come("/desk/policy")
    for page, number in ((fast, "۷۰"), (slow, "۳۰")):
        page.get_by_role("group", name="توهین").get_by_label("نگه‌داشتن از").fill(number)
        page.get_by_label("چرا؟").fill(f"به {number}")
        page.get_by_role("button", name="ذخیرهٔ نسخهٔ تازه").click()
    expect(slow.get_by_role("alert")).to_contain_text("از ۵۰٪ به ۷۰٪")
    expect(slow.get_by_role("group", name="توهین").get_by_label("نگه‌داشتن از")).to_have_value("۳۰")
    slow.get_by_role("button", name="ذخیرهٔ نسخهٔ تازه").click()
    slow.get_by_role("button", name="بازگشت به این نسخه (۱)").click()
    expect(slow.get_by_role("status").first).to_contain_text("نسخهٔ ۳ ذخیره شد")


def test_a_word_is_listed_and_the_next_comment_waits_with_it_marked(
    come: Come, nazer: Context, app: Flask, address: str, clock: Any
) -> None:
    page = come("/desk/words")
    page.get_by_label("واژه یا عبارت").fill("گلپونه")
    page.get_by_role("button", name="افزودن", exact=True).click()
    expect(page.get_by_role("rowheader", name="گلپونه")).to_be_visible()
    clock.turn(seconds=3)
    answer = Reader(app.test_client(), nazer).send("این گلپونه‌ها را چه کسی در خیابان پخش می‌کند؟")
    assert answer.get_json()["status"] == "held"
    page.goto(f"{address}/desk?rule=desk")
    expect(page.locator("mark.rule-desk")).to_have_text("گلپونه‌ها")
    page.goto(f"{address}/desk/words")
    page.get_by_role("button", name="برداشتن گلپونه").click()
    expect(page.get_by_text("هنوز واژه‌ای در فهرست نیست.")).to_be_visible()


def test_the_figures_are_those_of_the_shelf(come: Come) -> None:
    page = come("/desk/dashboard")
    expect(page.locator("#backlog")).to_have_text("۴")
    expect(page.get_by_role("img", name="نظرها در هر ساعت شبانه‌روز")).to_be_visible()
    page.get_by_label("بازه").select_option("30")
    page.get_by_role("button", name="نمایش").click()
    expect(page.locator(".sum")).to_contain_text("۶ نظر رسید")
    page.locator("#backlog").click()
    expect(page.locator("article.item")).to_have_count(4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ROOMS)
def test_the_rooms_are_for_everybody(come: Come, path: str, scheme: str) -> None:
    page = come(path, color_scheme=scheme)
    page.get_by_text("جدول").evaluate_all("all => all.forEach(one => one.click())")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ROOMS)
def test_nothing_is_cut_off_on_a_phone(come: Come, shelf: Shelf, path: str) -> None:
    with shelf.database.transaction() as session:
        entry = Entry("کمپین شبانهٔ یلدای پارسال", 2, ("شبانهٔ کمپین شبانهٔ یلدای پارسال",), "یادداشتی بلند " * 8)
        add_word(session, shelf.world, 1, 1, entry)
    page = come(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
