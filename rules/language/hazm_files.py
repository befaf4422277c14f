"""What hazm (MIT) knows of Persian, as plain tables: look-alike letters, words with frequencies, verbs, spoken forms.

The files of the installed package are read without importing it: `import hazm` brings nltk, numpy and scipy for an
interface class, and with them 100 MB in every worker and a second at start-up. `tests/rules/test_hazm_files.py`
holds these tables against what hazm itself says, `test_words.py` our analysis against its stemmer and conjugations.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path


@cache
def _folder() -> Path:
    found = find_spec("hazm")  # looks for it, and does not run it
    if found is None or found.origin is None:
        message = "hazm is not installed"
        raise ModuleNotFoundError(message, name="hazm")
    return Path(found.origin).parent


def look_alikes() -> dict[str, str]:
    """Letters of other keyboards and their presentation forms -> the Persian letter."""
    spec = spec_from_file_location("_hazm_constants", _folder() / "constants.py")
    assert spec is not None  # noqa: S101 (a file name that ends in .py always gives one)
    assert spec.loader is not None  # noqa: S101
    constants = module_from_spec(spec)
    spec.loader.exec_module(constants)
    return dict(zip(constants.TRANSLATION_SRC, constants.TRANSLATION_DST, strict=True))


def _lines(name: str) -> Iterator[str]:
    with (_folder() / "data" / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.strip()


def words() -> Iterator[tuple[str, int]]:
    """About 190,000 words as hazm writes them, with how often each stands in its corpus.

    An iterator: hazm's own reader makes a list of tuples, which costs a worker 25 MB for good.
    """
    for line in _lines("words.dat"):
        word, _, rest = line.partition("\t")
        yield word, int(rest.split("\t")[0] or 0)


def stop_words() -> Iterator[str]:
    """Words that say nothing of a topic, in written Persian."""
    yield from _lines("stopwords.dat")


def verb_roots() -> Iterator[tuple[str, str]]:
    """Past and present root of each verb; the past root is empty where there is none."""
    for line in _lines("verbs.dat"):
        past, _, present = line.partition("#")
        yield past, present


def spoken_roots() -> Iterator[tuple[str, str, str]]:
    """Past root, present root, and what becomes of the present root in speech («دان», «دون»)."""
    for line in _lines("iverbs.dat"):
        roots, spoken, _ = line.split(" ")
        past, _, present = roots.partition("#")
        yield past, present, spoken


def spoken_words() -> Iterator[tuple[str, str]]:
    """Spoken forms of single words, and how they are written («دیگه», «دیگر»)."""
    for line in _lines("iwords.dat"):
        spoken, _, written = line.partition(" ")
        if spoken and written and spoken != written:
            yield spoken, written
