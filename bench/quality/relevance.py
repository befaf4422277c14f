"""Relevance by itself: how well comments that belong are told from those that do not, with and without an archive.

Beside each figure stands that of the comment's length alone: a model that has only learnt length is caught by it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import rules
from bench.quality.measure import Ratio
from bench.quality.sets import SHARED, Labelled, labelled_sets, relevance_set
from rules.checks.relevance.rule import weigh
from rules.reading import Reading

#: Words: up to 4, 8, 12, 16, and more.
LENGTHS: Final = (4, 8, 12, 16, 1000)
#: Pairs taken from each public set.
PAIRS: Final = 600


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment with what the rule makes of it. score: probability that it does not belong. words: its length."""

    off: bool
    spam: bool
    kind: str
    score: float
    words: int
    overlap: bool


def report() -> Iterator[str]:
    """All figures, as lines."""
    hold_at = rules.load_policy().thresholds("relevance", None).hold_at or 1.0
    yield f"\n## relevance, held from {hold_at} on\n"
    for one in _sets():
        profiles = _profiles(one.articles)
        for name, archive in (
            ("without an archive", None),
            ("with the other articles", rules.Archive(profiles.values())),
        ):
            yield from _figures(f"{one.name}, {name}", list(_judged(one, profiles, archive)), hold_at)
    yield "\n### public pairs: area under the curve (questions and claims, not comments: a sanity check)\n"
    for name, pairs in _public():
        found = [_pair(comment, article, off=off) for comment, article, off in pairs]
        yield f"{name:28} {_area(found, _score):.3f}, length only {_area(found, _length):.3f} (n={len(found)})"


def _sets() -> Iterator[Labelled]:
    first = relevance_set()
    if first:
        yield first
    yield from labelled_sets(["test"])


def _profiles(files: Sequence[Path]) -> dict[str, rules.ArticleProfile]:
    """Article id -> profile."""
    rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines() if line.strip()]
    return {row["article_id"]: rules.prepare(_article(row)) for row in rows}


def _article(row: Mapping[str, Any]) -> rules.Article:
    title, kicker, lede, body, category = (
        row.get(name) or "" for name in ("title", "kicker", "lede", "body", "category")
    )
    return rules.Article(row["article_id"], title, kicker, lede, body, category, tuple(row.get("tags") or ()))


def _judged(
    one: Labelled, profiles: Mapping[str, rules.ArticleProfile], archive: "rules.Archive | None"
) -> Iterator[Judged]:
    for row in one.comments:
        if row.get("language", "fa") not in {"fa", "mixed"}:
            continue
        facts = rules.Facts(parent_text=row.get("parent_text", ""), archive=archive)
        reading = Reading(rules.Submission(row["text"], facts=facts), profiles[row["article_id"]])
        kind = row.get("kind", "")
        spam = row.get("spam", kind == "spam")
        yield _one(reading, kind, off=not row.get("relevant", kind not in {"off", "spam"}), spam=spam)


def _one(reading: Reading, kind: str, *, off: bool, spam: bool) -> Judged:
    weighed = weigh(reading)
    words = len(reading.text.words)
    if weighed is None:
        return Judged(off, spam, kind, 0.0, words, overlap=False)
    return Judged(off, spam, kind, weighed.probability, words, overlap=not weighed.seen.measures["none"])


def _figures(name: str, judged: Sequence[Judged], hold_at: float) -> Iterator[str]:
    """The figures of one set, with or without an archive."""
    plain = [one for one in judged if not one.spam]
    relevant = [one for one in plain if not one.off]
    yield f"\n### {name}: {len(judged)} comments\n"
    yield f"area under the curve      {_area(plain, _score):.3f}, with adverts {_area(judged, _score):.3f}"
    yield f"the same by length only   {_area(plain, _length):.3f}, with adverts {_area(judged, _length):.3f}"
    low = [one for one in relevant if one.kind in {"lowrel", "rel_nolex"}]
    groups = {
        "off-topic": [one for one in plain if one.off],
        "relevant": relevant,
        "meant without overlap": low,
        "no word in common": [one for one in relevant if not one.overlap],
    }
    yield from (f"{group:25} held {_held(found, hold_at)}" for group, found in groups.items())
    yield "words        relevant held        off-topic held       area"
    shortest = 0
    for longest in LENGTHS:
        some = [one for one in plain if shortest < one.words <= longest]
        off, fitting = [one for one in some if one.off], [one for one in some if not one.off]
        label = f"{shortest + 1}-{longest}" if longest < LENGTHS[-1] else f"{shortest + 1}-"
        yield f"{label:12} {_held(fitting, hold_at)!s:20} {_held(off, hold_at)!s:20} {_area(some, _score):.3f}"
        shortest = longest


def _held(some: Sequence[Judged], hold_at: float) -> Ratio:
    return Ratio(sum(one.score >= hold_at for one in some), len(some))


def _score(one: Judged) -> float:
    return one.score


def _length(one: Judged) -> float:
    return float(one.words)


def _area(some: Sequence[Judged], value: Callable[[Judged], float]) -> float:
    """How often an off-topic comment has the higher value, beside a relevant one; ties count half."""
    off = [value(one) for one in some if one.off]
    rest = [value(one) for one in some if not one.off]
    if not off or not rest:
        return 0.5
    wins = sum((left > right) + (left == right) / 2 for left in off for right in rest)
    return wins / len(off) / len(rest)


def _public() -> Iterator[tuple[str, list[tuple[str, rules.Article, bool]]]]:
    """Name of a set -> (comment, article, off-topic) of its pairs."""
    columns: dict[str, Callable[[list[str]], tuple[str, rules.Article, bool] | None]] = {
        "relevance_stance_headline_claim.tsv": lambda row: (
            row[2],
            rules.Article("", title=row[0]),
            row[1] == "Unrelated",
        ),
        "relevance_persianqa_test.tsv": _question,
        "relevance_pquad_valtest.tsv": _question,
    }
    for file, read in columns.items():
        path = SHARED / "data" / file
        if path.exists():
            rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if line.count("\t") >= 3]  # noqa: PLR2004 (four columns)
            found = [pair for pair in map(read, rows) if pair]
            yield file, found[:: max(1, len(found) // PAIRS)][:PAIRS]


def _question(row: list[str]) -> tuple[str, rules.Article, bool] | None:
    """A question and its passage; another paragraph of the same page is neither related nor unrelated."""
    if row[1] == "same_article_other_paragraph":
        return None
    return row[0], rules.Article("", title=row[3], body=row[2]), row[1] == "unrelated"


def _pair(comment: str, article: rules.Article, *, off: bool) -> Judged:
    return _one(Reading(rules.Submission(comment), rules.prepare(article)), "", off=off, spam=False)
