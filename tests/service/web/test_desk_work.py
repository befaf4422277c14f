"""What the desk offers beside the plain queue, over HTTP: roles, answers for the script, many at once, wording."""

from importlib.resources import files

import pytest
import sqlalchemy as sa
from flask import Flask

from service.status import Status
from service.store.tables import LogEntry, Moderator, Template
from service.web.context import Context
from tests.desk_support import AtDesk, Shelf, finding
from tests.support import Reader

JSON = {"Accept": "application/json"}


def become(shelf: Shelf, desk: AtDesk, role: str) -> None:
    with shelf.database.transaction() as session:
        session.execute(sa.update(Moderator).where(Moderator.pk == desk.pk).values(role=role))


def send(desk: AtDesk, path: str, **form: object) -> tuple[int, dict[str, object]]:
    answer = desk.client.post(path, data={"csrf": desk.csrf, "revision": "1", **form}, headers=JSON)
    return answer.status_code, answer.get_json()


def test_an_auditor_reads_everything_and_decides_nothing(maryam: AtDesk, shelf: Shelf) -> None:
    comment_id = shelf.comment()
    become(shelf, maryam, "auditor")
    for address in ("/desk", f"/desk/comments/{comment_id}", "/desk/templates"):
        page = maryam.page(address)
        assert page.xpath("//main//form[@method='post']//button | //input[@name='pick']") == []
    for name in ("decision", "undo", "claim", "notes", "aside", "return"):
        path = f"/desk/comments/{comment_id}/{name}"
        assert send(maryam, path, becomes="published", note="ن")[0] == 403, name
    for path in ("/desk/bulk", "/desk/bulk/x/undo", "/desk/templates"):
        assert send(maryam, path)[0] == 403, path
    assert maryam.client.get("/desk/bulk?pick=c1:1").status_code == 403
    assert shelf.status_of(comment_id) is Status.HELD


def test_the_script_gets_answers_that_it_can_show(maryam: AtDesk, shelf: Shelf, app: Flask) -> None:
    comment_id = shelf.comment()
    path = f"/desk/comments/{comment_id}"
    said = {"id": comment_id, "status": "published", "revision": 2, "said": "منتشر شد."}
    assert send(maryam, f"{path}/decision", becomes="published") == (200, said)
    status, answer = send(maryam, f"{path}/decision", becomes="published")
    assert (status, answer["detail"]) == (409, "این نظر پس از آنکه آن را دیدید تغییر کرده است.")
    status, answer = send(maryam, f"{path}/decision", becomes="removed", revision="2")
    assert (status, answer["detail"]) == (422, "برای رد یا برداشتن نظر، دلیل را انتخاب کنید.")
    assert send(maryam, f"{path}/undo", revision="2")[1]["status"] == "held"
    assert send(maryam, f"{path}/claim")[0] == 200
    kaveh = shelf.at_desk(app, "kaveh", "کاوه")
    assert send(kaveh, f"{path}/claim")[1]["claimed_by"] == "مریم نادری"


def test_a_claimed_comment_is_shown_as_taken_and_refused_with_the_name(
    maryam: AtDesk, shelf: Shelf, app: Flask, each_database: str
) -> None:
    comment_id = shelf.comment()
    kaveh = shelf.at_desk(app, "kaveh", "کاوه دادگر")
    kaveh.client.post(f"/desk/comments/{comment_id}/claim", data={"csrf": kaveh.csrf})
    (taken,) = maryam.page().xpath("//span[@class='taken'][not(@hidden)]")
    assert taken.text_content() == "در دست کاوه دادگر"
    answer = maryam.decide(comment_id, "published")
    assert answer.status_code == 409
    assert "هم‌اکنون در دست کاوه دادگر است" in answer.get_data(as_text=True)


def test_counts_are_told_for_the_script(maryam: AtDesk, shelf: Shelf, each_database: str) -> None:
    shelf.comment()
    shelf.comment(status=Status.PUBLISHED, reports=1)
    counts = maryam.client.get("/desk/counts").get_json()
    views = {"held": 1, "reported": 1, "aside": 0, "published": 1, "refused": 0}
    assert counts == views | {"appeals": 0, "complaints": 0, "overdue": 0}


def test_a_card_tells_what_the_service_itself_noted_and_leads_to_the_policy(maryam: AtDesk, shelf: Shelf) -> None:
    trusted = finding("standing", 0.1, "none", message="trusted", details=(("n", "12"),))
    answer = finding("newsroom", 0.0, "none", message="by", details=(("who", "sara"),))
    shelf.comment(findings=(trusted, answer), policy="fa-news-1+site1.v3")
    page = maryam.page()
    said = [one.text_content() for one in page.xpath("//ul[@class='reasons']//bdi")]
    assert said[0].startswith("نویسنده ۱۲ نظر منتشرشده دارد")
    assert said[1] == "پاسخ تحریریه؛ نویسنده: sara"
    assert page.xpath("//details[@class='machine']//a/@href") == ["/desk/policy/versions/3"]


def test_a_comment_has_a_page_with_all_around_it(maryam: AtDesk, shelf: Shelf, each_database: str) -> None:
    comment_id = shelf.comment("این را ببینید", reader="r")
    shelf.comment("پیشتر", Status.REJECTED, reader="r", id="before")
    page = maryam.page(f"/desk/comments/{comment_id}")
    assert "/desk/comments/before" in page.xpath("//div[@class='around']//a/@href")
    assert "نسخهٔ سیاست test-1" in page.text_content()
    assert "رأی ماشین: بررسی" in page.text_content()
    part = maryam.client.get(f"/desk/comments/{comment_id}/beside").get_data(as_text=True)
    assert "پیشتر" in part
    assert "<html" not in part
    for path in ("/desk/comments/nothing", "/desk/comments/nothing/beside"):
        assert maryam.client.get(path).status_code == 404


def test_many_are_decided_after_a_page_that_counts_them(maryam: AtDesk, shelf: Shelf, each_database: str) -> None:
    ids = [shelf.comment(f"یکسان {number}", author_name="کاوه") for number in range(3)]
    page = maryam.page("/desk/bulk?author=کاوه")
    assert "تصمیم دربارهٔ ۳ نظر" in page.xpath("string(//h1)")
    (form,) = page.xpath("//main//form[@method='post']")
    late = shelf.comment("دیر", author_name="کاوه")
    fields = {**dict(form.fields), "becomes": "rejected", "reason": "advert"}
    answer = maryam.client.post("/desk/bulk", data=fields)
    assert answer.status_code == 303
    assert answer.location.startswith("/desk?author=%DA%A9%D8%A7%D9%88%D9%87&batch=")
    assert [shelf.status_of(one) for one in (*ids, late)] == [Status.REJECTED] * 3 + [Status.HELD]

    (undo,) = maryam.page(answer.location).xpath("//section[@id='flash']//form")
    taken = maryam.client.post(undo.action, data=dict(undo.fields))
    assert "۳ تصمیم پس گرفته شد" in maryam.page(taken.location).xpath("string(//*[@id='said'])")
    assert {shelf.status_of(one) for one in ids} == {Status.HELD}


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"pick": "c1"},
        {"pick": "c1:x", "becomes": "published"},
        {"pick": "c1:1", "becomes": "rejected"},
        {"pick": "c1:1", "becomes": "withdrawn"},
        {"becomes": "published", "until": "2026-02-01T00:00:00+00:00"},
        {"becomes": "published", "author": "مینا", "until": "yesterday"},
        {"becomes": "published", "author": "مینا", "tab": "decided", "until": "2026-02-01"},
    ],
)
def test_a_broken_form_for_many_changes_nothing(maryam: AtDesk, shelf: Shelf, form: dict[str, str]) -> None:
    comment_id = shelf.comment()
    assert send(maryam, "/desk/bulk", **form)[0] == 422
    assert shelf.status_of(comment_id) is Status.HELD


def test_a_note_stands_beside_the_comment_and_a_reported_one_can_stand(maryam: AtDesk, shelf: Shelf) -> None:
    comment_id = shelf.comment(status=Status.PUBLISHED, reports=1)
    assert send(maryam, f"/desk/comments/{comment_id}/notes", note="<b>دیده شد")[0] == 200
    page = maryam.page(f"/desk/comments/{comment_id}")
    assert "<b>دیده شد" in page.xpath("string(//p[@class='noted'])")
    assert send(maryam, f"/desk/comments/{comment_id}/decision", becomes="published")[1]["said"].startswith("می‌ماند")  # type: ignore[attr-defined]


def test_editors_word_what_authors_are_told(reader: Reader, app: Flask, nazer: Context, each_database: str) -> None:
    token = reader.send("HOLD نظر من").get_json()["status_token"]
    shelf = Shelf(nazer.database, nazer.world)
    desk = shelf.at_desk(app, "editor")
    become(shelf, desk, "editor")
    (comment_id,) = desk.ids()
    form = {"site": "1", "reason": "insult", "language": "fa", "text": "  پیام <b>سایت ما "}
    for _ in range(2):
        answer = desk.client.post("/desk/templates", data={"csrf": desk.csrf, **form})
        assert answer.location == "/desk/templates?site=1&saved=insult-fa#w-insult-fa"
    assert "پیام <b>سایت ما" in desk.page("/desk/templates").xpath("//textarea/text()")
    desk.decide(comment_id, "rejected", reason="insult")
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["reasons"][0]["message"] == "پیام <b>سایت ما"
    assert "پیام &lt;b&gt;سایت ما" in reader.client.get(f"/s/{token}").get_data(as_text=True)

    desk.client.post("/desk/templates", data={"csrf": desk.csrf, **form, "text": ""})
    with nazer.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Template)) == 0
        kinds = list(session.scalars(sa.select(LogEntry.kind).order_by(LogEntry.pk)))
    assert kinds == ["template.changed"] * 2 + ["comment.decided", "template.changed"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"site": "x"}, 404),
        ({"site": "99"}, 404),
        ({"reason": "nothing"}, 404),
        ({"language": "de"}, 404),
        ({"text": "ن" * 1001}, 422),
    ],
)
def test_a_wording_for_nothing_is_refused(maryam: AtDesk, shelf: Shelf, form: dict[str, str], status: int) -> None:
    become(shelf, maryam, "editor")
    fields = {"site": "1", "reason": "insult", "language": "fa", "text": "پیام"} | form
    assert send(maryam, "/desk/templates", **fields)[0] == status


def test_every_room_has_the_colours_of_the_rules() -> None:
    """Marks without them are the browser's bright yellow: in appeals and in the policy's box they were."""
    sheet = files("service.web").joinpath("static", "desk", "desk.css").read_text(encoding="utf-8")
    assert "mark.rule-accusation" in sheet
