"""The language gate: the same answer everywhere, whatever the text, and one that its author can read."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.catalogue import CATALOGUE
from rules.checks.persian import opinion
from rules.checks.persian.letters import read_letters
from rules.checks.persian.parts import persian_parts
from rules.vocabulary import Finding

HERE = Path(rules.__file__).parent / "checks" / "persian"
LARGEST = 200_000  # bytes, all that was trained
LIMIT = 2.0  # seconds of CPU for 10,000 characters; what is not linear takes minutes
#: Clear, doubtful, short, mixed and Latin ones: every way through the gate.
TEXTS = (
    "پیاده‌رو را کندند و ماه‌هاست رهایش کرده‌اند",
    "شو هالحكي يا زلمة، والله العظيم ما بيصير هيك",
    "کوپا ایتالیا: آتالانتا، ساسولو، کالیاری",
    "الطريق مغلق والجسر مكسور",
    "چوخ گؤزل یازمیسان",
    "سلام",
    "دا ټول درواغ دي، څوک پرې باور مه کوئ",
    "یہ سب ڈرامہ ہے اور کچھ نہیں",
    "This is a good plan, but nobody will pay for it",
    "salam in khabar doroste aya",
    "مردم خسته‌اند «الشعب يريد إسقاط النظام» و کسی گوش نمی‌کند",
    "Привет всем, хорошая новость",
)
SCRIPT = f"""
import json
from rules import Engine, Submission
from rules.catalogue import CATALOGUE
engine = Engine(catalogue=tuple(rule for rule in CATALOGUE if rule.id == "persian"))
found = [engine.judge(Submission(text)).findings for text in {TEXTS}]
print(json.dumps([[[one.score, one.message, one.details] for one in findings] for findings in found]))
"""


@pytest.fixture(scope="module")
def gate() -> rules.Engine:
    return rules.Engine(catalogue=tuple(rule for rule in CATALOGUE if rule.id == "persian"))


def findings(gate: rules.Engine, text: str) -> tuple[Finding, ...]:
    verdict = gate.judge(rules.Submission(text))
    assert verdict.degraded == ()
    return verdict.findings


def codes(gate: rules.Engine, text: str) -> list[str]:
    return [dict(finding.details)["code"] for finding in findings(gate, text)]


def test_two_processes_with_other_hash_seeds_agree() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HERE.parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]
    assert any(json.loads(answers[0]))


def test_eight_threads_at_a_cold_start_agree(gate: rules.Engine) -> None:
    expected = [findings(gate, text) for text in TEXTS]
    opinion._arabic_script.cache_clear()  # noqa: SLF001 (as a process that has judged nothing)
    opinion._latin_script.cache_clear()  # noqa: SLF001
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: [findings(gate, text) for text in TEXTS], range(8)))
    assert answers == [expected] * 8


def test_a_forked_process_agrees(gate: rules.Engine) -> None:
    script = f"import os\nif os.fork(): os.wait()\nelse:\n    exec({SCRIPT!r})\n    os._exit(0)\n"
    warm = (
        f"import rules; rules.warm_up()\n{script.replace('os._exit(0)', 'import sys; sys.stdout.flush(); os._exit(0)')}"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", text], cwd=HERE.parents[2], capture_output=True, check=True, text=True
        ).stdout
        for text in (SCRIPT, warm)
    ]
    assert json.loads(answers[0]) == json.loads(answers[1])


def test_what_was_trained_stays_small() -> None:
    assert sum((HERE / name).stat().st_size for name in ("model.bin", "finglish.bin", "profiles.json")) <= LARGEST


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_nothing_raises(gate: rules.Engine, text: str) -> None:
    for finding in findings(gate, text):
        assert 0 < finding.score <= 1
        assert rules.reasons_for_author([finding])
        assert rules.explain_to_moderator(finding)


@given(st.text(alphabet="اآبپتهہھەیيكکگےۆێټډ \u200cـًaAzZʼ'.#@«»\ud800۱", max_size=200))
@settings(max_examples=300)
def test_nothing_raises_on_what_looks_like_words(gate: rules.Engine, text: str) -> None:
    findings(gate, text)


@pytest.mark.parametrize(
    "piece",
    [
        "ە",
        "ق ",
        "ههه",
        "@",
        "a@",
        "#x",
        "http://",
        "ﷺ",
        "ـ",
        "والله ",
        "abc ",
        "ж",
        "ي",
        "قال بي «",
        "\U0001d4d0",
        "ټ ",
        "a ",
        "1a",
    ],
)
def test_the_cost_is_linear(gate: rules.Engine, piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    findings(gate, text[:100])
    start = time.thread_time()
    findings(gate, text)
    assert time.thread_time() - start < LIMIT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("الضمانات الأمريكية لا قيمة لها ولا احد يصدقها", "ar"),
        ("کرایہ داروں کا کوئی پرسانِ حال نہیں ہے", "ur"),
        ("دا ډېر ښه خبر دی، زموږ خلک باید پوه شي", "ps"),
        ("کرێی خانوو زۆر گران بووە، خەڵک چۆن بژی؟", "ckb"),
        ("مترونون قیمتی چوخ باهالاندی، کاسیب جاماعات نئجه گئتسین", "azb"),
        ("اسان کي انصاف گهرجي ٻيو ڪجهه نه گهرجي", "sd"),
        ("Bu haber çok güzel ama kimse inanmıyor artık", "tr"),
        ("This is a wonderful plan for all of us", "en"),
        ("Это очень хорошая новость для всех нас", "ru"),
        ("이 뉴스는 정말 좋은 소식입니다 여러분", "ko"),
    ],
)
def test_a_language_is_named_and_asked_in_its_own_words(gate: rules.Engine, text: str, code: str) -> None:
    assert codes(gate, text) == [code]
    (reason,) = rules.reasons_for_author(findings(gate, text))
    assert opinion.languages()["fa"][code] in reason.message
    assert opinion.languages()["please"][code] in reason.hint


def test_every_language_has_its_names_and_its_request() -> None:
    table = opinion.languages()
    named = set(json.loads((HERE / "languages.json").read_text("utf-8"))["fa"])
    assert set(table["en"]) == set(table["please"]) == named
    assert {*table["scripts"].values(), *table["letters"], opinion.OTHER} <= named
    profiles = json.loads((HERE / "profiles.json").read_text("utf-8"))
    codes = [profile["name"] for profile in profiles]
    assert codes == sorted(codes)
    assert {*codes} - {"fa"} <= named


def test_without_features_there_is_no_opinion() -> None:
    assert opinion.persian(()) == 0.0
    assert opinion.neighbour(("۱",)) == opinion.OTHER
    assert opinion.european(("'",)) == opinion.OTHER


def test_words_are_read_by_script() -> None:
    letters = read_letters("سلاااام Dear «كتاب» жж 𝓗𝓲 https://a.ir/x @kasi a@b.ir می‌روم")
    assert letters.arabic == ("سلام", "کتاب", "می", "روم")
    assert letters.latin == ("dear", "hi")
    assert letters.other == "жж"


def test_a_long_stretch_is_read_like_a_short_one() -> None:
    word = "کتابخانه،"
    assert read_letters(word * 50).arabic == read_letters(f"{word} " * 50).arabic


def test_persian_parts_are_cut_out() -> None:
    words = ("a", "b", "c", "x", "y", "d", "e")
    worth = [5.0, 9.0, 5.0, -9.0, -9.0, 8.0, 9.0]
    assert list(persian_parts(words, worth)) == [("a", "b", "c"), ("d", "e")]
    assert list(persian_parts(words, [9.0, 9.0, 9.0, -1.0, -1.0, 8.0, 9.0])) == [words]
    assert list(persian_parts((), ())) == []
