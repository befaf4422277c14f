"""Captchas on the page without scripts: a picture or a sum, whatever else the publisher has chosen."""

from collections.abc import Callable

import pytest
from flask import Flask

from service.puzzles.numbers import in_words
from service.usecases.challenges import unseal
from service.usecases.make_site import SiteKeys
from tests.support import Clock, Reader
from tests.visitor import Visitor

TEXT = "سطر نخست\n\n  سطر سوم"


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def kind(visitor: Visitor) -> str:
    return str(visitor.one("//div[@class='captcha']").get("data-kind"))


def buttons(visitor: Visitor) -> list[str]:
    return [str(one.text) for one in visitor.page.xpath("//div[@class='switches']/button")]


def test_a_reader_switches_to_a_sum_and_back_without_losing_a_word(visitor: Visitor) -> None:
    assert kind(visitor.open()) == "image"
    assert buttons(visitor) == ["تصویر دیگر", "شنیدن عدد", "پرسش نوشتاری"]
    visitor.press("question", text=TEXT, name="مینا", answer="12")
    assert (kind(visitor), visitor.page.xpath("//img")) == ("question", [])
    assert "چند می‌شود" in visitor.one("//p[@id='question']").text
    assert (visitor.box, visitor.one("//input[@name='answer']").get("value")) == (TEXT, "")
    assert buttons(visitor) == ["پرسش دیگر", "دیدن تصویر", "شنیدن عدد"]
    assert kind(visitor.press("picture", text=visitor.box)) == "image"
    assert visitor.box == TEXT


def test_a_sum_is_answered_in_words_and_stays_a_sum_after_a_mistake(visitor: Visitor, each_database: str) -> None:
    visitor.open().press("question").press("send", text=TEXT)
    assert visitor.one("//p[@id='captcha-fault']").text == "پاسخ پرسش را بنویسید."
    visitor.send(TEXT, answer="1")
    assert (visitor.status, kind(visitor), visitor.box) == (422, "question", TEXT)
    assert visitor.one("//p[@id='captcha-fault']").text == "پاسخ پرسش تازه را بنویسید."
    visitor.send("ی" * 2001, answer=in_words(int(visitor.solution())))
    assert visitor.one("//label[@for='digits']").text == "پاسخی که به پرسش نوشته‌اید"
    visitor.press("send", text=TEXT).follow()  # the answer that was given still serves
    assert visitor.texts() == [TEXT]


def test_a_reader_hears_the_digits_and_stays_with_hearing_after_a_mistake(visitor: Visitor) -> None:
    visitor.open().press("audio", text=TEXT)
    assert (kind(visitor), visitor.page.xpath("//img"), visitor.box) == ("audio", [], TEXT)
    sound = visitor.one("//audio")
    assert (sound.get("src")[:22], sound.get("aria-label")) == ("data:audio/wav;base64,", "صدایی با ۵ رقم")
    assert "media-src data:" in visitor.response.headers["Content-Security-Policy"]
    assert buttons(visitor) == ["صدای دیگر", "دیدن تصویر", "پرسش نوشتاری"]
    visitor.press("send", text=TEXT)
    assert visitor.one("//p[@id='captcha-fault']").text == "عددی را که می‌شنوید بنویسید."
    visitor.send(TEXT, answer="1")
    assert (visitor.status, kind(visitor)) == (422, "audio")
    assert visitor.one("//p[@id='captcha-fault']").text == "عدد صدای تازه را بنویسید."
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_a_comment_that_is_held_or_refused_is_followed_by_the_same_kind(visitor: Visitor) -> None:
    visitor.open().press("question")
    for text in ("REJECT", "HOLD"):
        assert kind(visitor.send(text)) == "question"
    visitor.send(TEXT)
    assert visitor.status == 200


@pytest.mark.parametrize(
    ("kinds", "shown", "others"),
    [("question,image", "question", 1), ("audio,question", "audio", 1), ("pow", "image", 0), ("audio", "audio", 0)],
)
def test_the_page_has_of_the_publishers_kinds_what_works_there_and_else_a_picture(
    visitor: Visitor, make_app: Callable[..., Flask], kinds: str, shown: str, others: int
) -> None:
    visitor.client = make_app(captcha_kinds=kinds).test_client()
    assert (kind(visitor.open()), len(buttons(visitor))) == (shown, 1 + others)
    visitor.send(TEXT, answer="0")
    assert (visitor.status, kind(visitor)) == (422, shown)
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


@pytest.mark.parametrize("odd", ["a filled trap", "haste"])
def test_what_is_odd_leads_to_one_harder_captcha_with_the_text_kept_and_then_in(
    visitor: Visitor, make_app: Callable[..., Flask], clock: Clock, odd: str
) -> None:
    visitor.client = make_app(captcha_least_seconds=2).test_client()
    visitor.open()
    trap = "https://spam.example" if odd == "a filled trap" else ""
    if trap:
        clock.turn(seconds=5)
    visitor.press("send", text=TEXT, name="مینا", answer=visitor.solution(), homepage=trap)
    assert (visitor.status, visitor.box) == (422, TEXT)
    assert "یک پرسش امنیتی دیگر" in visitor.answer
    assert "۷ رقم" in visitor.one("//img").get("alt")
    assert visitor.one("//input[@name='homepage']").get("value") == ""
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_the_trap_is_skipped_by_everybody(visitor: Visitor) -> None:
    trap = visitor.open().one("//input[@name='homepage']")
    assert (trap.get("tabindex"), trap.get("autocomplete")) == ("-1", "off")
    assert (trap.getparent().get("aria-hidden"), trap.getparent().get("class")) == ("true", "hidden")


def test_guesses_make_it_harder_and_sums_are_not_for_those_who_guess(
    visitor: Visitor, make_app: Callable[..., Flask]
) -> None:
    visitor.client = make_app(flood_guesses="2/10 minutes").test_client()
    visitor.open().press("question")
    for _ in range(2):
        visitor.send(TEXT, answer="1")
    assert (kind(visitor), buttons(visitor), visitor.box) == ("image", ["تصویر دیگر", "شنیدن عدد"], TEXT)
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_a_token_of_another_kind_than_the_page_has_is_a_captcha_more(
    visitor: Visitor, reader: Reader, make_app: Callable[..., Flask]
) -> None:
    workers = make_app(captcha_kinds="pow,image").test_client()
    token = workers.get("/v1/captcha?kind=pow").get_json()["token"]
    answer = reader.answer_of(token)
    visitor.open().press("send", text=" ", token=token, answer=answer)
    assert visitor.status == 422
    visitor.press("send", text=TEXT, token=token, answer=answer)
    assert (visitor.status, kind(visitor), visitor.box) == (422, "image", TEXT)
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_a_challenge_from_an_address_that_is_no_sites_is_good_for_none(visitor: Visitor, site: SiteKeys) -> None:
    """A name with a space in it would be read as a site and an answer of the visitor's choosing."""
    visitor.base = f"/c/{site.public_key} 12345/5414189"
    visitor.response = visitor.client.post(visitor.base, data={"text": TEXT, "answer": "1"})
    assert (visitor.status, visitor.box) == (422, TEXT)
    sealed = unseal(visitor.context.keys.captcha, visitor.one("//input[@name='token']").get("value"))
    assert sealed is not None
    assert (sealed.site, sealed.answer.isdigit(), len(sealed.answer)) == ("", True, 5)


def test_over_the_limit_of_captchas_there_is_a_button_for_one(visitor: Visitor, make_app: Callable[..., Flask]) -> None:
    visitor.client = make_app(limit_captcha="1/minute").test_client()
    visitor.open().open()
    assert (visitor.status, buttons(visitor)) == (200, ["دریافت تصویر", "شنیدن عدد", "پرسش نوشتاری"])
