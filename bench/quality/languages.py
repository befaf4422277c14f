"""The language gate by itself: what it stops and lets through of each language, beside the figures it has to reach."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import rules
from bench.quality.measure import Ratio
from bench.quality.sets import languages, public_sets
from rules.catalogue import CATALOGUE
from rules.vocabulary import Action, Finding

ENOUGH: Final = 4
_WORD: Final = re.compile("[^\\W_](?:[^\\W_]|[\u064b-\u065f\u0670\u200c])*")
_ARABIC_SCRIPT: Final = re.compile("[\u0621-\u06ff]")
_LATIN_SCRIPT: Final = re.compile("[A-Za-z]")
KURDISH: Final = frozenset({"ckb", "sdh", "kmr-arab"})
#: The code that the gate gives where it is not the label.
CODES: Final = {**dict.fromkeys(KURDISH, "ckb"), "az-L": "az", "az-latn": "az"}
NAMED: Final = frozenset({"ar", "ur", "ps", "azb", "sd", "ug", "en", "tr", "de", "fr", "es", "it"}) | KURDISH
#: Persian with a neighbour's keyboard or without spaces, and neighbours with a Persian keyboard.
DEFORMED, DISGUISED = re.compile(r"fa~"), re.compile(r"\w+~fakb")


@dataclass(frozen=True, slots=True)
class Judged:
    """One row, and what the gate said. words: tokens with a letter. finding: None when it lets the text pass."""

    label: str
    group: str
    words: int
    finding: Finding | None

    @property
    def code(self) -> str:
        """The language that the gate names."""
        return dict(self.finding.details).get("code", self.finding.message) if self.finding else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share that is measured. of: which rows; counts: which of them; goal: per cent, at most or at least."""

    name: str
    of: Callable[[Judged], bool]
    counts: Callable[[Judged], bool]
    goal: float
    at_least: bool = False


def stopped(row: Judged) -> bool:
    """Whether the gate holds or refuses it."""
    return row.finding is not None


def passed(row: Judged) -> bool:
    """Whether the gate lets it pass."""
    return row.finding is None


def _foreign(name: str, labels: frozenset[str], goal: float) -> Figure:
    return Figure(f"{name} let through", lambda row: row.label in labels and row.words >= ENOUGH, passed, goal)


FIGURES: Final = (
    Figure("Persian comments, 4+ words, stopped", lambda row: row.group == "a" and row.words >= ENOUGH, stopped, 0.15),
    Figure(
        "public comments, 4+ words, stopped", lambda row: row.group == "public" and row.words >= ENOUGH, stopped, 0.15
    ),
    Figure(
        "formal Persian and Dari, 4+ words, stopped",
        lambda row: row.group == "b" and row.words >= ENOUGH,
        stopped,
        0.15,
    ),
    Figure("Persian, 2–3 words, stopped", lambda row: row.group in "ab" and 1 < row.words < ENOUGH, stopped, 1.0),
    Figure(
        "public comments, 2–3 words, stopped",
        lambda row: row.group == "public" and 1 < row.words < ENOUGH,
        stopped,
        1.0,
    ),
    Figure(
        "Persian, one word, stopped", lambda row: row.group in {"a", "b", "public"} and row.words == 1, stopped, 0.0
    ),
    _foreign("Arabic", frozenset({"ar"}), 1.0),
    _foreign("Urdu", frozenset({"ur"}), 1.0),
    _foreign("Pashto", frozenset({"ps"}), 1.0),
    _foreign("Kurdish", KURDISH, 1.0),
    _foreign("Azerbaijani", frozenset({"azb"}), 1.0),
    _foreign("Sindhi", frozenset({"sd"}), 1.0),
    _foreign("Uyghur", frozenset({"ug"}), 1.0),
    Figure("Latin and other scripts let through", lambda row: row.group == "d" and row.words >= ENOUGH, passed, 0.3),
    Figure(
        "Persian of other keyboards, without spaces, stopped", lambda row: bool(DEFORMED.match(row.label)), stopped, 1.0
    ),
    Figure(
        "foreign text of a Persian keyboard let through",
        lambda row: bool(DISGUISED.match(row.label)) and row.words >= ENOUGH,
        passed,
        5.0,
    ),
    Figure("mixed and edge cases, right", lambda row: row.group == "f", passed, 95.0, at_least=True),
    Figure(
        "Finglish, 4+ words, recognised",
        lambda row: row.group == "e" and row.words >= ENOUGH,
        lambda row: row.code == "finglish",
        98.0,
        at_least=True,
    ),
    Figure(
        "language named right, of those stopped",
        lambda row: row.label in NAMED and row.words >= ENOUGH and stopped(row),
        lambda row: row.code == CODES.get(row.label, row.label),
        95.0,
        at_least=True,
    ),
)


def report() -> Iterator[str]:
    """The figures, each with its goal, then the share stopped of each language."""
    rows = list(_judged())
    if not rows:
        return
    yield "\n## language gate\n"
    for figure in FIGURES:
        chosen = [row for row in rows if figure.of(row)]
        got = Ratio(sum(map(figure.counts, chosen)), len(chosen))
        share = 100 * got.part / max(1, got.whole)
        reached = share >= figure.goal if figure.at_least else share <= figure.goal
        goal = f"{'≥' if figure.at_least else '≤'} {figure.goal:g} %"
        yield f"{figure.name:52} {share:6.2f} % ({got.part}/{got.whole})  {goal:9} {'' if reached else 'NOT REACHED'}"
    yield f"\nshare stopped, {ENOUGH} words and more"
    for (group, label), found in sorted(_by_label(rows).items()):
        yield f"{group:6} {label:14} {Ratio(sum(found), len(found))}"


def _by_label(rows: list[Judged]) -> Mapping[tuple[str, str], list[bool]]:
    counts: dict[tuple[str, str], list[bool]] = {}
    for row in rows:
        if row.words >= ENOUGH:
            counts.setdefault((row.group, row.label), []).append(stopped(row))
    return counts


def _judged() -> Iterator[Judged]:
    engine = rules.Engine(catalogue=tuple(rule for rule in CATALOGUE if rule.id == "persian"))
    for text, label, group in (*languages(), *_public()):
        words = sum(any(map(str.isalpha, word)) for word in _WORD.findall(text))
        if words:
            asked = (one for one in engine.judge(rules.Submission(text)).findings if one.action is not Action.NONE)
            yield Judged(label, group, words, next(asked, None))


def _public() -> Iterator[tuple[str, str, str]]:
    """The public comments that are written in Arabic script; some hundredths of a per cent are not Persian."""
    for one in public_sets():
        if one.name.startswith(("clean_", "insult_")):
            for text, _ in one.rows:
                if len(_ARABIC_SCRIPT.findall(text)) > len(_LATIN_SCRIPT.findall(text)):
                    yield text, "fa", "public"
