"""A reader asks what would become of a comment: the rules judge it, and nothing of it is kept."""

import rules
from service.usecases.hearing import Desk, Draft, Found, Sender, gather, judge


def preview_comment(desk: Desk, sender: Sender, draft: Draft, found: Found) -> rules.Verdict:
    """What the rules say of a draft, as they would if it were sent now. No captcha is asked for.

    found: what `find_place` found just now. Raises what `gather` raises.
    """
    with desk.database.looker.connect() as connection:
        case = gather(connection, desk, sender, draft, found)
    return judge(desk, case)
