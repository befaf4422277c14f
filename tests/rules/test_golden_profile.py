"""Stored profiles are made anew when their version grows, so what a profile holds may not change without it."""

import json
from pathlib import Path

from rules.profile import VERSION
from rules.training.golden import content

GOLDEN = Path(__file__).with_name("golden_profile.json")
WRITE = "python -m rules.training.golden tests/rules/golden_profile.json"


def test_a_profile_holds_what_its_version_promises() -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    made = content(golden["article"])
    changed = sorted(name for name in {*made, *golden["profile"]} if made.get(name) != golden["profile"].get(name))
    assert not changed or golden["version"] != VERSION, (
        f"{', '.join(changed)}: the profile of the same article is another one now. Raise VERSION in rules/profile.py, "
        f"so that stored profiles are made anew, and run `{WRITE}`."
    )
    assert (golden["version"], changed) == (VERSION, []), f"Of another version than the code: run `{WRITE}`."
