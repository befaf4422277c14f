"""A moderator leaves a note about a comment, sets it aside for a colleague, or brings it back."""

from sqlalchemy.orm import Session

from service.errors import InvalidInputError
from service.status import Status
from service.store import claims
from service.store.logbook import write_entry
from service.store.tables import Comment, Note
from service.usecases.deciding import LONGEST_NOTE, demand_free, fault, find_comment, set_plainly, stale
from service.world import World


def note_comment(session: Session, world: World, moderator_pk: int, comment_id: str, text: str) -> None:
    """Leave a note for colleagues. Raises NotFoundError, InvalidInputError."""
    if not text.strip():
        raise InvalidInputError([fault("note", "missing", "note_missing")])
    comment = find_comment(session, comment_id)
    _keep(session, world, moderator_pk, comment, text)
    _log(session, world, moderator_pk, comment, "comment.noted")


def set_aside(  # noqa: PLR0913 (who, what, as it was seen, and why)
    session: Session, world: World, moderator_pk: int, comment_id: str, revision: int, note: str
) -> None:
    """Leave a held comment to a colleague: it is gone from the moderator's own queue.

    Raises NotFoundError, InvalidInputError, StaleDecisionError.
    """
    comment = find_comment(session, comment_id)
    if comment.revision != revision:
        raise stale(session, comment, revision)
    demand_free(session, comment, moderator_pk, world.now())
    if comment.status is not Status.HELD:
        raise InvalidInputError([fault("", "not-allowed", "not_allowed")])
    if note.strip():
        _keep(session, world, moderator_pk, comment, note)
    set_plainly(session, comment, set_aside_by=moderator_pk)
    claims.release(session, comment.pk)
    _log(session, world, moderator_pk, comment, "comment.set_aside")


def take_back(session: Session, world: World, moderator_pk: int, comment_id: str) -> None:
    """Bring back into everybody's queue what was set aside. Raises NotFoundError, InvalidInputError."""
    comment = find_comment(session, comment_id)
    if comment.set_aside_by is None:
        raise InvalidInputError([fault("", "not-allowed", "not_allowed")])
    set_plainly(session, comment, set_aside_by=None)
    _log(session, world, moderator_pk, comment, "comment.taken_back")


def _keep(session: Session, world: World, moderator_pk: int, comment: Comment, text: str) -> None:
    text = text.strip().replace("\0", "")
    if len(text) > LONGEST_NOTE:
        raise InvalidInputError([fault("note", "too-long", "note_too_long")])
    session.add(Note(comment_pk=comment.pk, moderator_pk=moderator_pk, text=text, created_at=world.now()))
    session.flush()


def _log(session: Session, world: World, moderator_pk: int, comment: Comment, kind: str) -> None:
    subject = f"comment:{comment.id}"
    write_entry(session, world.now(), kind=kind, moderator_pk=moderator_pk, subject=subject, details={})
