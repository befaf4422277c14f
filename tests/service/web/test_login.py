"""Signing in and out over HTTP."""

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.store.database import Database
from service.usecases.sign_in import add_moderator
from service.world import World

PASSWORD = "گذرواژهٔ خوب"


@pytest.fixture(autouse=True)
def maryam(database: Database, world: World) -> None:
    with database.transaction() as session:
        add_moderator(session, world, "maryam", PASSWORD, "مریم")


def token_of(client: FlaskClient, address: str = "/desk/login") -> str:
    page = lxml.html.document_fromstring(client.get(address).get_data(as_text=True))
    return str(page.xpath("//input[@name='csrf']/@value")[0])


def enter(client: FlaskClient, **fields: str) -> TestResponse:
    form = {"csrf": token_of(client), "username": "maryam", "password": PASSWORD, **fields}
    return client.post("/desk/login", data=form)


def test_the_right_password_leads_to_the_desk(client: FlaskClient, each_database: str) -> None:
    answer = enter(client)
    assert answer.status_code == 303
    assert answer.location == "/desk"
    assert "مریم" in client.get("/desk").get_data(as_text=True)
    assert client.get("/desk/login").location == "/desk"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(make_app: Callable[..., Flask]) -> None:
    client = make_app(secure_cookies=True).test_client()
    page = client.get("/desk/login", base_url="https://localhost")
    token = lxml.html.document_fromstring(page.get_data(as_text=True)).xpath("//input[@name='csrf']/@value")[0]
    form = {"csrf": token, "username": "maryam", "password": PASSWORD}
    cookies = client.post("/desk/login", data=form, base_url="https://localhost").headers.getlist("Set-Cookie")

    (cookie,) = (one for one in cookies if one.startswith("__Host-nazer_desk="))
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Expires="):
        assert part in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "fields", [{"password": "wrong"}, {"username": "nobody"}, {"username": "\0"}, {"password": ""}]
)
def test_a_wrong_name_or_password_stays_outside(
    client: FlaskClient, fields: dict[str, str], each_database: str
) -> None:
    answer = enter(client, **fields)
    assert answer.status_code == 401
    assert "نام کاربری یا گذرواژه درست نیست." in answer.get_data(as_text=True)
    assert client.get("/desk").status_code == 303


def test_what_was_typed_comes_back_escaped_and_without_the_password(client: FlaskClient) -> None:
    html = enter(client, username='"><script>x</script>', password="my secret").get_data(as_text=True)
    assert "<script" not in html
    assert "my secret" not in html


def test_a_login_form_from_elsewhere_is_refused(client: FlaskClient, app: Flask) -> None:
    for token in ("", "wrong", token_of(app.test_client())):
        answer = enter(client, csrf=token)
        assert answer.status_code == 403
        assert "فرم ورود کهنه شده است" in answer.get_data(as_text=True)
    bare = app.test_client()
    assert bare.post("/desk/login", data={"csrf": "", "username": "maryam", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_way_on_is_local(client: FlaskClient, target: str) -> None:
    assert enter(client, next=target).location == "/desk"


def test_the_page_that_was_wanted_comes_after_the_login(client: FlaskClient) -> None:
    door = client.get("/desk?tab=decided").location
    page = lxml.html.document_fromstring(client.get(door).get_data(as_text=True))
    fields = dict(page.forms[0].fields) | {"username": "maryam", "password": PASSWORD}
    assert client.post(page.forms[0].action, data=fields).location == "/desk?tab=decided"


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, app: Flask) -> None:
    enter(client)
    kept = client.get_cookie("nazer_desk")
    assert kept is not None
    assert client.post("/desk/logout").status_code == 403  # a form from elsewhere signs nobody out
    assert client.get("/desk").status_code == 200

    csrf = token_of(client, "/desk")
    assert client.post("/desk/logout", data={"csrf": csrf}).location == "/desk/login"
    assert client.get_cookie("nazer_desk") is None
    thief = app.test_client()
    thief.set_cookie("nazer_desk", kept.value)
    assert thief.get("/desk").status_code == 303
    assert client.post("/desk/logout").status_code == 303


def test_a_new_login_ends_the_old_session_of_the_browser(client: FlaskClient, app: Flask) -> None:
    enter(client)
    old = client.get_cookie("nazer_desk")
    assert old is not None
    form = {"csrf": "x" * 40, "username": "maryam", "password": PASSWORD}
    client.set_cookie("nazer_desk_form", form["csrf"])
    assert client.post("/desk/login", data=form).status_code == 303

    thief = app.test_client()
    thief.set_cookie("nazer_desk", old.value)
    assert thief.get("/desk").status_code == 303


def test_guessing_is_slowed_down_by_network(make_app: Callable[..., Flask]) -> None:
    client = make_app(limit_login="3/minute").test_client()
    for number in range(3):
        assert enter(client, username=f"guess{number}", password="wrong").status_code == 401
    answer = enter(client, username="another")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "دوباره تلاش کنید" in answer.get_data(as_text=True)
    assert "ورود به میز ناظران" in answer.get_data(as_text=True)


def test_guessing_is_slowed_down_by_account_from_many_networks(make_app: Callable[..., Flask]) -> None:
    app = make_app(limit_login="3/minute")

    def guess(number: int, username: str) -> int:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"10.0.{number}.1"
        return enter(client, username=username, password="wrong").status_code

    assert [guess(number, ("maryam", "Maryam ")[number % 2]) for number in range(5)] == [401, 401, 401, 429, 429]
    assert guess(9, "kaveh") == 401
