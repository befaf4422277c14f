"""Figures: precision and recall per rule, outcomes per kind, calibration, and verdicts no editor would give."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.quality.judge import NAME, asks

#: A rule, and whether a labelled comment is what it should stop.
RULES: Final[dict[str, Callable[[Mapping[str, Any]], bool]]] = {
    "insult": lambda row: row["insult"],
    "accusation": lambda row: row["accusation"],
    "relevance": lambda row: not row["relevant"] and not row["spam"],
    "advert": lambda row: row["spam"],
    "persian": lambda row: row["language"] not in {"fa", "mixed"},
    NAME: lambda row: row.get("bad_name", False),
}
BINS: Final = 5


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        """Both numbers and the share."""
        return f"{self.part}/{self.whole} = {self.part / self.whole:.3f}" if self.whole else "0/0"


Rows = Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]


def per_rule(rows: Rows) -> Iterator[tuple[str, Ratio, Ratio]]:
    """Rule, precision, recall: a rule is right when it stops what carries its label."""
    seen = list(rows)
    for rule, wanted in RULES.items():
        stopped = [(row, verdict) for row, verdict in seen if asks(verdict, rule)]
        right = sum(wanted(row) for row, _ in stopped)
        yield rule, Ratio(right, len(stopped)), Ratio(right, sum(wanted(row) for row, _ in seen))


def headline(rows: Rows) -> dict[str, Ratio]:
    """The figures of PRODUCT.md: what an editor accepts, freedom of speech, safety, automation."""
    seen = list(rows)
    clean = [verdict for row, verdict in seen if row["acceptable"] == ["publish"]]
    bad = [verdict for row, verdict in seen if "publish" not in row["acceptable"]]
    return {
        "outcome that a good editor accepts": Ratio(sum(v["outcome"] in r["acceptable"] for r, v in seen), len(seen)),
        "clean comments published at once": Ratio(sum(not asks(v) for v in clean), len(clean)),
        "clean comments refused": Ratio(sum(v["outcome"] == "reject" for v in clean), len(clean)),
        "rule-breaking comments not published": Ratio(sum(asks(v) for v in bad), len(bad)),
        "decided without a person": Ratio(sum(v["outcome"] != "hold" for _, v in seen), len(seen)),
    }


def kind_of(row: Mapping[str, Any]) -> str:  # noqa: PLR0911 (one line a kind)
    """What kind of comment a row is, from its labels where it does not say."""
    if row.get("insult_strength"):
        return f"insult, {row['insult_strength']}"
    if row.get("accusation_way"):
        return f"accusation, {row['accusation_way']}"
    if row.get("spam_kind"):
        return str(row["spam_kind"])
    if row.get("kind"):
        return str(row["kind"])
    for label in ("insult", "accusation", "spam"):
        if row[label]:
            return label
    if row["language"] not in {"fa", "mixed"}:
        return "foreign"
    return "clean" if row["relevant"] else "off-topic"


def outcomes(rows: Rows) -> dict[str, Counter[str]]:
    """Kind -> how many are published, held, rejected, and "right"."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for row, verdict in rows:
        table[kind_of(row)][verdict["outcome"]] += 1
        table[kind_of(row)]["right"] += verdict["outcome"] in row["acceptable"]
    return dict(sorted(table.items()))


def calibration(rows: Rows) -> Iterator[tuple[str, float, float, int]]:
    """Rule, mean score, share of right ones, number: per fifth of the scale. Well calibrated is when the two agree."""
    bins: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for row, verdict in rows:
        for rule in ("insult", "accusation", "relevance"):
            score = max(
                (
                    found["score"]
                    for found in verdict["findings"]
                    if found["rule"] == rule and found["message"] != "name"
                ),
                default=0.0,
            )
            if score:
                bins[rule, min(BINS - 1, int(score * BINS))].append((score, bool(RULES[rule](row))))
    for (rule, _), found in sorted(bins.items()):
        scores = [score for score, _ in found]
        yield rule, sum(scores) / len(scores), sum(right for _, right in found) / len(found), len(found)


def wrong(rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """Kind, outcome, rules and their scores, text: of every verdict that a good editor would not give."""
    for row, verdict in rows:
        if verdict["outcome"] not in row["acceptable"]:
            asked = [one for one in verdict["findings"] if one["action"] != "none"]
            why = ", ".join(f"{one['rule']} {one['score']:.2f}" for one in asked)
            yield kind_of(row), verdict["outcome"], why, row["text"]
