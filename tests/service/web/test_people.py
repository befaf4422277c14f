"""Owners invite people, change their roles, lock them; what each role may is enforced by the server."""

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.roles import Role
from tests.people_support import PASSWORD, Browser, Desk
from tests.support import Clock


@pytest.fixture
def sara(desk: Desk) -> Browser:
    return desk.come("sara", Role.OWNER)


def link_of(answer: TestResponse) -> str:
    page = lxml.html.document_fromstring(answer.get_data(as_text=True))
    return "/desk/" + str(page.get_element_by_id("link").value).partition("/desk/")[2]


def invite(owner: Browser, role: str = "editor") -> str:
    answer = owner.send("invitations", label="کاوه", role=role, password=PASSWORD)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return link_of(answer)


def accept(browser: Browser, link: str, **fields: str) -> TestResponse:
    form = {"csrf": browser.csrf(link), "username": "kaveh", "display_name": "کاوه", "password": PASSWORD, **fields}
    return browser.client.post(link, data=form)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.AUDITOR])
def test_people_are_for_owners(desk: Desk, role: Role) -> None:
    desk.add("kaveh", Role.MODERATOR)
    other = desk.come("other", role)
    assert other.client.get("/desk/people").status_code == 403
    assert other.client.get("/desk/people/kaveh").status_code == 403
    assert "همکاران" not in other.page("/desk/account").xpath("//header")[0].text_content()
    for action in ("people/kaveh/role", "people/kaveh/lock", "people/kaveh/factor", "invitations"):
        assert other.send(action, role="owner", password=PASSWORD, label="x").status_code == 403
    assert other.send("invitations/x/withdraw").status_code == 403
    assert desk.log("person.") == []


def test_a_role_changes_at_once(desk: Desk, sara: Browser, each_database: str) -> None:
    kaveh = desk.come("kaveh", Role.AUDITOR)
    assert kaveh.client.get("/desk/log").status_code == 200
    assert sara.send("people/kaveh/role", role="moderator", password=PASSWORD).status_code == 303
    assert kaveh.client.get("/desk/log").status_code == 403
    (entry,) = desk.log("person.role")
    assert entry.details == {"was": "auditor", "became": "moderator"}


def test_the_password_is_asked_for_again(desk: Desk, sara: Browser) -> None:
    desk.add("kaveh", Role.MODERATOR)
    for action in ("people/kaveh/role", "people/kaveh/lock", "people/kaveh/factor", "invitations"):
        answer = sara.send(action, role="owner", label="x", password="wrong")
        assert answer.status_code == 401
        assert "گذرواژهٔ خود را دوباره بنویسید" in answer.get_data(as_text=True)
    assert desk.log("person.") + desk.log("invitation.") == []


def test_a_form_from_elsewhere_changes_nothing(desk: Desk, sara: Browser) -> None:
    desk.add("kaveh", Role.MODERATOR)
    for action in ("people/kaveh/role", "people/kaveh/lock", "invitations", "account/names", "log/export"):
        assert sara.client.post(f"/desk/{action}", data={"password": PASSWORD, "role": "owner"}).status_code == 403


def test_the_last_owner_is_neither_demoted_nor_locked(desk: Desk, sara: Browser, each_database: str) -> None:
    answer = sara.send("people/sara/role", role="editor", password=PASSWORD)
    assert answer.status_code == 409
    assert "دست‌کم یک مالک" in answer.get_data(as_text=True)
    assert sara.send("people/sara/lock", password=PASSWORD).status_code == 409

    desk.add("second", Role.OWNER)
    assert sara.send("people/second/lock", password=PASSWORD).status_code == 303
    assert (
        sara.send("people/sara/role", role="editor", password=PASSWORD).status_code == 409
    )  # who is locked is no help
    sara.send("people/second/unlock", password=PASSWORD)
    assert sara.send("people/sara/role", role="editor", password=PASSWORD).status_code == 303
    assert sara.client.get("/desk/people").status_code == 403


def test_locking_ends_sessions_at_once_and_lets_nobody_in(desk: Desk, sara: Browser, each_database: str) -> None:
    kaveh = desk.come("kaveh")
    assert sara.send("people/kaveh/lock", password=PASSWORD).status_code == 303
    assert not kaveh.is_in()
    refused = desk.browser().sign_in("kaveh")
    assert refused.status_code == 401
    assert "این حساب بسته شده است" in refused.get_data(as_text=True)
    assert "این حساب بسته" not in desk.browser().sign_in("kaveh", "wrong").get_data(as_text=True)
    sara.send("people/kaveh/unlock", password=PASSWORD)
    assert desk.browser().sign_in("kaveh").status_code == 303


def test_an_owner_ends_all_sessions_of_somebody(desk: Desk, sara: Browser) -> None:
    kaveh = desk.come("kaveh")
    assert "مرورگر" in sara.page("/desk/people/kaveh").text_content()
    sara.send("people/kaveh/sessions", password=PASSWORD)
    assert not kaveh.is_in()


def test_a_person_that_is_not_there_and_a_role_that_is_none(desk: Desk, sara: Browser) -> None:
    assert sara.client.get("/desk/people/nobody").status_code == 404
    assert sara.send("people/nobody/lock", password=PASSWORD).status_code == 404
    assert sara.send("people/sara/role", role="king", password=PASSWORD).status_code == 409
    assert sara.send("people/sara/crown", password=PASSWORD).status_code == 404


def test_an_invitation_makes_one_account_of_its_role(desk: Desk, sara: Browser, each_database: str) -> None:
    link = invite(sara)
    token = link.rpartition("/")[2]
    assert token not in sara.page("/desk/people").text_content()
    assert "کاوه" in sara.page("/desk/people").text_content()

    kaveh = desk.browser()
    assert "دبیر" in kaveh.page(link).text_content()
    assert accept(kaveh, link, pseudonym="ک.").location == "/desk/account?done=welcome"
    assert kaveh.client.get("/desk/log").status_code == 200
    assert kaveh.client.get("/desk/people").status_code == 403
    assert desk.browser().client.get(link).status_code == 410
    assert "دعوت‌نامهٔ بازی نیست" in sara.page("/desk/people").text_content()
    (made,), (joined,) = desk.log("invitation.made"), desk.log("person.joined")
    assert made.details == {"role": "editor"}
    assert made.subject == f"invitation:{joined.details['invitation']}"
    assert all(token not in str(entry.details) + entry.subject for entry in desk.log())


def test_an_invitation_expires_and_can_be_withdrawn(desk: Desk, clock: Clock, each_database: str) -> None:
    sara = desk.come("sara", Role.OWNER)
    withdrawn = invite(sara)
    action = str(sara.page("/desk/people").xpath("//form[contains(@action, 'withdraw')]/@action")[0])
    assert sara.send(action.removeprefix("/desk/")).status_code == 303
    assert sara.send(action.removeprefix("/desk/")).status_code == 404
    assert desk.browser().client.get(withdrawn).status_code == 410

    old = invite(sara)
    late = desk.browser()
    late.page(old)
    clock.turn(days=7)
    assert late.client.get(old).status_code == 410
    assert late.client.post(old, data={}).status_code == 410


def test_faults_of_a_new_account_are_told_at_once_and_the_link_stays_good(desk: Desk, sara: Browser) -> None:
    link, kaveh = invite(sara), desk.browser()
    answer = accept(kaveh, link, username="دو واژه", password="short")
    assert answer.status_code == 422
    told = answer.get_data(as_text=True)
    assert "بدون فاصله و خط کج" in told
    assert "دست‌کم ۸ و حداکثر" in told
    assert accept(kaveh, link, username="SARA").status_code == 409
    assert kaveh.client.post(link, data={"csrf": "wrong"}).status_code == 403
    assert accept(kaveh, link).status_code == 303


def test_guessing_at_invitations_is_slowed_down(make_app: Callable[..., Flask], desk: Desk, sara: Browser) -> None:
    link = invite(sara)
    browser = Desk(make_app(limit_login="2/minute"), desk.nazer, desk.clock).browser()
    answers = [accept(browser, link, password="short") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "دعوت به میز ناظران" in answers[-1].get_data(as_text=True)
