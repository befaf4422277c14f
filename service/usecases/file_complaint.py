"""Somebody who is named in a comment complains of it, themselves or through the desk."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError
from service.keys import comment_of
from service.messages import say
from service.store.logbook import write_entry
from service.store.tables import Comment, Complaint, Site
from service.world import World

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4000
LONGEST_LINK: Final = 1000
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{2,64}")


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """A complaint as it was written. about: a comment's id or a link to it; empty when it was not found."""

    about: str
    name: str
    contact: str
    text: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What was kept. id: how the complaint is spoken of. found: whether its comment is known."""

    id: str
    found: bool


def faults_of(form: ComplaintForm) -> list[Fault]:
    """Everything that is wrong with a complaint, before anything is looked up."""
    faults = []
    lengths = (
        ("name", form.name, LONGEST_LINE),
        ("contact", form.contact, LONGEST_LINE),
        ("text", form.text, LONGEST_TEXT),
    )
    for field, value, longest in lengths:
        if not value.strip():
            faults.append(Fault(f"/{field}", "missing", say(f"complaint.fault_{field}")))
        elif len(value) > longest:
            faults.append(Fault(f"/{field}", "too-long", say("complaint.fault_long", limit=longest)))
    if len(form.about) > LONGEST_LINK:
        faults.append(Fault("/about", "too-long", say("complaint.fault_long", limit=LONGEST_LINK)))
    return faults


def file_complaint(  # noqa: PLR0913, PLR0917 (whose, where, by whom, how long)
    session: Session, world: World, status_key: bytes, form: ComplaintForm, days: int, moderator_pk: int | None = None
) -> Filed:
    """Keep a complaint, due in so many days. moderator_pk: who wrote it down at the desk; None from the public page.

    Raises InvalidInputError with every fault; a comment that is not found is none: the desk can look for it.
    """
    faults = faults_of(form)
    if faults:
        raise InvalidInputError(faults)
    comment = find_comment(session, status_key, form.about)
    site_pk = comment.site_pk if comment else session.scalar(sa.select(sa.func.min(Site.pk)))
    if site_pk is None:
        raise InvalidInputError([Fault("/about", "unknown-site", say("site.unknown"))])
    now, text = world.now(), form.text.strip()
    if comment is None and form.about.strip():
        text = f"{text}\n\n{form.about.strip()}"  # what they meant stays before the eyes of whoever looks for it
    complaint = Complaint(
        id=world.new_id(),
        site_pk=site_pk,
        comment_pk=comment.pk if comment else None,
        name=form.name.strip(),
        contact=form.contact.strip(),
        text=text,
        created_at=now,
        due_at=now + timedelta(days=days),
    )
    session.add(complaint)
    session.flush()
    # Neither name, contact nor text: the log is for good, these are not.
    came = "public" if moderator_pk is None else "desk"
    details = {"comment": comment.id if comment else "", "became": came}
    subject = f"complaint:{complaint.id}"
    write_entry(session, now, kind="complaint.filed", moderator_pk=moderator_pk, subject=subject, details=details)
    return Filed(complaint.id, comment is not None)


def find_comment(session: Session, status_key: bytes, about: str) -> Comment | None:
    """The comment that a pasted id or link names; the last name in it that is a comment's counts."""
    by_token = (comment_of(status_key, part) for part in re.findall(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", about))
    names = [name for part in _NAME.findall(about) for name in {part, part.removeprefix("c-")}]
    for name in [*filter(None, by_token), *reversed(names)]:
        comment = session.scalar(sa.select(Comment).where(Comment.id == name))
        if comment is not None:
            return comment
    return None
