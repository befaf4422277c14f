"""All servers of one run: started together, stopped together, in a folder that goes with them."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench.environments import MissingError
from bench.peers.isso import Isso
from bench.peers.minimal import Minimal
from bench.peers.nazer import Nazer
from bench.peers.peer import Peer
from bench.report import ROOT, progress


@contextmanager
def stand(threads: dict[str, int], notes: list[str]) -> Iterator[list[Peer]]:
    """Ours first. What cannot be installed is left out, and a note says so.

    The data lies under `var/` (ignored by git): on the disk that the project is on, not in a memory that
    makes every fsync free.
    """
    (ROOT / "var").mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = ROOT / stack.enter_context(tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="bench-"))
        peers: list[Peer] = []
        for kind in (Nazer, Minimal, Isso):
            peer = kind(folder / kind.__name__.lower())
            stack.callback(peer.stop)
            progress(f"starting {peer.name}")
            try:
                peer.start(threads)
            except MissingError as error:
                notes.append(f"without {peer.name}: {error}")
                continue
            peer.check(threads)
            peers.append(peer)
        yield peers
