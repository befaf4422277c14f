"""The labelled corpus as readings: seeds/corpus, one article file and one comment file for each desk."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rules.preparation import prepare
from rules.reading import Reading
from rules.submission import Facts, Submission
from rules.vocabulary import Article

if TYPE_CHECKING:
    from rules.profile import ArticleProfile

#: What models learn from; the test split is for `make eval` alone.
LEARN: Final = frozenset({"train", "dev"})
#: Beside the corpus: adverts of more kinds, and what only looks like them.
ADVERTS: Final = "adverts.txt"


def labelled(folder: Path, splits: frozenset[str]) -> Iterator[tuple[Reading, dict[str, Any]]]:
    """The comments of some splits with their labels, in the order of the files."""
    prepared: dict[str, tuple[Article, ArticleProfile]] = {}
    for path in sorted(folder.glob("*.articles.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            one = article(row)
            prepared[one.article_id] = (one, prepare(one))
    for path in sorted(folder.glob("*.comments.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = {row["id"]: row["text"] for row in rows}
        for row in rows:
            if row["split"] in splits:
                facts = Facts(parent_text=texts.get(row["parent_id"] or "", ""))
                found, profile = prepared[row["article_id"]]
                submission = Submission(row["text"], row["author_name"], found, facts)
                yield Reading(submission, profile), row


def article(row: dict[str, Any]) -> Article:
    """An article of the corpus."""
    return Article(
        article_id=row["article_id"],
        title=row["title"],
        kicker=row["kicker"],
        lede=row["lede"],
        body=row["body"],
        category=row["category"],
        tags=tuple(row["tags"]),
        published_at=datetime.fromisoformat(row["published_at"]),
    )


def written(adverts: Path) -> Iterator[tuple[str, str, bool]]:
    """The texts of `ADVERTS`, one a line (`+ advert` or `- no advert`): a name for each, it, and whether it is one."""
    for number, line in enumerate(adverts.read_text("utf-8").splitlines()):
        sign, _, text = line.partition(" ")
        if sign in {"+", "-"}:
            yield f"{adverts.name}:{number}", text, sign == "+"
