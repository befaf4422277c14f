"""The log over HTTP: sentences, filters, pages, and copies to take away."""

import csv
import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from service.messages import catalogue
from service.roles import Role
from service.store.logbook import write_entry
from service.usecases import read_log
from service.usecases.read_log import Entry
from service.web.desk.log import sentence
from tests.people_support import PASSWORD, Browser, Desk
from tests.support import Clock


@pytest.fixture
def sara(desk: Desk) -> Browser:
    return desk.come("sara", Role.OWNER)


def note(desk: Desk, kind: str, subject: str, **details: Any) -> None:
    with desk.nazer.database.transaction() as session:
        write_entry(session, desk.clock(), kind=kind, moderator_pk=1, subject=subject, details=details)


def lines(browser: Browser, query: str = "") -> list[str]:
    found = browser.page(f"/desk/log{query}").xpath("//ol[contains(@class, 'log')]/li/p")
    return ["".join(char for char in line.text_content() if char not in "\u2068\u2069") for line in found]


def test_entries_are_persian_sentences_newest_first(desk: Desk, sara: Browser, each_database: str) -> None:
    desk.add("kaveh", Role.MODERATOR)
    sara.send("people/kaveh/role", role="editor", password=PASSWORD)
    note(desk, "comment.decided", "comment:c7", was="held", became="rejected", reason="insult")
    note(desk, "garden.watered", "tree:9", litres=3, deep={"a": [1]})
    assert lines(sara) == [
        "sara: garden.watered، tree:9",
        "sara نظر c7 را رد کرد (توهین).",
        "sara نقش kaveh را از ناظر به دبیر تغییر داد.",
        "sara با مرورگر روی دستگاهی ناشناخته وارد شد.",
    ]


def test_an_entry_that_lacks_what_its_sentence_says_is_shown_all_the_same(desk: Desk, sara: Browser) -> None:
    note(desk, "person.role", "person:nobody")
    assert lines(sara)[0] == "sara نقش nobody را از … به … تغییر داد."


def test_who_did_not_get_in_is_logged_without_what_they_typed(desk: Desk, sara: Browser, each_database: str) -> None:
    desk.browser().sign_in("sara", "wrong")
    desk.browser().sign_in("my secret passphrase", "wrong")
    assert [entry.subject for entry in desk.log("session.refused")] == ["person:sara", "person:"]
    assert all(set(entry.details) == {"network"} for entry in desk.log("session.refused"))
    assert all("127.0.0" not in str(entry.details) for entry in desk.log())
    assert lines(sara)[0] == "کسی نتوانست با نام کاربری نامی ناشناخته وارد شود: نام یا گذرواژه نادرست بود."


def test_filters_narrow_it(desk: Desk, sara: Browser, clock: Clock, each_database: str) -> None:
    desk.come("kaveh")
    note(desk, "comment.decided", "comment:c7", became="published")
    clock.turn(hours=1)
    note(desk, "comment.decided", "comment:c8", became="held")
    clock.time = datetime(2026, 2, 1, 20, 31, tzinfo=UTC)  # past midnight in Tehran
    note(desk, "article.closed", "article:5")
    sara = desk.come_again("sara")

    assert len(lines(sara, "?kind=comment.decided")) == 2
    assert len(lines(sara, "?subject=comment:c7")) == 1
    assert len(lines(sara, "?person=kaveh")) == 1
    assert len(lines(sara, "?person=sara&kind=session.opened")) == 2
    assert lines(sara, "?from=۱۴۰۴/۱۱/۱۳")[1:] == ["sara: article.closed، خبر ۵"]
    assert len(lines(sara, "?to=1404-11-12")) == 4
    assert lines(sara, "?subject=c%25") == []
    assert "تاریخ را مانند" in sara.page("/desk/log?from=tomorrow").text_content()
    assert "تاریخ را مانند" in sara.page("/desk/log?from=1404/13/99").text_content()


def test_pages_lead_back_to_the_first_entry(desk: Desk, sara: Browser) -> None:
    for number in range(110):
        note(desk, "comment.decided", f"comment:c{number}", became="held")
    seen, address = [], "?kind=comment.decided"
    while address:
        seen.append(len(lines(sara, address)))
        older = sara.page(f"/desk/log{address}").xpath("//a[text()='کهنه‌ترها']/@href")
        address = older[0].removeprefix("/desk/log") if older else ""
    assert seen == [50, 50, 10]


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.AUDITOR, 200), (Role.MODERATOR, 403)])
def test_the_log_is_for_those_whose_role_has_it(desk: Desk, role: Role, status: int) -> None:
    somebody = desk.come("somebody", role)
    assert somebody.client.get("/desk/log").status_code == status
    assert somebody.send("log/export", form="csv").status_code == status


def test_it_is_taken_away_as_csv_without_formulas(
    desk: Desk, sara: Browser, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(read_log, "BATCH", 2)
    note(desk, "=HYPERLINK()", "@SUM(A1)", said="\t=1")
    answer = sara.send("log/export", form="csv")
    assert answer.mimetype == "text/csv"
    assert answer.is_streamed
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeffnumber,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["kind"] for row in rows] == ["session.opened", "'=HYPERLINK()", "log.exported"]
    assert rows[1]["subject"] == "'@SUM(A1)"
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["by"] == "sara"


def test_it_is_taken_away_as_json_lines_filtered(desk: Desk, sara: Browser) -> None:
    note(desk, "comment.decided", "comment:c7", became="held", note="«متن»")
    answer = sara.send("log/export", form="jsonl", kind="comment.decided")
    (entry,) = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert entry["details"] == {"became": "held", "note": "«متن»"}
    assert entry["hash"] == desk.log("comment.decided")[0].hash
    assert sara.send("log/export", form="xml").status_code == 400
    assert sara.send("log/export", form="csv", to="never").status_code == 422


def test_whoever_has_a_copy_can_check_the_chain_without_us(desk: Desk, sara: Browser, each_database: str) -> None:
    note(desk, "comment.decided", "comment:c7", became="held", note="«متن»")
    before = ""
    for line in sara.send("log/export", form="jsonl").get_data(as_text=True).splitlines():
        row = json.loads(line)
        content = [before, *(row[name] for name in ("number", "kind", "by_key", "subject", "details", "at"))]
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = sha256(canonical.encode()).hexdigest()
        assert row["hash"] == before


@pytest.mark.parametrize("key", [key for key in catalogue("log") if key.startswith("say.")])
def test_every_sentence_can_be_said_of_an_entry_without_details(key: str) -> None:
    kind = key.removeprefix("say.")
    entry = Entry(1, kind, "comment:c1", {}, datetime(2026, 2, 1, tzinfo=UTC), "", "sara", "سارا", 1)
    said = sentence(entry, {})
    assert said
    assert "{" not in said
    assert kind.split(".")[0] in {known.split(".")[1] for known in catalogue("log") if known.startswith("kind.")}


@pytest.mark.parametrize(
    ("kind", "subject", "words"),
    [
        ("template.changed", "reason:insult", "دلیل «توهین»"),
        ("template.changed", "reason:gone", "دلیل «gone»"),
        ("article.mode", "article:1/5414189", "خبر \u2068۱/۵۴۱۴۱۸۹\u2069"),
        ("ban.lifted", "ban:12", "مسدودی \u2068۱۲\u2069"),
        ("comment.decided", "comment:a1", "نظر \u2068a1\u2069"),
    ],
)
def test_what_an_entry_is_about_is_named_as_people_name_it(kind: str, subject: str, words: str) -> None:
    assert words in sentence(Entry(1, kind, subject, {}, datetime(2026, 2, 1, tzinfo=UTC), "", "sara", "سارا", 1), {})
