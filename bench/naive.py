"""What one would write first: hazm, langdetect, a regular expression of bad words and TF-IDF. Runs in `.venv-naive`.

Fair to it: normaliser and expression are built once, and everything is warmed before the first round. It fits TF-IDF
on each article and comment with scikit-learn, as the usual recipe does. Knows nothing of the service.

Reads one line of JSON (words, articles, comments); then, for each further line, judges all comments once and writes
one line of JSON: nanoseconds of CPU for each comment, whole and by step.
"""

import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

from hazm import Normalizer
from langdetect import detect
from langdetect.lang_detect_exception import LangDetectException
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]  # has its own environment
from sklearn.metrics.pairwise import cosine_similarity  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("normalise", "language", "words", "relevance")


class Pipeline:
    """The naive pipeline, everything that can be built once built once."""

    def __init__(self, words: list[str]) -> None:
        """Build what lasts."""
        self.normalise: Callable[[str], str] = Normalizer().normalize
        self._words = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")

    def judge(self, article: str, comment: str) -> tuple[bool, list[int]]:
        """Whether the comment may be published, and when each step was done (CPU time of this thread)."""
        marks = [time.thread_time_ns()]
        text = self.normalise(comment)
        marks.append(time.thread_time_ns())
        try:
            persian = detect(text) == "fa"
        except LangDetectException:  # no letters
            persian = False
        marks.append(time.thread_time_ns())
        clean = self._words.search(text) is None
        marks.append(time.thread_time_ns())
        try:
            matrix = TfidfVectorizer().fit_transform([article, text])
            near = bool(cosine_similarity(matrix[0], matrix[1])[0, 0] > 0.01)  # noqa: PLR2004 (a guess, as usual)
        except ValueError:  # no words
            near = False
        marks.append(time.thread_time_ns())
        return persian and clean and near, marks


def main() -> None:
    """Answer one line with one line until there are no more."""
    given: dict[str, Any] = json.loads(sys.stdin.readline())
    pipeline = Pipeline(given["words"])
    articles = {code: pipeline.normalise(text) for code, text in given["articles"].items()}
    comments = [(articles[code], text) for code, text in given["comments"]]
    for article, text in comments[:20]:
        pipeline.judge(article, text)
    for _ in sys.stdin:
        marks = [pipeline.judge(article, text)[1] for article, text in comments]
        steps = {
            step: sum(mark[place + 1] - mark[place] for mark in marks) / len(marks) for place, step in enumerate(STEPS)
        }
        sys.stdout.write(json.dumps({"whole": [mark[-1] - mark[0] for mark in marks], "steps": steps}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
