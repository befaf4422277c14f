"""What a site makes of a reader's past."""

import pytest

from service.roles import Role
from service.status import Status
from tests.community_support import Room, text_of
from tests.support import Clock, Someone

OFF = {"first_held": 0, "trusted_from": 0, "strikes": 0, "strike_days": 14}


def publish_held(room: Room, someone: Someone, text: str) -> None:
    answer = someone.send(text)
    assert answer.status_code == 202, answer.get_data(as_text=True)
    comment_id = someone.call("GET", f"/submissions/{answer.get_json()['status_token']}").get_json()["comment_id"]
    room.reader.decide(comment_id, Status.PUBLISHED)


def test_the_first_comments_of_a_reader_wait(room: Room, each_database: str) -> None:
    editor, mina = room.at_desk(), room.someone()
    room.done(editor, "/community/1/conduct", **OFF | {"first_held": 2})
    publish_held(room, mina, "یک")
    publish_held(room, mina, "دو")
    assert mina.send("سه").status_code == 201
    assert room.someone().send("چهار").status_code == 202
    assert "نخستین نظرهای هر خواننده" in text_of(editor.client.get("/desk?tab=held"))
    assert room.log() == [("conduct.set", "site:1")]


def test_who_is_trusted_is_published_until_something_is_refused(room: Room, each_database: str) -> None:
    editor, mina = room.at_desk(), room.someone()
    room.done(editor, "/community/1/conduct", **OFF | {"trusted_from": 2})
    assert mina.send("HOLD یک").status_code == 202
    for text in ("یک", "دو"):
        mina.publish(text)
    assert mina.send("HOLD دو").status_code == 201
    assert mina.send("REJECT").get_json()["status"] == "rejected"
    assert mina.send("HOLD سه").status_code == 202


def test_strikes_by_moderators_make_everything_wait_for_some_days(room: Room, clock: Clock) -> None:
    editor, mina = room.at_desk(), room.someone()
    room.done(editor, "/community/1/conduct", **OFF | {"strikes": 2, "strike_days": 7})
    for text in ("REJECT یک", "REJECT دو"):
        mina.send(text)  # the rules' refusals are no strikes
    for text in ("یک", "دو"):
        comment_id, _ = mina.publish(text)
        assert editor.decide(comment_id, "removed", reason="insult").status_code == 303
    answer = mina.send("سه")
    assert answer.status_code == 202
    assert "چند نظر پیشین شما پذیرفته نشده است" in answer.get_json()["reasons"][0]["message"]
    clock.turn(days=7)
    assert mina.send("چهار").status_code == 201


@pytest.mark.parametrize(
    "change", [{"first_held": -1}, {"strikes": 99}, {"trusted_from": "x"}, {"strikes": 1, "strike_days": 0}]
)
def test_numbers_out_of_range_change_nothing(room: Room, change: dict[str, object]) -> None:
    editor = room.at_desk()
    assert room.post(editor, "/community/1/conduct", **OFF | change).status_code == 422
    assert room.log() == []


def test_only_editors_set_it(room: Room) -> None:
    moderator = room.at_desk("ali", Role.MODERATOR)
    assert room.post(moderator, "/community/1/conduct", **OFF).status_code == 403
    assert room.post(room.at_desk(), "/community/9/conduct", **OFF).status_code == 404
    assert "فقط سردبیر" in text_of(moderator.client.get("/desk/community"))
