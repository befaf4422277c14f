"""The room of the desk's own words: what is listed is held, marked and ended, and the list goes out and in as CSV."""

import io
from typing import Any

import lxml.html
import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

import rules
from service.store.tables import Comment, DeskWord, Judgement, LogEntry, Moderator
from service.web.context import Context
from service.web.desk.words_csv import guarded, read_day, write_day
from tests.desk_support import AtDesk, Shelf
from tests.support import Reader

TEXT = "این گلپونه‌ها را چه کسی در خیابان پخش می‌کند؟"
HEAD = "word,strength,exceptions,expires,note"


@pytest.fixture
def engine() -> rules.Engine:
    return rules.Engine()


@pytest.fixture
def editor(shelf: Shelf, app: Flask) -> AtDesk:
    desk = shelf.at_desk(app)
    with shelf.database.transaction() as session:
        session.execute(sa.update(Moderator).values(role="editor"))
    return desk


def add(desk: AtDesk, word: str, strength: str = "2", **more: str) -> TestResponse:
    fields = {"csrf": desk.csrf, "site": "1", "word": word, "strength": strength, **more}
    return desk.client.post("/desk/words", data=fields)


def bring(desk: AtDesk, content: str | bytes) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    fields = {"csrf": desk.csrf, "site": "1", "file": (io.BytesIO(raw), "words.csv")}
    return desk.client.post("/desk/words.csv", data=fields, content_type="multipart/form-data")


def told(response: TestResponse) -> str:
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    return " ".join(" ".join(node.text_content().split()) for node in page.xpath("//section[@role='alert']"))


def listed(desk: AtDesk, query: str = "") -> list[str]:
    return [str(word) for word in desk.page(f"/desk/words{query}").xpath("//tbody//bdi[@class='word']/text()")]


def logged(shelf: Shelf) -> list[tuple[str, dict[str, Any]]]:
    with shelf.database.reading() as session:
        query = sa.select(LogEntry.kind, LogEntry.details).order_by(LogEntry.pk)
        return [(kind, details) for kind, details in session.execute(query)]


def test_a_listed_word_holds_the_next_comment_and_is_marked_at_the_desk(
    editor: AtDesk, nazer: Context, app: Flask, shelf: Shelf, clock: Any, each_database: str
) -> None:
    reader = Reader(app.test_client(), nazer)
    assert add(editor, "گلپونه").status_code == 303
    clock.turn(seconds=3)
    answer = reader.send(TEXT).get_json()
    assert answer["status"] == "held"
    reason = next(one for one in answer["reasons"] if one["rule"] == "desk")
    assert reason["spans"] == []
    assert "گلپونه" not in reason["message"] + reason["hint"]
    page = editor.page("/desk?rule=desk")
    assert page.xpath("//mark[contains(@class, 'rule-desk')]/text()") == ["گلپونه‌ها"]
    assert "واژهٔ میز (برای نگه‌داشتن): «گلپونه»." in page.text_content()
    assert logged(shelf) == [("words.changed", {"added": 1, "removed": 0, "renewed": 0, "version": 1})]


def test_the_strength_says_what_becomes_of_a_comment(editor: AtDesk, nazer: Context, app: Flask, clock: Any) -> None:
    reader = Reader(app.test_client(), nazer)
    add(editor, "گلپونه", "1")
    add(editor, "شبدر", "3")
    clock.turn(seconds=3)
    refused = reader.send("این شبدر را چه کسی در خیابان پخش می‌کند؟", author_name="الف").get_json()
    assert refused["status"] == "rejected"
    assert next(one for one in refused["reasons"] if one["rule"] == "desk")["spans"] == [[4, 8]]
    with nazer.database.reading() as session:
        findings = session.scalars(sa.select(Judgement.findings)).one()
    assert [(one["rule"], one["action"]) for one in findings if one["rule"] == "desk"] == [("desk", "reject")]


def test_a_word_ends_by_itself(editor: AtDesk, nazer: Context, app: Flask, clock: Any, each_database: str) -> None:
    add(editor, "گلپونه", expires="1404/11/13")
    add(editor, "شبدر")
    now = nazer.world.now()
    watched = nazer.policies.words_of(1, now)
    assert watched is not None
    assert {match.entry.term for match in watched.find(rules.Text("گلپونه و شبدر"))} == {"گلپونه", "شبدر"}
    clock.turn(days=2)
    later = nazer.policies.words_of(1, nazer.world.now())
    assert later is not None
    assert [match.entry.term for match in later.find(rules.Text("گلپونه و شبدر"))] == ["شبدر"]


def test_a_word_that_was_taken_away_keeps_its_row(editor: AtDesk, nazer: Context, shelf: Shelf, clock: Any) -> None:
    add(editor, "گلپونه")
    token = {"csrf": editor.csrf, "site": "1"}
    assert nazer.policies.words_of(1, nazer.world.now()) is not None
    assert editor.client.post("/desk/words/1/remove", data=token).status_code == 303
    assert editor.client.post("/desk/words/1/remove", data=token).status_code == 409
    clock.turn(seconds=3)
    assert nazer.policies.words_of(1, nazer.world.now()) is None
    assert listed(editor) == []
    assert listed(editor, "?gone=1") == ["گلپونه"]
    assert [details["removed"] for _, details in logged(shelf)] == [0, 1]


def test_an_edited_word_is_a_new_row_beside_the_old_one(editor: AtDesk, shelf: Shelf) -> None:
    add(editor, "گلپونه", note="شایعه")
    page = editor.page("/desk/words/1")
    assert page.xpath("//input[@name='note']/@value") == ["شایعه"]
    fields = {"csrf": editor.csrf, "site": "1", "word": "گل‌پونه", "strength": "3", "exceptions": "شهر گلپونه"}
    assert editor.client.post("/desk/words/1", data=fields).status_code == 303
    assert editor.client.post("/desk/words/1", data=fields).status_code == 409
    with shelf.database.reading() as session:
        rows = session.scalars(sa.select(DeskWord).order_by(DeskWord.pk)).all()
    assert [(row.word, row.removed_at is None) for row in rows] == [("گلپونه", False), ("گل‌پونه", True)]
    assert editor.client.get("/desk/words/1").status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"word": " "}, "دست‌کم دو حرف"),
        ({"word": "؟!"}, "دست‌کم دو حرف"),
        ({"strength": "4"}, "شدت یکی از"),
        ({"exceptions": "شهر یاس"}, "خودِ واژه را در بر ندارد"),
        ({"expires": "فردا"}, "تاریخ را مانند"),
        ({"expires": "1404/13/01"}, "تاریخ را مانند"),
        ({"expires": "1400/01/01"}, "این تاریخ گذشته است"),
        ({"note": "ن" * 501}, "یادداشت حداکثر"),
    ],
)
def test_what_is_wrong_with_a_word_is_said_and_the_form_keeps_it(
    editor: AtDesk, fields: dict[str, str], sentence: str
) -> None:
    response = editor.client.post(
        "/desk/words", data={"csrf": editor.csrf, "word": "گلپونه", "strength": "2", "note": "شایعه", **fields}
    )
    assert response.status_code == 422
    assert sentence in told(response)
    assert listed(editor) == []


def test_the_same_word_is_not_listed_twice_however_it_is_written(editor: AtDesk) -> None:
    assert add(editor, "گلپونه").status_code == 303
    assert "از پیش در فهرست" in told(add(editor, "گل‌پُونه"))


def test_searching_passes_over_how_a_word_is_written(editor: AtDesk) -> None:
    add(editor, "کمپین یلدا", note="تیم اجتماعی")
    add(editor, "شبدر")
    assert listed(editor, "?q=كمپين") == ["کمپین یلدا"]
    assert listed(editor, "?q=اجتماعي") == ["کمپین یلدا"]
    assert listed(editor, "?q=نیست") == []


def test_the_list_goes_out_and_comes_in_again(editor: AtDesk, shelf: Shelf, each_database: str) -> None:
    add(editor, "گلپونه", exceptions="شهر گلپونه\nگلپونه زار", expires="۱۴۰۵/۰۹/۳۰", note="=1+1")
    add(editor, "شبدر", "3")
    out = editor.client.get("/desk/words.csv?site=1")
    assert out.content_type.startswith("text/csv")
    content = out.get_data(as_text=True)
    assert content.startswith("\ufeffword,strength,exceptions,expires,note,owner,created,state\r\n")
    assert "گلپونه,2,شهر گلپونه|گلپونه زار,1405/09/30,'=1+1,مریم نادری," in content
    token = {"csrf": editor.csrf, "site": "1"}
    editor.client.post("/desk/words/1/remove", data=token)
    active = "\r\n".join(line for line in content.splitlines() if not line.endswith("removed"))
    response = bring(editor, active)
    assert response.status_code == 303, told(response)
    assert sorted(listed(editor)) == ["شبدر", "گلپونه"]
    assert logged(shelf)[-1][1] == {"added": 1, "removed": 0, "renewed": 0, "version": 4}
    with shelf.database.reading() as session:
        row = session.scalars(sa.select(DeskWord).order_by(DeskWord.pk.desc())).first()
    assert row is not None
    assert (row.note, row.exceptions) == ("=1+1", ["شهر گلپونه", "گلپونه زار"])


def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_of_it_is_kept(editor: AtDesk) -> None:
    lines = [HEAD, "گلپونه,2,,,", "شبدر,9,,,", "یاس,2", "نرگس,2,,دیروز,"]
    sentences = told(bring(editor, "\n".join(lines)))
    assert all(f"سطر {line}:" in sentences for line in "۳۴۵")
    assert "سطر ۲" not in sentences
    twice = told(bring(editor, f"{HEAD}\nگلپونه,2,,,\nگل‌پونه,3,,,\n؟,2,,,"))
    assert "سطر ۳: این واژه دو بار آمده است (نخست در سطر ۲)" in twice
    assert "سطر ۴: واژه را بنویسید" in twice
    assert listed(editor) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "سطر نخست"),
        (HEAD.encode(), "سطری ندارد"),
        ("کلمه,شدت\nالف,۲".encode(), "سطر نخست"),
        (f"{HEAD}\nگلپونه,2,,,".encode("utf-16"), "UTF-8"),
        (f'{HEAD}\n"گلپونه,2,,,'.encode(), "UTF-8"),
    ],
    ids=["empty", "only its head", "other columns", "another encoding", "an open quotation"],
)
def test_what_is_no_list_is_refused(editor: AtDesk, content: bytes, sentence: str) -> None:
    response = bring(editor, content)
    assert response.status_code == 422
    assert sentence in told(response)


def test_a_site_has_room_for_two_thousand_words(editor: AtDesk) -> None:
    many = "\n".join(f"واژه{number},1,,," for number in range(2_001))
    assert "۲٬۰۰۰" in told(bring(editor, f"{HEAD}\n{many}"))
    most = "\n".join(f"واژه{number},1,,," for number in range(2_000))
    assert bring(editor, f"{HEAD}\n{most}").status_code == 303
    assert "۲٬۰۰۰" in told(add(editor, "شبدر"))


def test_a_word_is_tried_before_it_is_listed(editor: AtDesk, shelf: Shelf) -> None:
    add(editor, "شبدر")
    fields = {"csrf": editor.csrf, "site": "1", "word": "گلپونه", "strength": "3", "text": "گلپونه‌ها و شبدرها"}
    response = editor.client.post("/desk/words/try", data=fields)
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//section[@id='trial']//mark/text()") == ["گلپونه‌ها", "شبدرها"]
    assert "رد می‌شود" in page.xpath("//h2[@id='trial-title']")[0].text_content()
    assert page.xpath("//input[@name='word']/@value") == ["گلپونه"]
    assert listed(editor) == ["شبدر"]
    assert editor.client.post("/desk/words/try", data={**fields, "text": ""}).status_code == 422
    with shelf.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0


def test_nobody_changes_the_list_who_may_not(maryam: AtDesk) -> None:
    assert add(maryam, "گلپونه").status_code == 403
    assert bring(maryam, f"{HEAD}\nگلپونه,2,,,").status_code == 403
    for address in ("/desk/words/1", "/desk/words/1/remove"):
        assert maryam.client.post(address, data={"csrf": maryam.csrf}).status_code == 403
    assert not maryam.page("/desk/words").xpath("//input[@type='file']")


def test_a_day_is_jalali_or_gregorian_and_means_its_end_in_tehran() -> None:
    jalali, gregorian = read_day("۱۴۰۵/۹/۳۰"), read_day("2026-12-21")
    assert jalali == gregorian
    assert jalali is not None
    assert jalali.isoformat() == "2026-12-21T23:59:59+03:30"
    assert write_day(jalali) == "1405/09/30"
    assert (read_day(" "), write_day(None)) == (None, "")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
