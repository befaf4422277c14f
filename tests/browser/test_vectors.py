"""Texts and names are only ever text: in the thread, in notices, in advice, in dialogs, in the banner."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

VECTORS = (
    "<script>boom('script')</script>",
    "<img src=x onerror=boom('img')>",
    "<svg onload=boom('svg')><animate onbegin=boom('animate') attributeName=x dur=1s>",
    "<iframe srcdoc=\"<script>parent.boom('iframe')</script>\"></iframe>",
    "</textarea><script>boom('textarea')</script>",
    "</blockquote></div><style>*{display:none}</style>",
    "<a href=\"javascript:boom('link')\">اینجا</a>",
    "<details open ontoggle=boom('details')>",
    "\"><input autofocus onfocus=boom('input')>",
    "{{constructor.constructor('boom(1)')()}} ${boom('template')} {name}",
    "<math><mtext></table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=boom(1)&gt;'>",
    "<nazer-comments article=1></nazer-comments><slot name=x></slot><template shadowrootmode=open>",
)
PAGE = "این مدیر احمق است " + " ".join(VECTORS)
NAME = "<b onmouseover=boom()>مینا</b>{name}"
POLICY = (
    "default-src 'none'; script-src {base} 'unsafe-inline'; connect-src {base}; img-src *; style-src 'unsafe-inline'"
)
ALARM = "<script>window.booms = []; window.boom = (what) => booms.push(what);</script>"


def sound(mina: Reader) -> None:
    """Nothing has run, and nothing was made that is not of the component."""
    assert mina.page.evaluate("booms") == []
    made = "script, iframe, svg, img, style, details, math, slot, b[onmouseover]"
    assert mina.widget.evaluate("(element, made) => element.shadowRoot.querySelectorAll(made).length", made) == 0


def test_in_advice_in_what_was_refused_in_the_appeal_and_in_the_thread(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    place = stand.article()
    stand.crowd(place, 1, PAGE, NAME)
    page = publisher.page(ALARM + stand.tag(place), POLICY.format(base=stand.base))
    mina = reader().open(page)
    expect(mina.comments.first).to_contain_text("<script>boom('script')</script>")
    expect(mina.comments.first).to_contain_text(NAME)
    sound(mina)

    mina.widget.get_by_role("button", name="پاسخ", exact=False).first.click()
    expect(mina.widget.locator("[part=banner]")).to_contain_text(f"«{NAME}»")
    mina.write(PAGE, name=NAME)
    mina.widget.get_by_role("button", name="سنجش پیش از ارسال").click()
    advice = mina.widget.locator("[part=advice]")
    expect(advice.locator("blockquote").first).to_be_visible(timeout=30_000)
    expect(advice).to_contain_text("<script>boom('script')</script>")
    sound(mina)

    mina.solve().send()
    expect(mina.notice).to_have_attribute("data-kind", "rejected")
    expect(mina.notice).to_contain_text("<img src=x onerror=boom('img')>")
    sound(mina)
    mina.notice.get_by_role("button", name="درخواست بازبینی").click()
    dialog = mina.widget.get_by_role("dialog")
    dialog.get_by_label("چرا باید منتشر شود؟").fill(PAGE[:900])
    dialog.get_by_role("button", name="فرستادن درخواست").click()
    expect(mina.notice).to_contain_text("درخواست شما رسید")
    sound(mina)
    mina.page.reload()
    expect(mina.comments).to_have_count(1)
    sound(mina)


def test_in_what_the_service_says(reader: Come, stand: Stand, publisher: Publisher) -> None:
    """Even a service that was taken over could put no markup into a page."""
    mina = reader().expects("status of 422")
    mina.open(publisher.page(ALARM + stand.tag(stand.article()), POLICY.format(base=stand.base)))
    vector = VECTORS[1]
    reason = {"rule": vector, "message": vector, "hint": vector, "field": "text", "spans": [[0, 3]]}
    answer = {"outcome": "hold", "message": vector, "reasons": [reason], "suggestion": vector}
    shared = {"Access-Control-Allow-Origin": publisher.origin}
    mina.page.route("**/preview", lambda route: route.fulfill(json=answer, headers=shared))
    mina.write("نظری دربارهٔ خبر")
    mina.widget.get_by_role("button", name="سنجش پیش از ارسال").click()

    advice = mina.widget.locator("[part=advice]")
    expect(advice.locator(".suggestion blockquote")).to_have_text(vector)
    expect(advice.locator(".reason")).to_have_text(vector)
    sound(mina)
    advice.get_by_role("button", name="جایگزین کن").click()
    expect(mina.text).to_have_value(vector)
    sound(mina)
