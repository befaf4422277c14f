"""What authors are told for each reason, to be read by everybody and changed by editors."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import NotFoundError
from service.messages import catalogue
from service.reasons import all_reasons
from service.roles import Act
from service.usecases.word_reasons import LANGUAGES, LONGEST, read_wordings, sites, word_reason
from service.web import context
from service.web.desk import guard
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """The page at `/desk/templates`."""
    desk.add_url_rule("/templates", view_func=wordings)
    desk.add_url_rule("/templates", view_func=change_wording, methods=["POST"])


def wordings() -> str:
    """Show what authors are told, in the site's words or the house's."""
    with context.reading() as session:
        known = sites(session)
        site_pk = _number(request.args.get("site", "")) or (known[0][0] if known else 0)
        own = read_wordings(session, site_pk)
    return render_template(
        "desk/wording.html",
        me=guard.who(),
        sites=known,
        site_pk=site_pk,
        own=own,
        languages=LANGUAGES,
        longest=LONGEST,
        all_reasons=all_reasons(),
        saved=typed(request.args.get("saved", "")),
    )


def change_wording() -> Response:
    """Keep a wording, and show the page again."""
    guard.demand(Act.POLICY)
    form = request.form
    site_pk, reason, language = _number(form.get("site", "")), form.get("reason", ""), form.get("language", "")
    if not site_pk:
        raise NotFoundError(catalogue("desk")["wording.unknown"])
    with context.transaction() as session:
        here = context.current()
        word_reason(session, here.world, who().moderator_pk, site_pk, reason, language, form.get("text", ""))
    saved = f"{reason}-{language}"
    return redirect(url_for("desk.wordings", site=site_pk, saved=saved) + f"#w-{saved}", code=HTTPStatus.SEE_OTHER)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0  # noqa: PLR2004 (fits a key)
