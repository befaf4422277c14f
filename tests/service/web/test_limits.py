"""How often somebody may do something."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
import redis
import sqlalchemy as sa
from flask import Flask

from service.readers import Reader as Token
from service.readers import write_reader
from service.store.tables import Comment, Site
from service.web.context import coarse_network, narrow_network
from service.web.counters import Counters
from service.web.readers import HEADER
from tests.support import BEGIN, Clock, Reader

REDIS = "redis://127.0.0.1:6379/11"


def has_redis() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS).ping())
    except redis.exceptions.ConnectionError:
        return False


def test_what_is_over_the_limit_is_a_problem_that_says_when_to_come_again(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    reader.client = make_app(limit_submit="3/minute").test_client()
    assert [reader.send(f"نظر {number}").status_code for number in range(3)] == [201, 201, 201]
    answer = reader.send("نظر")
    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["type"] == "/problems/too-many-requests"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.get_json()["retry_after"] == int(answer.headers["Retry-After"])


def test_each_address_has_its_own_count_and_each_kind_too(reader: Reader, make_app: Callable[..., Flask]) -> None:
    client = make_app(limit_captcha="2/minute", limit_submit="2/minute").test_client()

    def get(address: str) -> int:
        return client.get("/v1/captcha", environ_base={"REMOTE_ADDR": address}).status_code

    assert [get("198.51.100.7"), get("::ffff:198.51.100.7"), get("198.51.100.7")] == [200, 200, 429]
    # A carrier has thousands of readers behind one /24.
    assert get("198.51.100.8") == 200
    answer = client.post("/v1/comments", json={}, environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert answer.status_code == 422
    assert [get("2001:db8:1:1::1"), get("2001:db8:1:1:ffff::9"), get("2001:db8:1:1::2")] == [200, 200, 429]
    assert get("2001:db8:1:2::1") == 200


def test_readers_with_tokens_are_counted_one_by_one_behind_one_address(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    client = make_app(limit_captcha="2/minute", limit_crowd="20/minute").test_client()
    tokens = [write_reader(reader.context.keys.reader, Token(name * 22, BEGIN)) for name in "ABC"]

    def get(token: str, address: str = "198.51.100.7") -> int:
        answer = client.get("/v1/captcha", headers={HEADER: token}, environ_base={"REMOTE_ADDR": address})
        return answer.status_code

    assert [get(tokens[0]), get(tokens[0]), get(tokens[0])] == [200, 200, 429]
    # The next address of the same network is still the same telephone; another network has its own count.
    assert [get(tokens[0], "198.51.100.9"), get(tokens[0], "203.0.113.9")] == [429, 200]
    assert [get(tokens[1]), get(tokens[1]), get(tokens[2])] == [200] * 3
    # A token that is none of ours is nobody: the address counts.
    assert [get("forged"), get(tokens[1] + "x"), get("forged again")] == [200, 200, 429]


def test_even_a_crowd_behind_one_address_has_a_limit(reader: Reader, make_app: Callable[..., Flask]) -> None:
    client = make_app(limit_captcha="2/minute", limit_crowd="5/minute").test_client()

    def get(name: str) -> int:
        token = write_reader(reader.context.keys.reader, Token(name * 22, BEGIN))
        return client.get("/v1/captcha", headers={HEADER: token}).status_code

    assert [get(name) for name in "ABCDEF"] == [200] * 5 + [429]


@pytest.mark.parametrize("store", ["", REDIS], ids=["memory", "redis"])
def test_a_flood_is_seen_by_all_workers_with_redis_and_by_each_for_itself_without(
    reader: Reader, make_app: Callable[..., Flask], store: str
) -> None:
    if store and not has_redis():
        pytest.skip("no Redis here")
    own = {"redis_url": store, "flood_site": "1/minute", "secret_key": uuid4().hex * 2}
    one, other = (make_app(**own) for _ in range(2))
    reader.client, reader.context = one.test_client(), one.extensions["nazer"]
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Site).values(public_key=f"pk_{uuid4().hex}"))  # counted apart from other runs
    reader.context.sites._load()  # noqa: SLF001
    assert reader.send("نظر").status_code == 201
    lengths = [app.test_client().get("/v1/captcha").get_json()["length"] for app in (one, other)]
    assert lengths == ([7, 7] if store else [7, 5])


def test_while_redis_is_away_captchas_are_given_and_comments_come_in(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    app = make_app(redis_url="redis://127.0.0.1:1/0", flood_site="1/minute")
    reader.client = app.test_client()
    assert [reader.send("یک نظر").status_code, reader.send("نظر دوم").status_code] == [201, 201]


def test_the_address_that_is_counted_is_not_kept(reader: Reader, make_app: Callable[..., Flask]) -> None:
    reader.client = make_app(limit_submit="2/minute").test_client()
    for last in (7, 200):
        draft = reader.draft(f"نظر {last}")
        reader.client.post("/v1/comments", json=draft, environ_base={"REMOTE_ADDR": f"5.112.1.{last}"})
    with reader.context.database.reading() as session:
        assert len(session.scalars(sa.select(Comment.network)).all()) == 2
        assert len(set(session.scalars(sa.select(Comment.network)))) == 1


def test_a_forwarded_address_is_only_believed_behind_a_trusted_proxy(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    def codes(trusted: int, forwarded: list[str]) -> list[int]:
        client = make_app(limit_captcha="1/minute", trusted_proxies=trusted).test_client()
        return [client.get("/v1/captcha", headers={"X-Forwarded-For": one}).status_code for one in forwarded]

    assert codes(0, ["203.0.113.1", "198.51.100.1"]) == [200, 429]
    assert codes(1, ["203.0.113.1", "198.51.100.1"]) == [200, 200]
    # Only the last entry is the proxy's; what stands before it is what the sender claims.
    assert codes(1, ["1.1.1.1, 203.0.113.1", "9.9.9.9, 203.0.113.1"]) == [200, 429]


def test_an_empty_setting_switches_a_limit_off(reader: Reader, make_app: Callable[..., Flask]) -> None:
    client = make_app(limit_captcha="").test_client()
    assert {client.get("/v1/captcha").status_code for _ in range(5)} == {200}


def test_workers_share_their_counts_in_redis(reader: Reader, make_app: Callable[..., Flask]) -> None:
    if not has_redis():
        pytest.skip("no Redis here")
    # A secret of its own gives networks of its own, so that runs at the same time do not count together.
    own = {"redis_url": REDIS, "limit_captcha": "2/minute", "secret_key": uuid4().hex * 2}
    clients = [make_app(**own).test_client() for _ in range(3)]
    assert [client.get("/v1/captcha").status_code for client in clients] == [200, 200, 429]


def test_while_redis_is_away_each_worker_counts_for_itself(reader: Reader, make_app: Callable[..., Flask]) -> None:
    client = make_app(redis_url="redis://127.0.0.1:1/0", limit_captcha="2/minute").test_client()
    assert [client.get("/v1/captcha").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("address", "coarse", "narrow"),
    [
        ("203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("2001:db8:1:2::3", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("", "", ""),
        ("unix:", "unix:", "unix:"),
    ],
)
def test_an_address_is_kept_as_its_network_and_counted_as_one_connection(
    address: str, coarse: str, narrow: str
) -> None:
    assert (coarse_network(address), narrow_network(address)) == (coarse, narrow)


def test_counts_in_memory_end_with_their_window_and_are_forgotten(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.web.counters.SWEPT_EVERY", 4)
    counters = Counters(now=clock)
    assert [counters.incr("a", 60) for _ in range(2)] == [1, 2]
    ends = counters.get_expiry("a")
    assert 59 < ends - clock.time.timestamp() <= 60
    clock.turn(seconds=59)
    assert (counters.get("a"), counters.get_expiry("a")) == (2, ends)
    clock.turn(seconds=2)
    assert counters.get("a") == 0
    assert counters.get_expiry("a") <= clock.time.timestamp()
    assert [counters.incr("b", 60) for _ in range(2)] == [1, 2]  # the fourth hit sweeps
    assert counters.reset() == 1
    counters.incr("a", 60)
    counters.clear("a")
    assert (counters.get("a"), counters.check()) == (0, True)


def test_a_hit_starts_no_thread(reader: Reader, make_app: Callable[..., Flask]) -> None:
    client = make_app(limit_captcha="100/minute").test_client()
    before = {thread.ident for thread in threading.enumerate()}
    client.get("/v1/captcha")
    assert {thread.ident for thread in threading.enumerate()} <= before
