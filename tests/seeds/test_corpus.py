"""The labelled corpus is sound, is ours, and is as large as we say."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.commands.corpus import Corpus, faults, kappa, kappas, near_duplicates, read_corpus, shared_sequences

FOLDER = Path(__file__).parent.parent.parent / "seeds" / "corpus"
PUBLIC = FOLDER.parent.parent.parent / "shared" / "data"
LONG = 24


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The corpus as it is in the repository."""
    return read_corpus(FOLDER)


def test_the_corpus_has_no_faults(corpus: Corpus) -> None:
    """Fields, ids, spans, labels against outcomes, splits, near-duplicates, the second reader."""
    assert list(faults(corpus)) == []


def test_the_corpus_is_as_large_as_its_issue_asked(corpus: Corpus) -> None:
    """At least 60 articles and 3,000 comments; a fifth of what was asked for is kept for each of dev and
    test; what came later is for training.
    """
    splits = Counter(row["split"] for row in corpus.articles)

    assert len(corpus.articles) >= 60
    assert len(corpus.comments) >= 3000
    assert splits["train"] / len(corpus.articles) >= 0.6
    assert min(splits["dev"], splits["test"]) >= 0.2 * 60


def test_two_readers_agree(corpus: Corpus) -> None:
    """Kappa of at least 0.8 for the labels that are hard."""
    found = kappas(corpus)

    assert min(found["insult"], found["accusation"], found["relevant"]) >= 0.8


def test_the_datasheet_states_the_agreement_that_the_files_give(corpus: Corpus) -> None:
    """What is printed in the datasheet is what the command computes."""
    text = (FOLDER / "README.md").read_text("utf-8")
    found = kappas(corpus)

    for label, name in (("insult", "insult"), ("accusation", "accusation"), ("relevant", "relevant"), ("spam", "spam")):
        stated = re.search(rf"{name} (\d\.\d+)", text)
        assert stated is not None
        assert float(stated[1]) == pytest.approx(found[label], abs=0.0006)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"language": "klingon"}, "language"),
        ({"relevant": "yes"}, "relevant"),
        ({"kind": "zzz"}, "kind"),
        ({"acceptable": []}, "acceptable"),
        ({"acceptable": ["reject"]}, "breaking no rule"),
        ({"relevant": False}, "to be published first"),
        ({"language": "en"}, "to be published first"),
        ({"insult": True, "spans": [[0, 1]], "acceptable": ["reject"]}, "insult_kind"),
        ({"insult": True, "acceptable": ["reject"]}, "without a span"),
        ({"accusation_way": "plain"}, "accusation_wrong"),
        ({"spam": True, "acceptable": ["reject"]}, "an advert is not relevant"),
        ({"spans": [[0, 9999]]}, "outside the text"),
        ({"parent_id": "nobody"}, "parent"),
        ({"article_id": "nowhere"}, "no such article"),
        ({"id": "stranger"}, "second reader"),
        ({"text": " "}, "no text"),
        ({"accusation_wrong": "being tall"}, "accusation_wrong"),
        ({"intent": "elsewhere"}, "intent and relevant"),
        ({"intent": ""}, "an intent is wanted"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_fault_of_a_comment_is_named(corpus: Corpus, change: dict[str, object], said: str) -> None:
    """Each check sees what it is for."""
    row = next(row for row in corpus.comments if row["kind"] == "clean" and not row["parent_id"])
    found = list(faults(replace(corpus, comments=({**row, "acceptable": ["publish"], **change},))))

    assert any(said in fault for fault in found), found


@pytest.mark.parametrize("change", [{"published_at": "yesterday"}, {"tags": 5}, {"split": "other"}, {"body": ""}])
def test_a_fault_of_an_article_is_named(corpus: Corpus, change: dict[str, object]) -> None:
    """Fields, their types, the date with its zone."""
    articles = ({**corpus.articles[0], **change}, *corpus.articles[1:])

    assert [next(iter(change)) in fault for fault in faults(replace(corpus, articles=articles))] == [True]


def test_a_line_without_an_id_is_a_fault_and_no_crash(corpus: Corpus) -> None:
    """Its number is named instead."""
    row = {name: value for name, value in corpus.comments[0].items() if name != "id"}

    assert list(faults(replace(corpus, comments=(row,)))) == ["row 1: id: Field required"]


def test_the_commands_check_and_count(tmp_path: Path) -> None:
    """Sound: said so. Broken: one sentence with the line, and exit code 1."""
    copy = tmp_path / "corpus"
    shutil.copytree(FOLDER, copy)
    sound = CliRunner().invoke(main, ["corpus", "check", str(copy)])
    counted = CliRunner().invoke(main, ["corpus", "stats", str(copy)])
    with (copy / "cars.comments.jsonl").open("a", encoding="utf-8") as file:
        file.write("{no json\n")
    broken = CliRunner().invoke(main, ["corpus", "check", str(copy)])

    assert (sound.exit_code, sound.output) == (0, "The corpus is sound.\n")
    assert (counted.exit_code, "Cohen's kappa" in counted.output) == (0, True)
    assert broken.exit_code == 1
    assert "cars.comments.jsonl, line" in broken.output


def test_kappa_is_nought_for_chance_and_one_for_agreement() -> None:
    """The measure itself."""
    assert kappa([(True, True), (False, False)]) == 1.0
    assert kappa([(True, True), (True, False), (False, True), (False, False)]) == 0.0


def test_copies_and_frames_are_found(corpus: Corpus) -> None:
    """The checks would see what they look for."""
    row = next(row for row in corpus.comments if len(row["text"].split()) > 12)
    copies = [{**row, "id": str(number)} for number in range(3)]

    assert len(list(near_duplicates(copies))) == 3
    assert list(shared_sequences(copies))


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="the public sets lie beside the repository on the team's machines only")
def test_no_comment_is_taken_from_the_public_sets(corpus: Corpus) -> None:
    """Their licences do not allow it; short texts are everybody's."""
    ours = {_key(row["text"]): row["id"] for row in corpus.comments if len(_key(row["text"])) > LONG}
    taken = [
        ours[_key(line.split("\t")[0])]
        for path in sorted(PUBLIC.glob("*.tsv"))
        for line in path.read_text("utf-8").split("\n")
        if _key(line.split("\t")[0]) in ours
    ]

    assert taken == []


def _key(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
