"""Isso from PyPI in its own environment, as its documentation serves it: gunicorn, two workers, loaded once."""

import json
from collections.abc import Sequence
from typing import Any, Final

from bench.environments import environment
from bench.load import Call, send
from bench.material import Piece
from bench.peers.peer import POSTING, REPLIES_OF_A_ROOT, WORKERS, Peer, texts_for
from bench.processes import HOST, Server, free_port

#: It moderates nothing and limits nothing here, so that every post is kept and published.
CONFIG: Final = """
[general]
dbpath = {folder}/isso.db
host = http://{host}:{port}/
max-age = 15m
[moderation]
enabled = false
[guard]
enabled = false
ratelimit = 1000000
direct-reply = 1000000
reply-to-self = true
[server]
listen = http://{host}:{port}/
"""
JSON: Final = (("Content-Type", "application/json"),)


class Isso(Peer):
    """Isso, without moderation."""

    name = "Isso 0.14"

    def start(self, threads: dict[str, int]) -> None:
        """Serve it, and post the comments of the threads."""
        gunicorn = environment("isso") / "gunicorn"
        port = free_port()
        config = self.folder / "isso.cfg"
        config.write_text(CONFIG.format(folder=self.folder, host=HOST, port=port))
        command = [str(gunicorn), "-w", str(WORKERS), "--preload", "-b", f"{HOST}:{port}", "isso.run"]
        self.server = Server(command, port, self.folder, {"ISSO_SETTINGS": str(config)})
        self.server.wait("/?uri=/")
        for thread, number in {**threads, POSTING: 1}.items():
            self._fill(thread, number)

    def posts(self, comments: Sequence[Piece]) -> list[Call]:
        """Isso wants three characters at least; what is shorter is lengthened."""
        return [_post(POSTING, piece) for piece in comments]

    def read(self, thread: str) -> Call:
        """The whole thread, as the form of Isso reads it."""
        return Call("GET", f"/?uri=/{thread}/")

    def counts(self, threads: Sequence[str]) -> Call:
        """The call of the counting script."""
        return Call("POST", "/count", json.dumps([f"/{thread}/" for thread in threads]).encode(), JSON)

    def _fill(self, thread: str, number: int) -> None:
        pieces = texts_for(number)
        roots = pieces[:: REPLIES_OF_A_ROOT + 1]
        # The first alone: two workers that make one thread at once stumble over each other.
        posted = [json.loads(_kept(self.server, [_post(thread, root)])[0])["id"] for root in roots]
        replies = [
            _post(thread, piece, posted[place // (REPLIES_OF_A_ROOT + 1)])
            for place, piece in enumerate(pieces)
            if place % (REPLIES_OF_A_ROOT + 1)
        ]
        _kept(self.server, replies)


def _post(thread: str, piece: Piece, parent: int | None = None) -> Call:
    body: dict[str, Any] = {"text": piece.text.ljust(3, "."), "author": piece.author_name, "title": thread}
    if parent is not None:
        body["parent"] = parent
    return Call("POST", f"/new?uri=/{thread}/", json.dumps(body, ensure_ascii=False).encode(), JSON)


def _kept(server: Server, calls: list[Call]) -> list[bytes]:
    batch = send(server, calls, keep=True)
    if set(batch.statuses) - {201}:
        message = f"Isso answered {dict(batch.statuses)}"
        raise RuntimeError(message)
    return batch.bodies
