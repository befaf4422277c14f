"""The room of the policy: what is set there holds, is explained, and is lost by nobody."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import lxml.html
import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

import rules
from service.store.tables import Judgement, LogEntry, Moderator, PolicyVersion
from service.web.context import Context
from tests.desk_support import AtDesk, Shelf
from tests.support import Reader

HARSH = "احمق‌ها این قانون را نوشته‌اند"


@pytest.fixture
def engine() -> rules.Engine:
    """The real rules: thresholds are about them."""
    return rules.Engine()


@pytest.fixture
def editor(shelf: Shelf, app: Flask) -> AtDesk:
    return make_editor(shelf, app)


def make_editor(shelf: Shelf, app: Flask, name: str = "maryam") -> AtDesk:
    desk = shelf.at_desk(app, name, f"{name} نادری")
    with shelf.database.transaction() as session:
        session.execute(sa.update(Moderator).where(Moderator.pk == desk.pk).values(role="editor"))
    return desk


def form_of(desk: AtDesk, address: str = "/desk/policy") -> dict[str, str]:
    """What the page's form would send as it stands."""
    (form,) = desk.page(address).xpath("//form[contains(@class, 'policy')]")
    return {name: value for name, value in form.form_values() if name != "take"}


def save(desk: AtDesk, *without: str, address: str = "/desk/policy", **changes: str) -> TestResponse:
    form = {**form_of(desk, address), "note": "هفتهٔ انتخابات"}
    form |= {name.replace("_", "-"): value for name, value in changes.items()}
    form = {name: value for name, value in form.items() if name not in without}
    return desk.client.post("/desk/policy", data=form)


def text_of(response: TestResponse, path: str) -> str:
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    return " ".join(" ".join(node.text_content().split()) for node in page.xpath(path))


def versions(shelf: Shelf) -> list[tuple[str, str, str]]:
    with shelf.database.reading() as session:
        query = sa.select(PolicyVersion.section, PolicyVersion.content, PolicyVersion.note).order_by(PolicyVersion.pk)
        return [(section, content, note) for section, content, note in session.execute(query)]


def test_nobody_changes_the_policy_who_may_not(maryam: AtDesk, shelf: Shelf) -> None:
    page = maryam.page("/desk/policy")
    assert page.xpath("//fieldset[@disabled]")
    assert not page.xpath("//input[@name='note']")
    assert maryam.client.post("/desk/policy", data={"csrf": maryam.csrf}).status_code == 403
    assert maryam.client.post("/desk/policy/versions/1/restore", data={"csrf": maryam.csrf}).status_code == 403
    assert versions(shelf) == []


def test_a_forged_form_changes_nothing(editor: AtDesk, shelf: Shelf) -> None:
    assert save(editor, hold_insult="40", csrf="x").status_code == 403
    assert versions(shelf) == []


def test_what_is_saved_is_a_new_version_of_what_differs(editor: AtDesk, shelf: Shelf, each_database: str) -> None:
    assert save(editor, hold_insult="۴۰").status_code == 303
    assert versions(shelf) == [("", "[rules.insult]\nhold_at = 0.4\nreject_at = 0.9\n", "هفتهٔ انتخابات")]
    history = text_of(editor.client.get("/desk/policy"), "//section[@class='history']")
    assert "توهین: نگه‌داشتن از ۵۰٪ به ۴۰٪ رسید" in history
    assert "maryam نادری" in history
    with shelf.database.reading() as session:
        (entry,) = session.scalars(sa.select(LogEntry)).all()
    assert (entry.kind, entry.moderator_pk, entry.subject) == ("policy.changed", editor.pk, "site:1")
    assert entry.details["version"].endswith("+site1.v1")


def test_every_fault_is_told_at_once_and_nothing_typed_is_lost(editor: AtDesk, shelf: Shelf) -> None:
    response = save(editor, hold_insult="صد", hold_advert="95", refuses_privacy="1", note="")
    assert response.status_code == 422
    told = text_of(response, "//section[@role='alert']")
    assert "«توهین»، نگه‌داشتن" in told
    assert "«تبلیغ»: عدد نگه‌داشتن" in told
    assert "«اطلاعات شخصی»: اجازهٔ رد داده‌اید" in told
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//input[@name='hold-insult']/@value") == ["صد"]
    assert "یادداشت" not in told
    assert "چرا سیاست را" in text_of(save(editor, hold_insult="40", note=" "), "//section[@role='alert']")
    assert versions(shelf) == []


def test_the_second_of_two_editors_learns_what_the_first_one_did(
    editor: AtDesk, shelf: Shelf, app: Flask, each_database: str
) -> None:
    other = make_editor(shelf, app, "sara")
    stale = form_of(other) | {"hold-insult": "30", "note": "سخت‌تر"}
    assert save(editor, hold_insult="70").status_code == 303
    response = other.client.post("/desk/policy", data=stale)
    assert response.status_code == 409
    told = text_of(response, "//section[@role='alert']")
    assert "maryam نادری" in told
    assert "از ۵۰٪ به ۷۰٪" in told
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//input[@name='hold-insult']/@value") == ["30"]
    assert page.xpath("//input[@name='note']/@value") == ["سخت‌تر"]
    (form,) = page.xpath("//form[contains(@class, 'policy')]")
    again = {name: value for name, value in form.form_values() if name != "take"}
    assert other.client.post("/desk/policy", data=again).status_code == 303
    assert [content for _, content, _ in versions(shelf)][-1].startswith("[rules.insult]\nhold_at = 0.3\n")


def test_of_two_saves_at_the_same_moment_one_is_kept(
    editor: AtDesk, shelf: Shelf, app: Flask, each_database: str
) -> None:
    desks = [editor, make_editor(shelf, app, "sara")]
    forms = [form_of(desk) | {"hold-insult": f"{30 + n}", "note": "با هم"} for n, desk in enumerate(desks)]
    start = Barrier(2)

    def send(number: int) -> int:
        start.wait()
        return desks[number].client.post("/desk/policy", data=forms[number]).status_code

    with ThreadPoolExecutor() as threads:
        assert sorted(threads.map(send, range(2))) == [303, 409]
    assert len(versions(shelf)) == 1


def test_a_preset_fills_the_form_and_keeps_nothing(editor: AtDesk, shelf: Shelf) -> None:
    response = editor.client.post("/desk/policy/preset", data=form_of(editor) | {"take": "strict", "note": "شب بازی"})
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//input[@name='hold-insult']/@value") == ["۳۰"]
    assert page.xpath("//input[@name='note']/@value") == ["شب بازی"]
    assert versions(shelf) == []
    (form,) = page.xpath("//form[contains(@class, 'policy')]")
    filled = {name: value for name, value in form.form_values() if name != "take"}
    assert editor.client.post("/desk/policy", data=filled).status_code == 303
    assert versions(shelf) == [("", 'preset = "strict"\n', "شب بازی")]


def test_an_old_version_comes_back_as_a_new_one(editor: AtDesk, shelf: Shelf, each_database: str) -> None:
    save(editor, hold_insult="40")
    save(editor, hold_insult="60")
    form = {"csrf": editor.csrf, "site": "1", "section": "", "seen": "1", "note": "بازگشت به نسخهٔ ۱"}
    assert editor.client.post("/desk/policy/versions/1/restore", data=form).status_code == 409
    assert editor.client.post("/desk/policy/versions/1/restore", data=form | {"seen": "2"}).status_code == 303
    kept = versions(shelf)
    assert kept[2] == ("", kept[0][1], "بازگشت به نسخهٔ ۱")
    assert editor.client.get("/desk/policy/versions/3").location == "/desk/policy?site=1#v3"
    assert editor.client.get("/desk/policy/versions/9").status_code == 404


def test_a_section_has_its_own_policy_until_it_is_like_its_site_again(
    editor: AtDesk, shelf: Shelf, nazer: Context, clock: Any
) -> None:
    address = "/desk/policy?section=ورزشی"
    save(editor, hold_insult="40")
    save(editor, address=address, hold_insult="20")
    assert threshold(nazer, "ورزشی") == 0.2
    assert threshold(nazer, "شهری") == 0.4
    form = form_of(editor, address) | {"note": "مانند سایت", "like_site": "1"}
    assert editor.client.post("/desk/policy", data=form).status_code == 303
    clock.turn(seconds=3)
    assert threshold(nazer, "ورزشی") == 0.4
    whole = form_of(editor) | {"note": "بی‌معنا", "like_site": "1"}
    assert editor.client.post("/desk/policy", data=whole).status_code == 422


def threshold(nazer: Context, section: str) -> float:
    engine = nazer.policies.engine_of(1, section, nazer.world.now())
    return float(engine.policy.rules["insult"].hold_at)


def test_a_text_is_tried_under_both_policies_and_nothing_of_it_is_kept(editor: AtDesk, shelf: Shelf) -> None:
    form = form_of(editor) | {"text": HARSH, "hold-insult": "100", "reject-insult": "100", "article": "5414189"}
    response = editor.client.post("/desk/policy/try", data=form)
    assert response.status_code == 200
    outcomes = text_of(response, "//div[@class='outcomes']")
    assert "با سیاست کنونی: به صف می‌رود" in outcomes
    assert "با عددهای این فرم: منتشر می‌شود" in outcomes
    assert "احمق‌ها" in text_of(response, "//section[@id='trial']//mark")
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    assert page.xpath("//input[@name='hold-insult']/@value") == ["100"]
    with shelf.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Judgement)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(LogEntry)) == 0


def test_whoever_may_not_change_the_policy_may_try_a_text(maryam: AtDesk) -> None:
    form = form_of(maryam) | {"text": "<script>alert(1)</script>", "article": "1"}
    response = maryam.client.post("/desk/policy/try", data=form)
    assert response.status_code == 200
    assert "<script>alert" not in response.get_data(as_text=True)
    assert "خبری با این کد" in text_of(response, "//section[@id='trial']")
    assert maryam.client.post("/desk/policy/try", data=form | {"text": " "}).status_code == 422


def test_a_changed_threshold_holds_in_another_worker_within_seconds(
    make_app: Callable[..., Flask], shelf: Shelf, app: Flask, clock: Any, each_database: str
) -> None:
    desk = make_editor(shelf, app)
    other = make_app()
    there = Reader(other.test_client(), other.extensions["nazer"])
    assert there.send(HARSH, author_name="الف").get_json()["status"] == "held"
    assert save(desk, hold_insult="100", reject_insult="100").status_code == 303
    clock.turn(seconds=3)
    text = "احمق‌ها آن قانون را هم نوشته بودند، باور کنید"
    assert there.send(text, author_name="ب").get_json()["status"] == "published"
    with shelf.database.reading() as session:
        names = session.scalars(sa.select(Judgement.policy_version).order_by(Judgement.pk)).all()
    assert not names[0].endswith(".v1")
    assert names[1] == f"{names[0]}+site1.v1"


def test_advice_before_sending_is_that_of_the_site(nazer: Context, shelf: Shelf, app: Flask, clock: Any) -> None:
    desk = make_editor(shelf, app)
    reader = Reader(app.test_client(), nazer)
    assert spans(reader) != []
    assert save(desk, "marked-insult").status_code == 303
    clock.turn(seconds=3)
    assert spans(reader) == []


def spans(reader: Reader) -> list[Any]:
    draft = {"article_id": "5414189", "text": HARSH, "author_name": "مینا"}
    answer = reader.client.post("/v1/comments/preview", data=json.dumps(draft), content_type="application/json")
    (reason,) = answer.get_json()["reasons"]
    return list(reason["spans"])
