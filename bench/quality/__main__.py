"""Print the figures: `python -m bench.quality [--split test] [--split dev] [--no-public] [--no-wrong] [--only …]`."""

import argparse
import sys
from collections.abc import Iterator

from bench.quality import accusations, languages, relevance
from bench.quality.copies import copies_found, pairs_alike
from bench.quality.disguises import under_attack
from bench.quality.judge import asks, verdicts
from bench.quality.measure import Ratio, calibration, headline, outcomes, per_rule, wrong
from bench.quality.sets import Public, labelled_sets, public_sets


def main() -> int:
    """Judge every set and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    splits = ("train", "dev", "test")
    parser.add_argument("--split", action="append", choices=splits, help="of the corpus; dev and test by default")
    parser.add_argument("--no-public", action="store_true", help="leave the public sets out")
    parser.add_argument("--no-wrong", action="store_true", help="do not print the texts of wrong verdicts")
    parser.add_argument("--test-texts", action="store_true", help="print those of the split that is kept apart, too")
    parts = {
        "relevance": relevance.report,
        "public": _public,
        "disguises": _disguises,
        "languages": languages.report,
        "accusations": accusations.report,
        "copies": _copies,
    }
    parser.add_argument("--only", choices=parts, help="this part of the sets beside the corpus, and nothing else")
    given = parser.parse_args()
    splits_wanted = given.split or ["dev", "test"]
    if not given.only:
        for line in _labelled(splits_wanted, show_wrong=not given.no_wrong, show_kept_apart=given.test_texts):
            print(line)
    for name, part in parts.items():
        if given.only == name or not (given.only or given.no_public):
            for line in part():
                print(line)
    return 0


def _labelled(splits: list[str], *, show_wrong: bool, show_kept_apart: bool) -> Iterator[str]:
    for one in labelled_sets(splits):
        judged = verdicts(one.comments, one.articles)
        rows = [(row, judged[row["id"]]) for row in one.comments]
        yield f"\n## {one.name}: {len(rows)} comments\n"
        yield from (f"{name:40} {ratio}" for name, ratio in headline(rows).items())
        yield "\nrule         precision              recall"
        yield from (f"{rule:12} {precision!s:22} {recall}" for rule, precision, recall in per_rule(rows))
        yield "\nkind                       published  held  rejected  right"
        for kind, counts in outcomes(rows).items():
            yield f"{kind:26} {counts['publish']:9} {counts['hold']:5} {counts['reject']:9} {counts['right']:6}"
        yield "\ncalibration: mean score -> share that carries the label"
        yield from (f"{rule:12} {score:.2f} -> {share:.2f}  (n={n})" for rule, score, share, n in calibration(rows))
        if show_wrong and (show_kept_apart or not one.kept_apart):
            yield "\nwrong verdicts"
            yield from (f"- {kind} | {outcome} | {why} | {text}" for kind, outcome, why, text in wrong(rows))


def _public() -> Iterator[str]:
    for number, one in enumerate(public_sets()):
        if not number:
            yield "\n## public sets (measured on, never trained on)\n"
        judged = verdicts({"id": str(row), "text": text} for row, (text, _) in enumerate(one.rows))
        yield from _clean(one, judged) if not one.rule else _wanted(one, judged)


def _clean(one: Public, judged: dict[str, dict[str, object]]) -> Iterator[str]:
    stopped = sum(asks(verdict, "insult") for verdict in judged.values())
    refused = sum(verdict["outcome"] == "reject" for verdict in judged.values())
    noise = sum(asks(verdict, "noise") for verdict in judged.values())
    figures = {"insult stops": stopped, "noise stops": noise, "anything refuses": refused}
    yield f"{one.name:30} {'; '.join(f'{what} {Ratio(count, len(judged))}' for what, count in figures.items())}"


def _wanted(one: Public, judged: dict[str, dict[str, object]]) -> Iterator[str]:
    found = [(label == one.wanted, asks(judged[str(number)], one.rule)) for number, (_, label) in enumerate(one.rows)]
    hits = sum(wanted and stopped for wanted, stopped in found)
    precision = Ratio(hits, sum(stopped for _, stopped in found))
    recall = Ratio(hits, sum(wanted for wanted, _ in found))
    yield f"{one.name:30} {one.rule}: precision {precision}; recall {recall}"


def _copies() -> Iterator[str]:
    yield "\n## repeats: pairs of different comments taken for alike, and copies found\n"
    for name, pairs, counts in pairs_alike():
        alike = ", ".join(f"{one.name.lower()} {count}" for one, count in sorted(counts.items()) if one)
        yield f"{name:30} {pairs} pairs: {alike or 'none alike'}"
    yield from (f"{name:30} {Ratio(found, whole)}" for name, found, whole in copies_found())


def _disguises() -> Iterator[str]:
    for one in public_sets():
        if one.rule == "insult":
            yield f"\n## {one.name}, disguised: share of what is stopped plainly that is still stopped\n"
            yield from (f"{attack:26} {ratio}" for attack, ratio in under_attack(one))


if __name__ == "__main__":
    sys.exit(main())
