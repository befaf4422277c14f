"""The form of a policy: numbers as moderators read them (percent, Persian digits), and back, with every fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import rules
from service.dates import persian_digits
from service.messages import catalogue
from service.usecases.change_policy import BALANCED, NEVER, write_content
from service.web.desk.cards import rule_label

PRESETS: Final = ("balanced", "strict")
#: Not a rule, but a switch of its own: words in disguise, whichever rule saw them.
DISGUISE: Final = "disguise"
_LATIN: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in the form, as it was typed or as it stands. refuses: whether the machine may refuse by itself."""

    rule: str
    hold: str
    reject: str
    refuses: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has in the form. policy: what it says; None where it says nothing that can be judged by."""

    preset: str
    rows: tuple[Row, ...]
    disguise_marked: bool
    content: str = ""
    policy: rules.Policy | None = None
    faults: tuple[str, ...] = field(default=())


def label(rule: str) -> str:
    """The name of a rule, or of the switch beside them."""
    return catalogue("policy")["label.disguise"] if rule == DISGUISE else rule_label(rule)


def shown(number: float | None) -> str:
    """A threshold as percent, without its sign; empty for never."""
    if number is None or number >= NEVER:
        return ""
    return persian_digits(f"{round(number * 100, 2):g}").replace(".", "٫")


def of_policy(policy: rules.Policy, preset: str) -> Typed:
    """The form as a policy stands."""
    rows = (
        Row(
            rule=rule,
            hold=shown(own.hold_at),
            reject=shown(own.reject_at),
            refuses=own.reject_at < NEVER,
            marked=rule not in policy.unmarked,
        )
        for rule, own in sorted(policy.rules.items(), key=lambda one: _place(one[0]))
    )
    return Typed(preset, tuple(rows), DISGUISE not in policy.unmarked, policy=policy)


def preset_of(content: str) -> str:
    """The preset that a stored content stands on."""
    return "strict" if content.startswith('preset = "strict"') else BALANCED


def read(form: Mapping[str, str], base: rules.Policy) -> Typed:
    """What was typed, and what it means under the installation's policy; every fault at once."""
    preset = form.get("preset", "")
    preset = preset if preset in PRESETS else BALANCED
    faults: list[str] = []
    rows, thresholds = [], {}
    for rule in sorted(base.rules, key=_place):
        row = Row(
            rule=rule,
            hold=form.get(f"hold-{rule}", "").strip()[:10],
            reject=form.get(f"reject-{rule}", "").strip()[:10],
            refuses=bool(form.get(f"refuses-{rule}")),
            marked=bool(form.get(f"marked-{rule}")),
        )
        rows.append(row)
        thresholds[rule] = _thresholds(row, faults)
    disguise = bool(form.get(f"marked-{DISGUISE}"))
    marked = {row.rule for row in rows if row.marked} | ({DISGUISE} if disguise else set())
    if faults:
        return Typed(preset, tuple(rows), disguise, faults=tuple(faults))
    unmarked = frozenset({*base.rules, DISGUISE} - marked)
    content = write_content(base, preset, thresholds, unmarked)
    return Typed(preset, tuple(rows), disguise, content, rules.adapt_policy(base, content, "unsaved"))


def _thresholds(row: Row, faults: list[str]) -> rules.Thresholds:
    words = catalogue("policy")
    before = len(faults)
    hold = _number(row, "hold_at", row.hold, faults)
    reject = _number(row, "reject_at", row.reject, faults) if row.refuses else NEVER
    if row.refuses and not row.reject:
        faults.append(words["fault.missing_reject"].format(rule=label(row.rule)))
    elif len(faults) == before and hold < NEVER and hold > reject:
        faults.append(words["fault.order"].format(rule=label(row.rule)))
    return rules.Thresholds(hold, reject)


def _number(row: Row, what: str, typed: str, faults: list[str]) -> float:
    """A percentage of 1 to 100, in any digits, as a share of 1; NEVER for an empty field."""
    if not typed:
        return NEVER
    plain = typed.translate(_LATIN).removesuffix("%").removesuffix("٪").strip()
    try:
        number = round(float(plain) / 100, 4) if plain.isascii() else -1.0
    except ValueError:
        number = -1.0
    if not 0.01 <= number <= 1:  # noqa: PLR2004 (one per cent)
        words = catalogue("policy")
        faults.append(words["fault.number"].format(rule=label(row.rule), what=words[f"what.{what}"]))
        return NEVER
    return number


def _place(rule: str) -> int:
    """Where a rule stands in the form: as the catalogue explains them; what it does not know comes last."""
    names = [key.removeprefix("explained.") for key in catalogue("policy") if key.startswith("explained.")]
    return names.index(rule) if rule in names else len(names)
