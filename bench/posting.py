"""What a post costs the server: ours with captcha, every rule and fsync, the others with none but fsync."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final

from bench.load import Batch, send
from bench.material import Piece, spread
from bench.peers.nazer import Nazer
from bench.peers.peer import Peer
from bench.peers.stand import stand
from bench.report import Table, progress, quantile, times

POSTS: Final = 250
WARMING: Final = 60
OURS: Final = Nazer.name
MEMORY: Final = ("server", "PSS of the workers, MB", "PSS of all processes, MB")
COLUMNS: Final = ("server", "CPU ms an answer", "least … most", "answers/s", "p50 ms", "p95 ms", "CPU against ours")


def run(rounds: int) -> list[Table]:
    """Measure posts in turns, then memory."""
    table = Table("Posting: CPU of the server for one answer", COLUMNS)
    memory = Table("Memory after posting, two workers", MEMORY)
    comments = spread(WARMING + rounds * POSTS)
    batches: dict[str, list[Batch]] = defaultdict(list)
    with stand({}, table.notes) as peers:
        for peer in peers:
            _post(peer, comments[:WARMING])
        for number in range(rounds):
            progress(f"posting, round {number + 1} of {rounds}")
            mine = comments[WARMING + number * POSTS :][:POSTS]
            for peer in (*peers[number % len(peers) :], *peers[: number % len(peers)]):
                if isinstance(peer, Nazer):
                    batches["Nazer, a captcha picture"].append(peer.captchas(POSTS))
                batches[peer.name].append(_post(peer, mine))
        for peer in peers:
            memory.rows.append((peer.name, *peer.server.memory()))
    table.rows += rows_of(batches, batches[OURS])
    table.notes += [
        f"{POSTS} comments of the seeds × {rounds} rounds, four clients, the servers taking turns; medians of rounds.",
        f"Ours judges each comment by every rule, checks a captcha and syncs; it answered {_answers(batches[OURS])}.",
        "Isso and the minimal server moderate nothing, and sync too. Isso is not asked for a captcha: it has none.",
    ]
    return [table, memory]


def rows_of(batches: dict[str, list[Batch]], ours: list[Batch]) -> list[tuple[str | float | None, ...]]:
    """A row for each server: medians over its rounds, and its CPU as a multiple of ours."""
    rows: list[tuple[str | float | None, ...]] = []
    base = median(batch.cpu_ms for batch in ours)
    for name, taken in batches.items():
        costs = [batch.cpu_ms for batch in taken]
        latencies = [latency * 1000 for batch in taken for latency in batch.latencies]
        rows.append(
            (
                name,
                median(costs),
                f"{min(costs):.2f} … {max(costs):.2f}",
                median(batch.per_second for batch in taken),
                quantile(latencies, 0.5),
                quantile(latencies, 0.95),
                None if taken is ours else times(median(costs) / max(base, 1e-9)),
            )
        )
    return rows


def _post(peer: Peer, comments: Sequence[Piece]) -> Batch:
    batch = send(peer.server, peer.posts(comments))
    strange = {status: number for status, number in batch.statuses.items() if status not in {200, 201, 202}}
    if strange:
        message = f"{peer.name} answered {strange}"
        raise RuntimeError(message)
    return batch


def _answers(batches: list[Batch]) -> str:
    meaning = {201: "published", 202: "held", 200: "refused"}
    total = sum(sum(batch.statuses.values()) for batch in batches)
    shares = {word: sum(batch.statuses[status] for batch in batches) / total for status, word in meaning.items()}
    return ", ".join(f"{word} {100 * share:.0f} %" for word, share in shares.items())
