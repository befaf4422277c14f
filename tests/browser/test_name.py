"""The reader's name is kept when they ask for it, for every article of the site, and forgotten when they do not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.publisher import Publisher
from tests.browser.reader import Reader
from tests.browser.stand import Stand

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]

TEXT = "شب‌ها رفت‌وآمد در شهر سخت است و این خط‌ها لازم بود"


def box(mina: Reader) -> Locator:
    return mina.widget.get_by_label("نام مرا برای دفعهٔ بعد نگه دار")


def kept(mina: Reader) -> list[str]:
    found = mina.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('nazer:name:'))")
    assert isinstance(found, list)
    return found


def test_nothing_is_kept_unless_it_is_asked_for(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    expect(box(mina)).not_to_be_checked()
    mina.write(TEXT, name="مینا").solve().send()
    expect(mina.comments).to_have_count(1)
    expect(mina.name).to_have_value("مینا")  # as long as the page stays
    assert kept(mina) == []
    mina.page.reload()

    expect(mina.text).to_have_value("")
    expect(mina.name).to_have_value("")


def test_a_name_that_is_kept_is_there_under_every_article_of_the_site_and_of_no_other(
    reader: Come, stand: Stand, publisher: Publisher
) -> None:
    one, elsewhere = stand.article(), stand.article()
    other = stand.sister(one)
    mina = reader().open(publisher.page(stand.tag(one)))
    mina.write(TEXT, name="مین")
    box(mina).check()
    mina.name.press("End")
    mina.name.press_sequentially("ا")
    mina.solve().send()
    expect(mina.comments).to_have_count(1)
    mina.open(publisher.page(stand.tag(other)))

    expect(mina.name).to_have_value("مینا")
    expect(box(mina)).to_be_checked()
    mina.open(publisher.page(stand.tag(elsewhere)))
    expect(mina.name).to_have_value("")
    expect(box(mina)).not_to_be_checked()


def test_unchecking_forgets(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.name.fill("مینا")
    box(mina).check()
    assert len(kept(mina)) == 1
    box(mina).uncheck()
    assert kept(mina) == []
    mina.page.reload()

    expect(mina.name).to_have_value("")
    expect(box(mina)).not_to_be_checked()


def test_it_is_ticked_by_keyboard_and_no_cookie_is_set(reader: Come, stand: Stand) -> None:
    mina = reader().visit(stand.article())
    mina.name.fill("مینا")
    mina.page.keyboard.press("Tab")
    expect(box(mina)).to_be_focused()
    mina.page.keyboard.press("Space")

    expect(box(mina)).to_be_checked()
    assert mina.page.context.cookies() == []
