"""langdetect as the second opinion, and as the one that names a language.

`langdetect.detect` shares one half-filled factory between threads and draws at random. Here a private factory is
filled from a sorted list of profiles under a lock, seeded, and its exceptions mean that it has no opinion.
"""

import json
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any, Final

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

#: Each costs some megabytes; other languages are told by their letters, or not named.
PROFILES: Final = ("ar", "en", "fa", "tr", "ur")
_LOCK: Final = Lock()


@cache
def _factory() -> DetectorFactory:
    """The filled factory. Each profile is parsed once a process."""
    folder = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in PROFILES])
    factory.set_seed(0)
    return factory


def warm_up() -> None:
    """Fill the factory before workers fork."""
    with _LOCK:
        _factory()


def probabilities(text: str) -> dict[str, float]:
    """Language -> probability, or nothing when langdetect has no opinion. The same text, the same answer."""
    with _LOCK:
        factory = _factory()
    detector: Any = factory.create()
    try:
        detector.append(text)
        return {guess.lang: guess.prob for guess in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def names() -> dict[str, dict[str, str]]:
    """What the languages are called: language of the sentence -> code -> name."""
    read: dict[str, dict[str, str]] = json.loads((files("rules.checks.persian") / "languages.json").read_text("utf-8"))
    return read
