"""A reader asks what would become of a comment: the rules judge it, and nothing of it is kept."""

from dataclasses import replace

import rules
from service.usecases.hearing import Desk, Draft, Found, Sender, bring, gather


def preview_comment(desk: Desk, sender: Sender, draft: Draft, found: Found) -> rules.Verdict:
    """What the rules say of a draft, as they would if it were sent now. No captcha is asked for.

    Some rules do not say at which words they look: the site's policy names them.
    found: what `find_place` found just now. Raises what `gather` raises.
    """
    with desk.database.looker.connect() as connection:
        case = gather(connection, desk, sender, draft, found)
    heard = bring(desk, case)
    return replace(heard.verdict, findings=rules.without_marks(heard.verdict.findings, heard.engine.policy.unmarked))
