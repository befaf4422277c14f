"""What comes in, read strictly and with every fault at once; what goes out, written in one place."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.article import ArticleForm
from service.errors import Fault, InvalidInputError, MalformedBodyError, UnsupportedMediaTypeError
from service.messages import catalogue, say
from service.settings import Settings
from service.store.orders import Order
from service.store.threads import PageOf
from service.usecases.hearing import Draft
from service.web.bodies import IDENTIFIER, ArticleIn, CommentIn, DiscoverIn, DraftIn, Strict, read_time

MAX_IDS: Final = 100
MAX_PAGE: Final = 200
_NAMES: Final = frozenset({"site", "article_id", "parent_id", "client_key"})

#: pydantic's kinds of error, as the codes that the API promises.
_CODES: Final = {
    "missing": "missing",
    "extra_forbidden": "unknown-member",
    "string_too_long": "too-long",
    "string_too_short": "too-short",
}
_LIST_CODES: Final = {"too_long": "too-many", "too_short": "too-few"}


def read_json(max_bytes: int) -> Any:
    """The body as JSON. Raises UnsupportedMediaTypeError, or MalformedBodyError for anything that is no JSON."""
    if not request.is_json:
        raise UnsupportedMediaTypeError
    # One byte more than allowed is enough for werkzeug to refuse a body that did not say its length.
    request.max_content_length = max_bytes
    try:
        return json.loads(request.get_data(cache=False).decode("utf-8"))
    except (ValueError, RecursionError):
        raise MalformedBodyError from None


@dataclass(frozen=True, slots=True)
class Submitted:
    """The body of a submission, as far as it could be read: the draft, or what is wrong with it.

    sound: those of `site`, `article_id`, `parent_id` and `client_key` that are right by themselves. A fault of
    another member is no reason not to say that an article is unknown. trapped: whether the field is filled that nobody
    sees.
    """

    draft: Draft | None
    sound: Mapping[str, str | None]
    faults: list[Fault]
    trapped: bool = False


def read_comment(settings: Settings, model: type[DraftIn] = CommentIn) -> Submitted:
    """The body of a submission, or of one that is only to be looked at. Raises only when it is no JSON at all."""
    return check_comment(read_json(settings.max_body_bytes), settings, model)


def check_comment(body: Any, settings: Settings, model: type[DraftIn] = CommentIn) -> Submitted:
    """The members of a submission, from JSON or from a form's fields, with every fault."""
    limits = {"text": settings.max_text_length, "author_name": settings.max_name_length}
    try:
        read = model.model_validate(body, context=limits)
    except ValidationError as error:
        found = error.errors(include_url=False)
        faulty = {place for one in found for place in one["loc"][:1]}
        names = _NAMES - faulty if isinstance(body, dict) else ()
        return Submitted(None, {name: body.get(name) for name in names}, list(_faults(found)))
    trapped = isinstance(read, CommentIn) and bool(read.homepage)
    return Submitted(_draft_of(read), {name: getattr(read, name, None) for name in _NAMES}, [], trapped)


def _draft_of(read: DraftIn) -> Draft:
    draft = Draft(read.article_id, read.parent_id, read.text, read.author_name, "", "", "")
    if not isinstance(read, CommentIn):
        return draft
    return replace(
        draft,
        captcha_token=read.captcha.token,
        captcha_answer=read.captcha.answer,
        client_key=read.client_key,
        replaces=read.replaces,
    )


def read_article(code: str, max_bytes: int) -> ArticleForm:
    """The body of an article's registration. Raises InvalidInputError with every fault."""
    faults = [] if IDENTIFIER.fullmatch(code) else [_fault("", "bad-identifier")]
    try:
        read = _read(ArticleIn, read_json(max_bytes))
    except InvalidInputError as error:
        raise InvalidInputError(faults + error.faults) from None
    if faults:
        raise InvalidInputError(faults)
    members = read.model_dump()
    members["published_at"] = None if read.published_at is None else read_time(read.published_at)
    return ArticleForm(code=code, **members)


def read_discovery(settings: Settings) -> DiscoverIn:
    """Which page an article is to be read from. Raises InvalidInputError with every fault."""
    return _read(DiscoverIn, read_json(settings.max_body_bytes))


def read_page() -> PageOf:
    """The query of a thread. Raises InvalidInputError with every fault."""
    order, limit = request.args.get("order", Order.NEWEST), request.args.get("limit", "50")
    faults = []
    if order not in set(Order):
        faults.append(_fault("/order", "unknown-order"))
    if not (limit.isascii() and limit.isdigit() and len(limit) < 6 and 1 <= int(limit) <= MAX_PAGE):  # noqa: PLR2004
        faults.append(_fault("/limit", "out-of-range", least=1, most=MAX_PAGE))
    if faults:
        raise InvalidInputError(faults)
    return PageOf(Order(order), read_cursor(), int(limit))


def read_cursor() -> str | None:
    """The query's `after`. Raises InvalidInputError for what can be no cursor."""
    after = request.args.get("after") or None
    if after is not None and not IDENTIFIER.fullmatch(after):
        raise unknown_cursor()
    return after


def is_identifier(text: str) -> bool:
    """Whether a part of a path can be a news code or a comment's id at all; PostgreSQL refuses a NUL in any text."""
    return IDENTIFIER.fullmatch(text) is not None


def read_ids() -> list[str]:
    """The ids of a request for counts, without repeats. Raises InvalidInputError."""
    ids = list(dict.fromkeys(filter(None, request.args.get("ids", "").split(","))))
    if not ids:
        raise InvalidInputError([_fault("/ids", "missing")])
    if len(ids) > MAX_IDS:
        raise InvalidInputError([_fault("/ids", "too-many", limit=MAX_IDS)])
    if not all(IDENTIFIER.fullmatch(one) for one in ids):
        raise InvalidInputError([_fault("/ids", "bad-identifier")])
    return ids


def unknown_cursor() -> InvalidInputError:
    """The error for a cursor that is none of this list."""
    return InvalidInputError([_fault("/after", "unknown-cursor")])


def read_body[M: Strict](model: type[M], settings: Settings) -> M:
    """The body of a reader's call. Raises InvalidInputError with every fault."""
    return check_body(model, read_json(settings.max_body_bytes), settings)


def check_body[M: Strict](model: type[M], body: Any, settings: Settings) -> M:
    """The members of a reader's call, from JSON or from a form's fields. Raises InvalidInputError with every fault."""
    return _read(model, body, {"text": settings.max_text_length, "author_name": settings.max_name_length})


def _read[M: Strict](model: type[M], body: Any, limits: Mapping[str, int] | None = None) -> M:
    try:
        return model.model_validate(body, context=limits)
    except ValidationError as error:
        raise InvalidInputError(list(_faults(error.errors(include_url=False)))) from None


def _faults(errors: Iterable[ErrorDetails]) -> Iterable[Fault]:
    for error in errors:
        context = error.get("ctx", {})
        limit = context.get("limit", context.get("max_length", context.get("min_length")))
        length = context.get("length", context.get("actual_length"))
        if length is None and isinstance(error["input"], str):
            length = len(error["input"])
        kind = error["type"]
        # pydantic's own kinds have underscores, ours have hyphens or none.
        code = _CODES.get(kind) or ("wrong-type" if kind.endswith("_type") else kind)
        if kind in {"too_long", "too_short"}:
            code = kind.replace("_", "-") if isinstance(error["input"], str) else _LIST_CODES[kind]
        yield _fault(_pointer(error["loc"]), code, limit=limit, length=length)


def _pointer(places: Iterable[int | str]) -> str:
    """A JSON pointer (RFC 6901). The names come from outside, so half characters are possible here too."""
    pointer = "".join(f"/{str(place).replace('~', '~0').replace('/', '~1')}" for place in places)
    return pointer.encode("utf-8", "replace").decode()


def _fault(pointer: str, code: str, **values: Any) -> Fault:
    if f"fault.{code}" not in catalogue("fa"):
        code = "invalid"  # a kind of pydantic's that has no name of ours
    return Fault(pointer, code, say(f"fault.{code}", **values))
