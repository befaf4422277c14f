"""What a benchmark hands back: tables of figures, the same for a terminal, for Markdown and as JSON."""

import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
Cell = str | float | None


@dataclass(slots=True)
class Table:
    """Figures under a title. notes: what a reader must know to trust them."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """A Markdown table that is also aligned for a terminal."""
        lines = [self.columns, *[tuple(map(_show, row)) for row in self.rows]]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.columns))]
        drawn = [_row([cell.ljust(width) for cell, width in zip(line, widths, strict=True)]) for line in lines]
        drawn.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
        return "\n".join([f"### {self.title}", "", *drawn, "", *[f"- {note}" for note in self.notes], ""])

    def as_json(self) -> dict[str, Any]:
        """The figures with their names."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"title": self.title, "rows": rows, "notes": self.notes}


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def times(value: float) -> str:
    """A ratio as it is read: 12×."""
    return f"{value:.0f}×" if value >= 20 else f"{value:.1f}×"  # noqa: PLR2004 (two figures are enough)


def progress(line: str) -> None:
    """Tell whoever waits what is being done; on standard error, so that tables can be piped."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def facts_of_this_run() -> dict[str, str]:
    """Where and when: figures mean nothing without it."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{_processor()}, {os.cpu_count()} CPUs, {platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _show(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    digits = 0 if abs(cell) >= 100 else 1 if abs(cell) >= 10 else 2  # noqa: PLR2004 (three figures are enough)
    return f"{cell:,.{digits}f}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown processor")


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return "unknown"

    def ask(*words: str) -> str:
        done = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words)
        return done.stdout.strip()

    changed = " with changes" if ask("status", "--porcelain", "--untracked-files=no") else ""
    return f"{ask('rev-parse', '--short', 'HEAD') or 'unknown'}{changed}"
