"""Judges one line: a comment as JSON in, its verdict as JSON out. The fields are a contract with publishers' programs.

Knows the rules and nothing else of the service: no database, no settings.
"""

import json
import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import rules

TEHRAN: Final = ZoneInfo("Asia/Tehran")
#: Of more articles the newest are the archive.
LARGEST_ARCHIVE: Final = 500

log = logging.getLogger(__name__)


class BadLineError(ValueError):
    """A line that cannot be judged; the message says why."""


@dataclass(frozen=True, slots=True)
class Court:
    """What a comment is judged by.

    articles: by id; None judges comments without their articles. archive: of the newest of them, or None.
    profiles: of these, by id, so that they are not prepared twice.
    """

    engine: "rules.Engine"
    articles: Mapping[str, rules.Article] | None
    archive: "rules.Archive | None" = None
    profiles: Mapping[str, "rules.ArticleProfile"] = field(default_factory=dict)


Articles = dict[str, rules.Article]


def read_articles(path: Path) -> tuple[Articles, list[str]]:
    """Read the articles of a JSON Lines file, and the faults of the lines that are none."""
    articles: Articles = {}
    faults: list[str] = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                article = _article(_object(line))
            except BadLineError as error:
                faults.append(f"{path}, line {number}: {error}")
                continue
            articles[article.article_id] = article
    return articles, faults


def prepare_archive(articles: Articles) -> tuple[bytes, ...]:
    """The profiles of the newest articles, newest first; those without a date come last, in their order.

    As bytes, so that they are made once, however many processes judge.
    """
    dated = sorted(articles.values(), key=lambda one: -one.published_at.timestamp() if one.published_at else math.inf)
    profiles = []
    for article in dated[:LARGEST_ARCHIVE]:
        try:
            profiles.append(rules.prepare(article).to_bytes())
        except Exception as error:  # noqa: BLE001 (its comments are judged all the same, and held: the engine says why)
            log.error("article %s could not be prepared: %s", article.article_id, type(error).__name__)  # noqa: TRY400
    return tuple(profiles)


def open_court(articles: Articles | None, policy: Path | None, archive: Iterable[bytes] = ()) -> Court:
    """Load the rules under a policy; None takes the one that ships with them. Raises rules.PolicyError.

    archive: what `prepare_archive` made; nothing judges without one.
    """
    engine = rules.Engine(rules.load_policy(policy))
    profiles = {one.article_id: one for one in map(rules.ArticleProfile.from_bytes, archive)}
    return Court(engine, articles, rules.Archive(profiles.values()) if profiles else None, profiles)


def judge_line(court: Court, line: bytes) -> dict[str, Any]:
    """The verdict on one line, as it is written. Raises BadLineError."""
    comment = _object(line)
    comment_id = comment.get("id")
    if isinstance(comment_id, bool) or not isinstance(comment_id, (str, int)):
        raise BadLineError(_wants("id", "a string or a number"))
    article = _article_of(court, comment)
    submission = rules.Submission(
        text=_string(comment, "text", required=True),
        author_name=_string(comment, "author_name"),
        article=article,
        facts=rules.Facts(parent_text=_string(comment, "parent_text"), archive=court.archive),
        profile=court.profiles.get(article.article_id) if article else None,
    )
    return write_verdict(comment_id, court.engine.judge(submission))


def write_verdict(comment_id: str | int, verdict: rules.Verdict) -> dict[str, Any]:
    """A verdict in the fields that publishers' programs read; they stay."""
    return {
        "id": comment_id,
        "outcome": verdict.outcome.value,
        "policy_version": verdict.policy_version,
        "degraded": list(verdict.degraded),
        "findings": [
            {
                "rule": finding.rule,
                "action": finding.action.value,
                "score": finding.score,
                # Spans point into the text; those of a name would be misread as such.
                "spans": [list(span) for span in finding.spans] if finding.field is rules.Field.TEXT else [],
                "message": finding.message,
            }
            for finding in verdict.findings
        ],
    }


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message = "not UTF-8"
        raise BadLineError(message) from None
    except (ValueError, RecursionError):
        message = "not JSON"
        raise BadLineError(message) from None
    if not isinstance(found, dict):
        message = "not a JSON object"
        raise BadLineError(message)
    return found


def _article(fields: dict[str, Any]) -> rules.Article:
    tags = fields.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BadLineError(_wants("tags", "a list of strings"))
    return rules.Article(
        article_id=_article_id(fields),
        title=_string(fields, "title"),
        kicker=_string(fields, "kicker"),
        lede=_string(fields, "lede"),
        body=_string(fields, "body"),
        category=_string(fields, "category"),
        tags=tuple(tags),
        published_at=_moment(_string(fields, "published_at")),
    )


def _article_of(court: Court, comment: dict[str, Any]) -> rules.Article | None:
    if court.articles is None:
        return None
    article_id = _article_id(comment)
    if article_id not in court.articles:
        message = f"article {article_id!r} is not among the articles"
        raise BadLineError(message)
    return court.articles[article_id]


def _article_id(fields: dict[str, Any]) -> str:
    value = fields.get("article_id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "article_id", required=True)


def _string(fields: dict[str, Any], name: str, *, required: bool = False) -> str:
    value = fields.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value):
        raise BadLineError(_wants(name, "a string"))
    try:
        value.encode()
    except UnicodeEncodeError:
        message = f"{name} has half of a surrogate pair"
        raise BadLineError(message) from None
    return value


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadLineError(_wants("published_at", "a date as 2026-02-01T08:42:00+03:30")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=TEHRAN)


def _wants(name: str, kind: str) -> str:
    return f"{name} is to be {kind}"
