"""judge(submission) -> verdict: run every rule, keep every finding, the strongest action wins."""

import dataclasses
import logging
from collections import OrderedDict
from threading import Lock
from typing import Final

from rules.catalogue import CATALOGUE
from rules.checks.persian import opinion
from rules.finglish import transliterate
from rules.language.dictionary import frequencies
from rules.policy import Policy, load_policy
from rules.preparation import prepare
from rules.profile import ArticleProfile
from rules.reading import Reading, Rule
from rules.submission import Submission
from rules.suggestion import persian_reading, with_suggestion
from rules.vocabulary import Action, Article, Finding, Hit, Outcome, Verdict

log = logging.getLogger(__name__)

#: Profiles kept in memory; one takes some tens of kilobytes.
PROFILES: Final = 256
_SEVERITY: Final = {Action.NONE: 0, Action.HOLD: 1, Action.REJECT: 2}
_OUTCOME: Final = {Action.NONE: Outcome.PUBLISH, Action.HOLD: Outcome.HOLD, Action.REJECT: Outcome.REJECT}


def warm_up() -> None:
    """Load everything that rules load when first used. Call it before workers are forked, so that they share it."""
    frequencies()
    opinion.warm_up()
    Engine().judge(Submission("خبر خوبی بود", "آشنا", Article("0", title="خبر")))
    transliterate("garm shodan")


class Engine:
    """The rules under one policy. Safe to share between threads; build it once a process, before forking.

    The same submission under the same policy gets the same verdict, in every process and on every machine.
    """

    def __init__(self, policy: Policy | None = None, catalogue: tuple[Rule, ...] = CATALOGUE) -> None:
        self.policy = policy or load_policy()
        self._catalogue = catalogue
        self._profiles: OrderedDict[Article, ArticleProfile] = OrderedDict()
        self._lock = Lock()

    def profile(self, article: Article) -> ArticleProfile:
        """The article's profile, made when first asked for and kept while it is in use."""
        with self._lock:
            found = self._profiles.get(article)
            if found is not None:
                self._profiles.move_to_end(article)
                return found
        made = prepare(article, self._catalogue)
        with self._lock:
            self._profiles[article] = made
            if len(self._profiles) > PROFILES:
                self._profiles.popitem(last=False)
        return made

    def judge(self, submission: Submission) -> Verdict:
        """Judge one comment, and suggest its Persian reading where it is Finglish.

        A rule that fails never loses the comment: its id stands in `degraded` and the outcome is at least HOLD.
        """
        verdict = self._verdict(submission)
        suggestion = self._suggestion(submission, verdict)
        if not suggestion:
            return verdict
        return dataclasses.replace(verdict, findings=with_suggestion(verdict.findings, suggestion))

    def _suggestion(self, submission: Submission, verdict: Verdict) -> str:
        """The Persian reading of a comment in Finglish, if it would not be refused itself; else empty."""
        try:
            reading = persian_reading(submission.text, verdict.findings)
        except Exception as error:  # noqa: BLE001 (a suggestion is a courtesy: its fault is no reason to hold)
            self._failed("suggestion", error, [])
            return ""
        if not reading:
            return ""
        second = self._verdict(dataclasses.replace(submission, text=reading))
        refused = second.outcome is Outcome.REJECT or second.degraded or persian_reading(reading, second.findings)
        return "" if refused else reading

    def _verdict(self, submission: Submission) -> Verdict:
        findings: list[Finding] = []
        degraded: list[str] = []
        profile = submission.profile or self._profile_of(submission.article, degraded)
        reading = Reading(submission, profile)
        for rule in self._catalogue:
            try:
                hits = tuple(rule.check(reading))
            except Exception as error:  # noqa: BLE001 (a rule's fault must not lose a reader's comment)
                self._failed(rule.id, error, degraded)
                continue
            findings += (self._finding(rule, hit, profile) for hit in hits)
        strongest = max((finding.action for finding in findings), key=_SEVERITY.__getitem__, default=Action.NONE)
        if degraded and strongest is Action.NONE:
            strongest = Action.HOLD
        return Verdict(_OUTCOME[strongest], tuple(findings), self.policy.version, tuple(degraded))

    def _profile_of(self, article: Article | None, degraded: list[str]) -> ArticleProfile | None:
        if article is None:
            return None
        try:
            return self.profile(article)
        except Exception as error:  # noqa: BLE001 (nor must an article's)
            self._failed("profile", error, degraded)
            return None

    @staticmethod
    def _failed(what: str, error: Exception, degraded: list[str]) -> None:
        # The message and the traceback may hold the reader's text: neither is logged.
        log.error("rule failed: %s: %s", what, type(error).__name__)
        degraded.append(what)

    def _finding(self, rule: Rule, hit: Hit, article: ArticleProfile | None) -> Finding:
        return Finding(
            rule=rule.id,
            action=self.policy.thresholds(rule.id, article).action(hit.score),
            score=round(hit.score, 4),
            message=hit.message,
            spans=hit.spans,
            field=hit.field,
            details=hit.details,
            rule_version=rule.version,
        )
