"""`make`: the environment that it sets up. A script stands for Python, so that nothing is downloaded."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Answers as an interpreter with pip does; `-m venv` makes an environment, `-m pip` puts the command there.
PYTHON = """#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo venv >> made ;;
  "-m pip") printf '#!/bin/sh\\necho serving\\n' > .venv/bin/nazer && chmod +x .venv/bin/nazer && echo pip >> made ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-build.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    python = tmp_path / "python-of-the-test"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return tmp_path


def make_demo(folder: Path) -> tuple[str, list[str]]:
    """What `make demo` says last, and what it made for that."""
    made = folder / "made"
    made.unlink(missing_ok=True)
    command = ["make", "--no-print-directory", "demo", f"PYTHON={folder / 'python-of-the-test'}"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1], made.read_text().split() if made.exists() else []


def test_the_environment_is_made_once(folder: Path) -> None:
    assert make_demo(folder) == ("serving", ["venv", "pip", "pip", "pip"])
    assert make_demo(folder) == ("serving", [])


def test_an_environment_whose_interpreter_has_gone_is_made_anew(folder: Path) -> None:
    make_demo(folder)
    (folder / ".venv/bin/python").unlink()
    assert make_demo(folder) == ("serving", ["venv", "pip", "pip", "pip"])
    shutil.rmtree(folder / ".venv/bin")
    assert make_demo(folder) == ("serving", ["venv", "pip", "pip", "pip"])
    assert make_demo(folder) == ("serving", [])


def test_other_requirements_are_installed_into_the_same_environment(folder: Path) -> None:
    make_demo(folder)
    with (folder / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert make_demo(folder) == ("serving", ["pip", "pip", "pip"])
