"""Real material: the articles and comments of the seeds, every kind of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rules
from bench.report import ROOT


@dataclass(frozen=True, slots=True)
class Piece:
    """A comment of the seeds. parent_text: what it answers, or empty."""

    article: rules.Article
    text: str
    author_name: str
    parent_text: str

    def submission(self) -> rules.Submission:
        """The comment as the rules get it."""
        return rules.Submission(self.text, self.author_name, self.article, rules.Facts(parent_text=self.parent_text))


@cache
def pieces() -> tuple[Piece, ...]:
    """Every comment under seeds/, file by file."""
    seeds = ROOT / "seeds"
    articles = {
        line["article_id"]: _article(line) for file in sorted(seeds.glob("*/*articles.jsonl")) for line in _lines(file)
    }
    comments = [line for file in sorted(seeds.glob("*/*comments.jsonl")) for line in _lines(file)]
    texts = {line["id"]: line["text"] for line in comments}
    return tuple(
        Piece(
            articles[line["article_id"]],
            line["text"],
            line.get("author_name") or "",
            texts.get(line.get("parent_id") or "", ""),
        )
        for line in comments
    )


def spread(number: int) -> list[Piece]:
    """That many comments, taken evenly from all files."""
    every = pieces()
    step = max(1.0, len(every) / number)
    return [every[int(place * step)] for place in range(min(number, len(every)))]


def plain_article(article: rules.Article) -> str:
    """An article as one text."""
    return "\n".join((article.title, article.kicker, article.lede, article.body, *article.tags))


def _article(line: dict[str, Any]) -> rules.Article:
    title, kicker, lede, body, category = (
        str(line.get(name) or "") for name in ("title", "kicker", "lede", "body", "category")
    )
    return rules.Article(line["article_id"], title, kicker, lede, body, category, tuple(line.get("tags") or ()))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
