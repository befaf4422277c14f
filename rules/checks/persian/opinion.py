"""langdetect as the second opinion, and as the one that names a language.

`langdetect.detect` shares one half-filled factory between threads and draws at random. Here private factories are
filled from sorted profiles under a lock and seeded, and langdetect's exceptions mean that it has no opinion. The
profiles of the languages in Arabic script are our own (`profiles.json`, made by `rules.training.persian`); those in
Latin script are langdetect's.
"""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final
from unicodedata import name

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

HERE: Final = Path(__file__).parent
#: Each costs a third of a megabyte. Those without a name in `languages.json` are here so as not to be called German.
LATIN: Final = tuple("de en es fi fr hr id it nl pl pt ro so sv sw tl tr".split())
#: So much of a text is looked at, in code points; the first lines give a language away.
LONGEST: Final = 600
#: A language is named when langdetect gives it this much.
NAMED: Final = 0.6
OTHER: Final = "other"
_LOCK: Final = Lock()


@cache
def _arabic_script() -> DetectorFactory:
    """The factory with our own profiles."""
    profiles = json.loads((HERE / "profiles.json").read_text("utf-8"))
    return _filled([json.dumps(profile) for profile in profiles])


@cache
def _latin_script() -> DetectorFactory:
    """The factory with langdetect's profiles."""
    folder = files("langdetect") / "profiles"
    return _filled([(folder / language).read_text("utf-8") for language in LATIN])


def _filled(profiles: list[str]) -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_json_profile(profiles)
    factory.set_seed(0)
    return factory


def warm_up() -> None:
    """Fill the factories before workers fork."""
    with _LOCK:
        _arabic_script()
        _latin_script()


def _probabilities(text: str, *, latin: bool) -> dict[str, float]:
    """Language -> probability, or nothing when langdetect has no opinion. The same text, the same answer."""
    with _LOCK:
        factory = _latin_script() if latin else _arabic_script()
    detector: Any = factory.create()
    try:
        detector.append(text[:LONGEST])
        return {guess.lang: guess.prob for guess in detector.get_probabilities()}
    except LangDetectException:
        return {}


def persian(words: Sequence[str]) -> float:
    """How much langdetect speaks for Persian, 0 to 1, of words in Arabic script; 0 when it has no opinion."""
    return _probabilities(" ".join(words), latin=False).get("fa", 0.0)


def neighbour(words: Sequence[str]) -> str:
    """The code of the language of words in Arabic script that are not Persian."""
    guesses = _probabilities(" ".join(words), latin=False)
    guesses.pop("fa", None)
    return _surest(guesses, NAMED * sum(guesses.values()))


def european(words: Sequence[str]) -> str:
    """The code of the language of words in Latin script that are not Finglish."""
    if any("ə" in word for word in words):
        return "az"
    code = _surest(_probabilities(" ".join(words), latin=True), NAMED)
    return code if code in languages()["fa"] else OTHER


def _surest(guesses: dict[str, float], least: float) -> str:
    return max(guesses, key=lambda code: guesses[code]) if max(guesses.values(), default=0.0) > least else OTHER


def by_script(letters: str) -> str:
    """The code of the language that is mostly written in the script of these letters."""
    table = languages()
    for code, telltale in table["letters"].items():
        if not set(telltale).isdisjoint(letters):
            return code
    scripts = Counter(name(letter, OTHER).split()[0] for letter in letters[:LONGEST])
    return table["scripts"].get(scripts.most_common(1)[0][0], OTHER)


@cache
def languages() -> dict[str, dict[str, str]]:
    """What is known of languages.

    "fa", "en": code -> name. "please": code -> the request to write in Persian, in that language.
    "scripts": the first word of a letter's Unicode name -> code. "letters": code -> letters that only it has.
    """
    read: dict[str, dict[str, str]] = json.loads((HERE / "languages.json").read_text("utf-8"))
    return read
