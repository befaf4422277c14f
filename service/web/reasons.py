"""Why a comment is not published, for its author: from the rules, or from the moderator who decided."""

from collections.abc import Sequence
from typing import Any

import rules
from service.reasons import all_reasons


def explain(findings: Sequence[rules.Finding], decision: str = "") -> list[dict[str, Any]]:
    """One plain sentence for each rule with the words it is about; a moderator's reason stands alone."""
    if decision:
        known = all_reasons().get(decision)
        message = known.message() if known else ""
        return [{"rule": decision, "message": message, "hint": "", "field": "text", "spans": []}]
    return [
        {
            "rule": reason.rule,
            "message": reason.message,
            "hint": reason.hint,
            "field": reason.field.value,
            "spans": [list(span) for span in reason.spans],
        }
        for reason in rules.reasons_for_author(findings, language="fa")
    ]
