"""The log's lines."""

import io
import json
import logging

from service.logs import LibraryLog, open_log


def test_what_a_library_warns_of_is_a_line_without_its_words() -> None:
    stream = io.StringIO()
    library = logging.getLogger("tests.library")
    handler = LibraryLog(open_log("INFO", stream))
    library.addHandler(handler)
    try:
        int("رازمتن")
    except ValueError as error:
        library.exception("lost: %s", error)
    library.warning("رازمتن")
    library.info("رازمتن")
    library.removeHandler(handler)
    lost, warned = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (lost["level"], lost["logger"], lost["error"]) == ("error", "tests.library", "ValueError")
    assert (warned["level"], warned.get("error")) == ("warning", None)
    assert lost["place"].startswith("test_logs.py:")
    assert "رازمتن" not in stream.getvalue()
