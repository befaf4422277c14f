"""Settings from the environment."""

import re
from dataclasses import fields

import pytest

from service.settings import DEMO_SECRET, Settings, SettingsError

GOOD = {"NAZER_SECRET_KEY": "s" * 32}


def test_the_secret_is_all_that_must_be_given() -> None:
    assert Settings.from_env(GOOD) == Settings(secret_key="s" * 32)


def test_every_kind_is_read_as_what_it_is() -> None:
    read = Settings.from_env(
        {**GOOD, "NAZER_CAPTCHA_LENGTH": "6", "NAZER_SECURE_COOKIES": "no", "NAZER_LOG_LEVEL": "DEBUG", "PATH": "/bin"}
    )
    assert (read.captcha_length, read.secure_cookies, read.log_level) == (6, False, "DEBUG")


def test_the_usual_name_of_the_database_is_read_too_and_ours_goes_first() -> None:
    assert Settings.from_env({**GOOD, "DATABASE_URL": "sqlite:///a"}).database_url == "sqlite:///a"
    both = {**GOOD, "DATABASE_URL": "sqlite:///a", "NAZER_DATABASE_URL": "sqlite:///b"}
    assert Settings.from_env(both).database_url == "sqlite:///b"


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(
            {
                "NAZER_CAPTCHA_LENGTH": "many",
                "NAZER_MAX_TEXT_LENGTH": "0",
                "NAZER_ARCHIVE_ARTICLES": "501",
                "NAZER_DEMO": "perhaps",
                "NAZER_LOG_LEVEL": "LOUD",
                "NAZER_TYPO": "1",
            }
        )
    for name in ("SECRET_KEY", "CAPTCHA_LENGTH", "MAX_TEXT_LENGTH", "DEMO", "LOG_LEVEL", "TYPO"):
        assert f"NAZER_{name}" in str(caught.value)
    assert "NAZER_ARCHIVE_ARTICLES: at most 500" in str(caught.value)


@pytest.mark.parametrize("secret", ["short", DEMO_SECRET])
def test_a_weak_or_known_secret_is_refused(secret: str) -> None:
    with pytest.raises(SettingsError, match="NAZER_SECRET_KEY"):
        Settings.from_env({"NAZER_SECRET_KEY": secret})


def test_the_demo_may_use_its_own() -> None:
    assert Settings.from_env({"NAZER_SECRET_KEY": DEMO_SECRET, "NAZER_DEMO": "1"}).demo


def test_every_setting_is_explained() -> None:
    assert Settings.__doc__ is not None
    explained = set(re.findall(r"\b[a-z_]+\b", Settings.__doc__))
    assert {field.name for field in fields(Settings)} <= explained
