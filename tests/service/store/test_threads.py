"""The bytes that are kept."""

from service.store.threads import ByteCache


def test_what_was_asked_for_last_is_kept_and_the_rest_makes_room() -> None:
    cache = ByteCache(100)
    for name in "abcd":
        cache.put((name,), 1, b"x" * 25)
    assert cache.get(("a",), 1) == b"x" * 25
    cache.put(("e",), 1, b"x" * 25)
    assert cache.get(("b",), 1) is None
    assert cache.get(("a",), 1) is not None


def test_what_would_fill_a_quarter_is_not_kept() -> None:
    cache = ByteCache(100)
    cache.put(("a",), 1, b"x" * 26)
    assert cache.get(("a",), 1) is None


def test_putting_again_counts_once() -> None:
    cache = ByteCache(100)
    for _ in range(20):
        cache.put(("a",), 1, b"x" * 20)
    for name in "bcde":
        cache.put((name,), 1, b"x" * 20)
    assert all(cache.get((name,), 1) for name in "abcde")


def test_a_new_state_takes_the_place_of_the_old_one() -> None:
    cache = ByteCache(100)
    for state in range(20):
        cache.put(("a",), state, b"x" * 20)
    for name in "bcde":
        cache.put((name,), 1, b"x" * 20)
    assert cache.get(("a",), 18) is None
    assert cache.get(("a",), 19) == b"x" * 20
