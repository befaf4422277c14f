"""The publisher's recent articles as an index."""

import threading
from collections.abc import Iterator

import pytest

import rules
from rules.archive import LARGEST, POSTINGS, Archive
from rules.language.words import stems

SECTIONS = ("ورزش", "اقتصاد", "سلامت")
STORIES = (
    ("داور دیدار شهاب البرز محروم شد", "کمیتهٔ داوران پنالتی دقیقهٔ آخر فوتبال را اشتباه دانست.", "ورزش"),
    ("قیمت سکه از مرز نود میلیون گذشت", "صرافی‌ها نرخ دلار و طلا را بالا بردند.", "اقتصاد"),
    ("واکسن آنفلوآنزا به درمانگاه‌ها رسید", "وزارت بهداشت از سالمندان خواست واکسن بزنند.", "سلامت"),
)


def profile(number: int, title: str, body: str = "", category: str = "") -> rules.ArticleProfile:
    return rules.prepare(rules.Article(str(number), title=title, body=body, category=category))


def words(text: str) -> list[tuple[tuple[str, ...], float]]:
    return [(stems(word), 0.5) for word in text.split()]


@pytest.fixture(scope="module")
def profiles() -> list[rules.ArticleProfile]:
    return [profile(number, *story) for number, story in enumerate(STORIES, 1)]


@pytest.fixture(scope="module")
def archive(profiles: list[rules.ArticleProfile]) -> Archive:
    return rules.Archive(profiles)


def test_it_finds_the_article_that_foreign_words_are_at_home_in(
    archive: Archive, profiles: list[rules.ArticleProfile]
) -> None:
    found = archive.contrast(profiles[0], words("سکه دلار"))
    assert found.elsewhere is not None
    assert (found.elsewhere.article_id, found.elsewhere.title, found.elsewhere.words) == ("2", STORIES[1][0], 2)
    assert found.near is None


def test_an_article_is_never_its_own_other(archive: Archive, profiles: list[rules.ArticleProfile]) -> None:
    found = archive.contrast(profiles[1], words("سکه دلار"))
    assert found.elsewhere is None
    assert found.told == (True, True)


def test_an_article_that_is_not_in_the_archive_is_contrasted_with_all_of_it(archive: Archive) -> None:
    found = archive.contrast(profile(9, "برف در گیلان"), words("واکسن"))
    assert found.elsewhere is not None
    assert found.elsewhere.article_id == "3"


def test_the_next_days_story_explains_words_instead_of_competing(profiles: list[rules.ArticleProfile]) -> None:
    title, body, category = STORIES[0]
    next_day = profile(7, f"{title}؛ اعتراض باشگاه", f"{body} باشگاه شکایت کرد و بلیت هواداران را پس می‌دهد.", category)
    archive = rules.Archive([next_day, *profiles])
    found = archive.contrast(profiles[0], words("بلیت هواداران"))
    assert found.told == (True, True)
    assert found.elsewhere is None
    assert found.near is None


def test_articles_of_the_same_category_are_told_from_the_others(profiles: list[rules.ArticleProfile]) -> None:
    other = profile(8, "مدال نقره برای کشتی‌گیر جوان", "فدراسیون کشتی پاداش می‌دهد.", "ورزش")
    found = rules.Archive([*profiles, other]).contrast(profiles[0], words("کشتی مدال"))
    assert found.near is not None
    assert found.near.article_id == "8"
    assert found.elsewhere is None
    assert found.usual == (1.0, 1.0)


def test_articles_without_a_category_have_no_desk() -> None:
    first, second = profile(1, "داور محروم شد"), profile(2, "کشتی‌گیر مدال گرفت")
    found = rules.Archive([first, second]).contrast(first, words("مدال"))
    assert found.near is None
    assert found.elsewhere is not None


def test_words_that_stand_everywhere_say_less(profiles: list[rules.ArticleProfile]) -> None:
    archive = rules.Archive([profile(number, f"دولت و {story[0]}") for number, story in enumerate(STORIES)])
    assert archive.documents("دولت") == len(STORIES)
    assert archive.rarity(("دولت",), 0.5) < archive.rarity(("سکه",), 0.5) < archive.rarity(("زرافه",), 0.5)


def test_an_empty_archive_leaves_the_neutral_weight() -> None:
    assert rules.Archive([]).rarity(("سکه",), 0.4) == pytest.approx(0.4)
    assert len(rules.Archive([])) == 0


def test_the_newest_of_equals_is_named(profiles: list[rules.ArticleProfile]) -> None:
    twin = profile(5, STORIES[2][0], STORIES[2][1], "جامعه")
    found = rules.Archive([twin, *profiles]).contrast(profiles[0], words("واکسن"))
    assert found.elsewhere is not None
    assert found.elsewhere.article_id == "5"


def test_an_article_given_twice_is_there_once(profiles: list[rules.ArticleProfile]) -> None:
    newer = profile(1, "داور دیدار شهاب البرز بخشیده شد")
    archive = rules.Archive([newer, *profiles])
    assert len(archive) == len(profiles)
    assert archive.documents("محروم") == 0


def many() -> Iterator[rules.ArticleProfile]:
    for number in range(LARGEST + 50):
        yield rules.ArticleProfile(
            article_id=str(number),
            title="",
            category="",
            topics={"همه": 3.0, f"تنها{number}": 3.0},
            title_topics=frozenset(),
            person_words=frozenset(),
            name_words=frozenset(),
            entities=profile(0, "").entities,
        )


def test_memory_is_bounded_and_the_newest_count() -> None:
    archive = rules.Archive(many())
    assert len(archive) == LARGEST
    assert archive.documents("همه") == LARGEST
    assert archive.documents(f"تنها{LARGEST - 1}") == 1
    assert archive.documents(f"تنها{LARGEST}") == 0
    # A word of every article is a few postings only: looking it up costs no more than another.
    found = archive.contrast(profile(-1, "برف"), [(("همه",), 0.5)])
    assert found.elsewhere is not None
    assert found.elsewhere.score == pytest.approx(0.5)
    assert POSTINGS < LARGEST


def test_the_same_articles_make_the_same_archive(profiles: list[rules.ArticleProfile]) -> None:
    given = words("سکه واکسن داور هوادار")
    stored = [rules.ArticleProfile.from_bytes(one.to_bytes()) for one in profiles]
    expected = rules.Archive(profiles).contrast(profiles[0], given)
    assert rules.Archive(stored).contrast(stored[0], given) == expected


def test_an_edited_article_is_looked_at_anew(profiles: list[rules.ArticleProfile]) -> None:
    archive = rules.Archive(profiles)
    before = archive.contrast(profile(9, "برف در گیلان"), words("واکسن"))
    after = archive.contrast(profile(9, *STORIES[2]), words("واکسن"))
    assert before.told == (False,)
    assert after.told == (True,)


def test_threads_see_the_same(profiles: list[rules.ArticleProfile]) -> None:
    archive = rules.Archive(profiles)
    given = words("سکه واکسن داور")
    expected = [rules.Archive(profiles).contrast(one, given) for one in profiles]
    seen: list[bool] = []

    def work() -> None:
        for _ in range(50):
            seen.extend(archive.contrast(one, given) == want for one, want in zip(profiles, expected, strict=True))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4 * 50 * len(profiles)
    assert all(seen)
