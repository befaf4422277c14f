"""A moderator looks at the desk."""

from typing import Any

import pytest
import sqlalchemy as sa

import rules
from service.status import Status
from service.store.database import Database
from service.store.desk_filters import Age, Band, Filters
from service.store.desk_lists import SORTS, Sort, Tab
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.desk_items import find_item
from service.usecases.list_queue import Queue, Wanted, list_queue
from service.world import World
from tests.desk_support import Shelf, finding
from tests.support import Clock

#: What the comments of a view are, where they are not held.
STATUS = {Tab.REPORTED: Status.PUBLISHED, Tab.PUBLISHED: Status.PUBLISHED, Tab.REFUSED: Status.REJECTED}


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    return shelf


def look(
    shelf: Shelf,
    tab: Tab = Tab.HELD,
    *,
    me: int = 0,
    sort: Sort | None = None,
    after: str = "",
    limit: int = 20,
    **filters: Any,
) -> Queue:
    with shelf.database.reading() as session:
        wanted = Wanted(tab, sort, Filters(**filters), after, limit)
        return list_queue(session, wanted, me, shelf.world.now())


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
    assert (queue.counts["held"], queue.matching, queue.after) == (4, None, None)


@pytest.mark.parametrize("tab", list(Tab))
def test_pages_bring_every_comment_once_in_every_order(shelf: Shelf, tab: Tab, each_database: str) -> None:
    moderator = shelf.moderator()
    shelf.article("other")
    for number in range(7):
        comment_id = shelf.comment(
            status=STATUS.get(tab, Status.HELD),
            risk=0.1 * (number % 3),
            reports=1 + number % 2 if tab is Tab.REPORTED else 0,
            set_aside_by=moderator if tab is Tab.ASIDE else None,
            article=("5414189", "other")[number % 2],
        )
        if tab is Tab.DECIDED:
            decide(shelf, moderator, comment_id, Status.REJECTED, "insult")
    for sort in SORTS[tab]:
        whole = ids(look(shelf, tab, sort=sort))
        assert len(whole) == 7

        seen: list[str] = []
        after: str | None = ""
        while after is not None:
            page = look(shelf, tab, sort=sort, after=after, limit=3)
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
    assert ids(look(shelf, Tab.PUBLISHED)) == ["published"]  # by the machine; what people decided is no sample
    assert ids(look(shelf, Tab.REFUSED)) == ["rejected"]
    assert ids(look(shelf, Tab.DECIDED)) == ["held"]
    assert len(ids(look(shelf, Tab.ALL))) == len(Status)
    assert look(shelf).counts == {
        "held": 0, "reported": 0, "aside": 0, "published": 1, "refused": 1, "appeals": 0, "complaints": 0, "overdue": 0
    }  # fmt: skip


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
    assert (filtered.matching, filtered.counts["held"]) == (1, 5)
    assert filtered.choices.articles == (("5414189", "خبر 5414189", 4), ("other", "خبر other", 1))


def test_published_comments_can_be_sampled_by_what_was_let_through(shelf: Shelf, each_database: str) -> None:
    shelf.comment(status=Status.PUBLISHED, id="weak", findings=(finding(action="none", score=0.3),))
    shelf.comment(status=Status.PUBLISHED, id="clean", findings=())
    assert ids(look(shelf, Tab.PUBLISHED, rule="insult")) == ["weak"]


def test_an_article_that_is_filtered_by_stays_in_the_list_when_its_last_comment_is_gone(shelf: Shelf) -> None:
    assert look(shelf, article="5414189").choices.articles == (("5414189", "خبر 5414189", 0),)


def test_an_item_has_everything_beside_it(shelf: Shelf, each_database: str) -> None:
    parent = shelf.comment("پدر", Status.REMOVED, author_name="کاوه")
    said = finding("advert", 0.4, "hold", spans=((0, 3),), details=(("kind", "phone"),))
    found = (finding("noise", 1.0, "none"), said, finding("insult", 0.3, "reject"), finding("relevance", 0.8, "hold"))
    comment_id = shelf.comment("متن", parent_id=parent, findings=found)

    with shelf.database.reading() as session:
        item = find_item(session, comment_id, shelf.world.now())
        assert find_item(session, "nothing", shelf.world.now()) is None
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
    assert count() == few <= 20


def test_each_filter_leaves_what_it_names(shelf: Shelf, clock: Clock, each_database: str) -> None:
    shelf.article("sport", category="ورزش")
    shelf.comment("قدیمی", id="old", risk=0.1, author_name="کاوه")
    clock.turn(days=2)
    shelf.comment("می‌شود دید", id="sport", article="sport", risk=0.6)
    shelf.comment("hello there", id="english", language="en", risk=0.85)

    for filters, left in (
        ({"band": Band.HIGH}, {"english"}),
        ({"band": Band.MIDDLE}, {"sport"}),
        ({"band": Band.LOW}, {"old"}),
        ({"section": "ورزش"}, {"sport"}),
        ({"section": "ورزش", "article": "5414189"}, set()),
        ({"author": "کاوه"}, {"old"}),
        ({"age": Age.HOUR}, {"sport", "english"}),
        ({"age": Age.OLDER}, {"old"}),
        ({"language": "en"}, {"english"}),
        ({"language": "fa"}, {"old", "sport"}),
        ({"words": "می شود"}, {"sport"}),
        ({"words": "!!"}, set()),
        ({"like": "old"}, {"old"}),
        ({"like": "nothing"}, set()),
        ({"by": "nothing"}, set()),
    ):
        assert set(ids(look(shelf, **filters))) == left, filters
    choices = look(shelf).choices
    assert (choices.sections, choices.languages) == (("ورزش",), ("en",))


def test_an_author_is_known_by_token_or_by_name_and_network_and_never_by_nothing(
    shelf: Shelf, each_database: str
) -> None:
    authors: dict[str, dict[str, Any]] = {
        "a1": {"reader": "r", "author_name": "یک"},
        "a2": {"reader": "r", "author_name": "دو"},
        "b1": {"network": "n", "author_name": "مینا"},
        "b2": {"network": "n", "author_name": "مینا"},
        "c1": {"network": "n", "author_name": ""},
        "c2": {"network": "n", "author_name": ""},
    }
    for comment_id, members in authors.items():
        shelf.comment(id=comment_id, **members)

    assert set(ids(look(shelf, Tab.ALL, by="a1"))) == {"a1", "a2"}
    assert set(ids(look(shelf, Tab.ALL, by="b1"))) == {"b1", "b2"}
    assert ids(look(shelf, Tab.ALL, by="c1")) == ["c1"]


def test_the_most_reported_come_first_and_then_the_riskiest(shelf: Shelf, each_database: str) -> None:
    for comment_id, reports, risk in (("a", 1, 0.9), ("b", 3, 0.1), ("c", 1, 0.95), ("d", 0, 1.0)):
        shelf.comment(status=Status.PUBLISHED, id=comment_id, reports=reports, risk=risk)

    assert ids(look(shelf, Tab.REPORTED)) == ["b", "c", "a"]
    assert ids(look(shelf, Tab.REPORTED, sort=Sort.RISK)) == ["c", "a", "b"]
    assert look(shelf).counts["reported"] == 3


def test_comments_of_busy_articles_come_first_when_asked(shelf: Shelf, each_database: str) -> None:
    shelf.article("busy")
    for _ in range(3):
        shelf.comment(status=Status.PUBLISHED, article="busy")
    shelf.comment(id="quiet", risk=1.0)
    shelf.comment(id="busy", article="busy", risk=0.1)
    assert ids(look(shelf, sort=Sort.TRAFFIC)) == ["busy", "quiet"]
    assert look(shelf, sort=Sort.TRAFFIC).items[0].article.traffic == 3


def test_what_somebody_set_aside_is_gone_from_their_own_queue_only(shelf: Shelf, each_database: str) -> None:
    maryam, kaveh = shelf.moderator(), shelf.moderator("kaveh", "کاوه")
    shelf.comment(id="aside", set_aside_by=maryam)
    shelf.comment(id="other")

    assert ids(look(shelf, me=maryam)) == ["other"]
    assert set(ids(look(shelf, me=kaveh))) == {"aside", "other"}
    assert ids(look(shelf, Tab.ASIDE, me=kaveh)) == ["aside"]
    assert (look(shelf, me=maryam).counts["held"], look(shelf, me=kaveh).counts["held"]) == (1, 2)


def test_an_author_has_a_record(shelf: Shelf, clock: Clock, each_database: str) -> None:
    shelf.comment(status=Status.REJECTED, reader="r")
    clock.turn(days=91)
    for status in (Status.PUBLISHED, Status.PUBLISHED, Status.REJECTED, Status.REMOVED):
        shelf.comment(status=status, reader="r")
    shelf.comment(id="now", reader="r")
    shelf.comment(id="nobody")

    found = {item.id: item.record for item in look(shelf).items}
    assert found["nobody"] is None
    record = found["now"]
    assert record is not None
    assert (record.published, record.held, record.refused, record.strikes) == (2, 1, 3, 2)
