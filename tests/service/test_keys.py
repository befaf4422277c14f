"""Keys for each purpose."""

from dataclasses import astuple

from service.keys import Keys, derive


def test_the_same_secret_gives_the_same_keys_in_every_worker() -> None:
    assert Keys.from_secret("s" * 32) == Keys.from_secret("s" * 32)


def test_no_two_purposes_and_no_two_secrets_share_a_key() -> None:
    keys = [*astuple(Keys.from_secret("s" * 32)), *astuple(Keys.from_secret("t" * 32))]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 32 for key in keys)
    assert derive("s", "a") != derive("s", "b")
