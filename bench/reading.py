"""What a read costs the server: threads of 50 and of 1,000 comments, and the counts of ten threads."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final

from bench.load import Batch, Call, send
from bench.peers.nazer import Nazer
from bench.peers.peer import Peer
from bench.peers.stand import stand
from bench.posting import COLUMNS, MEMORY, rows_of
from bench.report import Table, progress

SMALL, LARGE = "t50", "t1000"
THREADS: Final = {SMALL: 50, LARGE: 1000} | {f"few{number}": 5 for number in range(8)}
#: Answers in a round: enough to be measured in ticks of 10 ms, few enough for what takes a second.
CHEAP: Final = 600
BY_SERVER: Final = {
    ("minimal Flask + SQLite", LARGE): 60,
    ("Isso 0.14", SMALL): 24,
    ("Isso 0.14", LARGE): 4,
    ("Isso 0.14", "counts"): 200,
}
COLD: Final = {SMALL: 100, LARGE: 40}


def run(rounds: int) -> list[Table]:
    """Measure each kind of read in turns, then memory."""
    notes: list[str] = []
    taken: dict[str, dict[str, list[Batch]]] = defaultdict(lambda: defaultdict(list))
    memory = Table("Memory after reading, two workers", MEMORY)
    with stand(THREADS, notes) as peers:
        for number in range(rounds):
            progress(f"reading, round {number + 1} of {rounds}")
            for peer in (*peers[number % len(peers) :], *peers[: number % len(peers)]):
                for kind, name, measure in _measures(peer):
                    taken[kind][name].append(measure())
        for peer in peers:
            memory.rows.append((peer.name, *peer.server.memory()))
    tables = []
    for kind, batches in taken.items():
        ours = next(batch for name, batch in batches.items() if name.startswith(Nazer.name))
        tables.append(Table(f"Reading {kind}: CPU of the server for one answer", COLUMNS, rows_of(batches, ours)))
    tables[0].notes += [
        *notes,
        "One comment in five is a root, the others are replies; the thread is read whole, nested. Four clients.",
        "Cold: by one client, each time after the thread's version has moved, so that no worker knows its bytes.",
    ]
    return [*tables, memory]


def _measures(peer: Peer) -> list[tuple[str, str, Callable[[], Batch]]]:
    """Which kind of read, by whom, and how it is done once."""
    found: list[tuple[str, str, Callable[[], Batch]]] = []
    counted = [SMALL, LARGE, *(thread for thread in THREADS if thread.startswith("few"))]
    whole = {"50 comments": SMALL, "1,000 comments": LARGE}
    cached = ", cached" if isinstance(peer, Nazer) else ""
    for kind, thread in whole.items():
        found.append((kind, f"{peer.name}{cached}", _times(peer, peer.read(thread), thread)))
        if isinstance(peer, Nazer):
            found.append((kind, f"{peer.name}, cold", _cold(peer, thread)))
            found.append((kind, f"{peer.name}, 304", _again(peer, thread)))
    found.append(("counts of 10 threads", peer.name, _times(peer, peer.counts(counted), "counts")))
    return found


def _times(peer: Peer, call: Call, what: str) -> Callable[[], Batch]:
    def measure() -> Batch:
        send(peer.server, [call] * 4)  # each worker has seen it
        return _expect(200, send(peer.server, [call] * BY_SERVER.get((peer.name, what), CHEAP)))

    return measure


def _cold(peer: Nazer, thread: str) -> Callable[[], Batch]:
    return lambda: _expect(200, send(peer.server, [peer.read_cold(thread)] * COLD[thread], clients=1))


def _again(peer: Nazer, thread: str) -> Callable[[], Batch]:
    return lambda: _expect(304, send(peer.server, [peer.read_again(thread)] * CHEAP))


def _expect(status: int, batch: Batch) -> Batch:
    if set(batch.statuses) != {status}:
        message = f"answered {dict(batch.statuses)}, not {status}"
        raise RuntimeError(message)
    return batch
