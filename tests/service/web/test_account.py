"""One's own account: names, password, and where one is signed in."""

from collections.abc import Callable
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from service.store.tables import DeskSession
from service.web.desk import agents
from tests.people_support import PASSWORD, Browser, Desk
from tests.support import Clock


def test_names_for_the_desk_and_for_readers_are_changed(desk: Desk, each_database: str) -> None:
    maryam = desk.come("maryam")
    assert maryam.send("account/names", display_name=" مریم نادری ", pseudonym="م. ن.").status_code == 303

    page = maryam.page("/desk/account?done=names")
    assert page.get_element_by_id("display_name").value == "مریم نادری"
    assert page.get_element_by_id("pseudonym").value == "م. ن."
    assert "نام‌ها ذخیره شد." in page.text_content()
    (entry,) = desk.log("account.named")
    assert (entry.subject, entry.details["pseudonym"]) == ("person:maryam", "م. ن.")


def test_a_name_of_two_lines_is_refused_beside_its_field(desk: Desk) -> None:
    answer = desk.come("maryam").send("account/names", display_name="یک\nدو")
    assert answer.status_code == 422
    assert "نام نمایشی باید یک خط" in answer.get_data(as_text=True)


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(desk: Desk, each_database: str) -> None:
    here = desk.come("maryam")
    elsewhere = desk.come_again("maryam")
    before = here.client.get_cookie("nazer_desk")
    assert before is not None

    new = "a better password"
    assert here.send("account/password", password=PASSWORD, new=new, again=new).status_code == 303
    after = here.client.get_cookie("nazer_desk")
    assert after is not None
    assert after.value != before.value
    assert here.is_in()
    assert not elsewhere.is_in()
    thief = desk.browser()
    thief.client.set_cookie("nazer_desk", before.value)
    assert not thief.is_in()
    assert desk.browser().sign_in("maryam").status_code == 401
    assert desk.browser().sign_in("maryam", new).status_code == 303
    assert [entry.subject for entry in desk.log("account.password")] == ["person:maryam"]


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"password": "wrong", "new": "long enough", "again": "long enough"}, 401, "گذرواژه‌ای که نوشتید درست نیست"),
        ({"password": PASSWORD, "new": "short", "again": "short"}, 422, "دست‌کم ۸"),
        ({"password": PASSWORD, "new": "long enough", "again": "long enough!"}, 422, "دو بار یکسان"),
    ],
)
def test_a_password_is_not_changed_in_error(desk: Desk, fields: dict[str, str], status: int, says: str) -> None:
    here = desk.come("maryam")
    answer = here.send("account/password", **fields)
    assert answer.status_code == status
    assert says in answer.get_data(as_text=True)
    assert desk.browser().sign_in("maryam").status_code == 303


def rows(browser: Browser) -> list[str]:
    return [str(row.text_content()) for row in browser.page("/desk/account").xpath("//ul[@class='rows']/li")]


def test_sessions_are_listed_and_ended_one_by_one(desk: Desk, each_database: str) -> None:
    here = desk.come("maryam")
    phone = desk.browser()
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"
    phone.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    phone.sign_in("maryam")

    listed = rows(here)
    assert len(listed) == 2
    (own,) = [row for row in listed if "همین مرورگر" in row]
    (other,) = [row for row in listed if row != own]
    assert "از همین شبکه" in own
    assert "کروم روی اندروید" in other
    assert "از شبکه‌ای دیگر" in other
    assert "203.0.113" not in other

    name = str(here.page("/desk/account").xpath("//input[@name='session']/@value")[0])
    assert here.send("account/sessions/end", session=name).status_code == 303
    assert not phone.is_in()
    assert here.is_in()
    assert here.send("account/sessions/end", session=name).status_code == 404


def test_nobody_ends_a_session_of_somebody_else_by_its_name(desk: Desk) -> None:
    maryam, kaveh = desk.come("maryam"), desk.come("kaveh")
    desk.come_again("kaveh")
    name = str(kaveh.page("/desk/account").xpath("//input[@name='session']/@value")[0])
    assert maryam.send("account/sessions/end", session=name).status_code == 404
    assert len(rows(kaveh)) == 2


def test_all_other_sessions_end_at_once(desk: Desk) -> None:
    here = desk.come("maryam")
    others = [desk.come_again("maryam") for _ in range(2)]
    here.send("account/sessions/end-others")
    assert here.is_in()
    assert not any(other.is_in() for other in others)
    assert [entry.details for entry in desk.log("session.ended")] == [{"sessions": 2}]


def test_a_session_ends_when_it_is_not_used_and_when_it_is_old(desk: Desk, clock: Clock, each_database: str) -> None:
    maryam = desk.come("maryam")
    for _ in range(6):  # used every hundred minutes: ten hours
        clock.turn(minutes=100)
        assert maryam.is_in()
    clock.turn(minutes=121)
    assert not maryam.is_in()

    again = desk.come_again("maryam")
    for _ in range(7):
        clock.turn(minutes=100)
        assert again.is_in()
    clock.turn(minutes=100)
    assert not again.is_in()


def test_when_somebody_was_seen_is_written_once_a_minute_at_most(desk: Desk, clock: Clock) -> None:
    maryam = desk.come("maryam")

    def seen() -> datetime:
        with desk.nazer.database.reading() as session:
            return session.scalars(sa.select(DeskSession.seen_at)).one()

    began = seen()
    clock.turn(seconds=50)
    maryam.page("/desk/account")
    assert seen() == began
    clock.turn(seconds=20)
    maryam.page("/desk/account")
    assert (seen() - began).total_seconds() > 60


def test_signing_out_is_logged(desk: Desk) -> None:
    maryam = desk.come("maryam")
    assert maryam.send("logout").status_code == 303
    assert [entry.subject for entry in desk.log("session.closed")] == ["person:maryam"]


def test_what_a_script_fetches_does_not_say_that_anybody_is_there(desk: Desk, clock: Clock) -> None:
    maryam = desk.come("maryam")
    for _ in range(2):
        clock.turn(minutes=61)
        status = maryam.client.get("/desk", headers={"Sec-Fetch-Mode": "cors"}).status_code
    assert status == 303


def test_guessing_ones_own_password_is_slowed_down(make_app: Callable[..., Flask], desk: Desk) -> None:
    app = make_app(limit_login="4/minute")
    maryam = Desk(app, desk.nazer, desk.clock).come("maryam")
    answers = [maryam.send("account/password", password="wrong").status_code for _ in range(5)]
    assert answers == [401, 401, 401, 401, 429]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "اج روی ویندوز"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", "سافاری روی آیفون"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "فایرفاکس روی لینوکس"),
        ("curl/8", "مرورگر روی دستگاهی ناشناخته"),
    ],
)
def test_a_browser_is_told_in_a_few_words(header: str, words: str) -> None:
    assert agents.in_words(header) == words
