"""Bars as SVG, drawn on the server: numbers for a template, which escapes every text. No package draws right to left.

A chart is a picture with a title and a sentence for whoever does not see it; its table stands beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.dates import persian_digits

WIDTH: Final = 640
HEIGHT: Final = 200
#: Room for the labels of columns below, and for numbers above.
_BELOW, _ABOVE = 34, 22
#: So many columns get a label each; of more every few do.
_LABELS: Final = 12
_GAP: Final = 0.25


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: where it stands, its number as it is written, and its label; empty where there is no room for it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of columns. id: names it in the page. told: the sentence for whoever does not see it."""

    id: str
    title: str
    told: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - _BELOW


def draw(name: str, title: str, rows: Sequence[tuple[str, int]]) -> Chart:
    """Draw columns, the first one at the right as Persian is read."""
    most = max((number for _, number in rows), default=0)
    step = WIDTH / max(len(rows), 1)
    room = HEIGHT - _BELOW - _ABOVE
    each = max(1, -(-len(rows) // _LABELS))
    bars = []
    for place, (label, number) in enumerate(rows):
        height = room * number / most if most else 0.0
        x = WIDTH - (place + 1) * step + step * _GAP / 2
        bars.append(
            Bar(
                x=round(x, 1),
                y=round(HEIGHT - _BELOW - height, 1),
                width=round(step * (1 - _GAP), 1),
                height=round(height, 1),
                middle=round(x + step * (1 - _GAP) / 2, 1),
                label=label if place % each == 0 else "",
                number=persian_digits(number) if number and len(rows) <= 2 * _LABELS else "",
            )
        )
    return Chart(name, title, _told(rows), tuple(bars))


def _told(rows: Sequence[tuple[str, int]]) -> str:
    """The whole and the highest column in a sentence."""
    total = sum(number for _, number in rows)
    if not total:
        return "در این بازه نظری نبود."
    label, most = max(rows, key=lambda row: row[1])
    return f"روی هم {persian_digits(total)} نظر؛ بیشترین {persian_digits(most)} نظر در {label}."
