"""Captchas over HTTP: the kinds that the publisher offers, and what becomes of an answer of each."""

from collections.abc import Callable
from typing import Any

import altcha
import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.puzzles.numbers import in_words
from service.readers import Reader as Token
from service.readers import write_reader
from service.usecases.make_site import SiteForm, make_site
from tests.support import BEGIN, Clock, FakeEngine, Reader

KINDS = ["image", "audio", "question", "pow"]


def solution(challenge: dict[str, Any]) -> str:
    """What a browser works out."""
    made = altcha.Challenge.from_dict(challenge)
    solved = altcha.solve_challenge(made)
    assert solved is not None
    return altcha.Payload(made, solved).to_base64()


def known(reader: Reader, good: int = 2) -> str:
    """Makes this a reader whom we know; their token."""
    token = write_reader(reader.context.keys.reader, Token("R" * 22, BEGIN, good))
    reader.client.environ_base["HTTP_NAZER_READER"] = token
    return token


def answered(reader: Reader, kind: str) -> dict[str, str]:
    """A fresh challenge of a kind, rightly answered."""
    challenge = reader.client.get(f"/v1/captcha?kind={kind}").get_json()
    assert challenge["kind"] == kind
    token = challenge["token"]
    return {
        "token": token,
        "answer": solution(challenge["challenge"]) if kind == "pow" else reader.answer_of(token),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_comes_in_with_every_kind_once(reader: Reader, kind: str, each_database: str) -> None:
    known(reader)
    captcha = answered(reader, kind)
    assert reader.send("نظر", captcha=captcha).status_code == 201
    again = reader.send("نظر دوم", captcha=captcha)
    assert (again.status_code, again.get_json()["type"]) == (422, "/problems/captcha-failed")


@pytest.mark.parametrize(
    ("kind", "member"), [("image", "image"), ("audio", "audio"), ("question", "question"), ("pow", "challenge")]
)
def test_a_challenge_says_its_kind_and_which_others_there_are(reader: Reader, kind: str, member: str) -> None:
    known(reader)
    challenge = reader.client.get(f"/v1/captcha?kind={kind}").get_json()
    assert challenge["kinds"] == KINDS
    assert challenge["expires_in"] == 1200
    assert {"image", "audio", "question", "challenge"} & set(challenge) == {member}


def test_the_publisher_chooses_the_kinds_and_the_first_is_given_unasked(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    client = make_app(captcha_kinds="question, audio").test_client()
    assert client.get("/v1/captcha").get_json()["kinds"] == ["question", "audio"]
    assert client.get("/v1/captcha").get_json()["kind"] == "question"
    assert client.get("/v1/captcha?kind=audio").get_json()["kind"] == "audio"
    assert client.get("/v1/captcha?kind=image").get_json()["kind"] == "question"


def test_a_kind_that_there_is_not_is_a_fault(client: FlaskClient) -> None:
    answer = client.get("/v1/captcha?kind=smell")
    assert answer.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in answer.get_json()["errors"]] == [("/kind", "unknown-kind")]


def test_a_token_of_one_kind_does_not_take_the_answer_of_another(reader: Reader) -> None:
    known(reader)
    image, work = answered(reader, "image"), answered(reader, "pow")
    swapped = [
        {"token": image["token"], "answer": work["answer"]},
        {"token": work["token"], "answer": image["answer"]},
        {"token": answered(reader, "pow")["token"], "answer": answered(reader, "pow")["answer"]},
    ]
    assert [reader.send("نظر", captcha=captcha).status_code for captcha in swapped] == [422] * 3


def test_a_token_of_another_site_is_refused(reader: Reader, client: FlaskClient) -> None:
    with reader.context.database.transaction() as session:
        other = make_site(session, reader.context.world, SiteForm("other"))
    (news,) = (site for site in reader.context.sites._load().values() if site.name == "news")  # noqa: SLF001
    token = client.get(f"/v1/captcha?site={other.public_key}").get_json()["token"]
    stranger = {"token": token, "answer": reader.answer_of(token)}
    refused = reader.send("نظر", site=news.public_key, captcha=stranger)
    assert refused.status_code == 422
    fresh = refused.get_json()["captcha"]["token"]
    mended = {"token": fresh, "answer": reader.answer_of(fresh)}
    assert reader.send("نظر", site=news.public_key, captcha=mended).status_code == 201
    # Without a site's name, where there are several, a challenge is good for none.
    nameless = client.get("/v1/captcha").get_json()["token"]
    lost = {"token": nameless, "answer": reader.answer_of(nameless)}
    assert reader.send("نظر", site=news.public_key, captcha=lost).status_code == 422


@pytest.mark.parametrize(("failed", "fresh"), [("question", "question"), ("audio", "audio"), ("pow", "image")])
def test_after_a_wrong_answer_comes_another_of_the_kind_and_after_work_something_to_see(
    reader: Reader, failed: str, fresh: str
) -> None:
    known(reader)
    token = reader.client.get(f"/v1/captcha?kind={failed}").get_json()["token"]
    answer = reader.send("نظر", captcha={"token": token, "answer": ""})
    assert answer.status_code == 422
    assert answer.get_json()["captcha"]["kind"] == fresh


def test_a_sum_is_answered_in_words(reader: Reader) -> None:
    captcha = answered(reader, "question")
    captcha["answer"] = in_words(int(captcha["answer"])).replace("\u200c", " ")
    assert reader.send("نظر", captcha=captcha).status_code == 201


def test_who_comes_for_the_first_time_gets_a_token_and_who_has_one_does_not(reader: Reader) -> None:
    first = reader.client.get("/v1/captcha").get_json()
    assert first["kind"] == "image"
    assert "pow" not in first["kinds"]
    reader.client.environ_base["HTTP_NAZER_READER"] = first["reader"]
    assert "reader" not in reader.client.get("/v1/captcha").get_json()
    reader.client.environ_base["HTTP_NAZER_READER"] = first["reader"] + "x"
    assert "reader" in reader.client.get("/v1/captcha").get_json()


def test_a_reader_whose_comments_are_published_has_nothing_to_see_any_more(reader: Reader) -> None:
    token = reader.client.get("/v1/captcha").get_json()["reader"]
    for text in ("نخستین نظر", "دومین نظر"):
        reader.client.environ_base["HTTP_NAZER_READER"] = token
        assert reader.client.get("/v1/captcha").get_json()["kind"] == "image"
        token = reader.send(text).get_json()["reader"]
    reader.client.environ_base["HTTP_NAZER_READER"] = token
    assert reader.client.get("/v1/captcha").get_json()["kind"] == "pow"
    token = reader.send("REJECT", captcha=answered(reader, "pow")).get_json()["reader"]
    reader.client.environ_base["HTTP_NAZER_READER"] = token
    assert reader.client.get("/v1/captcha").get_json()["kind"] == "image"


def test_a_repeat_counts_for_nothing(reader: Reader) -> None:
    known(reader, good=0)
    draft = reader.draft("نظر")
    assert "reader" in reader.client.post("/v1/comments", json=draft).get_json()
    assert "reader" not in reader.client.post("/v1/comments", json=draft).get_json()


def test_work_that_a_known_reader_was_given_does_not_serve_a_stranger(reader: Reader, engine: FakeEngine) -> None:
    known(reader)
    captcha = answered(reader, "pow")
    del reader.client.environ_base["HTTP_NAZER_READER"]
    refused = reader.send("نظر", captcha=captcha)
    assert (refused.status_code, refused.get_json()["captcha"]["kind"]) == (422, "image")
    assert "یک پرسش امنیتی دیگر" in refused.get_json()["detail"]
    assert engine.seen == []
    known(reader)  # and it was not spent by the attempt
    assert reader.send("نظر", captcha=captcha).status_code == 201


def test_in_a_flood_captchas_are_harder_and_nobody_is_refused(reader: Reader, make_app: Callable[..., Flask]) -> None:
    reader.client = make_app(flood_site="3/minute").test_client()
    calm = reader.client.get("/v1/captcha").get_json()
    assert [reader.send(f"نظر {number}").status_code for number in range(4)] == [201] * 4
    assert (calm["length"], reader.client.get("/v1/captcha").get_json()["length"]) == (5, 7)
    assert reader.send("نظر پنجم").status_code == 201
    # What was given out before the flood still serves.
    earlier = {"token": calm["token"], "answer": reader.answer_of(calm["token"])}
    assert reader.send("نظر ششم", captcha=earlier).status_code == 201
    known(reader)
    work = reader.client.get("/v1/captcha").get_json()
    assert work["kind"] == "pow"
    assert reader.send("نظر هفتم", captcha=answered(reader, "pow")).status_code == 201


def test_strangers_of_one_address_make_it_harder_for_strangers_there_only(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    reader.client = make_app(flood_newcomers="2/minute").test_client()

    def length(address: str) -> int:
        got = reader.client.get("/v1/captcha?kind=image", environ_base={"REMOTE_ADDR": address}).get_json()
        return int(got["length"])

    for number in range(3):
        reader.client.post(
            "/v1/comments", json=reader.draft(f"نظر {number}"), environ_base={"REMOTE_ADDR": "5.112.1.7"}
        )
    assert (length("5.112.1.7"), length("5.112.1.8")) == (7, 5)
    known(reader)
    assert length("5.112.1.7") == 5


def test_where_work_comes_first_it_is_for_all_until_there_is_a_flood(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    reader.client = make_app(captcha_kinds="pow,image", flood_site="1/minute").test_client()
    assert reader.send("نظر", captcha=answered(reader, "pow")).status_code == 201
    flood = reader.client.get("/v1/captcha").get_json()
    assert (flood["kind"], flood["kinds"], flood["length"]) == ("image", ["image"], 7)


def test_what_is_the_only_kind_is_for_everybody(reader: Reader, make_app: Callable[..., Flask]) -> None:
    settings = {"flood_site": "1/minute", "flood_guesses": "1/minute", "captcha_least_seconds": 2}
    for kind in ("pow", "question"):
        reader.client = make_app(captcha_kinds=kind, **settings).test_client()
        for number in range(3):
            got = reader.send("نظر", captcha={**answered(reader, kind), "answer": ""}, homepage="x").get_json()
            assert got["captcha"]["kind"] == kind, number
        token = got["captcha"]["token"]
        answer = solution(got["captcha"]["challenge"]) if kind == "pow" else reader.answer_of(token)
        assert reader.send(f"نظر {kind}", captcha={"token": token, "answer": answer}).status_code == 201


def test_guesses_are_counted_and_sums_are_not_for_those_who_guess(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    reader.client = make_app(flood_guesses="3/10 minutes").test_client()
    for _ in range(3):
        reader.send("نظر", captcha={**answered(reader, "question"), "answer": "1"})
    got = reader.client.get("/v1/captcha?kind=question").get_json()
    assert (got["kind"], got["kinds"], got["length"]) == ("image", ["image", "audio"], 7)
    assert reader.send("نظر").status_code == 201


@pytest.mark.parametrize("odd", [{"homepage": "https://spam.example"}, {}], ids=["a filled trap", "haste"])
def test_what_is_odd_leads_to_one_harder_captcha_and_then_in(
    reader: Reader, make_app: Callable[..., Flask], clock: Clock, odd: dict[str, str]
) -> None:
    reader.client = make_app(captcha_least_seconds=2).test_client()
    draft = reader.draft("نظر", **odd)
    if odd:
        clock.turn(seconds=5)
    refused = reader.client.post("/v1/comments", json=draft)
    fresh = refused.get_json()["captcha"]
    assert (refused.status_code, fresh["kind"], fresh["length"]) == (422, "image", 7)
    draft["captcha"] = {"token": fresh["token"], "answer": reader.answer_of(fresh["token"])}
    assert reader.client.post("/v1/comments", json=draft).status_code == 201


def test_who_takes_a_moment_is_not_hasty(reader: Reader, make_app: Callable[..., Flask], clock: Clock) -> None:
    reader.client = make_app(captcha_least_seconds=2).test_client()
    draft = reader.draft("نظر")
    clock.turn(seconds=3)
    assert reader.client.post("/v1/comments", json=draft).status_code == 201
    known(reader)  # whose browser does the work may send at once
    assert reader.send("نظر دوم", captcha=answered(reader, "pow")).status_code == 201
