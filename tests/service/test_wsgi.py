"""What a WSGI server imports is ready: the first verdict waits for nothing."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_words_are_loaded_before_the_first_request_and_hazm_is_not_imported(tmp_path: Path) -> None:
    settings = {
        "NAZER_DATABASE_URL": f"sqlite:///{tmp_path / 'nazer.db'}",
        "NAZER_SECRET_KEY": "a-secret-of-the-tests-that-is-long-enough",
        "NAZER_PUBLIC_URL": "http://127.0.0.1:8000",
    }
    script = (
        "import sys, service.wsgi; from rules.language.dictionary import frequencies; "
        "print(frequencies.cache_info().currsize, 'hazm' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **settings}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "False"]
