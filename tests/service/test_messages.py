"""The catalogues of sentences."""

import re
from pathlib import Path

from service.messages import catalogue, say


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    persian, english = catalogue("fa"), catalogue("en")
    assert persian.keys() == english.keys()
    for key in persian:
        assert set(re.findall(r"{\w+}", persian[key])) == set(re.findall(r"{\w+}", english[key])), key


def test_numbers_come_out_in_the_digits_of_the_language() -> None:
    assert "۲۰۰۰" in say("fault.too-long", limit=2000, length=2501)
    assert "2000" in say("fault.too-long", language="en", limit=2000, length=2501)


def test_every_key_that_the_code_or_a_template_names_is_there() -> None:
    service = Path(__file__).parents[2] / "service"
    named = set()
    for path in [
        *service.rglob("*.py"),
        *service.glob("web/templates/*.html"),
        *service.glob("web/templates/comments/*.html"),
    ]:
        named |= set(re.findall(r"""\bsay\("([a-z_.-]+)"[,)]""", path.read_text(encoding="utf-8")))
    assert len(named) > 20
    assert not named - catalogue("fa").keys()
