"""The desk lists words to watch for on a site. Nothing is changed in place: an edit takes one row away and adds one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

import rules
from service.dates import persian_digits
from service.errors import ConflictError, Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.store.logbook import write_entry
from service.store.policies import MOST_WORDS
from service.store.tables import DeskWord, Moderator, Site
from service.world import World

SHORTEST_FORM: Final = 2
LONGEST_WORD: Final = 100
MOST_EXCEPTIONS: Final = 20
LONGEST_EXCEPTION: Final = 200
LONGEST_NOTE: Final = 500
STRENGTHS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word as somebody wants it. strength: 1 to be seen, 2 to be held, 3 to be refused. expires_at: None: never."""

    word: str
    strength: int
    exceptions: tuple[str, ...] = ()
    note: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A word as it stands in the list. state: active, expired or removed."""

    pk: int
    entry: Entry
    owner: str
    created_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Changed:
    """How many words came, went, and were written anew. version: grows with every change of the list."""

    added: int
    removed: int
    renewed: int
    version: int


def faults_of(entry: Entry, now: datetime) -> Iterator[Fault]:
    """Everything that is wrong with a word."""
    words = catalogue("policy")
    form = rules.watched_form(entry.word)
    if len(form) < SHORTEST_FORM:
        yield Fault("/word", "missing", words["words.word"])
    if len(entry.word) > LONGEST_WORD:
        yield Fault("/word", "too-long", words["words.long_word"])
    if entry.strength not in STRENGTHS:
        yield Fault("/strength", "invalid", words["words.strength"])
    if len(entry.exceptions) > MOST_EXCEPTIONS or any(len(one) > LONGEST_EXCEPTION for one in entry.exceptions):
        yield Fault("/exceptions", "too-long", words["words.exceptions"])
    elif len(form) >= SHORTEST_FORM:
        for one in entry.exceptions:
            if form not in rules.watched_form(one):
                yield Fault("/exceptions", "invalid", words["words.exception"].format(exception=one))
    if len(entry.note) > LONGEST_NOTE:
        yield Fault("/note", "too-long", words["words.note"])
    if entry.expires_at is not None and entry.expires_at <= now:
        yield Fault("/expires", "past", words["words.past"])


def add_word(session: Session, world: World, moderator_pk: int, site_pk: int, entry: Entry) -> Changed:
    """Watch for another word. Raises NotFoundError (site), InvalidInputError (every fault at once)."""
    active = _lock(session, world, site_pk)
    faults = list(faults_of(entry, world.now()))
    if rules.watched_form(entry.word) in active:
        faults.append(Fault("/word", "known", catalogue("policy")["words.known"]))
    if faults:
        raise InvalidInputError(faults)
    return _write(session, world, moderator_pk, site_pk, [(None, entry)])


def edit_word(session: Session, world: World, moderator_pk: int, pk: int, entry: Entry) -> Changed:
    """Write a word anew. Raises NotFoundError, InvalidInputError, or ConflictError when it is listed no more."""
    row = _standing(session, world, pk)
    active = _lock(session, world, row.site_pk)
    faults = list(faults_of(entry, world.now()))
    if active.get(rules.watched_form(entry.word), row).pk != pk:
        faults.append(Fault("/word", "known", catalogue("policy")["words.known"]))
    if faults:
        raise InvalidInputError(faults)
    return _write(session, world, moderator_pk, row.site_pk, [(row, entry)])


def remove_word(session: Session, world: World, moderator_pk: int, pk: int) -> Changed:
    """Watch for a word no more; its row stays. Raises NotFoundError, ConflictError when it is gone already."""
    row = _standing(session, world, pk)
    return _write(session, world, moderator_pk, row.site_pk, [(row, None)])


def import_words(
    session: Session, world: World, moderator_pk: int, site_pk: int, entries: Sequence[tuple[int, Entry]]
) -> Changed:
    """Bring in many words with the lines that they stood on; those that are listed are written anew where they differ.

    All or nothing. Raises NotFoundError (site), InvalidInputError that names every line's faults.
    """
    active = _lock(session, world, site_pk)
    words, now = catalogue("policy"), world.now()
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    changes: list[tuple[DeskWord | None, Entry | None]] = []
    for line, entry in entries:
        found = [fault.detail for fault in faults_of(entry, now)]
        form = rules.watched_form(entry.word)
        if form in seen:
            found.append(words["words.twice"].format(line=persian_digits(seen[form])))
        seen.setdefault(form, line)
        pointer = f"/lines/{line}"
        where = persian_digits(line)
        faults += [Fault(pointer, "invalid", words["words.line"].format(line=where, fault=one)) for one in found]
        old = active.get(form)
        if old is None or _entry(old) != entry:
            changes.append((old, entry))
    if len(active.keys() | seen.keys()) > MOST_WORDS:
        faults.append(Fault("", "too-many", words["words.full"]))
    if faults:
        raise InvalidInputError(faults)
    return _write(session, world, moderator_pk, site_pk, changes)


def list_words(session: Session, now: datetime, site_pk: int, search: str = "", *, gone: bool = False) -> list[Listed]:
    """The words of a site, newest first; with `gone` those that ended or were taken away too.

    search: part of a word or of its note, however it is written.
    """
    query = (
        sa.select(DeskWord, Moderator.display_name)
        .join(Moderator, Moderator.pk == DeskWord.moderator_pk)
        .where(DeskWord.site_pk == site_pk)
        .order_by(DeskWord.pk.desc())
    )
    if not gone:
        query = query.where(*_is_active(now))
    wanted = rules.watched_form(search)
    return [
        Listed(row.pk, _entry(row), owner, row.created_at, _state(row, now))
        for row, owner in session.execute(query.limit(2 * MOST_WORDS))
        if wanted in rules.watched_form(row.word) or wanted in rules.watched_form(row.note)
    ]


def find_word(session: Session, now: datetime, pk: int) -> tuple[int, Entry]:
    """A word that is watched for, with its site. Raises NotFoundError."""
    row = session.get(DeskWord, pk)
    if row is None or _state(row, now) == "removed":
        raise NotFoundError(catalogue("policy")["words.unknown"])
    return row.site_pk, _entry(row)


def _lock(session: Session, world: World, site_pk: int) -> Mapping[str, DeskWord]:
    """The words of a site, by what they are compared by; one writer after the other."""
    locked = sa.select(Site.pk).where(Site.pk == site_pk).with_for_update(key_share=True)
    if session.scalar(locked) is None:
        raise NotFoundError(catalogue("policy")["fault.site"])
    rows = session.scalars(sa.select(DeskWord).where(DeskWord.site_pk == site_pk, *_is_active(world.now())))
    return {rules.watched_form(row.word): row for row in rows}


def _standing(session: Session, world: World, pk: int) -> DeskWord:
    row = session.get(DeskWord, pk)
    if row is None:
        raise NotFoundError(catalogue("policy")["words.unknown"])
    session.scalar(sa.select(Site.pk).where(Site.pk == row.site_pk).with_for_update(key_share=True))
    session.refresh(row)
    if _state(row, world.now()) == "removed":
        raise ConflictError(catalogue("policy")["words.unknown"])
    return row


def _write(
    session: Session,
    world: World,
    moderator_pk: int,
    site_pk: int,
    changes: Sequence[tuple[DeskWord | None, Entry | None]],
) -> Changed:
    """Carry changes out: what there was, if anything, and what there is to be, if anything."""
    now = world.now()
    for old, entry in changes:
        if old is not None:
            old.removed_at = now
        if entry is not None:
            session.add(
                DeskWord(
                    site_pk=site_pk,
                    word=entry.word,
                    strength=entry.strength,
                    exceptions=list(entry.exceptions),
                    note=entry.note,
                    moderator_pk=moderator_pk,
                    created_at=now,
                    expires_at=entry.expires_at,
                    removed_at=None,
                )
            )
    session.flush()
    count = sa.select(sa.func.count(), sa.func.count(DeskWord.removed_at)).where(DeskWord.site_pk == site_pk)
    rows, removed = session.execute(count).one()
    if rows - removed > MOST_WORDS:
        raise InvalidInputError([Fault("", "too-many", catalogue("policy")["words.full"])])
    changed = Changed(
        added=sum(old is None for old, _ in changes),
        removed=sum(entry is None for _, entry in changes),
        renewed=sum(old is not None and entry is not None for old, entry in changes),
        version=rows + removed,
    )
    if changes:
        details = {name: getattr(changed, name) for name in ("added", "removed", "renewed", "version")}
        subject = f"site:{site_pk}"
        write_entry(session, now, kind="words.changed", moderator_pk=moderator_pk, subject=subject, details=details)
    return changed


def _entry(row: DeskWord) -> Entry:
    return Entry(row.word, row.strength, tuple(row.exceptions), row.note, row.expires_at)


def _state(row: DeskWord, now: datetime) -> str:
    if row.removed_at is not None:
        return "removed"
    return "expired" if row.expires_at is not None and row.expires_at <= now else "active"


def _is_active(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (DeskWord.removed_at.is_(None), sa.or_(DeskWord.expires_at.is_(None), DeskWord.expires_at > now))
