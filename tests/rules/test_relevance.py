"""The rule about relevance with an archive, and what its models are given; cases.toml has the cases without one."""

import dataclasses
import math

import pytest

import rules
from rules.checks.relevance.features import compare, contrasted
from rules.checks.relevance.fields import fields_of, homes, note
from rules.checks.relevance.opinion import FOLDER, Opinion, pair
from rules.checks.relevance.rule import FEWEST, opinion, weigh
from rules.model import bucket, pair_features, read_model, word_features
from rules.profile import ArticleTexts
from rules.reading import Reading
from rules.text import Text
from rules.training.intent import INTENTS

STORIES = (
    ("سرمربی شهاب البرز: داور پنالتی را اشتباه گرفت", "مهاجم آذرخش در دقیقهٔ آخر گل زد و داور محروم شد.", "ورزش"),
    ("قیمت سکه از مرز نود میلیون گذشت", "صرافی‌ها نرخ دلار را بالا بردند و طلافروش‌ها فروش را بستند.", "اقتصاد"),
    ("واکسن آنفلوآنزا به درمانگاه‌ها رسید", "وزارت بهداشت از سالمندان خواست واکسن بزنند.", "سلامت"),
    ("کارنامهٔ کنکور سراسری اعلام شد؛ سنجش پاسخ می‌دهد", "داوطلبان به تأثیر معدل اعتراض دارند.", "آموزش"),
    ("واژگونی اتوبوس در جادهٔ برف‌ریز؛ شش نفر جان باختند", "پلیس راه راننده را مقصر دانست.", "حوادث"),
    ("تراز دریاچهٔ نمکین به پایین‌ترین حد رسید", "برداشت از چاه‌ها و سدهای بالادست علت خشکی است.", "محیط زیست"),
    ("سقف ۲۵ درصدی اجاره‌بها ابلاغ شد", "وزارت راه از موجران خواست قراردادها را تمدید کنند.", "مسکن"),
    ("سرعت اینترنت خانگی در پنج شهر نصف شد", "شرکت موج‌گستر قطعی فیبر نوری را علت خواند.", "فناوری"),
    ("«شب بارانی» پرفروش‌ترین فیلم پاییز شد", "کارگردان از تماشاگران سینما سپاسگزاری کرد.", "سینما"),
)


@pytest.fixture(scope="module")
def profiles() -> list[rules.ArticleProfile]:
    return [
        rules.prepare(rules.Article(f"a{number}", title=title, body=body, category=category))
        for number, (title, body, category) in enumerate(STORIES)
    ]


@pytest.fixture(scope="module")
def archive(profiles: list[rules.ArticleProfile]) -> rules.Archive:
    return rules.Archive(profiles)


def judge(
    text: str, profile: rules.ArticleProfile, archive: rules.Archive | None, parent: str = ""
) -> list[rules.Finding]:
    submission = rules.Submission(text, facts=rules.Facts(parent_text=parent, archive=archive), profile=profile)
    verdict = rules.Engine().judge(submission)
    assert verdict.degraded == ()
    return [finding for finding in verdict.findings if finding.rule == "relevance"]


def score(text: str, profile: rules.ArticleProfile, archive: rules.Archive | None) -> float:
    found = weigh(Reading(rules.Submission(text, facts=rules.Facts(archive=archive)), profile))
    assert found is not None
    return found.probability


@pytest.mark.parametrize(
    ("text", "under", "belongs"),
    [
        ("کارنامه کنکور دخترم اشتباهه به کجا اعتراض بزنم؟ سنجش جواب نمیده", 0, 3),
        ("قیمت سکه امروز باز رکورد زد، طلافروش‌ها هم نمی‌فروشن", 4, 1),
        ("واکسن آنفلوآنزا کجا میزنن؟ درمانگاه محل ما نداره", 6, 2),
        ("این داور رو محروم کنید، پنالتی نبود", 5, 0),
        ("برداشت از چاه‌ها دریاچه رو خشک کرد، سدها هم خالیه", 8, 5),
    ],
)
def test_a_comment_that_fits_another_article_is_held_and_the_desk_sees_which(
    text: str, under: int, belongs: int, profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    (finding,) = judge(text, profiles[under], archive)
    details = dict(finding.details)
    assert finding.message == "elsewhere"
    assert finding.action is rules.Action.HOLD
    assert (details["elsewhere"], details["elsewhere_id"]) == (STORIES[belongs][0], f"a{belongs}")
    assert details["title"] == STORIES[under][0]
    assert STORIES[belongs][0] in rules.explain_to_moderator(finding)
    assert STORIES[under][0] in rules.explain_to_moderator(finding)


@pytest.mark.parametrize(
    "text", ["تسلیت میگم، خدا به خانواده‌هاشون صبر بده", "باز هم راننده مقصر شد؟ جاده ایراد نداره؟"]
)
def test_what_belongs_passes_with_an_archive_too(
    text: str, profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    assert [finding for finding in judge(text, profiles[4], archive) if finding.action is not rules.Action.NONE] == []


def test_the_same_comment_passes_under_the_article_that_it_fits(
    profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    text = "این داور رو محروم کنید، پنالتی نبود"
    assert score(text, profiles[0], archive) < score(text, profiles[5], archive) / 2


def test_an_archive_is_evidence_beyond_the_comment_itself(
    profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    text = "برداشت از چاه‌ها دریاچه رو خشک کرد، سدها هم خالیه"
    assert score(text, profiles[8], archive) > score(text, profiles[8], None)


def test_the_next_days_article_does_not_make_a_comment_look_misplaced(profiles: list[rules.ArticleProfile]) -> None:
    title, body, category = STORIES[0]
    body = f"{body} کمیتهٔ انضباطی وارد شد و باشگاه شکایت کرد."
    later = rules.prepare(rules.Article("b1", title=title, body=body, category=category))
    text = "کمیته انضباطی و باشگاه همه با همن، شکایت هم بی‌فایده‌ست"
    with_it, without = rules.Archive([later, *profiles]), rules.Archive(profiles)
    assert score(text, profiles[0], with_it) <= score(text, profiles[0], without)
    assert all(finding.message != "elsewhere" for finding in judge(text, profiles[0], with_it))


def test_a_handful_of_articles_is_no_archive(profiles: list[rules.ArticleProfile]) -> None:
    text = "قیمت سکه امروز باز رکورد زد"
    few = rules.Archive(profiles[: FEWEST - 1])
    assert score(text, profiles[4], few) == score(text, profiles[4], None)


def test_a_reply_fits_its_parent_or_the_article(profiles: list[rules.ArticleProfile]) -> None:
    text = "همون ریاضی که ما خوندیم، معلمش هم از همون اول عوض شد"
    parent = "یاد معلم ریاضی‌مون افتادم"
    assert [one for one in judge(text, profiles[4], None, parent) if one.action is not rules.Action.NONE] == []


def test_it_never_refuses(profiles: list[rules.ArticleProfile]) -> None:
    (finding,) = judge("ثبت نام ایران خودرو کی باز میشه؟ دو ساله تو نوبت پژو موندم", profiles[2], None)
    assert finding.action is rules.Action.HOLD
    assert finding.score < 1
    assert rules.load_policy().thresholds("relevance", None).reject_at > 1


def test_without_an_article_there_is_nothing_to_compare_with() -> None:
    assert weigh(Reading(rules.Submission("قیمت سکه چند شد؟"), None)) is None
    nothing = rules.prepare(rules.Article("x"))
    assert weigh(Reading(rules.Submission("قیمت سکه چند شد؟"), nothing)) is None


@pytest.mark.parametrize("text", ["", "👍👍", "؟؟؟", "12 34", "ok"])
def test_a_comment_without_words_is_not_held(
    text: str, profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    assert [one for one in judge(text, profiles[0], archive) if one.action is not rules.Action.NONE] == []


def test_a_profile_carries_its_fields_and_comes_back_as_it_was(profiles: list[rules.ArticleProfile]) -> None:
    stored = rules.ArticleProfile.from_bytes(profiles[0].to_bytes())
    assert stored == profiles[0]
    assert stored.notes["relevance"] == note(ArticleTexts.of(rules.Article("a0", *_fields(STORIES[0]))), stored)


def _fields(story: tuple[str, str, str]) -> tuple[str, str, str, str, str]:
    title, body, category = story
    return (title, "", "", body, category)


def test_a_profile_without_the_note_is_judged_all_the_same(profiles: list[rules.ArticleProfile]) -> None:
    bare = dataclasses.replace(profiles[0], notes={})
    assert 0 <= score("قیمت سکه چند شد؟", bare, None) <= 1


def test_words_are_of_fields_and_an_article_is_at_home_in_its_own(profiles: list[rules.ArticleProfile]) -> None:
    sport = homes(profiles[0].notes["relevance"])
    of_referee, of_coin = fields_of(Text("داورها سکه"))
    assert of_referee & sport
    assert not of_coin & sport
    both = fields_of(Text("تامین اجتماعی"))
    assert both[0] == both[1] != frozenset()


def test_what_the_article_or_the_parent_explains_is_masked(profiles: list[rules.ArticleProfile]) -> None:
    seen = compare(Text("داور و طوطی و نهنگ ۵"), Text("طوطی ما"), profiles[0])
    assert seen.words == ("@topic", "و", "@topic", "و", "نهنگ", "@number")
    assert [word.form for word, _, _ in seen.foreign] == ["نهنگ"]
    assert len(seen.known) == 1


def test_the_archive_adds_the_measures_that_the_head_weighs(
    profiles: list[rules.ArticleProfile], archive: rules.Archive
) -> None:
    seen = compare(Text("قیمت سکه و دلار"), Text(""), profiles[0])
    measures, found = contrasted(seen, profiles[0], archive)
    assert found.elsewhere is not None
    assert found.elsewhere.article_id == "a1"
    assert measures["better"] > 0
    heads = Opinion()._heads  # noqa: SLF001 (the file as it stands)
    assert set(heads["archive"]) == {"bias", "manner", "intent", *measures}
    assert set(heads["alone"]) == {"bias", "manner", "intent"}


def test_the_intents_are_those_that_are_trained_and_add_up(profiles: list[rules.ArticleProfile]) -> None:
    seen = compare(Text("چرا نظر من رو منتشر نکردید؟"), Text(""), profiles[0])
    found = opinion().intents(seen)
    assert tuple(found) == INTENTS
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=found.__getitem__) == "newsroom"
    assert pair(0.0, found)["intent"] < 0.01


def test_lanes_add_up_all_intents_as_each_by_itself_would(profiles: list[rules.ArticleProfile]) -> None:
    header, weights = read_model(FOLDER / "intent.bin")
    seen = compare(Text("کسی می‌داند کارت سوخت را کی می‌دهند؟ برای پدرم لازم دارم"), Text(""), profiles[2])
    features = [one for word in seen.words for one in word_features(word, header["longest"])]
    features += pair_features(seen.words)
    size = 1 << header["bits"]
    scores = []
    for number in range(len(INTENTS)):
        own = sum(weights[number * size + bucket(one, header["bits"])] for one in features)
        dense = sum(header["dense"][name][number] * value for name, value in seen.measures.items())
        scores.append(own * header["scale"] / math.sqrt(len(seen.words)) + dense + header["bias"][number])
    shares = [math.exp(one) for one in scores]
    assert list(opinion().intents(seen).values()) == pytest.approx([one / sum(shares) for one in shares])
