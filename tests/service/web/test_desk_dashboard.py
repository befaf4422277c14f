"""The room of figures: the numbers are those that one counts by hand."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

import rules
from service.status import Status
from service.store.tables import Comment, Decision, Judgement, Site
from service.web.desk.charts import draw
from service.web.desk.dashboard import lasting, share
from tests.desk_support import AtDesk, Shelf, finding

NAMES = ("backlog", "waiting", "outcomes", "rules", "moderators", "days", "hours", "articles", "languages")


def judged(shelf: Shelf, outcome: str, status: Status, *found: rules.Finding, **members: Any) -> str:
    """A comment of which the machine first thought so."""
    comment_id = shelf.comment(status=status, findings=found, **members)
    with shelf.database.transaction() as session:
        pk = sa.select(Comment.pk).where(Comment.id == comment_id).scalar_subquery()
        values = {"outcome": rules.Outcome(outcome)}
        session.execute(sa.update(Judgement).where(Judgement.comment_pk == pk).values(values))
    return comment_id


def decided(shelf: Shelf, comment_id: str, moderator: int, became: Status, after: float, was: Status) -> None:
    """A decision, so many seconds after its comment came."""
    with shelf.database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        session.add(
            Decision(
                comment_pk=comment.pk,
                moderator_pk=moderator,
                was=was,
                became=became,
                reason="",
                note="",
                revision=1,
                created_at=comment.created_at + timedelta(seconds=after),
            )
        )


@pytest.fixture
def day(shelf: Shelf, maryam: AtDesk, clock: Any) -> Shelf:
    """Nine comments of one day and two moderators; a tenth of another week."""
    sara = shelf.moderator("sara", "سارا")
    shelf.article("2", title="خبر دوم")
    week_ago = shelf.world.now() - timedelta(days=12)
    judged(shelf, "hold", Status.PUBLISHED, finding("advert"), created_at=week_ago)
    judged(shelf, "publish", Status.PUBLISHED, finding("insult", 0.2, "none"), article="2")
    judged(shelf, "publish", Status.PUBLISHED)
    removed = judged(shelf, "publish", Status.REMOVED)
    judged(shelf, "reject", Status.REJECTED, finding("insult", 0.95, "reject"), language="en")
    put_back = judged(shelf, "reject", Status.PUBLISHED, finding("insult", 0.95, "reject"), finding("advert"))
    upheld = judged(shelf, "hold", Status.REJECTED, finding("insult"), finding("insult", 0.6), article="2")
    let_go = judged(shelf, "hold", Status.PUBLISHED, finding("insult"))
    judged(shelf, "hold", Status.HELD, finding("advert"))
    two_hours = shelf.world.now() - timedelta(hours=2)
    judged(shelf, "hold", Status.HELD, finding("advert"), created_at=two_hours)
    decided(shelf, removed, maryam.pk, Status.REMOVED, 500, Status.PUBLISHED)
    decided(shelf, put_back, sara, Status.PUBLISHED, 50, Status.REJECTED)
    decided(shelf, upheld, maryam.pk, Status.REJECTED, 60, Status.HELD)
    decided(shelf, let_go, maryam.pk, Status.REJECTED, 200, Status.HELD)
    decided(shelf, let_go, sara, Status.PUBLISHED, 300, Status.REJECTED)
    clock.turn(hours=1)
    return shelf


def table(desk: AtDesk, name: str, query: str = "") -> list[list[str]]:
    response = desk.client.get(f"/desk/dashboard/{name}.csv{query}")
    assert response.status_code == 200
    content = response.get_data(as_text=True)
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content[1:])))[1:]


def text_of(desk: AtDesk, path: str, query: str = "") -> str:
    return " ".join(" ".join(node.text_content().split()) for node in desk.page(f"/desk/dashboard{query}").xpath(path))


def test_the_numbers_are_those_that_one_counts_by_hand(maryam: AtDesk, day: Shelf, each_database: str) -> None:
    assert table(maryam, "outcomes") == [["publish", "3"], ["hold", "4"], ["reject", "2"]]
    assert [row[1] for row in table(maryam, "backlog")[:4]] == ["0", "2", "0", "0"]
    assert table(maryam, "waiting") == [["2", "60", "200"]]
    assert table(maryam, "rules") == [
        ["insult", "توهین", "4", "9", "2", "1", "2", "1"],
        ["advert", "تبلیغ", "3", "9", "0", "0", "0", "0"],
    ]
    assert table(maryam, "moderators") == [["مریم نادری", "3", "2", "1"], ["سارا", "2", "0", "0"]]
    assert table(maryam, "days") == [["1404-11-12", "2026-02-01", "9"]]
    hours = {hour: number for hour, number in table(maryam, "hours") if number != "0"}
    assert hours == {"12": "8", "10": "1"}
    assert table(maryam, "articles") == [["5414189", "خبر 5414189", "7"], ["2", "خبر دوم", "2"]]
    assert table(maryam, "languages") == [["fa", "8"], ["en", "1"]]


@pytest.mark.parametrize(
    "where",
    [
        "//tr[starts-with(@id, 'rule-')]/td[1]/a",
        "//section[@aria-labelledby='days-head']//td/a",
        "//section[@aria-labelledby='hours-head']//td/a",
        "//section[@aria-labelledby='articles-title']//li/a[2]",
        "//section[@aria-labelledby='languages-title']//li/a",
        "//a[@id='backlog']",
    ],
)
def test_a_number_leads_to_as_many_comments(maryam: AtDesk, day: Shelf, each_database: str, where: str) -> None:
    links = maryam.page("/desk/dashboard?site=1").xpath(where)
    assert links
    for link in links:
        number = int("".join(char for char in link.text_content() if char.isdigit()))
        listed = maryam.page(link.get("href")).xpath("//article[contains(@class, 'item')]")
        assert len(listed) == number, link.get("href")


def test_a_moderators_number_leads_to_what_they_decided(maryam: AtDesk, day: Shelf, each_database: str) -> None:
    [link] = maryam.page("/desk/dashboard").xpath(f"//tr[@id='moderator-{maryam.pk}']/td[1]/a")
    listed = maryam.page(link.get("href")).xpath("//article[contains(@class, 'item')]")
    assert (link.text, len(listed)) == ("۳", 3)


def test_a_longer_period_counts_what_came_before(maryam: AtDesk, day: Shelf, each_database: str) -> None:
    assert sum(int(number) for _, number in table(maryam, "outcomes", "?days=30")) == 10
    days = table(maryam, "days", "?days=30")
    assert len(days) == 30
    assert sum(int(number) for _, _, number in days) == 10
    assert len(table(maryam, "days", "?days=7")) == 7
    assert len(table(maryam, "days", "?days=1000")) == 1


def test_a_site_is_counted_for_itself(maryam: AtDesk, day: Shelf) -> None:
    with day.database.transaction() as session:
        session.add(
            Site(name="other", public_key="o", secret_hash="o", origins=[], domains=[], created_at=day.world.now())
        )
    assert table(maryam, "outcomes", "?site=2") == [["publish", "0"], ["hold", "0"], ["reject", "0"]]
    assert table(maryam, "outcomes", "?site=1") == table(maryam, "outcomes")


def test_the_page_says_them_in_persian_and_leads_to_the_comments(maryam: AtDesk, day: Shelf) -> None:
    assert text_of(maryam, "//p[@class='sum']") == "۱۲ بهمن ۱۴۰۴ · ۹ نظر رسید"
    assert text_of(maryam, "//*[@id='backlog']") == "۲"
    assert text_of(maryam, "//*[@id='median']") == "۱ دقیقه"
    assert text_of(maryam, "//*[@id='p95']") == "۳٫۳ دقیقه"
    assert "۵۶٪" in text_of(maryam, "//*[@id='machine']")
    row = text_of(maryam, "//tr[@id='rule-insult']")
    assert "۵۰٪ (۱ از ۲)" in row.replace("\u061c", "")
    page = maryam.page("/desk/dashboard")
    links = page.xpath("//tr[@id='rule-insult']//a/@href")
    assert links[0] == "/desk?tab=all&from=2026-02-01&to=2026-02-01&rule=insult"
    for link in dict.fromkeys(page.xpath("//main//a/@href")):
        assert maryam.client.get(str(link)).status_code == 200, link
    assert maryam.page("/desk?tab=refused&rule=insult").xpath("//article[contains(@class, 'item')]")


def test_a_chart_can_be_read_without_being_seen(maryam: AtDesk, day: Shelf) -> None:
    page = maryam.page("/desk/dashboard?days=7")
    for name in ("days", "hours"):
        (chart,) = page.xpath(f"//*[@role='img'][@aria-labelledby='{name}-title {name}-told']")
        assert "روی هم ۹ نظر" in page.xpath(f"//*[@id='{name}-told']")[0].text_content()
        assert not chart.xpath(".//@style")
    assert len(page.xpath("//details//table")) == 2


def test_an_empty_house_has_figures_too(maryam: AtDesk, each_database: str) -> None:
    for name in NAMES:
        table(maryam, name)
    assert text_of(maryam, "//*[@id='median']") == "—"
    assert text_of(maryam, "//*[@id='machine']") == "—"
    assert maryam.client.get("/desk/dashboard/weather.csv").status_code == 404


def test_columns_stand_from_right_to_left_and_share_the_room() -> None:
    chart = draw("x", "عنوان", [("الف", 4), ("ب", 2), ("ج", 0)])
    first, second, third = chart.bars
    assert first.x > second.x > third.x
    assert first.height == 2 * second.height
    assert (third.height, third.number) == (0, "")
    assert chart.told == "روی هم ۶ نظر؛ بیشترین ۴ نظر در الف."
    assert draw("x", "عنوان", []).told == "در این بازه نظری نبود."


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "—"), (59, "۵۹ ثانیه"), (90, "۱٫۵ دقیقه"), (7200, "۲ ساعت"), (172_800, "۲ روز")]
)
def test_how_long_is_said_in_the_unit_that_fits(seconds: int | None, words: str) -> None:
    assert lasting(seconds) == words


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(0, 0) == "—"
