"""The author's private link."""

import pytest
import sqlalchemy as sa

from service.errors import NotFoundError
from service.keys import status_token
from service.reasons import all_reasons
from service.status import Status
from service.store.tables import Comment, Decision, Moderator
from service.usecases.read_submission import read_submission
from service.usecases.visibility import apply_status
from tests.support import BEGIN, Reader


def test_a_token_opens_its_comment_and_no_other(reader: Reader, each_database: str) -> None:
    token = reader.send("HOLD").get_json()["status_token"]
    key = reader.context.keys.status
    with reader.context.database.reading() as session:
        assert read_submission(session, key, token).text == "HOLD"
        for other in (status_token(b"other" * 7, token.split(".")[0]), status_token(key, "nobody"), "\ud800", ""):
            with pytest.raises(NotFoundError):
                read_submission(session, key, other)


def test_after_a_moderators_decision_the_reason_is_the_moderators(reader: Reader, each_database: str) -> None:
    token = reader.send("HOLD").get_json()["status_token"]
    code = next(iter(all_reasons()))
    context = reader.context
    with context.database.transaction() as session:
        comment = session.scalars(sa.select(Comment)).one()
        moderator = Moderator(username="m", display_name="م", password_hash="x", created_at=BEGIN)
        session.add(moderator)
        session.flush()
        session.add(
            Decision(
                comment_pk=comment.pk,
                moderator_pk=moderator.pk,
                was=Status.HELD,
                became=Status.REJECTED,
                reason=code,
                note="یادداشت ناظران",
                revision=1,
                created_at=BEGIN,
            )
        )
        apply_status(session, context.world, comment, Status.REJECTED)
    answer = reader.client.get(f"/v1/submissions/{token}").get_json()
    assert answer["status"] == "rejected"
    assert [(one["rule"], one["message"]) for one in answer["reasons"]] == [(code, all_reasons()[code].message())]
    page = reader.client.get(f"/s/{token}").get_data(as_text=True)
    assert all_reasons()[code].message() in page
    assert "یادداشت ناظران" not in page
