"""Nazer's rules: judge a Persian reader comment. No Flask, no database, no network, no clock.

    import rules
    engine = rules.Engine()
    verdict = engine.judge(rules.Submission("متن", article=rules.Article("1", title="…")))

The engine is loaded on first use, because hazm's words take half a second that `nazer --help` must not wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rules.submission import Facts, Submission
from rules.vocabulary import Action, Article, Earlier, Field, Finding, Hit, Outcome, Span, Verdict

if TYPE_CHECKING:
    from rules.archive import Archive
    from rules.engine import Engine, warm_up
    from rules.explain import Reason, explain_to_moderator, reasons_for_author, without_marks
    from rules.language.folding import fold
    from rules.policy import Policy, PolicyError, Thresholds, adapt_policy, load_policy, preset_policy
    from rules.preparation import prepare
    from rules.profile import ArticleProfile, ProfileError
    from rules.suggestion import suggestion_of
    from rules.text import Text
    from rules.watching import WatchList, WatchWord, watched_form

_LATER = {
    "Archive": "rules.archive",
    "ArticleProfile": "rules.profile",
    "Engine": "rules.engine",
    "Policy": "rules.policy",
    "PolicyError": "rules.policy",
    "ProfileError": "rules.profile",
    "Reason": "rules.explain",
    "Text": "rules.text",
    "Thresholds": "rules.policy",
    "WatchList": "rules.watching",
    "WatchWord": "rules.watching",
    "adapt_policy": "rules.policy",
    "explain_to_moderator": "rules.explain",
    "fold": "rules.language.folding",
    "load_policy": "rules.policy",
    "prepare": "rules.preparation",
    "preset_policy": "rules.policy",
    "reasons_for_author": "rules.explain",
    "suggestion_of": "rules.suggestion",
    "warm_up": "rules.engine",
    "watched_form": "rules.watching",
    "without_marks": "rules.explain",
}

__all__ = [
    "Action",
    "Archive",
    "Article",
    "ArticleProfile",
    "Earlier",
    "Engine",
    "Facts",
    "Field",
    "Finding",
    "Hit",
    "Outcome",
    "Policy",
    "PolicyError",
    "ProfileError",
    "Reason",
    "Span",
    "Submission",
    "Text",
    "Thresholds",
    "Verdict",
    "WatchList",
    "WatchWord",
    "adapt_policy",
    "explain_to_moderator",
    "fold",
    "load_policy",
    "prepare",
    "preset_policy",
    "reasons_for_author",
    "suggestion_of",
    "warm_up",
    "watched_form",
    "without_marks",
]


def __getattr__(name: str) -> Any:
    """Load the engine's parts when they are first asked for."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
