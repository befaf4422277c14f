"""The room of the policy: from which score on comments are held and refused, its history, and a box to try a text."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import rules
from service.errors import ConflictError, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.roles import Act
from service.store.policies import LIKE_SITE, number_of
from service.usecases.change_policy import (
    Change,
    Place,
    Version,
    Wanted,
    change_policy,
    differences,
    find_version,
    history,
    holding,
    newest_version,
    sections,
    sites,
)
from service.usecases.try_text import Court, Sample, try_text
from service.web import context
from service.web.desk import guard, policy_form, trial
from service.web.desk.guard import typed, who
from service.web.desk.policy_form import Typed, label, of_policy, preset_of, shown

LONGEST_SAMPLE = 5000


def routes(desk: Blueprint) -> None:
    """The policy of a site or section at `/desk/policy`, and what is done with it."""
    desk.add_url_rule("/policy", view_func=policy_page)
    desk.add_url_rule("/policy", view_func=save_policy, methods=["POST"])
    desk.add_url_rule("/policy/try", view_func=try_policy, methods=["POST"])
    desk.add_url_rule("/policy/preset", view_func=take_preset, methods=["POST"])
    desk.add_url_rule("/policy/versions/<int(max=2147483647):pk>", view_func=policy_version)
    desk.add_url_rule("/policy/versions/<int(max=2147483647):pk>/restore", view_func=restore_policy, methods=["POST"])


def policy_page() -> str:
    """Show what holds."""
    with context.reading() as session:
        return _page(session, _place(session, request.args))


def save_policy() -> Response | tuple[str, int]:
    """Keep what was typed as a new version. Nothing typed is lost when that cannot be."""
    guard.demand(Act.POLICY)
    given = policy_form.read(request.form, context.current().engine.policy)
    like_site = bool(request.form.get("like_site"))
    if given.faults and not like_site:
        return _again(given, list(given.faults), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _keep(LIKE_SITE if like_site else given.content, given)


def take_preset() -> str:
    """Fill the form with a preset's numbers; nothing is kept yet."""
    preset = request.form.get("take", "")
    preset = preset if preset in policy_form.PRESETS else policy_form.PRESETS[0]
    with context.reading() as session:
        given = of_policy(rules.preset_policy(preset, context.current().engine.policy), preset)
        return _page(session, _place(session, request.form), given, unsaved=True)


def try_policy() -> str | tuple[str, int]:
    """Judge a text under the policy that holds and under what was typed; nothing is kept."""
    base = context.current().engine.policy
    with context.reading() as session:
        place = _place(session, request.form)
        current = holding(session, base, place)
    can_type = "preset" in request.form
    given = policy_form.read(request.form, base) if can_type else of_policy(current, "")
    sample = Sample(place.site_pk, *(typed(request.form.get(name, "")) for name in ("text", "name", "article")))
    faults = list(given.faults)
    if not sample.text.strip():
        faults.append(catalogue("policy")["fault.no_text"])
    if len(sample.text) > LONGEST_SAMPLE:
        faults.append(catalogue("policy")["fault.long_text"])
    if faults or given.policy is None:
        return _again(given, faults, HTTPStatus.UNPROCESSABLE_ENTITY)
    here = context.current()
    court = Court(here.database.looker, here.profiles, here.archives, here.policies)
    tried = try_text(court, sample, (current, given.policy), here.world.now())
    with context.reading() as session:
        return _page(session, place, given, trial=trial.draw(sample, tried), unsaved=can_type)


def restore_policy(pk: int) -> Response | tuple[str, int]:
    """Make an old version the newest one."""
    guard.demand(Act.POLICY)
    base = context.current().engine.policy
    with context.reading() as session:
        old = find_version(session, pk)
        if old is None or Place(old.site_pk, old.section) != _place(session, request.form):
            raise NotFoundError(catalogue("policy")["fault.version"])
        given = of_policy(holding(session, base, Place(old.site_pk, old.section)), preset_of(old.content))
        content = old.content
    return _keep(content, given)


def policy_version(pk: int) -> Response:
    """Lead to a version in its history: what a verdict names."""
    with context.reading() as session:
        found = find_version(session, pk)
    if found is None:
        raise NotFoundError(catalogue("policy")["fault.version"])
    address = url_for("desk.policy_page", site=found.site_pk, section=found.section or None)
    return redirect(f"{address}#v{pk}", code=HTTPStatus.SEE_OTHER)


def _keep(content: str, given: Typed) -> Response | tuple[str, int]:
    base = context.current().engine.policy
    seen = request.form.get("seen", "")
    try:
        with context.transaction() as session:
            place = _place(session, request.form)
            note = typed(request.form.get("note", "")).strip()
            wanted = Wanted(place, content, note, int(seen) if seen.isascii() and seen.isdecimal() else -1)
            kept = change_policy(session, context.current().world, who().moderator_pk, base, wanted)
    except InvalidInputError as error:
        return _again(given, [fault.detail for fault in error.faults], HTTPStatus.UNPROCESSABLE_ENTITY)
    except ConflictError as error:
        g.outcome = error.slug
        return _again(given, [error.detail], HTTPStatus.CONFLICT)
    address = url_for("desk.policy_page", site=place.site_pk, section=place.section or None, done=kept)
    return redirect(address, code=HTTPStatus.SEE_OTHER)


def _again(given: Typed, faults: list[str], status: HTTPStatus) -> tuple[str, int]:
    with context.reading() as session:
        stale = status is HTTPStatus.CONFLICT
        page = _page(session, _place(session, request.form), given, faults=faults, unsaved=True, stale=stale)
    return page, status


def site_of(session: Session, values: Any) -> int:
    """The site that a form or an address names; the first one when it names none. Raises NotFoundError."""
    known = [pk for pk, _ in sites(session)]
    if not known:
        raise NotFoundError(catalogue("policy")["fault.site"])
    site = values.get("site", "")
    wanted = int(site) if site.isascii() and site.isdecimal() and len(site) < 10 else known[0]  # noqa: PLR2004 (any key)
    if wanted not in known:
        raise NotFoundError(catalogue("policy")["fault.site"])
    return wanted


def _place(session: Session, values: Any) -> Place:
    return Place(site_of(session, values), typed(values.get("section", "")).strip())


def _page(session: Session, place: Place, given: Typed | None = None, *, stale: bool = False, **more: Any) -> str:
    base = context.current().engine.policy
    newest = newest_version(session, place)
    holds = holding(session, base, place)
    changed = _with_changes(history(session, base, place), base, holding(session, base, Place(place.site_pk)))
    seen = request.form.get("seen", "")
    return render_template(
        "desk/policy.html",
        me=who(),
        place=place,
        sites=sites(session),
        sections=sections(session, place.site_pk),
        newest=newest,
        own=newest is not None and newest.content != LIKE_SITE,
        holds=holds,
        holds_from=number_of(holds.version),
        typed=given or of_policy(holds, preset_of(newest.content if newest else "")),
        versions=changed,
        since=[one for one, _ in changed if seen.isascii() and seen.isdecimal() and one.pk > int(seen)],
        seen=seen if given is not None and not stale else newest.pk if newest else 0,
        form=request.form,
        done=request.args.get("done", ""),
        explained=catalogue("policy"),
        label=label,
        shown=shown,
        **{"faults": (), "trial": None, "unsaved": False, **more},
    )


def _with_changes(
    versions: list[Version], base: rules.Policy, site: rules.Policy
) -> list[tuple[Version, list[Change] | None]]:
    """Each version with what it changed; None where that cannot be said (any more)."""
    found: list[tuple[Version, list[Change] | None]] = []
    for number, one in enumerate(versions):
        before = versions[number + 1] if number + 1 < len(versions) else None
        old = base if before is None else before.policy or (site if before.content == LIKE_SITE else None)
        new = one.policy or (site if one.content == LIKE_SITE else None)
        found.append((one, differences(old, new) if old is not None and new is not None else None))
    return found
