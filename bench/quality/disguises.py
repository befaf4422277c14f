"""How much of what is stopped plainly is still stopped when its words are disguised: one line for each attack."""

from collections.abc import Iterator

from bench.quality.attacks import ATTACKS, disguised
from bench.quality.judge import asks, verdicts
from bench.quality.measure import Ratio
from bench.quality.sets import Public

#: Rows of a set that are attacked, from its beginning; each is judged once for each attack.
ATTACKED = 300


def under_attack(one: Public) -> Iterator[tuple[str, Ratio]]:
    """Attack, share: of the wanted rows that are stopped for a word, those stopped when that word is disguised."""
    texts = [text for text, label in one.rows if label == one.wanted]
    judged = verdicts({"id": str(number), "text": text} for number, text in enumerate(texts))
    stopped = [
        (text, found["spans"])
        for number, text in enumerate(texts)
        for found in judged[str(number)]["findings"]
        if found["rule"] == one.rule and found["action"] != "none" and found["message"] != "manner"
    ][:ATTACKED]
    rows = {
        f"{attack} {number}": other
        for attack in ATTACKS
        for number, (text, spans) in enumerate(stopped)
        if (other := disguised(text, spans, attack, number)) != text
    }
    again = verdicts({"id": key, "text": text} for key, text in rows.items())
    for attack in ATTACKS:
        keys = [key for key in rows if key.rpartition(" ")[0] == attack]
        yield attack, Ratio(sum(asks(again[key], one.rule) for key in keys), len(keys))
