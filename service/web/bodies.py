"""The bodies that come in, as strict models. Texts are kept exactly as typed, because spans point into them."""

import re
import unicodedata
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from service.addresses import is_web_address
from service.reasons import all_reasons

MAX_TITLE: Final = 1_000
MAX_BODY: Final = 200_000
MAX_TAGS: Final = 100
MAX_NOTE: Final = 500
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{1,100}")
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
LINE_BREAKS: Final = re.compile(r"[\n\r\t\u2028\u2029]")
#: What turns the direction of the text around it: in a name it could rewrite the page.
BIDI: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
INVISIBLE: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that could be seen."""
    return all(unicodedata.category(char) in INVISIBLE for char in text)


def read_time(text: str) -> datetime | None:
    """A moment of RFC 3339; None without a time or an offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and "T" in text.upper() else None


def _refuse(code: str) -> PydanticCustomError:
    return PydanticCustomError(code, "")


def _whole(text: str) -> str:
    if SURROGATES.search(text):  # JSON may hold half a character; UTF-8 cannot
        raise _refuse("lone-surrogates")
    return text


def _no_controls(text: str) -> str:
    if CONTROLS.search(text):
        raise _refuse("control-characters")
    return text


def _limited(text: str, info: ValidationInfo) -> str:
    limit = info.context[info.field_name] if info.context else 0
    if len(text) > limit:
        raise PydanticCustomError("too-long", "", {"limit": limit, "length": len(text)})
    return text


def _seen(text: str) -> str:
    if is_blank(text):
        raise _refuse("empty")
    return text


def _titled(text: str) -> str:
    if is_blank(text):
        raise _refuse("blank")
    return text


def _name(text: str) -> str:
    if CONTROLS.search(text) or LINE_BREAKS.search(text):
        raise _refuse("control-characters")
    if BIDI.search(text):
        raise _refuse("bidi-overrides")
    return "" if is_blank(text) else text


def _ascii(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise _refuse("bad-characters")
    return text


def _identifier(text: str) -> str:
    if not IDENTIFIER.fullmatch(text):
        raise _refuse("bad-identifier")
    return text


def _moment(text: str | None) -> str | None:
    if text is not None and read_time(text) is None:
        raise _refuse("bad-time")
    return text


def _vote(value: int) -> int:
    if value not in {1, 0, -1}:
        raise _refuse("bad-vote")
    return value


def _reason(code: str) -> str:
    if code not in all_reasons():
        raise _refuse("unknown-reason")
    return code


def _url(text: str) -> str:
    if text and not is_web_address(text):
        raise _refuse("bad-url")
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
Plain = Annotated[str, AfterValidator(_whole), AfterValidator(_no_controls)]
Key = Annotated[str, AfterValidator(_ascii)]


class Strict(BaseModel):
    """No guessing: a number is no text, and a member that nobody asked for is a fault."""

    model_config = ConfigDict(strict=True, extra="forbid")


class CaptchaIn(Strict):
    """The captcha's part of a submission."""

    token: Annotated[Key, Field(max_length=600)]
    answer: Annotated[str, Field(max_length=2000)]  # a proof of work is some 700 characters


class DraftIn(Strict):
    """The body of `POST /v1/comments/preview`. The limits of text and author_name are settings: context."""

    site: Annotated[Key, Field(max_length=100)] | None = None
    article_id: Identifier
    parent_id: Annotated[Key, Field(max_length=100)] | None = None
    text: Annotated[Plain, AfterValidator(_limited), AfterValidator(_seen)]
    author_name: Annotated[str, AfterValidator(_whole), AfterValidator(_limited), AfterValidator(_name)] = ""


class CommentIn(DraftIn):
    """The body of `POST /v1/comments`: a draft, and what it takes to send it."""

    captcha: CaptchaIn
    client_key: Annotated[Key, Field(min_length=8, max_length=100)]
    replaces: Annotated[Key, Field(max_length=200)] = ""
    homepage: Annotated[str, Field(max_length=2000)] = ""  # the trap: people do not see it


class SiteIn(Strict):
    """The body of `POST /v1/readers`: which site is meant, where there are several."""

    site: Annotated[Key, Field(max_length=100)] | None = None


class VoteIn(SiteIn):
    """The body of `PUT /v1/comments/{id}/vote`."""

    value: Annotated[int, AfterValidator(_vote)]


class ReportIn(SiteIn):
    """The body of `POST /v1/comments/{id}/reports`."""

    reason: Annotated[str, AfterValidator(_reason)]
    note: Annotated[Plain, Field(max_length=MAX_NOTE)] = ""


class EditIn(SiteIn):
    """The body of `PATCH /v1/submissions/{token}`: limits as in DraftIn. Without a name the old one stays."""

    text: Annotated[Plain, AfterValidator(_limited), AfterValidator(_seen)]
    author_name: Annotated[str, AfterValidator(_whole), AfterValidator(_limited), AfterValidator(_name)] | None = None


class AppealIn(SiteIn):
    """The body of `POST /v1/submissions/{token}/appeal`."""

    text: Annotated[Plain, AfterValidator(_limited), AfterValidator(_titled)]


class ArticleIn(Strict):
    """The body of `PUT /v1/articles/{id}`."""

    title: Annotated[Plain, Field(max_length=MAX_TITLE), AfterValidator(_titled)]
    kicker: Annotated[Plain, Field(max_length=MAX_TITLE)] = ""
    lede: Annotated[Plain, Field(max_length=MAX_BODY)] = ""
    body: Annotated[Plain, Field(max_length=MAX_BODY)] = ""
    category: Annotated[Plain, Field(max_length=200)] = ""
    tags: Annotated[tuple[Annotated[Plain, Field(max_length=200)], ...], Field(max_length=MAX_TAGS, strict=False)] = ()
    url: Annotated[Plain, Field(max_length=2000), AfterValidator(_url)] = ""
    published_at: Annotated[str | None, AfterValidator(_moment)] = None
    comments_open: bool = True


class DiscoverIn(Strict):
    """The body of `POST /v1/articles/{id}/discover`."""

    site: Annotated[Key, Field(max_length=100)] | None = None
    url: Annotated[Plain, Field(max_length=2000), AfterValidator(_url)]
