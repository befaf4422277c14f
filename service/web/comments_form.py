"""The form of the page of comments: what was filled in, where it came from, and what is to stand in it next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from flask import request

from service.errors import Fault
from service.messages import say
from service.web.api import new_challenge
from service.web.comments_view import Shown
from service.web.context import current
from service.web.limits import picture_allowed

#: Percent-encoding makes three bytes of one.
WIDER: Final = 3
FIELD_OF: Final = {
    "/text": "text",
    "/author_name": "name",
    "/captcha": "captcha",
    "/captcha/token": "captcha",
    "/captcha/answer": "captcha",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields as they were sent, whatever is in them. replaces: the status token of a comment that still waits."""

    text: str = ""
    name: str = ""
    parent_id: str = ""
    client_key: str = ""
    replaces: str = ""
    token: str = ""
    answer: str = ""

    def to_draft(self, site: str, code: str) -> dict[str, Any]:
        """The same as the body of `POST /v1/comments/preview`."""
        return {
            "site": site,
            "article_id": code,
            "parent_id": self.parent_id or None,
            "text": self.text,
            "author_name": self.name,
        }

    def to_body(self, site: str, code: str) -> dict[str, Any]:
        """The same as the body of `POST /v1/comments`."""
        return {
            **self.to_draft(site, code),
            "captcha": {"token": self.token, "answer": self.answer},
            "client_key": self.client_key,
            "replaces": self.replaces,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """What the form shows. captcha: a fresh challenge; None when the reader has answered one that may still serve.

    faults: a sentence for each field that has something wrong. parent: the comment that is answered.
    """

    filled: Filled
    captcha: dict[str, Any] | None
    faults: dict[str, str]
    parent: Shown | None = None

    @property
    def answered(self) -> bool:
        """Whether the reader's answer to an earlier picture goes along."""
        return bool(self.captcha is None and self.filled.token and self.filled.answer)


def read_filled() -> Filled:
    """The fields of the request. Raises RequestEntityTooLarge for more than any comment can be."""
    request.max_content_length = WIDER * current().settings.max_body_bytes
    sent = request.form
    return Filled(
        # Browsers send the ends of lines as two characters; spans and lengths count them as the one that was typed.
        text=sent.get("text", "").replace("\r\n", "\n"),
        name=sent.get("name", ""),
        parent_id=sent.get("parent", ""),
        client_key=sent.get("key", ""),
        replaces=sent.get("replaces", ""),
        token=sent.get("token", ""),
        answer=sent.get("answer", "").strip(),
    )


def from_elsewhere() -> bool:
    """Whether a page of another site sent this form.

    There is no cookie that such a page could use. But it could have somebody else's browser send a comment whose
    captcha it has solved itself, under that reader's address; so what it sends is shown, and not taken.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")  # browsers that are too old to say more
    return origin not in {None, "null", request.host_url.rstrip("/"), _origin_of(current().settings.public_url)}


def fresh_form(filled: Filled, parent: Shown | None = None, faults: dict[str, str] | None = None) -> Form:
    """The form for another comment, or another version of one: a key of its own and a new picture."""
    key = current().world.new_id()
    return Form(replace(filled, client_key=key, token="", answer=""), _challenge(), faults or {}, parent)


def same_form(
    filled: Filled,
    parent: Shown | None,
    faults: dict[str, str],
    *,
    spent: bool,
    challenge: dict[str, Any] | None = None,
) -> Form:
    """The form as it was sent: the same comment, should it have arrived after all.

    An answer to a picture goes along unless it is spent. The picture is not drawn again: many drawings of the same
    digits would make a machine's reading easy. `challenge`: the one that came with the error, if one did.
    """
    key = filled.client_key or current().world.new_id()
    if not spent and filled.token and filled.answer:
        return Form(replace(filled, client_key=key), None, faults, parent)
    return Form(replace(filled, client_key=key, token="", answer=""), challenge or _challenge(), faults, parent)


def faults_by_field(found: Iterable[Fault]) -> tuple[dict[str, str], list[str]]:
    """The sentences of faults: those of the form's fields, and the others."""
    fields: dict[str, str] = {}
    others: list[str] = []
    for fault in found:
        name = FIELD_OF.get(fault.pointer)
        if name is None:
            others.append(fault.detail)
        elif name not in fields:
            fields[name] = fault.detail
    return fields, others


def wait_sentence(seconds: int) -> str:
    """When to try again, in units that a person would say."""
    if seconds < 60:  # noqa: PLR2004 (a minute)
        return say("failure.seconds", n=seconds)
    if seconds < 3600:  # noqa: PLR2004 (an hour)
        return say("failure.minutes", n=-(-seconds // 60))
    return say("failure.hours", n=-(-seconds // 3600))


def _challenge() -> dict[str, Any] | None:
    return new_challenge() if picture_allowed() else None


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
