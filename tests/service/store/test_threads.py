"""The bytes that are kept."""

from service.store.threads import ByteCache


def test_what_was_asked_for_last_is_kept_and_the_rest_makes_room() -> None:
    cache = ByteCache(100)
    for name in "abcd":
        cache.put((name,), b"x" * 25)
    assert cache.get(("a",)) == b"x" * 25
    cache.put(("e",), b"x" * 25)
    assert cache.get(("b",)) is None
    assert cache.get(("a",)) is not None


def test_what_would_fill_a_quarter_is_not_kept() -> None:
    cache = ByteCache(100)
    cache.put(("a",), b"x" * 26)
    assert cache.get(("a",)) is None


def test_putting_again_counts_once() -> None:
    cache = ByteCache(100)
    for _ in range(20):
        cache.put(("a",), b"x" * 20)
    for name in "bcde":
        cache.put((name,), b"x" * 20)
    assert all(cache.get((name,)) for name in "abcde")
