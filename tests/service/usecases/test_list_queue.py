"""A moderator looks at the desk."""

import pytest
import sqlalchemy as sa

import rules
from service.status import Status
from service.store.database import Database
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.list_queue import Queue, Tab, Wanted, find_item, list_queue
from service.world import World
from tests.desk_support import Shelf, finding


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    return shelf


def look(shelf: Shelf, tab: Tab = Tab.HELD, **wanted: object) -> Queue:
    with shelf.database.reading() as session:
        return list_queue(session, Wanted(tab, **wanted))  # type: ignore[arg-type]


def ids(queue: Queue) -> list[str]:
    return [item.id for item in queue.items]


def decide(
    shelf: Shelf, moderator_pk: int, comment_id: str, becomes: Status, reason: str = "", revision: int = 1
) -> None:
    with shelf.database.transaction() as session:
        decide_comment(session, shelf.world, moderator_pk, Wish(comment_id, revision, becomes, reason, "یادداشت"))


def test_the_riskiest_come_first_and_the_oldest_among_equals(shelf: Shelf, each_database: str) -> None:
    risks = {"a": 0.5, "b": 0.9, "c": 0.5, "d": 0.1}
    for comment_id, risk in risks.items():
        shelf.comment(id=comment_id, risk=risk)
    for status in set(Status) - {Status.HELD}:
        shelf.comment(status=status)

    queue = look(shelf)
    assert ids(queue) == ["b", "a", "c", "d"]
    assert (queue.held, queue.matching, queue.after) == (4, 4, None)


@pytest.mark.parametrize("tab", list(Tab))
def test_pages_bring_every_comment_once(shelf: Shelf, tab: Tab, each_database: str) -> None:
    moderator = shelf.moderator()
    for number in range(7):
        comment_id = shelf.comment(risk=0.1 * (number % 3))
        if tab is Tab.PUBLISHED:
            decide(shelf, moderator, comment_id, Status.PUBLISHED)
        elif tab is not Tab.HELD:
            decide(shelf, moderator, comment_id, Status.REJECTED, "insult")
    whole = ids(look(shelf, tab))
    assert len(whole) == 7

    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = look(shelf, tab, after=after, limit=3)
        seen += ids(page)
        after = page.after
    assert seen == whole


def test_a_page_goes_on_behind_a_comment_that_has_left_the_queue(shelf: Shelf) -> None:
    for comment_id in "abcd":
        shelf.comment(id=comment_id)
    first = look(shelf, limit=2)
    decide(shelf, shelf.moderator(), "b", Status.PUBLISHED)

    assert first.after == "b"
    assert ids(look(shelf, after="b", limit=2)) == ["c", "d"]
    assert ids(look(shelf, after="nothing", limit=2)) == ["a", "c"]


def test_the_shelves_hold_what_they_say(shelf: Shelf, each_database: str) -> None:
    for status in Status:
        shelf.comment(status=status, id=status.value)
    decide(shelf, shelf.moderator(), "held", Status.PUBLISHED)

    assert ids(look(shelf)) == []
    assert ids(look(shelf, Tab.PUBLISHED)) == ["held", "published"]
    assert set(ids(look(shelf, Tab.REFUSED))) == {"rejected", "removed"}
    assert ids(look(shelf, Tab.DECIDED)) == ["held"]
    assert look(shelf, Tab.PUBLISHED).matching is None


def test_the_latest_decision_comes_first_and_is_told(shelf: Shelf, each_database: str) -> None:
    first, second = shelf.comment(), shelf.comment()
    moderator = shelf.moderator()
    decide(shelf, moderator, first, Status.PUBLISHED)
    decide(shelf, moderator, second, Status.REJECTED, "advert")
    decide(shelf, moderator, first, Status.REMOVED, "insult", revision=2)

    queue = look(shelf, Tab.DECIDED)
    assert ids(queue) == [first, second]
    last = queue.items[0].decision
    assert last is not None
    assert (last.was, last.became, last.reason, last.note) == (Status.PUBLISHED, Status.REMOVED, "insult", "یادداشت")
    assert last.moderator == "مریم نادری"


def test_filters_look_at_the_latest_judgement_and_the_article(shelf: Shelf, each_database: str) -> None:
    shelf.article("other")
    shelf.comment(id="insult")
    shelf.comment(id="both", findings=(finding(), finding("advert")))
    shelf.comment(id="elsewhere", article="other")
    shelf.comment(id="weak", findings=(finding(action="none"), finding("advert", 0.7)))
    shelf.comment(id="quoted", findings=(finding("advert", details=(("word", '"rule": "insult"'),)),))

    assert set(ids(look(shelf, rule="insult"))) == {"insult", "both", "elsewhere"}
    assert set(ids(look(shelf, rule="insult", article="5414189"))) == {"insult", "both"}
    assert ids(look(shelf, rule="nothing")) == []
    filtered = look(shelf, article="other")
    assert (filtered.matching, filtered.held) == (1, 5)
    assert dict(filtered.rules) == {"insult": 3, "advert": 3}
    assert filtered.articles == (("5414189", "خبر 5414189", 4), ("other", "خبر other", 1))


def test_published_comments_can_be_sampled_by_what_was_let_through(shelf: Shelf, each_database: str) -> None:
    shelf.comment(status=Status.PUBLISHED, id="weak", findings=(finding(action="none", score=0.3),))
    shelf.comment(status=Status.PUBLISHED, id="clean", findings=())
    assert ids(look(shelf, Tab.PUBLISHED, rule="insult")) == ["weak"]


def test_an_article_that_is_filtered_by_stays_in_the_list_when_its_last_comment_is_gone(shelf: Shelf) -> None:
    assert look(shelf, article="5414189").articles == (("5414189", "خبر 5414189", 0),)


def test_an_item_has_everything_beside_it(shelf: Shelf, each_database: str) -> None:
    parent = shelf.comment("پدر", Status.REMOVED, author_name="کاوه")
    said = finding("advert", 0.4, "hold", spans=((0, 3),), details=(("kind", "phone"),))
    found = (finding("noise", 1.0, "none"), said, finding("insult", 0.3, "reject"), finding("relevance", 0.8, "hold"))
    comment_id = shelf.comment("متن", parent_id=parent, findings=found)

    with shelf.database.reading() as session:
        item = find_item(session, comment_id)
        assert find_item(session, "nothing") is None
    assert item is not None
    assert [one.rule for one in item.findings] == ["insult", "relevance", "advert", "noise"]
    assert item.findings[2] == said
    assert item.parent is not None
    assert (item.parent.text, item.parent.author_name, item.parent.status) == ("پدر", "کاوه", Status.REMOVED)
    assert (item.article.code, item.article.lede) == ("5414189", "لید خبر")
    assert (item.revision, item.status, item.decision) == (1, Status.HELD, None)
    assert isinstance(item.findings[0], rules.Finding)


def test_a_page_costs_the_same_number_of_queries_however_long_it_is(shelf: Shelf) -> None:
    for _ in range(3):
        shelf.comment()
    statements: list[str] = []
    sa.event.listen(shelf.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def count() -> int:
        statements.clear()
        look(shelf)
        return len(statements)

    few = count()
    for _ in range(12):
        shelf.comment()
    assert count() == few <= 8
