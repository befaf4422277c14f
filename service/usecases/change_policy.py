"""The desk sets from which score on comments of a site, or of a section, are held and refused: always a new version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

import rules
from service.errors import ConflictError, Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.store.logbook import write_entry
from service.store.policies import LIKE_SITE, version_name
from service.store.tables import Article, Moderator, PolicyVersion, Site
from service.world import World

LONGEST_NOTE: Final = 500
LONGEST_SECTION: Final = 200
#: Versions that a page of history shows.
HISTORY: Final = 50
#: A threshold above every score.
NEVER: Final = 2.0
BALANCED: Final = "balanced"


@dataclass(frozen=True, slots=True)
class Place:
    """What a policy is for. section: as in Article.category; empty for the whole site."""

    site_pk: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A policy as somebody wants it. seen: the newest version that they saw, 0 for none."""

    place: Place
    content: str
    note: str
    seen: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a place's policy, as it was kept. policy: None when it says «as the site»."""

    pk: int
    content: str
    note: str
    author: str
    created_at: datetime
    policy: rules.Policy | None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two policies. what: hold_at, reject_at or marked; was, became: None for never and no."""

    rule: str
    what: str
    was: float | None
    became: float | None


def write_content(
    base: rules.Policy, preset: str, thresholds: Mapping[str, rules.Thresholds], unmarked: frozenset[str]
) -> str:
    """What is kept of a policy: TOML of what differs from its preset. Every rule is expected in `thresholds`."""
    start = rules.preset_policy(preset, base)
    lines = [] if preset == BALANCED else [f'preset = "{preset}"']
    if unmarked != start.unmarked:
        lines += ["[preview]", f"unmarked = [{', '.join(f'"{name}"' for name in sorted(unmarked))}]"]
    for rule, own in thresholds.items():
        if own != start.rules[rule]:
            lines.append(f"[rules.{rule}]")
            lines += [
                f"{name} = {round(number, 4)}"
                for name, number in (("hold_at", own.hold_at), ("reject_at", own.reject_at))
                if number < NEVER
            ]
    return "".join(f"{line}\n" for line in lines)


def change_policy(session: Session, world: World, moderator_pk: int, base: rules.Policy, wanted: Wanted) -> int:
    """Keep a new version, which holds from now on; its number. base: the installation's own policy.

    Raises NotFoundError (site), InvalidInputError (every fault at once), or ConflictError when somebody was faster.
    """
    place = wanted.place
    locked = sa.select(Site.pk).where(Site.pk == place.site_pk).with_for_update(key_share=True)
    if session.scalar(locked) is None:
        raise NotFoundError(catalogue("policy")["fault.site"])
    faults = list(_faults(base, wanted))
    if faults:
        raise InvalidInputError(faults)
    newest = newest_version(session, place)
    if (newest.pk if newest else 0) != wanted.seen:
        raise ConflictError(catalogue("policy")["fault.stale"])
    if wanted.content == (newest.content if newest else ""):
        raise InvalidInputError([Fault("", "unchanged", catalogue("policy")["fault.unchanged"])])
    version = PolicyVersion(
        site_pk=place.site_pk,
        section=place.section,
        content=wanted.content,
        note=wanted.note,
        moderator_pk=moderator_pk,
        created_at=world.now(),
    )
    session.add(version)
    session.flush()
    write_entry(
        session,
        version.created_at,
        kind="policy.changed",
        moderator_pk=moderator_pk,
        subject=f"site:{place.site_pk}",
        details={
            "version": version_name(base.version, place.site_pk, version.pk),
            "section": place.section,
            "before": wanted.seen,
            "note": wanted.note,
        },
    )
    return version.pk


def _faults(base: rules.Policy, wanted: Wanted) -> Iterator[Fault]:
    words = catalogue("policy")
    if not wanted.note:
        yield Fault("/note", "missing", words["fault.note"])
    if len(wanted.note) > LONGEST_NOTE:
        yield Fault("/note", "too-long", words["fault.long_note"])
    if len(wanted.place.section) > LONGEST_SECTION:
        yield Fault("/section", "too-long", words["fault.section"])
    if wanted.content == LIKE_SITE:
        if not wanted.place.section:
            yield Fault("/section", "missing", words["fault.no_section"])
        return
    try:
        rules.adapt_policy(base, wanted.content, "new")
    except rules.PolicyError as error:
        yield Fault("/content", "invalid", words["fault.content"].format(faults=error))


def newest_version(session: Session, place: Place) -> PolicyVersion | None:
    """The version that holds; None when the desk has set none."""
    query = sa.select(PolicyVersion).where(*_of(place)).order_by(PolicyVersion.pk.desc()).limit(1)
    return session.scalars(query).one_or_none()


def history(session: Session, base: rules.Policy, place: Place) -> list[Version]:
    """The versions of a place, newest first; the last one is only there to compare with when there are more."""
    query = (
        sa.select(PolicyVersion, Moderator.display_name)
        .join(Moderator, Moderator.pk == PolicyVersion.moderator_pk)
        .where(*_of(place))
    )
    rows = session.execute(query.order_by(PolicyVersion.pk.desc()).limit(HISTORY + 1))
    return [
        Version(row.pk, row.content, row.note, author, row.created_at, policy_of(base, row)) for row, author in rows
    ]


def find_version(session: Session, pk: int) -> PolicyVersion | None:
    """Any version by its number."""
    return session.get(PolicyVersion, pk)


def policy_of(base: rules.Policy, row: PolicyVersion) -> rules.Policy | None:
    """What a version says; None when it says «as the site», or names rules that are no more."""
    if row.content == LIKE_SITE:
        return None
    try:
        return rules.adapt_policy(base, row.content, version_name(base.version, row.site_pk, row.pk))
    except rules.PolicyError:
        return None


def holding(session: Session, base: rules.Policy, place: Place) -> rules.Policy:
    """The policy that comments of a place are judged by: its own, its site's, or the installation's."""
    for one in dict.fromkeys((place, Place(place.site_pk))):
        row = newest_version(session, one)
        policy = policy_of(base, row) if row is not None else None
        if policy is not None:
            return policy
    return base


def differences(before: rules.Policy, after: rules.Policy) -> list[Change]:
    """What differs, rule by rule."""
    found = []
    for rule in after.rules:
        old, new = before.rules.get(rule, rules.Thresholds()), after.rules[rule]
        pairs = (("hold_at", old.hold_at, new.hold_at), ("reject_at", old.reject_at, new.reject_at))
        found += [Change(rule, what, _known(was), _known(became)) for what, was, became in pairs if was != became]
    for name in sorted(before.unmarked ^ after.unmarked):
        marked = 1.0 if name in before.unmarked else None
        found.append(Change(name, "marked", None if marked else 1.0, marked))
    return found


def sections(session: Session, site_pk: int) -> list[str]:
    """The sections of a site's articles, and those that have a policy."""
    kept = sa.select(PolicyVersion.section).where(PolicyVersion.site_pk == site_pk)
    seen = sa.select(Article.category).where(Article.site_pk == site_pk)
    return sorted({section for section in session.scalars(sa.union(kept, seen)) if section})


def sites(session: Session) -> list[tuple[int, str]]:
    """Key and name of each site, in the order that they came."""
    return [(pk, name) for pk, name in session.execute(sa.select(Site.pk, Site.name).order_by(Site.pk))]


def _known(number: float) -> float | None:
    return number if number < NEVER else None


def _of(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return (PolicyVersion.site_pk == place.site_pk, PolicyVersion.section == place.section)
