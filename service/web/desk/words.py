"""The room of the desk's own words: list, add, edit, take away, try, and CSV both ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import rules
from service.errors import ConflictError, Fault, InvalidInputError
from service.messages import catalogue
from service.roles import Act
from service.usecases import change_words
from service.usecases.change_policy import Place, holding, sites
from service.usecases.change_words import Entry, find_word, list_words
from service.usecases.try_text import Court, Sample, try_text
from service.web import context
from service.web.desk import guard, trial, words_csv
from service.web.desk.guard import typed, who
from service.web.desk.policy import LONGEST_SAMPLE, site_of

#: Rows of the list that one page shows; searching finds the others.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """A word in the form, as it was typed. pk: of the word that is edited; 0 for a new one."""

    word: str = ""
    strength: str = "2"
    exceptions: str = ""
    expires: str = ""
    note: str = ""
    pk: int = 0


def routes(desk: Blueprint) -> None:
    """The words of a site at `/desk/words`."""
    desk.add_url_rule("/words", view_func=words_page)
    desk.add_url_rule("/words", view_func=add_word, methods=["POST"])
    desk.add_url_rule("/words/try", view_func=try_words, methods=["POST"])
    desk.add_url_rule("/words.csv", view_func=words_out)
    desk.add_url_rule("/words.csv", view_func=words_in, methods=["POST"])
    desk.add_url_rule("/words/<int(max=2147483647):pk>", view_func=word_page)
    desk.add_url_rule("/words/<int(max=2147483647):pk>", view_func=edit_word, methods=["POST"])
    desk.add_url_rule("/words/<int(max=2147483647):pk>/remove", view_func=remove_word, methods=["POST"])


def words_page() -> str:
    """Show the list."""
    return _page(Typed())


def word_page(pk: int) -> str:
    """Show the list with one word in the form."""
    with context.reading() as session:
        site_pk, entry = find_word(session, context.current().world.now(), pk)
    return _page(_of(entry, pk), site_pk=site_pk)


def add_word() -> Response | tuple[str, int]:
    """Watch for another word."""
    guard.demand(Act.POLICY)
    given = _given(request.form)
    try:
        with context.transaction() as session:
            site_pk = site_of(session, request.form)
            change_words.add_word(session, context.current().world, who().moderator_pk, site_pk, _entry(given))
    except InvalidInputError as error:
        return _again(given, error)
    return _done(site_pk, "added", given.word)


def edit_word(pk: int) -> Response | tuple[str, int]:
    """Write a word anew."""
    guard.demand(Act.POLICY)
    given = _given(request.form, pk)
    try:
        with context.transaction() as session:
            site_pk = site_of(session, request.form)
            change_words.edit_word(session, context.current().world, who().moderator_pk, pk, _entry(given))
    except (InvalidInputError, ConflictError) as error:
        return _again(given, error)
    return _done(site_pk, "edited", given.word)


def remove_word(pk: int) -> Response | tuple[str, int]:
    """Watch for a word no more."""
    guard.demand(Act.POLICY)
    try:
        with context.transaction() as session:
            site_pk = site_of(session, request.form)
            change_words.remove_word(session, context.current().world, who().moderator_pk, pk)
    except ConflictError as error:
        return _again(Typed(), error)
    return _done(site_pk, "removed", "")


def words_out() -> Response:
    """The list as CSV, with what ended and what was taken away."""
    with context.reading() as session:
        site_pk = site_of(session, request.args)
        content = words_csv.write_words(list_words(session, context.current().world.now(), site_pk, gone=True))
    name = f"attachment; filename=words-{site_pk}.csv"
    return Response(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def words_in() -> Response | tuple[str, int]:
    """Bring in a CSV file, all of it or nothing."""
    guard.demand(Act.POLICY)
    file = request.files.get("file")
    try:
        entries = words_csv.read_words(file.read() if file else b"")
        with context.transaction() as session:
            site_pk = site_of(session, request.form)
            kept = change_words.import_words(
                session, context.current().world, who().moderator_pk, site_pk, entries
            )  # fmt: skip
    except InvalidInputError as error:
        return _again(Typed(), error)
    return _done(site_pk, "imported", f"{kept.added},{kept.renewed}")


def try_words() -> str | tuple[str, int]:
    """Look for the words in a text: those that are listed, and the one in the form."""
    here, given = context.current(), _given(request.form)
    now = here.world.now()
    with context.reading() as session:
        site_pk = site_of(session, request.form)
        listed = [one.entry for one in list_words(session, now, site_pk)]
        policy = holding(session, here.engine.policy, Place(site_pk))
    sample = Sample(site_pk, typed(request.form.get("text", "")))
    if not sample.text.strip() or len(sample.text) > LONGEST_SAMPLE:
        kind = "fault.long_text" if sample.text.strip() else "fault.no_text"
        return _again(given, InvalidInputError([Fault("/text", "invalid", catalogue("policy")[kind])]))
    if given.word:
        listed.append(Entry(given.word, words_csv.read_strength(given.strength) or 2, _entry_exceptions(given)))
    watched = rules.WatchList(rules.WatchWord(one.word, one.strength, one.exceptions) for one in listed)
    court = Court(here.database.looker, here.profiles, here.archives, here.policies)
    tried = try_text(court, sample, (policy,), now, watched)
    return _page(given, site_pk=site_pk, trial=trial.draw(sample, tried))


def _given(form: Mapping[str, str], pk: int = 0) -> Typed:
    def field(name: str) -> str:
        return typed(form.get(name, "")).strip()

    return Typed(field("word"), field("strength"), field("exceptions"), field("expires"), field("note"), pk)


def _of(entry: Entry, pk: int) -> Typed:
    day = words_csv.write_day(entry.expires_at)
    return Typed(entry.word, str(entry.strength), "\n".join(entry.exceptions), day, entry.note, pk)


def _entry(given: Typed) -> Entry:
    """The word that was typed. Raises InvalidInputError when its day is none."""
    try:
        until = words_csv.read_day(given.expires)
    except ValueError as error:
        raise InvalidInputError([Fault("/expires", "invalid", catalogue("policy")["words.expires"])]) from error
    return Entry(given.word, words_csv.read_strength(given.strength), _entry_exceptions(given), given.note, until)


def _entry_exceptions(given: Typed) -> tuple[str, ...]:
    return words_csv.split_exceptions(given.exceptions)


def _done(site_pk: int, what: str, word: str) -> Response:
    address = url_for("desk.words_page", site=site_pk, done=what, word=word or None)
    return redirect(address, code=HTTPStatus.SEE_OTHER)


def _again(given: Typed, error: InvalidInputError | ConflictError) -> tuple[str, int]:
    conflict = isinstance(error, ConflictError)
    g.outcome = error.slug
    faults = [error.detail] if conflict else [fault.detail for fault in error.faults]
    if conflict:  # what was typed for a word that is gone is a new word now
        given = Typed(given.word, given.strength, given.exceptions, given.expires, given.note)
    status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(given, faults=faults), status


def _page(given: Typed, *, site_pk: int = 0, **more: Any) -> str:
    search, gone = typed(request.args.get("q", "")), bool(request.args.get("gone"))
    with context.reading() as session:
        site_pk = site_pk or site_of(session, request.values)
        listed = list_words(session, context.current().world.now(), site_pk, search, gone=gone)
        known = sites(session)
    done = request.args.get("done", "")
    return render_template(
        "desk/words.html",
        me=who(),
        site_pk=site_pk,
        sites=known,
        listed=listed[:SHOWN],
        many=len(listed),
        typed=given,
        search=search,
        gone=gone,
        done=done if done in {"added", "edited", "removed", "imported"} else "",
        done_word=request.args.get("word", ""),
        text=request.form.get("text", ""),
        day=words_csv.write_day,
        strength=lambda number: catalogue("policy")[f"strength.{number}"],
        **{"faults": (), "trial": None, **more},
    )
