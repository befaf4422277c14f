"""The rules, cheapest first. An explicit list: no scanning of folders."""

from typing import Final

from rules.checks.accusation.rule import RULE as ACCUSATION
from rules.checks.advert.rule import RULE as ADVERT
from rules.checks.desk.rule import RULE as DESK
from rules.checks.insult.rule import RULE as INSULT
from rules.checks.noise.rule import RULE as NOISE
from rules.checks.persian.rule import RULE as PERSIAN
from rules.checks.privacy.rule import RULE as PRIVACY
from rules.checks.relevance.rule import RULE as RELEVANCE
from rules.checks.repeat.rule import RULE as REPEAT
from rules.reading import Rule

CATALOGUE: Final[tuple[Rule, ...]] = (DESK, NOISE, PERSIAN, ADVERT, PRIVACY, REPEAT, INSULT, ACCUSATION, RELEVANCE)
