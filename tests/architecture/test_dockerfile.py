"""The Dockerfile, held to the truth without a container engine.

Its build steps run in a clean virtual environment, on the files that are tracked; then its CMD is started, on a free
port, and must answer. What needs root or an image of its own (useradd, FROM) is left out.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SECRET: Final = "a secret of the tests of the image"
PATIENCE: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of the Dockerfile."""

    stage: int
    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class Image:
    """What the steps of the Dockerfile made, outside a container."""

    folder: Path
    environment: dict[str, str]
    steps: list[Step]

    def inside(self, text: str) -> str:
        """A text of the Dockerfile with the container's folders put where they are here."""
        return re.sub(r"(?<![\w.])/(opt/nazer|src|data)\b", lambda match: f"{self.folder}/{match[1]}", text)

    def last(self, word: str) -> str:
        return next(step.rest for step in reversed(self.steps) if step.word == word)


def read_steps() -> list[Step]:
    joined = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    stage = 0
    steps = []
    for line in joined.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        stage += word == "FROM"
        steps.append(Step(stage, word, rest.strip()))
    return steps


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `docker build` is given: the tracked files, and those that are about to be."""
    folder = tmp_path_factory.mktemp("context")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 (the developer's git)
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def image(context: Path, tmp_path_factory: pytest.TempPathFactory) -> Image:
    steps = read_steps()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NAZER_", "COV", "PYTHON"))}
    clean.pop("DATABASE_URL", None)
    clean.pop("VIRTUAL_ENV", None)
    image = Image(tmp_path_factory.mktemp("image"), clean, steps)
    (image.folder / "data").mkdir()
    (image.folder / "src").mkdir()
    (image.folder / "bin").mkdir()
    (image.folder / "bin" / "python").symlink_to(getattr(sys, "_base_executable", sys.executable))
    clean["PATH"] = f"{image.folder}/bin:{os.environ['PATH']}"
    for step in steps:
        if step.word == "ENV":
            name, _, value = step.rest.partition("=")
            clean[name] = image.inside(value).replace("$PATH", clean["PATH"])
        elif step.stage == 1 and step.word == "COPY":
            copy(context, image.folder / "src", step.rest.split())
        elif step.stage == 1 and step.word == "RUN":
            run(image, step)
    return image


def copy(context: Path, folder: Path, names: list[str]) -> None:
    for name in names[:-1]:
        into = folder / names[-1]
        if (context / name).is_dir():
            shutil.copytree(context / name, into)
        else:
            shutil.copy(context / name, into)


def run(image: Image, step: Step) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", image.inside(step.rest)],
        cwd=image.folder / "src",
        env=image.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{step.rest}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def address(image: Image) -> Iterator[str]:
    """The container's CMD, started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    everywhere, here = "0.0.0.0", "127.0.0.1"  # noqa: S104 (in a container)
    command = [part.replace(everywhere, here).replace("8000", str(port)) for part in json.loads(image.last("CMD"))]
    environment = {**image.environment, "NAZER_SECRET_KEY": SECRET}
    process = subprocess.Popen(command, cwd=image.folder / "data", env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            try:
                get(f"{address}/healthz")
                break
            except OSError:
                time.sleep(0.1)
        assert process.poll() is None, "the container would have stopped"
        yield address
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0, "docker stop does not end it cleanly"
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        body: bytes = answer.read()
    return body


@pytest.mark.slow
def test_the_image_answers_after_migrating_its_database(image: Image, address: str) -> None:
    for path in ("/healthz", "/readyz", "/desk/login", "/embed/v1.js"):
        assert get(address + path)
    assert (image.folder / "data" / "nazer.db").is_file()


@pytest.mark.slow
def test_everything_that_the_packages_need_beside_code_is_installed(image: Image, address: str) -> None:
    """What is tracked under rules and service stands in the environment too."""
    (installed,) = (image.folder / "opt" / "nazer").glob("lib/python3.*/site-packages")
    source = image.folder / "src"
    files = [path.relative_to(source) for top in ("rules", "service") for path in (source / top).rglob("*")]
    missing = [str(path) for path in files if (source / path).is_file() and not (installed / path).exists()]
    assert [name for name in missing if not name.endswith(("cases.toml", ".md"))] == []


@pytest.mark.slow
def test_the_health_check_of_the_image_passes_while_it_runs_and_fails_otherwise(image: Image, address: str) -> None:
    command = json.loads(image.last("HEALTHCHECK").partition("CMD ")[2])
    for base, code in ((address, 0), ("http://127.0.0.1:1", 1)):
        checked = [part.replace("http://127.0.0.1:8000", base) for part in command]
        done = subprocess.run(checked, env=image.environment, capture_output=True, check=False)
        assert done.returncode == code


@pytest.mark.slow
def test_without_a_secret_the_image_says_so_and_stops(image: Image) -> None:
    done = subprocess.run(
        json.loads(image.last("CMD")),
        cwd=image.folder / "data",
        env=image.environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert b"NAZER_SECRET_KEY is missing" in done.stderr
    assert b"Traceback" not in done.stderr


def test_nobody_is_root_in_the_image() -> None:
    steps = read_steps()
    words = [step.word for step in steps if step.stage == 2]
    assert next(step.rest for step in steps if step.word == "USER") == "nazer"
    assert words.index("USER") < words.index("CMD")


def test_what_the_image_is_made_of_is_not_kept_from_it(context: Path) -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        name for step in read_steps() if step.stage == 1 and step.word == "COPY" for name in step.rest.split()[:-1]
    }
    assert copied == allowed
    assert all((context / name).exists() for name in copied - {"README.md"})
