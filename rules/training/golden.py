"""The golden profile: `python -m rules.training.golden tests/rules/golden_profile.json` writes it anew.

Stored profiles are made anew when `rules.profile.VERSION` grows. Whoever changes what a profile holds and forgets that
leaves every installation with old ones, so the profile of one article is kept in a file with its version, and
tests/rules/test_golden_profile.py compares.
"""

import json
import sys
import zlib
from pathlib import Path
from typing import Any

from rules.preparation import prepare
from rules.profile import VERSION
from rules.vocabulary import Article


def content(article: dict[str, Any]) -> dict[str, Any]:
    """What is stored of the profile of an article, as JSON has it, without the version."""
    profile = prepare(Article(**{**article, "tags": tuple(article["tags"])}))
    stored: dict[str, Any] = json.loads(zlib.decompress(profile.to_bytes()))
    del stored["version"]
    return stored


def main(path: Path) -> None:
    """Write the file anew, for the article that stands in it."""
    golden = json.loads(path.read_text("utf-8"))
    made = {"article": golden["article"], "version": VERSION, "profile": content(golden["article"])}
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
