"""The form of the page of comments: what was filled in, where it came from, and what is to stand in it next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from flask import request

from service.errors import Fault
from service.messages import say
from service.puzzles import Kind
from service.web import captcha
from service.web.comments.view import Shown
from service.web.context import current
from service.web.limits import picture_allowed

#: Percent-encoding makes three bytes of one.
WIDER: Final = 3
#: So much of what is in the trap is read.
TRAPPED: Final = 100
FIELD_OF: Final = {
    "/text": "text",
    "/author_name": "name",
    "/captcha": "captcha",
    "/captcha/token": "captcha",
    "/captcha/answer": "captcha",
}
#: Kinds by the word that their sentences have in the catalogue.
WORDS: Final = {Kind.IMAGE: "captcha", Kind.AUDIO: "audio", Kind.QUESTION: "question"}
#: What the buttons that ask for another challenge send.
ASKED: Final = {"picture": Kind.IMAGE, "audio": Kind.AUDIO, "question": Kind.QUESTION}


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields as they were sent, whatever is in them. replaces: the status token of a comment that still waits.

    homepage: the trap, which people do not see and which is not filled in again.
    """

    text: str = ""
    name: str = ""
    parent_id: str = ""
    client_key: str = ""
    replaces: str = ""
    token: str = ""
    answer: str = ""
    homepage: str = ""

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
            "homepage": self.homepage,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """What the form shows. captcha: a fresh challenge; None when the reader has answered one that may still serve.

    kind: of the challenge that is asked or was answered, or of the one to fetch. menu: the kinds to choose from.
    faults: a sentence for each field that has something wrong. parent: the comment that is answered.
    """

    filled: Filled
    captcha: dict[str, Any] | None
    faults: dict[str, str]
    parent: Shown | None
    kind: Kind
    menu: tuple[Kind, ...]

    @property
    def answered(self) -> bool:
        """Whether the reader's answer to an earlier picture goes along."""
        return bool(self.captcha is None and self.filled.token and self.filled.answer)

    @property
    def alternatives(self) -> tuple[Kind, ...]:
        """The kinds to switch to."""
        return tuple(kind for kind in self.menu if kind is not self.kind)


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
        # A suggestion is taken with the token of the challenge before, so that the next is of the same kind.
        token=sent.get("token", sent.get("earlier", "")),
        answer=sent.get("answer", "").strip(),
        homepage=sent.get("homepage", "")[:TRAPPED],
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


def word_of(kind: str | None) -> str:
    """The word that sentences about a kind of challenge have in the catalogue; a picture's for what is none."""
    return WORDS[Kind(kind)] if kind in captcha.PLAIN else WORDS[Kind.IMAGE]


def fresh_form(filled: Filled, parent: Shown | None = None) -> Form:
    """The form for another comment, or another version of one: a key of its own and a new challenge."""
    return same_form(replace(filled, client_key=""), parent, {}, spent=True)


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
    digits would make a machine's reading easy. `challenge`: the one that came with the error, if one did; else a new
    one is of the kind that the reader had.
    """
    had = captcha.kind_of(filled.token)
    kind = had if had in captcha.PLAIN else None
    if not spent and filled.token and filled.answer:
        return _form(filled, parent, faults, None, kind)
    filled = replace(filled, token="", answer="")
    return _form(filled, parent, faults, challenge or _challenge(kind), kind)


def switched_form(filled: Filled, parent: Shown | None, asked: Kind) -> Form:
    """The form as it was sent, with another challenge, of the kind that is asked for."""
    return _form(replace(filled, token="", answer=""), parent, {}, _challenge(asked), asked)


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


def _form(
    filled: Filled, parent: Shown | None, faults: dict[str, str], challenge: dict[str, Any] | None, kind: Kind | None
) -> Form:
    filled = replace(filled, client_key=filled.client_key or current().world.new_id())
    menu = captcha.plain_menu(_site())
    if challenge is not None:
        kind = Kind(challenge["kind"])
    return Form(filled, challenge, faults, parent, kind or menu[0], menu)


def _challenge(asked: Kind | None) -> dict[str, Any] | None:
    return captcha.plain_challenge(_site(), asked) if picture_allowed() else None


def _site() -> str:
    """What the page's address gives as the site's key."""
    key: str = (request.view_args or {})["key"]
    return key


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
