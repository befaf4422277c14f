"""The minimal Flask and SQLite server, served as ours is."""

import json
import sys
from collections.abc import Sequence
from typing import Final

from bench import minimal
from bench.load import Call
from bench.material import Piece
from bench.peers.peer import POSTING, REPLIES_OF_A_ROOT, WORKERS, Peer, texts_for
from bench.processes import HOST, Server, free_port

THREADS: Final = "4"  # in each worker


class Minimal(Peer):
    """Flask and sqlite3 under granian."""

    name = "minimal Flask + SQLite"

    def start(self, threads: dict[str, int]) -> None:
        """Fill the table, then serve it."""
        path = self.folder / "minimal.db"
        minimal.prepare(path)
        connection = minimal.connect(str(path))
        connection.execute("BEGIN")
        insert = "INSERT INTO comment (thread, parent, author, text) VALUES (?, ?, ?, ?)"
        for thread, number in threads.items():
            root: int | None = None
            for place, piece in enumerate(texts_for(number)):
                parent = root if place % (REPLIES_OF_A_ROOT + 1) else None
                done = connection.execute(insert, (thread, parent, piece.author_name, piece.text))
                root = root if parent else done.lastrowid
        connection.execute("COMMIT")
        connection.close()
        port = free_port()
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "bench.minimal:application"]
        options = ["--workers", str(WORKERS), "--blocking-threads", THREADS, "--host", HOST, "--port", str(port)]
        self.server = Server([*server, *options], port, self.folder, {"MINIMAL_DATABASE": str(path)})
        self.server.wait("/")

    def posts(self, comments: Sequence[Piece]) -> list[Call]:
        """One insert each."""
        bodies = [{"text": piece.text, "author": piece.author_name} for piece in comments]
        return [Call("POST", f"/{POSTING}", json.dumps(body, ensure_ascii=False).encode()) for body in bodies]

    def read(self, thread: str) -> Call:
        """The whole thread, nested."""
        return Call("GET", f"/{thread}")

    def counts(self, threads: Sequence[str]) -> Call:
        """One grouped query."""
        return Call("GET", f"/?ids={','.join(threads)}")
