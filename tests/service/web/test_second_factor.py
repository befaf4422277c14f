"""The second factor over HTTP: on, asked for, used up, off, lost, demanded."""

from collections.abc import Callable

import lxml.html
import pytest
import sqlalchemy as sa
from flask import Flask

from service.roles import Role
from service.store.tables import Moderator
from tests.people_support import PASSWORD, Browser, Desk
from tests.support import Clock


@pytest.fixture
def maryam(desk: Desk) -> Browser:
    return desk.come("maryam")


def test_a_code_is_asked_for_and_nothing_else_opens_until_it_is_given(
    desk: Desk, maryam: Browser, each_database: str
) -> None:
    maryam.enrol()
    entering = desk.browser()
    assert entering.sign_in("maryam").location == "/desk/login/code?next=/desk"
    half = entering.client.get_cookie("nazer_desk")
    assert half is not None
    for address in ("/desk", "/desk/account", "/desk/account/factor", "/desk/log"):
        assert entering.client.get(address).location.startswith("/desk/login/code")
    token = entering.csrf("/desk/login/code")
    assert entering.client.post("/desk/account/factor/off", data={"csrf": token}).status_code == 303

    assert entering.give_code("000000").status_code == 401
    assert entering.give_code(maryam.code()).location == "/desk"
    assert entering.is_in()
    whole = entering.client.get_cookie("nazer_desk")
    assert whole is not None
    assert whole.value != half.value
    thief = desk.browser()
    thief.client.set_cookie("nazer_desk", half.value)
    assert thief.client.get("/desk").location.startswith("/desk/login?")
    assert [entry.details["factor"] for entry in desk.log("session.opened")] == ["", "totp"]
    assert len(desk.log("session.code_refused")) == 1


def test_persian_digits_and_spaces_will_do(desk: Desk, maryam: Browser) -> None:
    maryam.enrol()
    entering = desk.browser()
    entering.sign_in("maryam")
    code = maryam.code().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert entering.give_code(f"{code[:3]} {code[3:]}").status_code == 303


def test_each_code_serves_once(desk: Desk, maryam: Browser, each_database: str) -> None:
    maryam.enrol()
    code, answers = maryam.code(), []
    for _ in range(2):
        entering = desk.browser()
        entering.sign_in("maryam")
        answers.append(entering.give_code(code).status_code)
    assert answers == [303, 401]


def test_a_code_of_a_minute_ago_is_too_old(desk: Desk, maryam: Browser, clock: Clock) -> None:
    maryam.enrol()
    code = maryam.code()
    clock.turn(seconds=61)
    entering = desk.browser()
    entering.sign_in("maryam")
    assert entering.give_code(code).status_code == 401


def test_each_recovery_code_serves_once_and_new_ones_void_the_old(
    desk: Desk, maryam: Browser, each_database: str
) -> None:
    codes = maryam.enrol()
    assert len(set(codes)) == 10

    def enter(code: str) -> int:
        entering = desk.browser()
        entering.sign_in("maryam")
        return entering.give_code(code).status_code

    assert [enter(codes[0]), enter(codes[0]), enter(codes[1].upper().replace("-", " "))] == [303, 401, 303]
    assert "۸ کد بازیابی" in maryam.page("/desk/account").text_content()

    renewed = maryam.send("account/factor/codes", password=PASSWORD, code=maryam.code())
    assert renewed.status_code == 200
    assert enter(codes[2]) == 401
    with desk.nazer.database.reading() as session:
        kept = session.scalars(sa.select(Moderator.recovery_hashes).where(Moderator.username == "maryam")).one()
    assert len(kept) == 10
    assert not set(kept) & {code.replace("-", "") for code in codes}


def test_the_secret_is_sealed_and_bound_to_its_account(desk: Desk, maryam: Browser, each_database: str) -> None:
    maryam.enrol()
    kaveh = desk.come("kaveh")
    with desk.nazer.database.transaction() as session:
        sealed = session.scalars(sa.select(Moderator.totp_secret).where(Moderator.username == "maryam")).one()
        session.execute(sa.update(Moderator).where(Moderator.username == "kaveh").values(totp_secret=sealed))
    assert maryam.secret not in sealed
    entering = desk.browser()
    entering.sign_in("kaveh")
    refused = entering.give_code(maryam.code())
    assert refused.status_code == 401
    assert "از یک مالک بخواهید" in refused.get_data(as_text=True)
    assert kaveh.is_in()


def test_switching_on_wants_password_and_code_and_renews_the_session(desk: Desk, maryam: Browser) -> None:
    elsewhere = desk.come_again("maryam")
    before = maryam.client.get_cookie("nazer_desk")
    assert maryam.send("account/factor/begin", password="wrong").status_code == 401
    maryam.enrol()
    after = maryam.client.get_cookie("nazer_desk")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert maryam.is_in()
    assert not elsewhere.is_in()
    assert maryam.send("account/factor/begin", password=PASSWORD).status_code == 409


def test_the_page_with_the_codes_has_forms_that_work(desk: Desk, maryam: Browser) -> None:
    begun = maryam.send("account/factor/begin", password=PASSWORD).get_data(as_text=True)
    page = lxml.html.document_fromstring(begun)
    maryam.secret = page.get_element_by_id("secret").text_content().replace(" ", "")
    form = {"csrf": maryam.csrf(), "sealed": page.xpath("//input[@name='sealed']/@value")[0], "code": maryam.code()}
    shown = maryam.client.post("/desk/account/factor/confirm", data=form).get_data(as_text=True)
    csrf = lxml.html.document_fromstring(shown).xpath("//header//input[@name='csrf']/@value")[0]
    assert maryam.client.post("/desk/logout", data={"csrf": csrf}).location == "/desk/login"


def test_an_enrolment_of_somebody_else_or_of_long_ago_is_refused(desk: Desk, maryam: Browser, clock: Clock) -> None:
    begun = maryam.send("account/factor/begin", password=PASSWORD).get_data(as_text=True)
    sealed = begun.split('name="sealed" value="')[1].split('"')[0]
    wrong = maryam.send("account/factor/confirm", sealed=sealed, code="000000")
    assert wrong.status_code == 401
    assert sealed in wrong.get_data(as_text=True)  # the same page again: the secret is in the authenticator already
    assert desk.come("kaveh").send("account/factor/confirm", sealed=sealed, code="000000").status_code == 401
    assert maryam.send("account/factor/confirm", sealed="nonsense", code="000000").status_code == 401
    clock.turn(minutes=16)
    assert maryam.send("account/factor/confirm", sealed=sealed, code="000000").status_code == 422


def test_switching_off_wants_password_and_code(desk: Desk, maryam: Browser, each_database: str) -> None:
    maryam.enrol()
    assert maryam.send("account/factor/off", password="wrong", code=maryam.code()).status_code == 401
    assert maryam.send("account/factor/off", password=PASSWORD, code="000000").status_code == 401
    assert maryam.send("account/factor/off", password=PASSWORD, code=maryam.code()).status_code == 303
    assert desk.browser().sign_in("maryam").location == "/desk"
    assert [entry.kind for entry in desk.log("account.")] == ["account.factor_on", "account.factor_off"]


def test_an_owner_takes_off_a_factor_that_was_lost(desk: Desk, maryam: Browser) -> None:
    maryam.enrol()
    owner = desk.come("sara", Role.OWNER)
    assert owner.send("people/maryam/factor", password=PASSWORD).status_code == 303
    assert not maryam.is_in()
    assert desk.browser().sign_in("maryam").location == "/desk"


def test_a_setting_demands_it_of_everybody(make_app: Callable[..., Flask], desk: Desk) -> None:
    strict = Desk(make_app(desk_totp="required"), desk.nazer, desk.clock)
    maryam = strict.come("maryam")
    assert maryam.client.get("/desk").location == "/desk/account/factor"
    csrf = maryam.csrf("/desk/account/factor")
    refused = maryam.client.post("/desk/account/names", data={"csrf": csrf, "display_name": "x"})
    assert refused.location == "/desk/account/factor"
    begun = maryam.client.post("/desk/account/factor/begin", data={"csrf": csrf, "password": PASSWORD})
    assert begun.status_code == 200

    maryam.enrol("/desk/account/factor")
    assert maryam.client.get("/desk").status_code == 200
    assert maryam.send("account/factor/off", password=PASSWORD, code=maryam.code()).status_code == 409


def test_codes_are_rate_limited_by_account(make_app: Callable[..., Flask], desk: Desk, maryam: Browser) -> None:
    maryam.enrol()
    limited = Desk(make_app(limit_login="3/minute"), desk.nazer, desk.clock)
    answers = []
    for number in range(5):
        entering = limited.browser()
        entering.client.environ_base["REMOTE_ADDR"] = f"10.0.{number}.1"
        half = desk.browser()
        half.sign_in("maryam")
        cookie = half.client.get_cookie("nazer_desk")
        assert cookie is not None
        entering.client.set_cookie("nazer_desk", cookie.value)
        answers.append(entering.give_code("000000"))
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert "ورود دومرحله‌ای" in answers[-1].get_data(as_text=True)
