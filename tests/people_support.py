"""People who sign in with passwords, for the tests of accounts, people and the log."""

from dataclasses import dataclass

import lxml.html
import pyotp
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.roles import Role
from service.store.tables import LogEntry, Moderator
from service.usecases.accounts import hash_password
from service.web.context import Context
from tests.support import Clock

PASSWORD = "گذرواژهٔ خوب"
HASH = hash_password(PASSWORD)


@dataclass
class Browser:
    """Somebody's browser."""

    client: FlaskClient
    clock: Clock
    secret: str = ""

    def page(self, address: str, status: int = 200) -> lxml.html.HtmlElement:
        response = self.client.get(address)
        assert response.status_code == status, (response.status_code, response.location)
        return lxml.html.document_fromstring(response.get_data(as_text=True))

    def csrf(self, address: str = "/desk/account") -> str:
        return str(self.page(address).xpath("//input[@name='csrf']/@value")[0])

    def send(self, action: str, **fields: str) -> TestResponse:
        """Send a form of the desk as its page would."""
        return self.client.post(f"/desk/{action}", data={"csrf": self.csrf(), **fields})

    def sign_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        token = self.csrf("/desk/login")
        return self.client.post("/desk/login", data={"csrf": token, "username": username, "password": password})

    def give_code(self, code: str) -> TestResponse:
        return self.client.post("/desk/login/code", data={"csrf": self.csrf("/desk/login/code"), "code": code})

    def is_in(self) -> bool:
        return self.client.get("/desk/account").status_code == 200

    def code(self) -> str:
        """The next code of the authenticator; each serves once."""
        self.clock.turn(seconds=30)
        return pyotp.TOTP(self.secret).at(self.clock.time)

    def enrol(self, address: str = "/desk/account") -> list[str]:
        """Switch the second factor on; the recovery codes. address: a page that may be opened, for its token."""
        form = {"csrf": self.csrf(address), "password": PASSWORD}
        begun = self.client.post("/desk/account/factor/begin", data=form)
        page = lxml.html.document_fromstring(begun.get_data(as_text=True))
        self.secret = page.get_element_by_id("secret").text_content().replace(" ", "")
        sealed = str(page.xpath("//input[@name='sealed']/@value")[0])
        form = {"csrf": page.xpath("//input[@name='csrf']/@value")[0], "sealed": sealed, "code": self.code()}
        done = self.client.post("/desk/account/factor/confirm", data=form)
        assert done.status_code == 200, done.get_data(as_text=True)
        return recovery_codes(done)


@dataclass
class Desk:
    """The desk with people at it."""

    app: Flask
    nazer: Context
    clock: Clock

    def add(self, username: str, role: Role) -> None:
        with self.nazer.database.transaction() as session:
            session.add(
                Moderator(
                    username=username,
                    display_name=username,
                    role=role.value,
                    password_hash=HASH,
                    created_at=self.nazer.world.now(),
                )
            )

    def browser(self) -> Browser:
        return Browser(self.app.test_client(), self.clock)

    def come(self, username: str, role: Role = Role.MODERATOR) -> Browser:
        """Somebody new, signed in."""
        self.add(username, role)
        return self.come_again(username)

    def come_again(self, username: str) -> Browser:
        browser = self.browser()
        assert browser.sign_in(username).status_code == 303
        return browser

    def log(self, kind: str = "") -> list[LogEntry]:
        with self.nazer.database.reading() as session:
            entries = list(session.scalars(sa.select(LogEntry).order_by(LogEntry.pk)))
            session.expunge_all()
        return [entry for entry in entries if entry.kind.startswith(kind)]


def recovery_codes(answer: TestResponse) -> list[str]:
    page = lxml.html.document_fromstring(answer.get_data(as_text=True))
    return [str(code.text_content()) for code in page.xpath("//ol[@class='codes']//code")]
