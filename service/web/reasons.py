"""Why a comment is not published, for its author: from the rules, or from the moderator who decided."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

import rules
from service.messages import say
from service.reasons import all_reasons
from service.usecases.standing import RULE
from service.web.marks import Span, mark


def explain(findings: Sequence[rules.Finding], decision: str = "", wording: str = "") -> list[dict[str, Any]]:
    """One plain sentence for each rule with the words it is about; a moderator's reason stands alone.

    wording: what the site says of that reason in its own words; empty for the house's.
    """
    if decision:
        known = all_reasons().get(decision)
        message = wording or (known.message() if known else "")
        return [{"rule": decision, "message": message, "hint": "", "field": "text", "spans": []}]
    # What follows from who sends it is no rule's to explain, and tells its author only where nothing else does.
    seen = [one for one in findings if one.rule != RULE]
    if not any(one.action is not rules.Action.NONE for one in seen):
        return [
            {"rule": RULE, "message": say(f"standing.{one.message}"), "hint": "", "field": "text", "spans": []}
            for one in findings
            if one.rule == RULE and one.action is rules.Action.HOLD
        ]
    return [
        {
            "rule": reason.rule,
            "message": reason.message,
            "hint": reason.hint,
            "field": reason.field.value,
            "spans": [list(span) for span in reason.spans],
        }
        for reason in rules.reasons_for_author(seen, language="fa")
    ]


def marked(text: str, reasons: Iterable[Mapping[str, Any]], field: str = "text") -> Markup:
    """A text of the author's as HTML, with the words marked that the reasons name in this field."""
    named = [reason for reason in reasons if reason["field"] == field]
    spans = [Span(start, end, reason["rule"]) for reason in named for start, end in reason["spans"]]
    return mark(text, spans, {reason["rule"]: reason["message"] for reason in named})
