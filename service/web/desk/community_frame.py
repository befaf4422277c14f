"""What the rooms about readers, articles, complaints and appeals share: their frame, their forms, their way back."""

from http import HTTPStatus
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.dates import persian_digits
from service.messages import catalogue
from service.store import complaints
from service.web import context
from service.web.desk.guard import typed, who

#: So long a number can be that any integer column takes it.
_DIGITS: Final = 9


def page(template: str, **values: Any) -> str:
    """Draw a page with the rooms' menu, and what was just done."""
    with context.reading() as session:
        many, overdue = complaints.count_complaints(session, context.current().world.now())
        waiting = complaints.count_appeals(session)
    return render_template(
        f"desk/{template}", me=who(), said=catalogue("community"), waiting=waiting, complaints_open=many,
        overdue=overdue, flash=_flash(), **values
    )  # fmt: skip


def back_to(endpoint: str, done: str, many: int | None = None, **address: Any) -> Response:
    """Lead to a page that says what was done. done: a key of the catalogue; many: the number in its sentence."""
    query: dict[str, Any] = {"done": done} | ({} if many is None else {"many": many})
    return redirect(url_for(endpoint, **address, **query), code=HTTPStatus.SEE_OTHER)


def written(name: str) -> str:
    """A field of the form, as it can be stored."""
    return typed(request.form.get(name, ""))


def number(name: str) -> int:
    """A whole number of the form; -1 for anything else, which no form offers."""
    value = request.form.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _DIGITS else -1


def _flash() -> str:
    """The sentence about what was just done; empty for none."""
    done, many = request.args.get("done", ""), request.args.get("many", "")
    sentence = catalogue("community").get(done, "") if done.partition(".")[2] in _DONE else ""
    if "{n}" in sentence and not (many.isascii() and many.isdecimal() and len(many) <= _DIGITS):
        return ""
    return sentence.replace("{n}", persian_digits(many))


_DONE: Final = frozenset({"done", "undone", "lifted", "edited", "withdrawn", "linked", "frozen", "replied"})
