"""A small load generator: a bounded number of calls by a few clients, and what they cost the server."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bench.processes import HOST, Server

TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class Call:
    """One request. before: done by the client first, and no part of its time."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    before: Callable[[], None] | None = None


@dataclass(slots=True)
class Batch:
    """What came of some calls. bodies are only kept when they were asked for; etag: the last answer's."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bodies: list[bytes] = field(default_factory=list)
    etag: str = ""

    @property
    def cpu_ms(self) -> float:
        """CPU of the server's process tree, milliseconds for each answer."""
        return self.cpu_seconds * 1000 / max(1, len(self.latencies))

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / max(self.seconds, 1e-9)


def send(server: Server, calls: Iterable[Call], clients: int = 4, *, keep: bool = False) -> Batch:
    """Send calls, each client with one connection that stays open where the server lets it.

    Raises what the first client that failed raised: an unanswered call would spoil the figures.
    """
    batch = Batch()
    waiting = iter(list(calls))
    lock = threading.Lock()
    failures: list[Exception] = []

    def client() -> None:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=TIMEOUT)
        try:
            while not failures:
                with lock:
                    call = next(waiting, None)
                if call is None:
                    return
                _one(connection, call, batch, keep=keep)
        except Exception as error:  # noqa: BLE001 (a thread's error is raised below)
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    cpu, start = server.cpu_seconds(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    batch.seconds = time.perf_counter() - start
    batch.cpu_seconds = server.cpu_seconds() - cpu
    if failures:
        raise failures[0]
    return batch


def _one(connection: http.client.HTTPConnection, call: Call, batch: Batch, *, keep: bool) -> None:
    if call.before is not None:
        call.before()
    start = time.perf_counter()
    connection.request(call.method, call.path, call.body or None, dict(call.headers))
    answer = connection.getresponse()
    body = answer.read()
    batch.latencies.append(time.perf_counter() - start)
    batch.statuses[answer.status] += 1
    batch.etag = answer.headers.get("ETag", "")
    if keep:
        batch.bodies.append(body)
