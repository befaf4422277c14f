"""The status page and the page for a report, in a browser that runs no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import PERSIAN, Reader
from tests.browser.stand import Place, Stand
from tests.browser.test_access import INSULT, complaints, lively, overflow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
__all__ = ["lively"]  # a fixture of the neighbours'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_author_withdraws_one_comment_and_appeals_against_the_refusal_of_another(
    reader: Come, stand: Stand, lively: Place, scheme: str
) -> None:
    published = stand.post(lively, "راه خوبی است، ممنون از خبر خوبتان", "مینا")
    refused = stand.post(lively, INSULT, "مینا")
    page = reader(java_script_enabled=False, viewport={"width": 320, "height": 700}, color_scheme=scheme).page

    page.goto(f"{stand.base}/s/{published['status_token']}")
    page.get_by_text("پس گرفتن این نظر").click()
    assert overflow(page) == 0
    page.get_by_role("button", name="نظرم را پس می‌گیرم").click()
    expect(page.get_by_text("این نظر را نویسنده‌اش پس گرفته است.")).to_be_visible()
    assert stand.statuses(lively)["راه خوبی است، ممنون از خبر خوبتان"] == "withdrawn"

    page.goto(f"{stand.base}/s/{refused['status_token']}")
    page.get_by_label("چرا این نظر باید منتشر شود؟").fill("این واژه در گیومه بود.")
    assert overflow(page) == 0
    page.get_by_role("button", name="فرستادن درخواست").click()
    expect(page.get_by_text("درخواست بازبینی شما در")).to_be_visible()
    expect(page.get_by_role("button", name="فرستادن درخواست")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_status_page_and_on_the_form_for_a_report(
    reader: Come, stand: Stand, lively: Place, scheme: str
) -> None:
    refused = stand.post(lively, INSULT, "مینا")
    published = stand.post(lively, "راه خوبی است، ممنون از خبر خوبتان", "مینا")
    page = reader(color_scheme=scheme, viewport={"width": 320, "height": 700}).expects("status of 422").page
    page.goto(f"{stand.base}/s/{published['status_token']}")
    page.get_by_text("پس گرفتن این نظر").click()
    assert complaints(page) == []
    page.goto(f"{stand.base}/s/{refused['status_token']}")
    assert complaints(page) == []

    page.goto(f"{stand.base}/c/{lively.site.public_key}/{lively.code}")
    page.get_by_role("link", name="گزارش نظر رضا").click()
    assert (complaints(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="فرستادن گزارش").click()
    expect(page.get_by_text("یکی از دلیل‌ها را برگزینید.")).to_be_visible()
    assert (complaints(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="شنیدن عدد").click()
    expect(page.locator("audio")).to_be_visible()
    assert (complaints(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="دیدن تصویر").click()
    page.get_by_label("توهین").check()
    token = page.locator("input[name=token]").get_attribute("value") or ""
    page.get_by_label("عددی را که در تصویر می‌بینید").fill(stand.answer_to(token).translate(PERSIAN))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("گزارش شما رسید")
    assert complaints(page) == []
