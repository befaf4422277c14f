"""Runs `nazer judge` on a set, as a publisher would, and puts its verdicts beside the labels."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

#: Not a rule: insults and adverts as authors' names.
NAME = "(name)"
FIELDS = ("id", "article_id", "text", "author_name", "parent_text")


def verdicts(comments: Iterable[Mapping[str, Any]], articles: Sequence[Path] = ()) -> dict[str, dict[str, Any]]:
    """Comment id -> verdict line. Raises RuntimeError when `nazer judge` reports a bad line."""
    given = "".join(
        json.dumps({field: row[field] for field in FIELDS if row.get(field)}, ensure_ascii=False) + "\n"
        for row in comments
    )
    command = [sys.executable, "-c", "from service.cli import main; main()", "judge"]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as together:
        if articles:
            together.writelines(path.read_text("utf-8") for path in articles)
            together.flush()
            command += ["--articles", together.name]
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603 (ours)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {str(line["id"]): line for line in map(json.loads, done.stdout.splitlines())}


def asks(verdict: Mapping[str, Any], rule: str = "") -> bool:
    """Whether a verdict stops the comment; with a rule, whether that rule does for its text; NAME: any for the name."""
    if not rule:
        return bool(verdict["outcome"] != "publish")
    stopping = (found for found in verdict["findings"] if found["action"] != "none")
    return any((NAME if found["message"] == "name" else found["rule"]) == rule for found in stopping)
