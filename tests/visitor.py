"""A reader whose browser runs no scripts: opens the page of comments, fills its form in, presses its buttons."""

from dataclasses import dataclass, field
from typing import Any

import lxml.html
from flask.testing import FlaskClient
from lxml.etree import _Element
from werkzeug.test import TestResponse

from service.usecases.challenges import unseal
from service.web.context import Context

SAME: dict[str, Any] = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Visitor:
    """One reader under one article. What is on the page now is `page`."""

    client: FlaskClient
    context: Context
    base: str
    response: TestResponse = field(init=False)

    def open(self, query: str = "") -> "Visitor":
        self.response = self.client.get(self.base + query)
        return self

    @property
    def page(self) -> Any:
        return lxml.html.fromstring(self.response.get_data(as_text=True))

    @property
    def status(self) -> int:
        return self.response.status_code

    def one(self, path: str) -> Any:
        """The one element of a CSS-like XPath; fails when there are none or several."""
        (found,) = self.page.xpath(path)
        return found

    def texts(self, path: str = "//div[@class='text']") -> list[str]:
        return [element.text_content() for element in self.page.xpath(path)]

    @property
    def title(self) -> str:
        """The headline of the answer."""
        return str(self.one("//h2[@id='answer-title']").text_content())

    @property
    def answer(self) -> str:
        """Everything that the answer says."""
        return " ".join(self.one("//section[@id='answer']").text_content().split())

    @property
    def box(self) -> str:
        """What stands in the box, as a browser reads it: without the first end of line."""
        text = str(self.one("//textarea").text or "")
        return text.removeprefix("\n")

    def fields(self, form: _Element) -> dict[str, str]:
        found = {one.get("name"): one.get("value") or "" for one in form.xpath(".//input[@name]")}
        found |= {one.get("name"): (one.text or "").removeprefix("\n") for one in form.xpath(".//textarea[@name]")}
        return found

    def solution(self) -> str:
        """What is drawn in the picture on the page."""
        sealed = unseal(self.context.keys.captcha, self.one("//input[@name='token']").get("value"))
        assert sealed is not None
        return sealed.answer

    def press(self, button: str, headers: dict[str, Any] | None = None, **filled: str) -> "Visitor":
        """Press a button (by its value), with fields filled in; the answer to the picture is left to the caller."""
        pressed = self.one(f"//button[@value='{button}']")
        form = pressed.iterancestors("form").__next__()
        address = (pressed.get("formaction") or form.get("action")).partition("#")[0]
        body = {**self.fields(form), "do": button, **filled}
        # As browsers send it.
        body["text"] = body.get("text", "").replace("\n", "\r\n")
        self.response = self.client.post(address, data=body, headers=headers or SAME)
        return self

    def send(self, text: str, answer: str = "", name: str = "") -> "Visitor":
        """Write, solve and send; follow to where that leads."""
        named = {"name": name} if name else {}
        return self.press("send", None, text=text, answer=answer or self.solution(), **named).follow()

    def follow(self) -> "Visitor":
        if self.status == 303:
            self.response = self.client.get(self.response.headers["Location"].partition("#")[0])
        return self
