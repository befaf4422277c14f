"""Every rule is whole: what one file promises of it, the others keep."""

import ast
import string
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from rules.catalogue import CATALOGUE
from rules.explain import messages
from rules.policy import load_policy

CHECKS = Path(__file__).parents[2] / "rules" / "checks"
RULES = sorted(path.name for path in CHECKS.iterdir() if (path / "__init__.py").exists())
HEADINGS = ("What it catches", "Why", "Known misses and false alarms")
#: Whom a message is for, and whether it may be empty.
READERS = ("author", "hint", "moderator")
LANGUAGES = ("fa", "en")
#: Details that every finding of a rule carries, for its messages.
PERSIAN = range(0x0600, 0x0700)


def table(rule: str, name: str) -> dict[str, Any]:
    return tomllib.loads((CHECKS / rule / name).read_text("utf-8"))


def nodes(rule: str) -> Iterator[ast.AST]:
    for path in sorted((CHECKS / rule).glob("*.py")):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def constants(node: ast.AST) -> Iterator[str]:
    """The texts that an expression can be; nothing for what is only known when it runs."""
    if isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def yielded(rule: str) -> tuple[set[str], bool]:
    """The message ids that stand in the code, and whether there are others, which come from the word list."""
    found: set[str] = set()
    others = False
    for node in nodes(rule):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Hit":
            message = node.args[1]
            found |= set(constants(message))
            branches = [message.body, message.orelse] if isinstance(message, ast.IfExp) else [message]
            others |= any(not isinstance(branch, ast.Constant) for branch in branches)
    return found, others


def categories(rule: str) -> set[str]:
    path = CHECKS / rule / "lexicon.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {line.strip()[1:-1] for line in lines if line.startswith("[")}


def test_the_folders_the_catalogue_and_the_policy_name_the_same_rules() -> None:
    assert sorted(rule.id for rule in CATALOGUE) == RULES
    assert sorted(load_policy().rules) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_its_files_and_no_others_that_nobody_reads(rule: str) -> None:
    names = {path.name for path in (CHECKS / rule).iterdir() if path.is_file()}
    assert names >= {"__init__.py", "rule.py", "messages.toml", "cases.toml"}
    sources = "".join(path.read_text("utf-8") for path in (CHECKS / rule).glob("*.py"))
    data = {name for name in names if not name.endswith(".py")} - {"messages.toml", "cases.toml", "README.md"}
    assert [name for name in sorted(data) if f'"{name}"' not in sources] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_docstring_of_a_rule_is_its_page(rule: str) -> None:
    module = import_module(f"rules.checks.{rule}.rule")
    page = module.__doc__ or ""
    assert rule == module.RULE.id
    lines = page.splitlines()
    for heading in HEADINGS:
        at = lines.index(heading)
        assert lines[at + 1].startswith("    "), heading
        assert lines[at + 1].strip(), heading


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_cases_both_ways(rule: str) -> None:
    cases = table(rule, "cases.toml")
    assert set(cases) == {"catches", "passes"}
    assert len(cases["catches"]) >= 2
    assert len(cases["passes"]) >= 2
    assert all(case["why"].strip() for case in cases["passes"])
    assert all(case["at_least"] in {"hold", "reject"} for case in cases["catches"])


@pytest.mark.parametrize("rule", RULES)
def test_every_message_that_a_rule_can_give_has_its_words_and_no_words_are_left_over(rule: str) -> None:
    written = set(messages(rule))
    fixed, others = yielded(rule)
    assert fixed <= written
    listed = categories(rule) if others else set()
    assert written <= fixed | listed, "words for a message that is never given"
    # A category without words is one that the code knows by name, and does not report.
    known = {value for node in nodes(rule) for value in constants(node)}
    known |= {word for value in known for word in value.split()}
    assert listed - written <= known


@pytest.mark.parametrize("rule", RULES)
def test_every_message_speaks_to_author_and_moderator_in_both_languages(rule: str) -> None:
    for message, languages in messages(rule).items():
        assert set(languages) - {"unmarked"} == set(LANGUAGES), message
        assert languages.get("unmarked", True) is True, message
        fields = {}
        for language in LANGUAGES:
            sentences = languages[language]
            assert set(sentences) == set(READERS), message
            for reader in READERS:
                sentence = sentences[reader]
                assert sentence.strip() == sentence
                assert sentence, (message, language, reader)
                words = "".join(text for text, *_ in string.Formatter().parse(sentence))
                persian = any(ord(char) in PERSIAN for char in words)
                assert persian == (language == "fa"), (message, language, reader)
                assert not set("يك") & set(sentence), "Arabic letters in a Persian sentence"
            fields[language] = {
                field for sentence in sentences.values() for _, field, *_ in string.Formatter().parse(sentence)
            }
        assert {len(found) for found in fields.values()}, message
