"""The labelled corpus: whether it is sound, and what is in it. Knows files only."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

OUTCOMES: Final = frozenset({"publish", "hold", "reject"})
SPLITS: Final = frozenset({"train", "dev", "test"})
LABELS: Final = ("insult", "accusation", "relevant", "spam", "bad_name")
ARTICLE_FIELDS: Final = frozenset(
    {"article_id", "split", "title", "kicker", "lede", "body", "category", "tags", "published_at"}
)
COMMENT_FIELDS: Final = frozenset(
    {
        "id",
        "article_id",
        "split",
        "parent_id",
        "author_name",
        "text",
        "language",
        "insult",
        "insult_kind",
        "insult_strength",
        "accusation",
        "accusation_wrong",
        "accusation_way",
        "relevant",
        "spam",
        "spam_kind",
        "bad_name",
        "kind",
        "acceptable",
        "spans",
        "note",
    }
)
FIELDS_COUNTED: Final = {
    "kinds": "kind",
    "languages": "language",
    "insults": "insult_strength",
    "ways of accusing": "accusation_way",
}
BANDS: Final = (0, 4, 10, 20, 35)
#: What two comments may share: reactions and prayers are said in the same words by everybody.
REACTION_WORDS: Final = 6
ALIKE: Final = 0.5
SEQUENCE: Final = 5
SHARED_BY: Final = 3
PRAYER: Final = frozenset("انا لله و انا الیه راجعون".split())

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The files of a corpus folder. second: the second reader's labels by comment; settled: what was changed after."""

    articles: tuple[Row, ...]
    comments: tuple[Row, ...]
    second: dict[str, dict[str, str]]
    settled: tuple[Row, ...]


def read_corpus(folder: Path) -> Corpus:
    """Read a corpus folder. Raises OSError, and ValueError for a line that is no JSON."""
    lines = (folder / "second_reader.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")
    second = {line.split("\t")[0]: dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]}
    return Corpus(
        articles=tuple(_rows(sorted(folder.glob("*.articles.jsonl")))),
        comments=tuple(_rows(sorted(folder.glob("*.comments.jsonl")))),
        second=second,
        settled=tuple(_rows([folder / "settled.jsonl"])),
    )


def faults(corpus: Corpus) -> Iterator[str]:
    """Everything that is wrong with a corpus, a sentence each."""
    articles = {row["article_id"]: row for row in corpus.articles}
    if len(articles) != len(corpus.articles):
        yield "two articles have the same id"
    for row in corpus.articles:
        if set(row) != ARTICLE_FIELDS or row["split"] not in SPLITS or not row["title"] or not row["body"]:
            yield f"{row.get('article_id')}: fields"
    seen: dict[str, Row] = {}
    for row in corpus.comments:
        yield from (f"{row.get('id')}: {fault}" for fault in _comment_faults(row, articles, seen))
        seen[row["id"]] = row
    yield from (f"{one}: the second reader has not labelled it" for one in sorted(seen.keys() - corpus.second.keys()))
    yield from near_duplicates(corpus.comments)
    yield from shared_sequences(corpus.comments)


def _comment_faults(row: Row, articles: dict[str, Row], seen: dict[str, Row]) -> Iterator[str]:
    if set(row) != COMMENT_FIELDS:
        yield f"fields {sorted(set(row) ^ COMMENT_FIELDS)}"
        return
    if row["id"] in seen:
        yield "the id is taken"
    article = articles.get(row["article_id"])
    if article is None or article["split"] != row["split"]:
        yield "no such article in this split"
    if row["parent_id"] and seen.get(row["parent_id"], {}).get("article_id") != row["article_id"]:
        yield "the parent is no earlier comment of the article"
    if not row["text"].strip():
        yield "no text"
    if any(not 0 <= start < end <= len(row["text"]) for start, end in row["spans"]):
        yield "a span outside the text"
    if (row["insult"] or row["accusation"]) and not row["spans"]:
        yield "an insult or accusation without a span"
    yield from _label_faults(row)


def _label_faults(row: Row) -> Iterator[str]:
    acceptable = row["acceptable"]
    if not acceptable or not set(acceptable) <= OUTCOMES:
        yield "acceptable outcomes"
        return
    breaks = row["insult"] or row["accusation"] or row["spam"] or not row["relevant"]
    if breaks and acceptable[0] == "publish":
        yield "labelled as breaking a rule, but to be published first"
    if row["spam"] and row["relevant"]:
        yield "an advert is not relevant"


def near_duplicates(comments: Iterable[Row]) -> Iterator[str]:
    """Pairs of comments that share more than half of their character 4-grams."""
    grams: dict[str, frozenset[str]] = {}
    index: dict[str, list[str]] = defaultdict(list)
    for row in comments:
        if len(row["text"].split()) < REACTION_WORDS or set(row["text"].split()) >= PRAYER:
            continue
        letters = "".join(row["text"].split())
        mine = frozenset(letters[at : at + 4] for at in range(len(letters) - 3))
        shared = Counter(other for gram in mine for other in index[gram])
        for other, count in shared.items():
            if count > ALIKE * len(mine | grams[other]):
                yield f"{row['id']} and {other} are nearly the same"
        grams[row["id"]] = mine
        for gram in mine:
            index[gram].append(row["id"])


def shared_sequences(comments: Iterable[Row]) -> Iterator[str]:
    """Sequences of five words that stand in three comments: a frame, or copied text."""
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in comments:
        words = row["text"].split()
        for at in range(len(words) - SEQUENCE + 1):
            places[tuple(words[at : at + SEQUENCE])].add(row["id"])
    for words, found in places.items():
        if len(found) >= SHARED_BY and not set(words) <= PRAYER:
            yield f"«{' '.join(words)}» stands in {', '.join(sorted(found))}"


def kappas(corpus: Corpus) -> dict[str, float]:
    """Cohen's kappa of the two readers per label, from the labels before anything was settled."""
    before = {row["id"]: row["first"] for row in corpus.settled}
    found = {}
    for label in LABELS:
        pairs = [
            (bool(before.get(row["id"], {}).get(label, row[label])), corpus.second[row["id"]][label] == "1")
            for row in corpus.comments
        ]
        found[label] = kappa(pairs)
    return found


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """Cohen's kappa: agreement beyond what chance would give; 1 is full agreement."""
    number = len(pairs)
    agree = sum(a == b for a, b in pairs) / number
    yes = sum(a for a, _ in pairs) / number * sum(b for _, b in pairs) / number
    no = sum(not a for a, _ in pairs) / number * sum(not b for _, b in pairs) / number
    return (agree - yes - no) / (1 - yes - no) if yes + no < 1 else 1.0


def statistics(corpus: Corpus) -> Iterator[str]:
    """What is in a corpus, line by line."""
    comments = corpus.comments
    yield f"{len(corpus.articles)} articles ({_counts(row['split'] for row in corpus.articles)})"
    yield f"{len(comments)} comments ({_counts(row['split'] for row in comments)})"
    for title, field in FIELDS_COUNTED.items():
        yield f"{title}: {_counts(row[field] for row in comments if row[field])}"
    for label in LABELS:
        yield f"{label}: {sum(bool(row[label]) for row in comments)}"
    lengths = [len(row["text"].split()) for row in comments]
    bands = (f"{low + 1}-{high}: {sum(low < n <= high for n in lengths)}" for low, high in pairwise(BANDS))
    yield f"words: {', '.join(bands)}, more: {sum(n > BANDS[-1] for n in lengths)}"
    agreement = ", ".join(f"{label} {value:.3f}" for label, value in kappas(corpus).items())
    yield f"agreement of two readers (Cohen's kappa): {agreement}"
    yield f"settled after a second look: {len(corpus.settled)}"


def _counts(values: Iterable[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(values).most_common())


def _rows(paths: Iterable[Path]) -> Iterator[Row]:
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                message = f"{path.name}, line {number}: not JSON"
                raise ValueError(message) from error
