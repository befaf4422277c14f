"""The house's own rules: one version, declared dependencies, a lock that can be trusted, files of a readable size."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements-build.txt", "requirements.txt", "requirements-dev.txt")
#: What Flask, Flask-Limiter and pydantic are made of, and hand out as their own.
COMES_WITH = {
    "click": "flask",
    "limits": "flask-limiter",
    "markupsafe": "flask",
    "werkzeug": "flask",
    "pydantic_core": "pydantic",
}
LONGEST = 300


def tracked(*ends: str) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.splitlines() if name.endswith(ends) and (ROOT / name).is_file()]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9_.-]+)==(\S+) \\$", (ROOT / lock).read_text(), re.MULTILINE)
    return {normal(name): number for name, number in found}


def imported(folder: str) -> Iterator[str]:
    for name in tracked(".py"):
        if not name.startswith(f"{folder}/"):
            continue
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def test_the_version_is_written_in_one_place() -> None:
    assert version("nazer") == PROJECT["project"]["version"]
    assigned = [
        name for name in tracked(".py") if re.search(r"^__version__\b", (ROOT / name).read_text(), re.MULTILINE)
    ]
    assert assigned == []


def test_the_changelog_begins_with_what_is_to_come_or_with_this_version() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert len(headings) == 1 or headings[1] == PROJECT["project"]["version"]


@pytest.mark.parametrize(("folder", "groups"), [("service", ()), ("rules", ("dev",)), ("tests", ("dev",))])
def test_what_is_imported_is_declared(folder: str, groups: tuple[str, ...]) -> None:
    declared = {normal(re.split(r"[\[<>=;\s]", entry)[0]) for entry in PROJECT["project"]["dependencies"]}
    for group in groups:
        declared |= {normal(entry) for entry in PROJECT["dependency-groups"][group]}
    ours = {"bench", "rules", "service", "tests"}
    distributions = packages_distributions()
    undeclared = {
        name
        for name in imported(folder)
        if name not in sys.stdlib_module_names
        and name not in ours
        and COMES_WITH.get(name) not in declared
        and not {normal(one) for one in distributions.get(name, [name])} & declared
    }
    assert undeclared == set()


def test_everything_that_is_declared_has_its_reason_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    entries = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = [re.split(r"[\[<>=;\s]", entry)[0] for entry in entries] + PROJECT["dependency-groups"]["build"]
    assert [name for name in names if f"| {name} |" not in text] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_hashes_for_everything_and_addresses_for_nothing(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines)
    assert pinned(lock)


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    run, develop = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert run.items() <= develop.items()
    wanted = {normal(re.split(r"[\[<>=;\s]", entry)[0]) for entry in PROJECT["project"]["dependencies"]}
    assert wanted <= run.keys()
    assert {normal(entry) for entry in PROJECT["dependency-groups"]["dev"]} <= develop.keys()
    assert pinned("requirements-build.txt").keys() == {"setuptools"}


def test_this_environment_is_the_one_that_the_lock_describes() -> None:
    differing = {name: number for name, number in pinned("requirements-dev.txt").items() if version(name) != number}
    # A version may be written with or without leading zeros: 2.012 is 2.12.
    assert {name for name, number in differing.items() if version(name).replace(".0", ".") != number} == set()


def test_no_file_is_longer_than_a_reader_can_hold_in_mind() -> None:
    lengths = {name: len((ROOT / name).read_text().splitlines()) for name in tracked(".py", ".js", ".mjs")}
    assert {name for name, length in lengths.items() if length > LONGEST} == set()


def test_every_exception_to_the_linter_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.per-file-ignores]")]
    rules = re.findall(r'^    "([A-Z]+[0-9]*)",(.*)$', block, re.MULTILINE)
    assert rules
    assert [rule for rule, rest in rules if "#" not in rest] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    # Put together here, so that this file does not name them either.
    places = ["/" + "work/", "/" + "root/", "py" + "pi.org", "python" + "hosted", "registry." + "npmjs"]
    found = {
        (name, place)
        for name in tracked(
            ".py", ".toml", ".md", ".txt", ".yaml", ".js", ".mjs", ".html", "Makefile", "Dockerfile", "run"
        )
        for place in places
        if place in (ROOT / name).read_text()
    }
    assert found == set()
