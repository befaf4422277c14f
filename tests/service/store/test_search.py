"""The desk's search: what it takes as the same, on both databases."""

import pytest
import sqlalchemy as sa

from service.store import search
from service.store.database import Database
from service.store.folding import searchable
from service.store.tables import Comment
from service.usecases.reindex_comments import reindex_comments
from service.world import World
from tests.desk_support import Shelf

TEXTS = {
    "half-space": "این کار نمی‌شود که نمی‌شود",
    "arabic": "كتاب‌هاي علي را خواندم",
    "digits": "قیمت ۱۲۳۴۵ تومان",
    "marks": "مُعَلِّم خوبی بود",
    "stretch": "سلـــام آقای وزیر",
    "emoji": "😀 👍 !!",
}


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    for name, text in TEXTS.items():
        shelf.comment(text, id=name, author_name="کاوهٔ دادگر" if name == "marks" else "مینا")
    return shelf


def find(shelf: Shelf, typed: str) -> list[str]:
    with shelf.database.reading() as session:
        condition = search.matches(session, typed)
        if condition is None:
            return ["nothing typed"]
        return list(session.scalars(sa.select(Comment.id).where(condition).order_by(Comment.id)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("نمی‌شود", ["half-space"]),
        ("نمی شود", ["half-space"]),
        ("نمیشود", ["half-space"]),
        ("کتاب های علی", ["arabic"]),
        ("كتابهاي", ["arabic"]),
        ("کتاب", ["arabic"]),
        ("12345", ["digits"]),
        ("١٢٣", ["digits"]),
        ("معلم", ["marks"]),
        ("دادگر", ["marks"]),
        ("سلام اقای", ["stretch"]),
        ("سلام مینا", ["stretch"]),
        ("سلام کاوه", []),
        ("وزیر نبود", []),
        ("😀", ["nothing typed"]),
        ("' OR \" * : & | ( ) - !", []),
        ("سلام ' & ! \" * ) :", ["stretch"]),
    ],
)
def test_what_is_written_otherwise_is_found_all_the_same(
    shelf: Shelf, typed: str, found: list[str], each_database: str
) -> None:
    assert find(shelf, typed) == found


def test_an_edited_comment_is_found_by_what_it_says_now(shelf: Shelf, each_database: str) -> None:
    with shelf.database.transaction() as session:
        session.scalars(sa.select(Comment).where(Comment.id == "digits")).one().text = "ارزان شد"
    assert find(shelf, "قیمت") == []
    assert find(shelf, "ارزان") == ["digits"]


def test_a_deleted_comment_is_not_found(shelf: Shelf, each_database: str) -> None:
    with shelf.database.transaction() as session:
        key = session.scalar(sa.select(Comment.pk).where(Comment.id == "digits"))
        session.execute(sa.text("DELETE FROM judgement WHERE comment_pk = :key"), {"key": key})
        session.execute(sa.delete(Comment).where(Comment.pk == key))
    assert find(shelf, "قیمت") == []


def test_old_comments_are_found_after_they_are_folded_anew(shelf: Shelf, each_database: str) -> None:
    with shelf.database.transaction() as session:
        session.execute(sa.update(Comment.__table__).values(folded=""))  # type: ignore[arg-type]
    assert find(shelf, "کتاب") == []
    assert list(reindex_comments(shelf.database)) == [len(TEXTS)]
    assert find(shelf, "کتاب") == ["arabic"]


def test_comments_that_say_nearly_the_same_are_alike(shelf: Shelf, each_database: str) -> None:
    shelf.comment("برای خرید فیلترشکن ارزان به کانال ما بیایید", id="first")
    shelf.comment("برای خرید فيلترشكن ارزان به كانال ما بیایید!!", id="second", author_name="دیگر")
    shelf.comment("خرید فیلترشکن ارزان به جایی نمی‌رسد و کانال هم برای ما بسته است، بیایید کاری کنیم", id="third")
    with shelf.database.reading() as session:
        row = session.execute(sa.select(Comment.site_pk, Comment.text).where(Comment.id == "first")).one()
        keys = search.alike(session, row.site_pk, "مینا", row.text)
        assert list(session.scalars(sa.select(Comment.id).where(Comment.pk.in_(keys)).order_by(Comment.pk))) == [
            "first", "second"
        ]  # fmt: skip
        emoji = search.alike(session, row.site_pk, "مینا", TEXTS["emoji"])
        assert list(session.scalars(sa.select(Comment.id).where(Comment.pk.in_(emoji)))) == ["emoji"]


def test_a_word_is_kept_once_as_a_whole_and_by_its_parts() -> None:
    assert searchable("مینا", "می‌آید می‌آید ۱۲") == "مینا میاید می اید 12"
    assert len(searchable("", "ن" + "با" * 100)) == 40
