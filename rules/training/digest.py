"""What the trained models were made from, as a digest in their headers, so that stale weights are noticed.

A model is stale when its rows would be others today: a comment or a label of the corpus has changed, or a word list,
names or anything else that features come from. `digests` computes features and labels again, of every third comment and
article, which takes some seconds where all of it and the fitting take minutes; each training command stamps its files
with it, and tests/rules/test_digest.py compares.

It does not see: a change that shows in none of those comments; parameters of the fitting (strength, buckets, folds);
for relevance, the small simulated archives and the misplaced comments. Models that learn from sets outside the
repository (the language gate, the reader of Finglish) have none.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from rules.archive import Archive
from rules.checks.accusation.features import clauses as accusation_clauses
from rules.checks.advert.features import count
from rules.checks.insult.features import clauses as insult_clauses
from rules.checks.relevance.features import compare, contrasted
from rules.model import Seen, read_model, write_model
from rules.reading import Reading
from rules.submission import Submission
from rules.training.corpus import ADVERTS, LEARN, labelled, written

if TYPE_CHECKING:
    from rules.profile import ArticleProfile

#: One comment in so many is looked at.
SHARE: Final = 3
#: Decimals of a measure: the last ones depend on the processor.
DIGITS: Final = 4
#: The name of the digest in a header.
HEADER: Final = "learnt"
CHECKS: Final = Path(__file__).parent.parent / "checks"
#: The files that the training command of each rule writes.
TRAINED: Final[Mapping[str, tuple[str, ...]]] = {
    "accusation": ("clause.bin", "whole.bin"),
    "insult": ("model.bin",),
    "advert": ("model.bin",),
    "relevance": ("model.bin", "intent.bin", "head.json"),
}

_Labelled = Sequence[tuple[Reading, dict[str, Any]]]


def digests(corpus: Path) -> dict[str, str]:
    """Rule -> digest of what its models would be made from today."""
    learnt = [one for one in labelled(corpus, LEARN) if _chosen(one[1]["id"])]
    return {
        "accusation": _digest(_of_accusation(learnt)),
        "insult": _digest(_of_insult(learnt)),
        "advert": _digest(_of_advert(learnt, corpus.parent / ADVERTS)),
        "relevance": _digest(_of_relevance(learnt)),
    }


def stamp(rule: str, corpus: Path) -> None:
    """Write the digest into the files that have just been trained."""
    digest = digests(corpus)[rule]
    for name in TRAINED[rule]:
        path = CHECKS / rule / name
        if path.suffix == ".json":
            content = json.loads(path.read_text("utf-8"))
            path.write_text(json.dumps(content | {HEADER: digest}, indent=1, sort_keys=True) + "\n", "utf-8")
        else:
            header, weights = read_model(path)
            write_model(path, weights, header | {HEADER: digest})


def stamped(rule: str) -> dict[str, str]:
    """File -> the digest that was written into it, or nothing."""
    found = {}
    for name in TRAINED[rule]:
        path = CHECKS / rule / name
        header = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else read_model(path)[0]
        found[name] = str(header.get(HEADER, ""))
    return found


def _chosen(name: str) -> bool:
    return crc32(name.encode()) % SHARE == 0


def _digest(rows: Iterable[Sequence[Any]]) -> str:
    whole = hashlib.sha256()
    for row in rows:
        whole.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]


def _row(words: Iterable[str], measures: Mapping[str, float], *labels: Any) -> list[Any]:
    return [list(words), {name: round(value, DIGITS) for name, value in measures.items() if value}, *labels]


def _rows(parts: Iterable[Seen], *labels: Any) -> Iterator[list[Any]]:
    return (_row(part.words, part.measures, part.span, *labels) for part in parts)


def _of_accusation(learnt: _Labelled) -> Iterator[list[Any]]:
    for reading, label in learnt:
        yield from _rows(accusation_clauses(reading), label["accusation"], label["spans"], label["article_id"])


def _of_insult(learnt: _Labelled) -> Iterator[list[Any]]:
    """Clauses of the comments, and of the articles, which are learnt from as clean prose."""
    articles: dict[str, Reading] = {}
    for reading, label in learnt:
        articles.setdefault(label["article_id"], reading)
        yield from _rows(insult_clauses(reading), label["insult"], label["spans"], label["article_id"])
    for name, reading in articles.items():
        article = reading.submission.article
        for text in (article.title, article.lede, article.body) if article and _chosen(name) else ():
            yield from _rows(insult_clauses(Reading(Submission(text), reading.article)), name)


def _of_advert(learnt: _Labelled, adverts: Path) -> Iterator[list[Any]]:
    shown = [(reading, label["spam"], label["article_id"]) for reading, label in learnt]
    shown += [(Reading(Submission(text), None), spam, name) for name, text, spam in written(adverts)]
    for reading, spam, article in shown:
        counted = count(reading.text, reading.contacts)
        yield _row(counted.words, counted.measures, spam, article)


def _of_relevance(learnt: _Labelled) -> Iterator[list[Any]]:
    """The comments in Persian, with what the archive of all articles adds."""
    profiles: dict[str, ArticleProfile] = {}
    for reading, label in learnt:
        if reading.article is not None:
            profiles.setdefault(label["article_id"], reading.article)
    archive = Archive(profiles[name] for name in sorted(profiles))
    for reading, label in learnt:
        if reading.article is not None and label["language"] in {"fa", "mixed"}:
            seen = compare(reading.text, reading.parent, reading.article)
            added = contrasted(seen, reading.article, archive)[0]
            labels = [label[name] for name in ("relevant", "intent", "kind", "spam", "article_id")]
            yield [_row(seen.words, seen.measures, *labels), _row((), added)]
