"""What is read from hazm's files is what hazm itself says, and hazm is not imported for it."""

import subprocess
import sys

import hazm
from hazm.constants import TRANSLATION_DST, TRANSLATION_SRC
from hazm.utils import stopwords_list, verbs_list, words_list

from rules.language import hazm_files


def test_the_look_alikes_are_hazm_s() -> None:
    assert hazm_files.look_alikes() == dict(zip(TRANSLATION_SRC, TRANSLATION_DST, strict=True))


def test_the_words_and_how_often_they_are_used_are_hazm_s() -> None:
    assert list(hazm_files.words()) == [(word, count) for word, count, _ in words_list()]


def test_the_stop_words_are_hazm_s() -> None:
    assert set(hazm_files.stop_words()) == set(stopwords_list())


def test_the_roots_of_verbs_are_hazm_s() -> None:
    assert ["#".join(roots) for roots in hazm_files.verb_roots()] == verbs_list()


def test_the_spoken_forms_are_hazm_s() -> None:
    spoken = dict(hazm_files.spoken_words())
    informal = hazm.InformalNormalizer()
    assert informal.normalized_word("گرون")[0] == spoken["گرون"]
    assert {present for _, present, _ in hazm_files.spoken_roots()} >= {"دان", "گذار", "شو"}


def test_a_worker_does_not_carry_what_hazm_imports() -> None:
    """It would be 100 MB in every process: nltk, and with it scipy."""
    script = (
        "import sys; from rules.engine import warm_up; warm_up(); "
        "print([name for name in ('hazm', 'nltk', 'numpy', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
