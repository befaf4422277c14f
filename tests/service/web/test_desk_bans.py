"""Bans: made from a comment, felt by readers, listed, lifted, over by themselves."""

import pytest

from service.bans import BanKind
from service.roles import Role
from service.status import Status
from service.store.bans import BanList
from service.store.tables import Ban
from tests.community_support import Room, text_of
from tests.support import Clock

ELSEWHERE = "203.0.113.9"
NEIGHBOUR = "203.0.113.77"


def test_a_banned_reader_is_told_until_when_and_no_captcha_is_spent(room: Room, each_database: str) -> None:
    mina, editor = room.someone(), room.at_desk(role=Role.MODERATOR)
    comment_id, _ = mina.publish("یک")
    room.ban(editor, comment_id, "reader", hours=24)

    captcha = room.reader.captcha()
    answer = mina.send("دو", captcha=captcha)
    problem = answer.get_json()
    assert (answer.status_code, problem["type"]) == (403, "/problems/suspended")
    assert problem["until"] == "2026-02-02T08:42:00+00:00"
    assert "۱۳ بهمن ۱۴۰۴" in problem["detail"]
    assert room.someone().send("سه", captcha=captcha).status_code == 201
    assert room.log() == [("reader.banned", f"comment:{comment_id}")]


def test_votes_reports_and_edits_of_a_banned_reader_are_refused_but_not_appeals(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    other = room.reader.publish("نظر دیگری", author_name="رضا")
    comment_id, token = mina.publish("یک")
    refused = mina.send("REJECT").get_json()["status_token"]
    room.ban(editor, comment_id, "reader")

    answers = [mina.vote(other, 1), mina.report(other), mina.patch(token, text="دیگر")]
    assert [answer.get_json()["type"] for answer in answers] == ["/problems/suspended"] * 3
    # Nor with another browser that has the private link.
    assert room.someone().patch(token, text="دیگر").get_json()["type"] == "/problems/suspended"
    assert mina.appeal(refused, "چرا؟").status_code == 202


def test_what_was_kept_before_the_ban_is_answered_as_it_was(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    draft = room.reader.draft("یک")
    first = mina.call("POST", "/comments", **draft).get_json()
    room.ban(editor, first["comment"]["id"], "reader")
    again = mina.call("POST", "/comments", **draft)
    assert (again.status_code, again.get_json()["repeated"]) == (200, True)


def test_a_name_is_banned_however_it_is_written(room: Room, each_database: str) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id = mina.send("یک", author_name="علی رضا").get_json()["comment"]["id"]
    room.ban(editor, comment_id, "name")
    for name in ("علی‌رضا", "علي رضا ۲", "عـلی رضا"):
        assert room.someone(ELSEWHERE).send("دو", author_name=name).status_code == 403
    assert mina.send("دو", author_name="رضا").status_code == 201


def test_a_banned_network_holds_who_is_known_and_refuses_others(room: Room) -> None:
    known, editor = room.known(NEIGHBOUR), room.at_desk()
    comment_id, _ = room.someone(ELSEWHERE).publish("یک")
    room.ban(editor, comment_id, "network")

    assert room.someone(NEIGHBOUR).send("دو").status_code == 403
    held = known.send("سه")
    assert (held.status_code, held.get_json()["reasons"][0]["message"]) == (202, "نظر شما پیش از انتشار خوانده می‌شود.")
    assert room.someone("198.51.100.3").send("چهار").status_code == 201
    page = text_of(editor.client.get("/desk"))
    assert "از شبکه‌ای آمده که مسدود است" in page


def test_a_ban_ends_by_itself_and_can_be_lifted(room: Room, clock: Clock, each_database: str) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id, _ = mina.publish("یک")
    room.ban(editor, comment_id, "reader", hours=1)
    assert mina.send("دو").status_code == 403
    clock.turn(hours=1)
    assert mina.send("دو").status_code == 201
    assert "پایان یافت" in text_of(editor.client.get("/desk/bans?ended=1"))

    room.ban(editor, comment_id, "reader", hours=0)
    assert "برای همیشه بسته" not in text_of(editor.client.get("/desk/bans"))
    assert mina.send("سه").get_json()["until"] is None
    (lift,) = editor.page("/desk/bans").xpath("//form[contains(@action, '/lift')]/@action")
    room.done(editor, lift.removeprefix("/desk"))
    assert mina.send("سه").status_code == 201
    assert room.log()[-1][0] == "ban.lifted"


def test_a_new_ban_takes_the_place_of_the_earlier_one(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id, _ = mina.publish("یک")
    room.ban(editor, comment_id, "reader", hours=0)
    room.ban(editor, comment_id, "reader", hours=1)
    assert mina.send("دو").get_json()["until"] is not None
    assert len(editor.page("/desk/bans").xpath("//form[contains(@action, '/lift')]")) == 1


def test_another_worker_sees_a_ban_within_seconds(room: Room, clock: Clock) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id, _ = mina.publish("یک")
    comment = room.comment(comment_id)
    other = BanList(room.nazer.database.looker, room.nazer.world.now)
    assert other.find(comment.site_pk, BanKind.READER, comment.reader) is None
    room.ban(editor, comment_id, "reader")
    clock.turn(seconds=3)
    assert other.find(comment.site_pk, BanKind.READER, comment.reader) is not None


def test_a_ban_that_is_seen_after_a_later_one_is_seen(room: Room, clock: Clock) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id, _ = mina.publish("یک")
    comment = room.comment(comment_id)
    other = BanList(room.nazer.database.looker, room.nazer.world.now)
    # Of two transactions at once, the one with the higher key is done first.
    late = {"site_pk": comment.site_pk, "label": "", "reason": "x", "moderator_pk": editor.pk}
    late |= {"created_at": room.nazer.world.now()}
    for key, kind, value in ((7, "name", "مینا"), (6, "reader", comment.reader)):
        with room.nazer.database.transaction() as session:
            session.add(Ban(pk=key, kind=kind, value=value, **late))
        clock.turn(seconds=3)
        assert other.find(comment.site_pk, BanKind(kind), value) is not None


def test_the_form_says_whom_else_a_ban_would_hit(room: Room, each_database: str) -> None:
    mina, editor = room.someone(ELSEWHERE), room.at_desk()
    comment_id = mina.send("یک", author_name="علی رضا").get_json()["comment"]["id"]
    for number in range(2):
        assert room.someone(NEIGHBOUR).send(f"دیگری {number}", author_name="علی‌رضا۷").status_code == 201
    page = editor.page(f"/desk/bans/new?comment={comment_id}")
    (network,) = page.xpath("//p[@id='kind-network']")
    (name,) = page.xpath("//p[@id='kind-name']")
    assert "۲ خوانندهٔ دیگر" in network.text_content()
    assert "۲ خوانندهٔ دیگر" in name.text_content()
    assert page.xpath("//input[@name='kind'][@checked]/@value") == ["reader"]


def test_every_fault_of_the_form_is_named(room: Room) -> None:
    editor = room.at_desk()
    comment_id = room.reader.publish("یک")  # without a token
    answer = room.post(editor, "/bans", comment=comment_id, kind=["reader"], hours=5, reason=" ")
    assert answer.status_code == 422
    for sentence in ("دست‌کم یکی از راه‌های شناسایی", "مدت را از فهرست", "دلیل را در حداکثر"):
        assert sentence in text_of(answer)
    assert room.post(editor, "/bans", comment="nobody", kind=["name"], hours=1, reason="x").status_code == 404
    assert room.post(editor, "/bans/77/lift").status_code == 404


@pytest.mark.parametrize("path", ["/bans", "/bans/1/lift"])
def test_an_auditor_bans_nobody_and_a_form_needs_its_token(room: Room, path: str) -> None:
    auditor = room.at_desk(role=Role.AUDITOR)
    assert room.post(auditor, path, comment="c", kind="name", hours=1, reason="x").status_code == 403
    assert auditor.client.get("/desk/bans").status_code == 200
    editor = room.at_desk("sara")
    assert editor.client.post(f"/desk{path}", data={}).status_code == 403


def test_the_page_without_scripts_says_it_and_keeps_the_text(room: Room, site: object) -> None:
    from tests.visitor import Visitor

    editor = room.at_desk()
    comment_id = room.reader.publish("یک", author_name="علی رضا")
    room.ban(editor, comment_id, "name")
    key = getattr(site, "public_key")  # noqa: B009 (a fixture of another type)
    visitor = Visitor(room.app.test_client(), room.nazer, f"/c/{key}/5414189").open()
    visitor.press("send", None, text="متن من", name="علی‌رضا", answer=visitor.solution())
    assert visitor.status == 403
    assert "نمی‌توانید در این سایت نظر بنویسید" in visitor.answer
    assert visitor.box == "متن من"
    assert room.status_of(comment_id) is Status.PUBLISHED


@pytest.mark.parametrize("path", ["/bans/{}/lift", "/words/{}/remove", "/appeals/{}", "/articles/{}/5414189/mode"])
def test_a_number_that_is_no_key_of_any_table_is_unknown(room: Room, each_database: str, path: str) -> None:
    answer = room.post(room.at_desk(), path.format(10**20), mode="closed", word="grant")
    assert answer.status_code == 404
