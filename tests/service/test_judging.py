"""`nazer judge`: the fields, the order, the bad lines, and the same verdicts from any number of workers."""

import io
import json
from pathlib import Path
from typing import Any, cast

import pytest

import rules
from service.commands.batch import Plan, judge_lines, run
from service.commands.judging import BadLineError, Court, judge_line, prepare_archive, read_articles

ARTICLE = {
    "article_id": "100",
    "title": "قیمت نان در رشت دو برابر شد",
    "body": "اتحادیه نانوایان رشت نرخ تازه را اعلام کرد.",
}
GOOD = {"id": "a", "article_id": "100", "text": "با این قیمت نان، کارگر چه بخورد؟"}


class EchoEngine:
    """Finds what it was asked, so that a test can see what reached it."""

    def judge(self, submission: rules.Submission) -> rules.Verdict:
        self.last = submission
        hit = rules.Finding("echo", rules.Action.HOLD, 0.5, "echo.text", ((0, 1),))
        name = rules.Finding("echo", rules.Action.NONE, 0.25, "echo.name", ((0, 2),), rules.Field.AUTHOR_NAME)
        return rules.Verdict(rules.Outcome.HOLD, (hit, name), "7", ("broken",))


def court(engine: EchoEngine | None = None) -> Court:
    return Court(cast("rules.Engine", engine or EchoEngine()), {"100": rules.Article("100", title="خبر")})


def line(**fields: Any) -> bytes:
    return json.dumps({**GOOD, **fields}, ensure_ascii=False).encode()


def test_a_verdict_has_exactly_the_promised_fields() -> None:
    verdict = judge_line(court(), line())

    assert verdict == {
        "id": "a",
        "outcome": "hold",
        "policy_version": "7",
        "degraded": ["broken"],
        "findings": [
            {"rule": "echo", "action": "hold", "score": 0.5, "spans": [[0, 1]], "message": "echo.text"},
            # Its spans point into the name, so they are no spans of the text.
            {"rule": "echo", "action": "none", "score": 0.25, "spans": [], "message": "echo.name"},
        ],
    }


def test_everything_that_a_line_says_reaches_the_rules() -> None:
    engine = EchoEngine()
    judge_line(court(engine), line(author_name="مینا", parent_text="پدر", unknown=1))

    assert engine.last.text == GOOD["text"]
    assert (engine.last.author_name, engine.last.facts.parent_text) == ("مینا", "پدر")
    assert engine.last.article == rules.Article("100", title="خبر")


def test_the_articles_are_the_archive_for_one_another_newest_first_unless_it_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = {"1": "2026-01-01T00:00:00+03:30", "2": None, "3": "2026-01-02T00:00:00+03:30", "4": None}
    file = tmp_path / "articles.jsonl"
    file.write_text(
        "\n".join(json.dumps(ARTICLE | {"article_id": one, "published_at": date}) for one, date in dates.items())
    )
    seen: list[Any] = []

    def judge(_engine: rules.Engine, submission: rules.Submission) -> rules.Verdict:
        seen.append((submission.facts.archive, submission.profile))
        return rules.Verdict(rules.Outcome.PUBLISH, (), "7")

    monkeypatch.setattr(rules.Engine, "judge", judge)
    monkeypatch.setattr("service.commands.judging.LARGEST_ARCHIVE", 3)
    for archive in (True, False):
        run(io.BytesIO(line(article_id="3")), io.BytesIO(), io.StringIO(), Plan(file, archive=archive))
    (known, profile), without = seen
    assert (len(known), profile.article_id, without) == (3, "3", (None, None))
    found = [rules.ArticleProfile.from_bytes(one).article_id for one in prepare_archive(read_articles(file)[0])]
    assert found == ["3", "1", "2"]


def test_an_article_that_the_rules_fail_at_is_no_part_of_the_archive(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_article: rules.Article) -> rules.ArticleProfile:
        raise ZeroDivisionError

    monkeypatch.setattr(rules, "prepare", fail)
    assert prepare_archive({"1": rules.Article("1", "عنوان")}) == ()
    assert caplog.messages == ["article 1 could not be prepared: ZeroDivisionError"]


@pytest.mark.parametrize("extra", [{"id": 12}, {"article_id": 100}, {"author_name": None, "parent_text": None}])
def test_numbers_and_nulls_are_taken_where_they_say_the_same(extra: dict[str, Any]) -> None:
    assert judge_line(court(), line(**extra))["id"] == extra.get("id", "a")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a JSON object"),
        ("نه".encode("windows-1256"), "not UTF-8"),
        (line(id=None), "id is to be"),
        (line(id=True), "id is to be"),
        (line(text=None), "text is to be"),
        (line(text=""), "text is to be"),
        (line(text=5), "text is to be"),
        (b'{"id": "a", "article_id": "100", "text": "\\ud800"}', "surrogate"),
        (line(author_name=[]), "author_name is to be"),
        (line(article_id="404"), "'404' is not among the articles"),
        (line(article_id=None), "article_id is to be"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(bad: bytes, why: str) -> None:
    with pytest.raises(BadLineError, match=why):
        judge_line(court(), bad)


def test_articles_may_lack_fields_and_bad_ones_are_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    lines = [
        json.dumps(ARTICLE),
        "",
        "{}",
        '{"article_id": "2", "tags": "x"}',
        '{"article_id": 3, "published_at": "2026-01-01"}',
    ]
    file.write_text("\n".join(lines))

    articles, faults = read_articles(file)

    assert set(articles) == {"100", "3"}
    assert articles["100"].body == ARTICLE["body"]
    assert articles["3"].published_at is not None
    assert articles["3"].published_at.tzinfo is not None
    assert [fault.split(": ")[0].removeprefix(str(file)) for fault in faults] == [", line 3", ", line 4"]


def test_the_rest_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps(ARTICLE))
    comments = io.BytesIO(b"\n".join((line(id=1), b"nonsense", b"", line(id=2), line(text=0), line(id=3))))
    verdicts, reports = io.BytesIO(), io.StringIO()

    bad = run(comments, verdicts, reports, Plan(articles))

    assert bad == 2
    assert [json.loads(verdict)["id"] for verdict in verdicts.getvalue().splitlines()] == [1, 2, 3]
    assert reports.getvalue().splitlines() == ["line 2: not JSON", "line 5: text is to be a string"]


def test_a_pipe_gets_no_progress_bar() -> None:
    reports = io.StringIO()
    run(io.BytesIO(line()), io.BytesIO(), reports, Plan())

    assert reports.getvalue() == ""


def test_several_workers_give_what_one_gives_in_the_same_order() -> None:
    articles = {
        "100": rules.Article("100", title=ARTICLE["title"], body=ARTICLE["body"]),
        "200": rules.Article("200", title="بازی پایانی جام حذفی در آزادی", body="داور دو پنالتی گرفت."),
    }
    texts = (GOOD["text"], "احمق بی‌شعور", "This is English and long enough to be seen as such", "تسلیت 🖤")
    lines = [line(id=number, text=f"{texts[number % 4]} {number}") for number in range(150)]
    lines[70] = b"bad"

    alone = list(judge_lines(lines, articles, Plan()))

    assert list(judge_lines(lines, articles, Plan(workers=2))) == alone
    assert [one.number for one in alone] == list(range(1, 151))
    assert [one.number for one in alone if one.fault] == [71]


def test_a_faulty_policy_is_told_of_before_the_first_line(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[nonsense")

    with pytest.raises(rules.PolicyError):
        next(judge_lines([line()], None, Plan(policy=policy)))
