"""Environments of their own for what we compare with, made once beside this file (`.venv-*`, ignored by git)."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.report import progress

HERE: Final = Path(__file__).parent


class MissingError(RuntimeError):
    """An environment could not be made; the message says why."""


def environment(name: str) -> Path:
    """The `bin` folder of an environment with what `<name>.txt` pins. Raises MissingError, mostly without a network."""
    pins = HERE / f"{name}.txt"
    folder = HERE / f".venv-{name}"
    stamp = folder / "made-of"
    made_of = f"{sys.version_info[:2]} {hashlib.sha256(pins.read_bytes()).hexdigest()}"
    if stamp.exists() and stamp.read_text() == made_of:
        return folder / "bin"
    progress(f"making the environment {folder.name} (once) …")
    _do([sys.executable, "-m", "venv", "--clear", str(folder)])
    _do([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--requirement", str(pins)])
    stamp.write_text(made_of)
    return folder / "bin"


def _do(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
    if done.returncode:
        message = f"{' '.join(command[1:])}: {done.stderr.strip().splitlines()[-1:]}"
        raise MissingError(message)
