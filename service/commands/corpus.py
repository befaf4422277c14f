"""The labelled corpus: whether it is sound, and what is in it. Knows files only."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypedDict

from pydantic import AwareDatetime, Field, StrictBool, StringConstraints, TypeAdapter, ValidationError, with_config

from service.errors import NazerError

LABELS: Final = ("insult", "accusation", "relevant", "spam", "bad_name")
FIELDS_COUNTED: Final = {
    "kinds": "kind",
    "languages": "language",
    "insults": "insult_strength",
    "ways of accusing": "accusation_way",
    "wrongs": "accusation_wrong",
    "intents": "intent",
}
BANDS: Final = (0, 4, 10, 20, 35)
#: What two comments may share: reactions and prayers are said in the same words by everybody.
REACTION_WORDS: Final = 6
ALIKE: Final = 0.5
SEQUENCE: Final = 5
SHARED_BY: Final = 3
LONGEST_PRAYER: Final = 9
PRAYER: Final = frozenset("انا لله و انا الیه راجعون".split())

Row = dict[str, Any]
Split = Literal["train", "dev", "test"]
Wrong = Literal[
    "", "bribe", "collusion", "cover-up", "data", "doping", "drugs", "embezzlement", "evidence", "exam-leak",
    "expired-goods", "extortion", "fake-degree", "forgery", "fraud", "immorality", "insider", "land-grab", "laundering",
    "match-fixing", "murder", "negligence", "nepotism", "plagiarism", "sabotage", "smuggling", "spying", "tax", "theft",
    "violence", "vote",
]  # fmt: skip
#: Of the intents of comments that belong under their article, and of those that do not. The test split has none yet.
BELONGS: Final = ("reaction", "opinion", "anecdote", "reply")
Intent = Literal["", "reaction", "opinion", "anecdote", "reply", "newsroom", "elsewhere", "advert", "chain"]
Text = Annotated[str, StringConstraints(min_length=1)]


@with_config(extra="forbid")
class ArticleRow(TypedDict):
    """One line of an article file."""

    article_id: Text
    split: Split
    title: Text
    kicker: str
    lede: str
    body: Text
    category: Text
    tags: list[Text]
    published_at: AwareDatetime


@with_config(extra="forbid")
class CommentRow(TypedDict):
    """One line of a comment file; GUIDELINES.md says what the labels mean. spans: code points of the text."""

    id: Text
    article_id: Text
    split: Split
    parent_id: str | None
    author_name: str
    text: Text
    language: Literal["fa", "fa-latn", "mixed", "ar", "azb", "ckb", "de", "en", "ps", "tr", "ur"]
    insult: StrictBool
    insult_kind: str
    insult_strength: Literal["", "veiled", "plain", "obfuscated", "misspelt", "coarse"]
    accusation: StrictBool
    accusation_wrong: Wrong
    accusation_way: Literal["", "slang", "implied", "plain", "witness", "pronoun", "buried"]
    relevant: StrictBool
    spam: StrictBool
    spam_kind: Literal["", "advert", "begging", "chain"]
    bad_name: StrictBool
    kind: Literal[
        "insult", "acc", "harsh", "off", "clean", "lowrel", "innocent", "hedged", "spam", "foreign", "finglish", "mixed"
    ]
    intent: Intent
    acceptable: Annotated[list[Literal["publish", "hold", "reject"]], Field(min_length=1)]
    spans: list[tuple[int, int]]
    note: str


_ARTICLE: Final = TypeAdapter(ArticleRow)
_COMMENT: Final = TypeAdapter(CommentRow)


class CorpusError(NazerError):
    """A file of a corpus cannot be read; the message says which line."""

    slug = "corpus"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The files of a corpus folder. second: the second reader's labels by comment; settled: what was changed after."""

    articles: tuple[Row, ...]
    comments: tuple[Row, ...]
    second: dict[str, dict[str, str]]
    settled: tuple[Row, ...]


def read_corpus(folder: Path) -> Corpus:
    """Read a corpus folder. Raises OSError, and CorpusError for a line that cannot be read."""
    lines = (folder / "second_reader.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")
    try:
        second = {line.split("\t")[0]: dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]}
    except ValueError as error:
        message = "second_reader.tsv: a line without all columns"
        raise CorpusError(message) from error
    return Corpus(
        articles=tuple(_rows(sorted(folder.glob("*.articles.jsonl")))),
        comments=tuple(_rows(sorted(folder.glob("*.comments.jsonl")))),
        second=second,
        settled=tuple(_rows([folder / "settled.jsonl"])),
    )


def faults(corpus: Corpus) -> Iterator[str]:
    """Everything that is wrong with a corpus, a sentence each."""
    shapeless = [
        *_shape_faults(corpus.articles, "article_id", _ARTICLE),
        *_shape_faults(corpus.comments, "id", _COMMENT),
    ]
    if shapeless:  # the rest would stumble over them
        yield from shapeless
        return
    articles = {row["article_id"]: row for row in corpus.articles}
    if len(articles) != len(corpus.articles):
        yield "two articles have the same id"
    seen: dict[str, Row] = {}
    for row in corpus.comments:
        yield from (f"{row['id']}: {fault}" for fault in _comment_faults(row, articles, seen))
        seen[row["id"]] = row
    yield from (f"{one}: the second reader has not labelled it" for one in sorted(seen.keys() - corpus.second.keys()))
    yield from near_duplicates(corpus.comments)
    yield from shared_sequences(corpus.comments)


def _shape_faults(rows: Iterable[Row], name: str, shape: TypeAdapter[Any]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        try:
            shape.validate_python(row)
        except ValidationError as error:
            who = row.get(name, f"row {number}") if isinstance(row, dict) else f"row {number}"
            for fault in error.errors(include_url=False, include_input=False):
                yield f"{who}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def _comment_faults(row: Row, articles: dict[str, Row], seen: dict[str, Row]) -> Iterator[str]:
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
    breaks = row["insult"] or row["accusation"] or row["spam"] or row["bad_name"] or not row["relevant"]
    foreign = row["language"] not in {"fa", "mixed"}
    if (breaks or foreign) and row["acceptable"][0] == "publish":
        yield "labelled as breaking a rule, but to be published first"
    if not breaks and not foreign and "publish" not in row["acceptable"]:
        yield "labelled as breaking no rule, but not to be published"
    if row["spam"] and row["relevant"]:
        yield "an advert is not relevant"
    if row["intent"] and (row["intent"] in BELONGS) != row["relevant"]:
        yield "intent and relevant do not agree"
    if bool(row["intent"]) == (row["split"] == "test"):
        yield "an intent is wanted in train and dev, and not in test"
    for label, detail in (("insult", "insult_kind"), ("insult", "insult_strength"), ("spam", "spam_kind")):
        if bool(row[label]) != bool(row[detail]):
            yield f"{label} and {detail} do not agree"
    if (row["accusation_way"] or row["accusation_wrong"] or row["kind"] == "acc") and not (
        row["accusation"] and row["accusation_way"] and row["accusation_wrong"]
    ):
        yield "accusation, accusation_way and accusation_wrong do not agree"


def near_duplicates(comments: Iterable[Row]) -> Iterator[str]:
    """Pairs of comments that share more than half of their character 4-grams.

    Such a pair shares one of the rarer half of each one's grams (prefix filtering): only those are looked up.
    """
    grams: dict[str, frozenset[str]] = {}
    for row in comments:
        if len(row["text"].split()) >= REACTION_WORDS and not _is_prayer(row["text"]):
            letters = "".join(row["text"].split())
            grams[row["id"]] = frozenset(letters[at : at + 4] for at in range(len(letters) - 3))
    often = Counter(gram for mine in grams.values() for gram in mine)
    index: dict[str, list[str]] = defaultdict(list)
    for identity, mine in grams.items():
        rarer = sorted(mine, key=lambda gram: (often[gram], gram))[: len(mine) - int(ALIKE * len(mine))]
        for other in dict.fromkeys(other for gram in rarer for other in index[gram]):
            if len(mine & grams[other]) > ALIKE * len(mine | grams[other]):
                yield f"{identity} and {other} are nearly the same"
        for gram in rarer:
            index[gram].append(identity)


def _is_prayer(text: str) -> bool:
    words = text.split()
    return len(words) <= LONGEST_PRAYER and set(words) >= PRAYER


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
                raise CorpusError(message) from error
