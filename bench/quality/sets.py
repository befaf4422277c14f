"""The labelled sets: the project's own corpus and demo seeds, the hand-written development set, public sets.

Own sets are always there. The others lie beside the repository on the team's machines and are left out elsewhere;
public rows are only measured on, never trained on and never printed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent.parent
SHARED: Final = ROOT.parent / "shared"
#: Rows taken from each public file, from its beginning: enough for tenths of a per cent, and minutes, not hours.
PUBLIC_ROWS: Final = 4000


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set of comments with full labels.

    articles: files that `nazer judge` reads. kept_apart: rules must not be tuned on it, so its texts are not shown.
    """

    name: str
    articles: tuple[Path, ...]
    comments: tuple[dict[str, Any], ...]
    kept_apart: bool = False


@dataclass(frozen=True, slots=True)
class Public:
    """A public set with one label. wanted: the label of rows that the rule should stop; empty: none should be."""

    name: str
    rule: str
    wanted: str
    rows: tuple[tuple[str, str], ...]


def labelled_sets(splits: list[str]) -> Iterator[Labelled]:
    """The corpus' splits, the demo seeds, and the development set where it is."""
    corpus = ROOT / "seeds" / "corpus"
    comments = [row for path in sorted(corpus.glob("*.comments.jsonl")) for row in _lines(path)]
    for split in splits:
        chosen = tuple(row for row in with_parents(comments) if row["split"] == split)
        name = f"corpus, {split}" if split == "test" else f"corpus, {split} (models have learnt from it)"
        yield Labelled(name, tuple(sorted(corpus.glob("*.articles.jsonl"))), chosen, kept_apart=split == "test")
    for name, folder in (("demo seeds", ROOT / "seeds" / "demo"), ("devset", SHARED / "devset")):
        if (folder / "comments.jsonl").exists():
            rows = tuple(with_parents(_lines(folder / "comments.jsonl")))
            yield Labelled(name, (folder / "articles.jsonl",), rows)


def relevance_set() -> Labelled | None:
    """The development set for relevance: articles with their comments inside, only that label."""
    path = SHARED / "devset" / "relevance.jsonl"
    if not path.exists():
        return None
    rows = [
        {"id": f"{article['article_id']}-{number}", "article_id": article["article_id"], **comment}
        for article in _lines(path)
        for number, comment in enumerate(article["comments"])
    ]
    return Labelled("relevance", (path,), tuple(rows))


def public_sets() -> Iterator[Public]:
    """The public sets that are there."""
    for file, rule, wanted in (
        ("insult_parsoffensive.tsv", "insult", "Offensive"),
        ("insult_parsoff.tsv", "insult", "OFF"),
        ("spam_ads_imanstuff.tsv", "advert", "spam"),
        ("clean_snappfood_test.tsv", "", ""),
        ("clean_digikala.tsv", "", ""),
        ("clean_taaghche_valtest.tsv", "", ""),
        ("news_articles.tsv", "", ""),
    ):
        path = SHARED / "data" / file
        if path.exists():
            rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if "\t" in line]
            yield Public(file, rule, wanted, tuple((row[0], row[1]) for row in rows[:PUBLIC_ROWS]))
    innocent = SHARED / "devset" / "innocent.tsv"
    if innocent.exists():
        rows = [line.split("\t") for line in innocent.read_text("utf-8").split("\n") if "\t" in line]
        yield Public("innocent.tsv", "", "", tuple((row[1], row[0]) for row in rows))


def languages() -> tuple[tuple[str, str, str], ...]:
    """(text, language, group) of the public set for language identification, or nothing."""
    path = SHARED / "data" / "lid_dev.tsv"
    if not path.exists():
        return ()
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if "\t" in line]
    return tuple((row[0], row[1], row[2]) for row in rows)


def with_parents(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with the text of the comment that each answers."""
    texts = {row["id"]: row["text"] for row in rows}
    for row in rows:
        yield {**row, "parent_text": texts.get(row.get("parent_id") or "", "")}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
