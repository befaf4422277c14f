"""A reader whose browser runs no scripts reports a comment."""

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store.tables import Report, SpentCaptcha
from service.usecases.make_site import SiteKeys
from tests.community_support import Room
from tests.support import Reader, count_rows
from tests.visitor import Visitor


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def follow(visitor: Visitor) -> Visitor:
    """From the comment to the form."""
    visitor.response = visitor.client.get(visitor.open().one("//a[@class='report']").get("href"))
    return visitor


def test_the_form_shows_the_comment_and_the_house_rules_as_reasons(visitor: Visitor, reader: Reader) -> None:
    reader.publish("<b>متن</b>")
    follow(visitor)
    assert visitor.one("//blockquote//div[@class='text']").text == "<b>متن</b>"
    assert "insult" in visitor.page.xpath("//input[@type='radio']/@value")
    assert visitor.response.headers["X-Robots-Tag"] == "noindex"


def test_a_report_is_sent_with_its_captcha_and_kept_once_a_network(
    visitor: Visitor, reader: Reader, each_database: str
) -> None:
    reader.publish("متن")
    for _ in range(2):
        follow(visitor).press("send", None, reason="insult", note="سطر ۱\nسطر ۲", answer=visitor.solution())
        assert visitor.status == 200
        assert "گزارش شما رسید" in visitor.one("//p[@role='status']").text
    with reader.context.database.reading() as session:
        report = session.scalars(sa.select(Report)).one()
    assert (report.reason, report.note.splitlines(), len(report.reader)) == ("insult", ["سطر ۱", "سطر ۲"], 32)
    assert report.network not in report.reader


def test_what_is_wrong_is_said_beside_it_and_nothing_that_was_written_is_lost(
    visitor: Visitor, reader: Reader, each_database: str
) -> None:
    reader.publish("متن")
    spent = count_rows(reader, SpentCaptcha)
    follow(visitor).press("send", None, reason="", note="x" * 501)
    assert visitor.status == 422
    assert visitor.one("//p[@id='reason-fault']").text == "یکی از دلیل‌ها را برگزینید."
    assert visitor.page.xpath("//p[@id='note-fault']")
    assert visitor.one("//p[@id='captcha-fault']").text == "عدد تصویر را بنویسید."
    visitor.press("send", None, reason="advert", note="تبلیغ است", answer="00000")
    assert visitor.status == 422
    assert visitor.one("//p[@id='captcha-fault']").text == "عدد تصویر تازه را بنویسید."
    assert visitor.one("//input[@checked]").get("value") == "advert"
    assert visitor.one("//textarea[@id='note']").text.strip() == "تبلیغ است"
    assert (count_rows(reader, Report), count_rows(reader, SpentCaptcha)) == (0, spent + 1)
    visitor.press("send", None, reason="advert", answer=visitor.solution())
    assert (visitor.status, count_rows(reader, Report)) == (200, 1)


def test_the_reader_switches_to_another_challenge(visitor: Visitor, reader: Reader) -> None:
    reader.publish("متن")
    follow(visitor).press("question", None, reason="insult", note="یادداشت")
    assert visitor.one("//p[@id='question']").text
    assert visitor.one("//textarea[@id='note']").text.strip() == "یادداشت"
    visitor.press("audio", None, reason="insult")
    assert visitor.one("//audio").get("src").startswith("data:audio/wav")
    visitor.press("send", None, reason="insult", answer=visitor.solution())
    assert count_rows(reader, Report) == 1


def test_what_is_not_there_is_not_reported_and_what_comes_from_elsewhere_is_not_taken(
    visitor: Visitor, reader: Reader
) -> None:
    comment_id = reader.publish("متن")
    follow(visitor)
    forged = visitor.press("send", {"Sec-Fetch-Site": "cross-site"}, reason="insult", answer=visitor.solution())
    assert forged.status == 403
    follow(visitor)
    reader.decide(comment_id, Status.REMOVED)
    assert visitor.press("send", None, reason="insult", answer=visitor.solution()).status == 404
    for query in ("", "?comment=", "?comment=nothing", f"?comment={comment_id}"):
        assert visitor.client.get(f"{visitor.base}/report{query}").status_code == 404
    assert count_rows(reader, Report) == 0


def test_a_banned_network_reports_nothing_here_either(visitor: Visitor, room: Room) -> None:
    comment_id = room.reader.publish("متن")
    follow(visitor)
    room.ban(room.at_desk(), comment_id, "network")
    spent = count_rows(room.reader, SpentCaptcha)
    visitor.press("send", None, reason="insult", answer=visitor.solution())
    assert visitor.status == 403
    assert (count_rows(room.reader, Report), count_rows(room.reader, SpentCaptcha)) == (0, spent)
