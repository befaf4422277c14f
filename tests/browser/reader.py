"""Somebody in front of a page with the component: what they see, and what they can do."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.browser.stand import Place, Stand

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


class Reader:
    """One reader, with a browser profile of their own."""

    def __init__(self, context: BrowserContext, stand: Stand) -> None:
        """Open an empty page and listen to what goes wrong on it."""
        self._stand = stand
        self._context = context
        self._challenges: list[Response] = []
        self._troubles: list[str] = []
        self._expected: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._troubles.append(f"error: {error}"))
        self.page.on("response", self._answered)

    # What is seen

    @property
    def widget(self) -> Locator:
        return self.page.locator("nazer-comments")

    @property
    def text(self) -> Locator:
        return self.widget.get_by_label("متن نظر")

    @property
    def name(self) -> Locator:
        return self.widget.get_by_label("نام", exact=True)

    @property
    def answer(self) -> Locator:
        return self.widget.get_by_label("عددی را که در تصویر می‌بینید")

    @property
    def picture(self) -> Locator:
        return self.widget.get_by_role("img")

    @property
    def send_button(self) -> Locator:
        return self.widget.locator("[part~=submit]")

    @property
    def notice(self) -> Locator:
        return self.widget.locator("[part=notice]")

    @property
    def comments(self) -> Locator:
        return self.widget.locator("article")

    @property
    def status(self) -> Locator:
        return self.widget.get_by_role("status")

    def focused_part(self) -> str:
        """The part (or id) of the element in the component that has the focus."""
        found = self.page.evaluate(
            """() => {
              const focused = document.activeElement?.shadowRoot?.activeElement;
              return focused?.getAttribute("part") || focused?.id || "";
            }"""
        )
        return str(found)

    # What is done

    def visit(self, place: Place) -> "Reader":
        """Open the demonstration's page of an article."""
        return self.open(self._stand.base + place.path)

    def open(self, url: str) -> "Reader":
        """Open any page, and wait until the component has something to say."""
        self.page.goto(url)
        expect(self.widget.first.locator("[part=root]")).to_be_visible()
        expect(self.widget.first.locator("[aria-busy=true]")).to_have_count(0)
        return self

    def write(self, text: str, name: str | None = None) -> "Reader":
        self.text.fill(text)
        if name is not None:
            self.name.fill(name)
        return self

    def solve(self) -> "Reader":
        """Read the picture and type its number, in Persian digits."""
        expect(self.picture).to_be_visible()
        self.answer.fill(self._stand.answer_to(self.token()).translate(PERSIAN))
        return self

    def send(self) -> "Reader":
        self.send_button.click()
        return self

    def token(self) -> str:
        """The challenge whose picture is shown: the last one that came."""
        document = self._challenges[-1].json()
        return str(document.get("captcha", document)["token"])

    def challenges(self) -> int:
        """How many challenges came so far."""
        return len(self._challenges)

    def expects(self, *troubles: str) -> "Reader":
        """Say which troubles (regular expressions) belong to the test."""
        self._expected += troubles
        return self

    def leave(self) -> list[str]:
        """Close everything; the troubles that nobody expected."""
        self._context.close()
        return [trouble for trouble in self._troubles if not any(re.search(known, trouble) for known in self._expected)]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._troubles.append(f"console {message.type}: {message.text}")

    def _answered(self, response: Response) -> None:
        path = response.url.split("?")[0]
        fresh = path.endswith("/v1/captcha") and response.ok
        spent = path.endswith("/v1/comments") and response.status == 422
        if fresh or spent:
            self._challenges.append(response)
