"""Articles at the desk: closed, read before publication, frozen, opened again."""

import pytest

from service.roles import Role
from tests.community_support import Room, text_of
from tests.desk_support import AtDesk
from tests.support import THREAD


@pytest.fixture
def editor(room: Room) -> AtDesk:
    return room.at_desk()


def set_mode(room: Room, editor: AtDesk, mode: str) -> None:
    room.done(editor, "/articles/1/5414189/mode", mode=mode)


@pytest.mark.parametrize("mode", ["closed", "frozen"])
def test_a_closed_article_takes_no_comments_and_readers_see_it(
    room: Room, editor: AtDesk, mode: str, each_database: str
) -> None:
    before = room.reader.client.get(THREAD)
    set_mode(room, editor, mode)

    answer = room.reader.send("یک")
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/article-closed")
    fresh = room.reader.client.get(THREAD, headers={"If-None-Match": before.headers["ETag"]})
    assert fresh.get_json()["comments_open"] is False
    assert room.reader.client.get("/v1/articles/5414189").get_json()["comments_open"] is False
    set_mode(room, editor, "")
    assert room.reader.send("یک").status_code == 201
    assert room.log() == [("article.mode", "article:1/5414189")] * 2


def test_votes_and_edits_stop_in_a_frozen_thread_and_votes_go_on_in_a_closed_one(room: Room, editor: AtDesk) -> None:
    comment_id, token = room.someone().publish("یک")
    set_mode(room, editor, "closed")
    assert room.someone().vote(comment_id, 1).status_code == 200
    set_mode(room, editor, "frozen")
    assert room.someone().vote(comment_id, 1).get_json()["type"] == "/problems/article-closed"
    assert room.someone().patch(token, text="دو").status_code == 403


@pytest.mark.parametrize("mode", ["closed", "frozen"])
def test_nobody_is_offered_an_edit_that_would_be_refused(room: Room, editor: AtDesk, mode: str) -> None:
    mina = room.someone()
    mina.publish("یک")
    assert [one["editable_until"] is None for one in mina.mine()["comments"]] == [False]
    set_mode(room, editor, mode)
    assert mina.mine()["comments"] == []


def test_under_a_premoderated_article_every_comment_waits_and_says_why(
    room: Room, editor: AtDesk, each_database: str
) -> None:
    set_mode(room, editor, "premoderated")
    answer = room.reader.send("یک")
    assert (answer.status_code, answer.get_json()["reasons"][0]["message"]) == (
        202,
        "نظرهای این خبر پیش از انتشار خوانده می‌شوند.",
    )
    assert room.reader.send("REJECT").get_json()["status"] == "rejected"
    assert "نظارت پیش از انتشار است" in text_of(editor.client.get("/desk"))
    preview = room.reader.client.post("/v1/comments/preview", json={"article_id": "5414189", "text": "یک"})
    assert preview.get_json()["outcome"] == "hold"


def test_the_desk_is_only_ever_stricter_than_the_publisher(room: Room, editor: AtDesk, site: object) -> None:
    secret = getattr(site, "secret_key")  # noqa: B009 (a fixture of another type)
    closed = {"title": "افزایش حقوق معلمان", "comments_open": False}
    room.reader.client.put("/v1/articles/5414189", json=closed, headers={"Authorization": f"Bearer {secret}"})
    set_mode(room, editor, "premoderated")
    assert room.reader.send("یک").status_code == 403
    set_mode(room, editor, "closed")
    opened = closed | {"comments_open": True}
    room.reader.client.put("/v1/articles/5414189", json=opened, headers={"Authorization": f"Bearer {secret}"})
    assert room.reader.send("یک").status_code == 403


def test_articles_are_found_by_code_and_by_title_however_it_is_typed(
    room: Room, editor: AtDesk, each_database: str
) -> None:
    room.shelf.article("77", title="گران‌شدن کرایهٔ اتوبوس‌های شهری")
    room.reader.publish("یک")

    def found(query: str) -> list[str]:
        page = editor.page(f"/desk/articles?{query}")
        return [str(link).rpartition("/")[2] for link in page.xpath("//tbody//a/@href")]

    assert found("") == ["5414189", "77"]
    assert found("q=77") == ["77"]
    assert found("q=%DA%AF%D8%B1%D8%A7%D9%86%20%D8%B4%D8%AF%D9%86") == ["77"]  # a space for the half-space
    assert found("q=%D8%B4%D9%87%D8%B1%D9%8A") == ["77"]  # the Arabic yeh
    assert found("q=nothing") == []
    assert found("q=%25") == []
    set_mode(room, editor, "frozen")
    assert found("mode=frozen") == ["5414189"]
    assert found("mode=odd") == ["5414189", "77"]


def test_only_editors_change_it_and_odd_requests_are_refused(room: Room, editor: AtDesk) -> None:
    moderator = room.at_desk("ali", Role.MODERATOR)
    assert room.post(moderator, "/articles/1/5414189/mode", mode="closed").status_code == 403
    assert moderator.client.get("/desk/articles/1/5414189").status_code == 200
    assert room.post(editor, "/articles/1/5414189/mode", mode="odd").status_code == 422
    assert room.post(editor, "/articles/1/none/mode", mode="closed").status_code == 404
    assert editor.client.get("/desk/articles/9/5414189").status_code == 404
    assert editor.client.post("/desk/articles/1/5414189/mode", data={"mode": "closed"}).status_code == 403
    assert room.reader.send("یک").status_code == 201
