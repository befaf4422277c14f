"""Who is spoken of: entities of an article, mentions in comments, measured on mentions.txt."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

import rules
from rules.names import Entities, Mention, find_names
from rules.names.gazetteer import FOLDER, listed
from rules.text import Text

SET = Path(__file__).with_name("mentions.txt")
#: Of the annotated mentions so many are found, and of those found so many are annotated; what is reached, rounded down.
RECALL, PRECISION = 0.95, 0.95
_MARKED = re.compile(r"\{([^|{}]+)\|(\w+)(?: (\w+))?\}")
#: Where the entity is a guess by design.
_GUESSED = {"generic"}


@dataclass
class Story:
    """An article of the set with its comments."""

    entities: Entities
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)

    def number(self, label: str | None) -> int | None:
        if not label:
            return None
        kind, name = self.labels[label]
        return next((at for at, one in enumerate(self.entities.all) if (one.kind, one.name) == (kind, name)), -1)


def form(name: str) -> str:
    return " ".join(Text(name).forms)


def stories() -> Iterator[Story]:
    story: Story | None = None
    for line in SET.read_text("utf-8").splitlines():
        if line.startswith("= "):
            if story:
                yield story
            story = Story(Entities.of([Text(part) for part in line[2:].split(" ¦ ")]))
        elif line and not line.startswith("#"):
            assert story is not None
            if line.startswith("@ "):
                label, kind, name = line[2:].split(" ", 2)
                story.labels[label] = (kind, form(name))
            else:
                story.comments.append(line)
    assert story is not None
    yield story


def expected(marked: str, story: Story) -> tuple[str, list[tuple[int, int, str, int | None]]]:
    """The comment without its marks, and its mentions: first and last code point, how, entity."""
    plain, found, at = "", [], 0
    for match in _MARKED.finditer(marked):
        plain += marked[at : match.start()]
        start = len(plain)
        plain += match[1]
        found.append((start, len(plain), match[2], story.number(match[3])))
        at = match.end()
    return plain + marked[at:], found


def same(mention: Mention, text: Text, wanted: tuple[int, int, str, int | None]) -> bool:
    start, end, how, entity = wanted
    overlaps = text.words[mention.first].start < end and text.words[mention.last].end > start
    return overlaps and mention.how == how and (how in _GUESSED or mention.entity == entity)


def measure() -> tuple[int, int, int, list[str]]:
    """How many mentions were found rightly, found at all, annotated; and what went wrong."""
    right = found = wanted_ = 0
    faults = []
    for story in stories():
        for marked in story.comments:
            plain, wanted = expected(marked, story)
            text = Text(plain)
            mentions = story.entities.mentions(text)
            hits = [one for one in wanted if any(same(mention, text, one) for mention in mentions)]
            extra = [one for one in mentions if not any(same(one, text, other) for other in wanted)]
            right, found, wanted_ = right + len(hits), found + len(mentions), wanted_ + len(wanted)
            if extra or len(hits) < len(wanted):
                faults.append(
                    f"{marked}\n    found: {[(text.forms[one.first : one.last + 1], one) for one in mentions]}"
                )
    return right, found, wanted_, faults


def test_the_annotated_mentions_are_found_and_hardly_any_others() -> None:
    right, found, wanted, faults = measure()
    assert wanted >= 120
    assert right >= RECALL * wanted, "\n".join(faults)
    assert right >= PRECISION * found, "\n".join(faults)


def test_the_entities_of_the_annotated_articles_are_found() -> None:
    for story in stories():
        known = {(one.kind, one.name) for one in story.entities.all}
        assert set(story.labels.values()) <= known


def test_entities_come_back_from_json_as_they_were_and_say_the_same_of_a_comment() -> None:
    for story in stories():
        rows = json.dumps(story.entities.to_json(), ensure_ascii=False)
        again = Entities.from_json(json.loads(rows))
        assert again == story.entities
        assert json.dumps(again.to_json(), ensure_ascii=False) == rows
        for marked in story.comments:
            text = Text(expected(marked, story)[0])
            assert again.mentions(text) == story.entities.mentions(text)


def test_mentions_are_in_order_and_none_is_within_another() -> None:
    for story in stories():
        for marked in story.comments:
            mentions = story.entities.mentions(Text(expected(marked, story)[0]))
            assert all(one.last < other.first for one, other in pairwise(mentions))


def test_without_an_article_nobody_is_resolved_and_nothing_breaks() -> None:
    for text in (
        "",
        "؟!",
        "آقای راستین‌فر پول گرفت",
        "این مدیرعامل و همین شرکت",
        "شما خودتون",
        "دامادش",
        "خانم تو کجایی",
        "تو",
    ):
        assert all(one.entity is None for one in Entities().mentions(Text(text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("بهروز راستین‌فر گفت", {("person", "بهروز راستین‌فر")}),
        ("آقای دکتر کیوان سراج‌نیا آمد", {("person", "کیوان سراج‌نیا")}),
        ("علی اکبر چرخ‌چی وقف کرد", {("person", "علی اکبر چرخ‌چی")}),
        ("نورافشان پور خندید", {("person", "نورافشان پور")}),
        ("شرکت پخش «فانوس‌پرده» رد کرد", {("body", "شرکت پخش فانوس‌پرده")}),
        ("بانک مرکزی و سازمان غذا و دارو", {("body", "بانک مرکزی"), ("body", "سازمان غذا و دارو")}),
        ("استانداری یزد پاسخ نداد", {("body", "استانداری یزد")}),
        ("فیفا و ای‌اف‌سی", {("body", "فیفا"), ("body", "ای‌اف‌سی")}),
        ("همه شرکت کردند و گروه زیادی ماندند", set()),
        ("مرکز شهر شلوغ بود و تیم خوب بازی کرد", set()),
        ("بیمارستان منتقل شد و اتحادیه مراجعه کرده", set()),
        ("امید دارم که بهار بیاید و رضا باشید", {("person", "رضا")}),
        ("امام حسین و خیابان نادر", set()),
        ("سه معلم و یک پزشک خوب", {("office", "معلم")}),
        ("تیم فوتبال شاهین پولاد برد", {("team", "تیم فوتبال شاهین پولاد")}),
        ("باشگاه شاهین بوشهر باخت", {("team", "باشگاه شاهین بوشهر")}),
        ("تیم بهروز راستین‌فر باخت", {("person", "بهروز راستین‌فر")}),
        ("تیم فوتبال علی راستین‌فر باخت", {("person", "علی راستین‌فر")}),
        ("سازمان مدیریت پسماند پاسخ نداد", {("body", "سازمان مدیریت پسماند")}),
        ("سازمان انرژی‌های تجدیدپذیر گفت", {("body", "سازمان انرژی‌های تجدیدپذیر")}),
        ("ادارهٔ منابع طبیعی آمد", {("body", "اداره منابع طبیعی")}),
        ("فدراسیون شنای آب‌های آزاد برگزار کرد", {("body", "فدراسیون شنای آب‌های آزاد")}),
        ("معاونت غذا و دارو رد کرد", {("body", "معاونت غذا و دارو")}),
        ("سازمان مدیریت کرده است", set()),
        ("فدراسیون امسال بودجه ندارد", set()),
        ("تالار نهرواق کرمان شامگاه باز شد", {("body", "تالار نهرواق کرمان")}),
        ("مدرسهٔ روستایشان تعطیل شد", set()),
        ("باشگاه سقوط‌کردهٔ صدرانوش باخت", {("team", "باشگاه سقوط‌کرده صدرانوش")}),
        ("شرکت رانندگان کم‌کیفیت را کنار گذاشت", set()),
        ("استاد راهنمای او آمد", {("office", "استاد")}),
    ],
)
def test_names_are_found_and_ordinary_words_are_not(text: str, names: set[tuple[str, str]]) -> None:
    assert {(one.kind, one.form) for one in find_names(Text(text))} == {(kind, form(name)) for kind, name in names}


@pytest.mark.parametrize(
    "word", ["پدر", "آقای", "این", "شرکت", "همه", "شما می‌خورید", "پسر برادر راستین‌فر", "«شرکت", "یه"]
)
def test_one_word_over_and_over_breaks_nothing(word: str) -> None:
    text = Text(f"{word} " * 3_000)
    Entities().mentions(text)
    next(stories()).entities.mentions(text)
    Entities.of([text, text, text])


def test_a_mistake_in_a_long_surname_is_forgiven_only_where_the_article_has_it() -> None:
    story = next(stories())
    number = story.number("R")
    assert [one.entity for one in story.entities.mentions(Text("راستیفنر استعفا بده"))] == [number]
    assert number not in [one.entity for one in story.entities.mentions(Text("راسخ‌فر استعفا بده"))]
    assert all(one.entity is None for one in Entities().mentions(Text("راستیفنر استعفا بده")))


def test_a_person_in_the_tags_is_no_thing() -> None:
    body = "میلاد سندان‌کوب، وزنه‌بردار، محروم شد."
    entities = Entities.of([Text("نمونه گم شد . میلاد سندان‌کوب . وزنه‌برداری"), Text(""), Text(body)])
    assert ("person", form("میلاد سندان‌کوب")) in {(one.kind, one.name) for one in entities.all}


def test_father_and_son_are_two() -> None:
    body = "عباس زرین‌قبا مالک آزمایشگاه است. پسر او، امین زرین‌قبا، مسئول فنی است. زرین‌قبا حاضر نشد."
    entities = Entities.of([Text("آزمایشگاه پلمب شد"), Text(""), Text(body)])
    assert {form("عباس زرین‌قبا"), form("امین زرین‌قبا")} <= {one.name for one in entities.all}


@pytest.mark.parametrize(
    ("body", "kind", "name", "other"),
    [
        ("منوچهر تابان‌فر معروف به «اوس منوچ»، پیمانکار جزء، رفت.", "person", "منوچهر تابان‌فر", "اوس منوچ"),
        ("منوچهر تابان‌فر، ملقب به «سلطان سیمان»، گفت نه.", "person", "منوچهر تابان‌فر", "سلطان سیمان"),
        ("منوچهر تابان‌فر که به «گرگ پل» معروف است آمد.", "person", "منوچهر تابان‌فر", "گرگ پل"),
        ("منوچهر تابان‌فر با نام مستعار «مانی آبی» نوشت.", "person", "منوچهر تابان‌فر", "مانی آبی"),
        ("منوچهر تابان‌فر مشهور به منوچ‌خان آمد.", "person", "منوچهر تابان‌فر", "منوچ‌خان"),
        ("منوچهر تابان‌فر («اوس منوچ») آمد. اوس منوچ گفت نه.", "person", "منوچهر تابان‌فر", "اوس منوچ"),
        ("منوچهر تابان‌فر (جادوگر) آمد. جادوگر گفت نه.", "person", "منوچهر تابان‌فر", "جادوگر"),
        ("شرکت ستون‌افراز تارم (سگا) رد کرد.", "body", "شرکت ستون‌افراز تارم", "سگا"),
        ("سازمان مدیریت پسماند (سامپ) رد کرد.", "body", "سازمان مدیریت پسماند", "سامپ"),
        ("شرکت ستون‌افراز تارم (SGA) رد کرد.", "body", "شرکت ستون‌افراز تارم", "sga"),
        ("شرکت ستون‌افراز تارم موسوم به «غول پل» رد کرد.", "body", "شرکت ستون‌افراز تارم", "غول پل"),
    ],
)
def test_what_else_somebody_is_called_is_a_form_of_the_same(body: str, kind: str, name: str, other: str) -> None:
    entities = Entities.of([Text("خبر روز"), Text(""), Text(body)])
    (one,) = (one for one in entities.all if one.name == form(name))
    assert (one.kind, form(other) in one.forms) == (kind, True)
    assert not any(form(other) in another.forms for another in entities.all if another is not one)
    if " " in other:
        (mention,) = entities.mentions(Text(f"این {other} پول گرفته"))
        assert entities.all[mention.entity or 0] == one


@pytest.mark.parametrize(
    "inside",
    "۴۵ ساله، تهران، وزیر پیشین، ره، عکس، راست، متولد کرمان، سرمربی، به نقل از ما، دولتی، پرسپولیس".split("، "),
)
def test_what_else_stands_in_brackets_is_no_name(inside: str) -> None:
    body = f"منوچهر تابان‌فر ({inside}) آمد. شرکت ستون‌افراز تارم ({inside}) رد کرد."
    for one in Entities.of([Text("خبر روز"), Text(""), Text(body)]).all:
        assert one.kind == "office" or form(inside) not in one.forms or one.name == form(inside)


def test_an_ordinary_word_of_a_nickname_is_no_word_of_the_person() -> None:
    article = rules.Article("1", title="خبر", body="منوچهر تابان‌فر معروف به «سلطان سیمان» آمد.")
    profile = rules.prepare(article)
    assert form("تابان‌فر") in profile.person_words
    assert not {"سلطان", "سیمان"} & profile.person_words


def test_the_lists_have_no_entry_twice_and_no_stray_marks() -> None:
    for file in FOLDER.glob("*.txt"):
        section: list[str] = []
        for line in [*file.read_text("utf-8").splitlines(), "["]:
            if line.startswith("["):
                assert len(set(section)) == len(section), (
                    file.name,
                    sorted({x for x in section if section.count(x) > 1}),
                )
                section = []
            elif not line.startswith("#"):
                section += [word.strip() for word in line.split("،") if word.strip()]
        entries = re.sub(r"#.*", "", file.read_text("utf-8"))
        assert not re.search(r"[,;.|()A-Za-z]", re.sub(r"\[[a-z ]+\]", "", entries)), file.name
    assert len(listed("given") | listed("given women") | listed("given ordinary")) >= 600
    assert len(listed("surname") | listed("surname ordinary")) >= 400


if __name__ == "__main__":
    right_, found_, all_, wrong = measure()
    print(*wrong, sep="\n")  # noqa: T201 (a command)
    print(f"recall {right_}/{all_} = {right_ / all_:.3f}, precision {right_}/{found_} = {right_ / found_:.3f}")  # noqa: T201
    sys.exit(0)
