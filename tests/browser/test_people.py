"""Accounts, people and the log in a real browser: two people at once, a second factor, for everybody, on a phone."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from service.roles import Role
from service.web.context import Context
from tests.people_support import PASSWORD, Desk
from tests.people_support import Browser as Client
from tests.support import Clock

pytestmark = pytest.mark.browser
Come = Callable[..., Page]


@pytest.fixture
def desk(app: Flask, nazer: Context, clock: Clock) -> Desk:
    clock.time = datetime.now(UTC)  # the browser forgets cookies by a clock of its own
    return Desk(app, nazer, clock)


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
def come(browser: Browser, address: str, desk: Desk) -> Iterator[Come]:
    """Opens a page in a browser of its own, for somebody who signs in; an error on a page fails the test."""
    contexts, troubles = [], []

    def open_page(username: str = "", path: str = "/desk/account", **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        if not username:
            page.goto(address + path)
            return page
        page.goto(f"{address}/desk/login?next={path}")
        page.get_by_label("نام کاربری").fill(username)
        page.get_by_label("گذرواژه").fill(PASSWORD)
        page.get_by_role("button", name="ورود").click()
        return page

    yield open_page
    for context in contexts:
        context.close()

    assert troubles == []


def again(page: Page, button: str) -> None:
    """Type the password again in the form of a button, and press it."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    form.get_by_label("گذرواژهٔ خود را دوباره بنویسید").fill(PASSWORD)
    form.get_by_role("button", name=button, exact=True).click()


def code_of(desk: Desk, secret: str) -> str:
    return Client(desk.app.test_client(), desk.clock, secret).code()


def test_a_second_factor_is_set_up_and_asked_for(come: Come, desk: Desk) -> None:
    desk.add("maryam", Role.MODERATOR)
    page = come("maryam")
    page.get_by_role("link", name="روشن‌کردن ورود دومرحله‌ای").click()
    again(page, "ادامه")
    expect(page.get_by_role("img", name="کد QR")).to_be_visible()
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("کد شش‌رقمی").fill(code_of(desk, secret))
    page.get_by_role("button", name="روشن‌کردن").click()
    expect(page.locator(".codes code")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="نگه داشتم").click()
    expect(page.get_by_text("۱۰ کد بازیابی")).to_be_visible()

    for code in (code_of(desk, secret), recovery):
        entering = come("maryam")
        expect(entering.get_by_role("heading", name="ورود دومرحله‌ای")).to_be_visible()
        entering.get_by_label("کد شش‌رقمی برنامهٔ تأیید").fill(code)
        entering.get_by_role("button", name="ادامه").click()
        expect(entering.get_by_role("heading", name="حساب من")).to_be_visible()


def test_an_invitation_is_accepted_in_another_browser(come: Come, desk: Desk, address: str) -> None:
    desk.add("sara", Role.OWNER)
    owner = come("sara", "/desk/people")
    owner.get_by_label("برای", exact=True).fill("کاوه")
    owner.get_by_role("radio", name="دبیر").check()
    again(owner, "ساختن پیوند دعوت")
    link = owner.get_by_label("پیوند دعوت").input_value()

    guest = come(path="/desk/" + link.partition("/desk/")[2])
    guest.get_by_label("نام کاربری").fill("kaveh")
    guest.get_by_label("نام نمایشی").fill("کاوه")
    guest.get_by_label("گذرواژه").fill("a long password")
    guest.get_by_role("button", name="ساختن حساب").click()
    expect(guest.get_by_text("خوش آمدید")).to_be_visible()
    guest.get_by_text("بخش‌ها").click()
    guest.get_by_role("link", name="گزارش کارها").click()
    expect(guest.get_by_text("دعوت را پذیرفت و دبیر شد")).to_be_visible()
    owner.goto(address + "/desk/people")
    expect(owner.get_by_role("link", name="دیدن و تغییر کاوه")).to_be_visible()


def test_a_session_that_is_ended_elsewhere_is_thrown_out(come: Come, desk: Desk) -> None:
    desk.add("maryam", Role.MODERATOR)
    elsewhere, here = come("maryam"), come("maryam")
    expect(here.get_by_text("همین مرورگر")).to_be_visible()
    here.get_by_role("button", name="پایان همهٔ نشست‌های دیگر").click()
    expect(here.get_by_text("نشست‌ها پایان یافت.")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_role("heading", name="ورود به میز ناظران")).to_be_visible()


def test_a_role_that_is_changed_takes_effect_at_once(come: Come, desk: Desk) -> None:
    desk.add("sara", Role.OWNER)
    desk.add("kaveh", Role.MODERATOR)
    kaveh = come("kaveh")
    kaveh.get_by_text("بخش‌ها").click()
    expect(kaveh.get_by_role("link", name="گزارش کارها")).to_have_count(0)

    owner = come("sara", "/desk/people/kaveh")
    owner.get_by_role("radio", name="بازرس").check()
    again(owner, "تغییر نقش")
    expect(owner.get_by_text("نقش عوض شد.")).to_be_visible()
    kaveh.reload()
    kaveh.get_by_text("بخش‌ها").click()
    kaveh.get_by_role("link", name="گزارش کارها").click()
    expect(kaveh.get_by_role("heading", name="گزارش کارها")).to_be_visible()

    again(owner, "بستن حساب")
    kaveh.reload()
    expect(kaveh.get_by_role("heading", name="ورود به میز ناظران")).to_be_visible()


PAGES = ("/desk/account", "/desk/account/factor", "/desk/people", "/desk/people/kaveh", "/desk/log")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
def test_every_page_is_for_everybody_and_fits(come: Come, desk: Desk, address: str, scheme: str, width: int) -> None:
    desk.add("sara", Role.OWNER)
    kaveh = desk.come("kaveh")
    kaveh.enrol()
    owner = come("sara", color_scheme=scheme, viewport={"width": width, "height": 800})

    def look(name: str, part: str = "html") -> None:
        found = Axe().run(
            owner, context=part, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        )
        assert found.violations_count == 0, (name, found.generate_report())
        assert owner.evaluate("document.documentElement.scrollWidth") <= width, name
        if folder := os.environ.get("NAZER_PICTURES"):
            owner.screenshot(
                path=Path(folder) / f"{name.strip('/').replace('/', '-')}-{scheme}-{width}.png", full_page=True
            )

    for path in PAGES:
        owner.goto(address + path)
        look(path)
    owner.locator(".menu > summary").click()
    look("menu", ".menu")  # it lies over others, which axe holds against them
    owner.goto(address + "/desk/log")
    owner.locator(".log summary").first.click()
    look("log-open")
    owner.goto(address + "/desk/people")
    owner.get_by_label("برای", exact=True).fill("کاوه")
    again(owner, "ساختن پیوند دعوت")
    look("invited")
    link = owner.get_by_label("پیوند دعوت").input_value()
    owner.goto(address + "/desk/account/factor")
    again(owner, "ادامه")
    look("enrol")
    owner.get_by_label("کد شش‌رقمی").fill(code_of(desk, owner.locator("#secret").inner_text().replace(" ", "")))
    owner.get_by_role("button", name="روشن‌کردن").click()
    look("codes")
    owner.context.clear_cookies()
    owner.goto(address + "/desk/" + link.partition("/desk/")[2])
    look("invitation")
    owner.goto(address + "/desk/login")
    owner.get_by_label("نام کاربری").fill("kaveh")
    owner.get_by_label("گذرواژه").fill(PASSWORD)
    owner.get_by_role("button", name="ورود").click()
    look("code")
