"""The endings of spoken and written Persian that names, offices and bodies take; and words that speak to somebody."""

import re
from typing import Final

#: What is added to a name in speech and in writing: object, possession, copula, plural.
CLITICS: Final = frozenset(
    "و رو ه ای ی م ت ش مون تون شون مان تان شان ها های هایی ا یا اینا ایا هاشون هامون اش ام ات است س ست ن اند "
    "شونو تونو شونه شم شو شه مونو هم ین ید ان یها یهای جون جان خان هه رم".split()
)
LONGEST_CLITIC: Final = max(map(len, CLITICS))
#: Endings of words in speech that `rules.language.words.known` does not take off, after three letters or more.
SPOKEN: Final = tuple(
    "شونه شونم شونو تونه تونو مونه مونو شه شم شو ته تم تو مه هاشو هاشون هاتون هامون هاس هاست یاشون".split()
)
#: Endings that make many of one.
MANY: Final = frozenset("ها های هاشون هاش هاشان ان انی انش ا اشون ای یا یاشون هایشان هایش".split())
#: Endings of offices, bodies and kin; not «ی», which makes an adjective («دولتی»). Longest first.
OFFICE_ENDINGS: Final = tuple(
    sorted(
        MANY | frozenset("ه ش شو شم شه شون شان شونو شونه شونم و رو ت تون تان مون م ست هم اش هشه".split()),
        key=lambda one: (-len(one), one),
    )
)
#: Written forms of the third person that look like ones to somebody: «می‌گوید».
_HE: Final = r"(?!ن?می(?:آ|ا|گو|جو|شا|نما|فرما|افزا|سرا)ید$)"
_PRESENT: Final = r"ن?می(?!ان|دان|هن|ل|کرو|وه|راث|ز[انی]|کده|مون|ش|ن[یو]|دی|هم).+(?:ی|ید|ین|یش|یا|یو|یشون)"
_PAST: Final = (
    r"(?:هست|نیست|شد|کرد|گفت|دار|ندار|رفت|زد|خورد|داد|گرفت|برد|بود|خرید|فروخت|دزدید|گذاشت|بست|اومد|آورد|ساخت|نوشت)"
    r"(?:ید|ین)"
)
_DONE: Final = r"(?:کرد|خورد|زد|دزدید|فروخت|خرید|گذاشت|نوشت|ساخت|گفت)هاید|هستی|نیستی|داری|خوردی|دزدیدی|کردی"
_TO_YOU: Final = re.compile(f"^{_HE}(?:{_PRESENT}|{_PAST}|{_DONE})$")
_YOURS: Final = ("تون", "تونو", "تونه", "تان")
_THEIRS: Final = ("شون", "شونو", "شونه", "شونم")
#: Shorter words that end so are no possessions («زبون»).
_LONG: Final = 6


def to_you(form: str) -> bool:
    """Whether a word that is in no dictionary speaks to somebody by its ending: «می‌خورید», «جیبتون»."""
    return bool(_TO_YOU.match(form)) or (len(form) >= _LONG and form.endswith(_YOURS))


def theirs(form: str) -> bool:
    """Whether a word that is in no dictionary speaks of some by its ending: «جیبشون»."""
    return len(form) >= _LONG and form.endswith(_THEIRS)
