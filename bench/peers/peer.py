"""What every measured server can be asked for."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.load import Call, send
from bench.material import Piece, spread
from bench.processes import Server

#: One comment in five is a root, the others answer roots: two levels are the most that every server can hold.
REPLIES_OF_A_ROOT: Final = 4
#: Where posts go; the threads that are read do not change meanwhile.
POSTING: Final = "posting"
WORKERS: Final = 2


class Peer(ABC):
    """A comment server with two workers and a database of its own on the disk."""

    name: str
    server: Server

    def __init__(self, folder: Path) -> None:
        """Prepare its folder; start nothing yet."""
        self.folder = folder
        folder.mkdir(parents=True)

    @abstractmethod
    def start(self, threads: dict[str, int]) -> None:
        """Start it, with threads of that many published comments, and the empty thread POSTING."""

    @abstractmethod
    def posts(self, comments: Sequence[Piece]) -> list[Call]:
        """Calls that post these comments as roots of POSTING."""

    @abstractmethod
    def read(self, thread: str) -> Call:
        """The call that reads a whole thread."""

    @abstractmethod
    def counts(self, threads: Sequence[str]) -> Call:
        """The call for the numbers of comments of these threads."""

    def stop(self) -> None:
        """End it."""
        if hasattr(self, "server"):
            self.server.stop()

    def check(self, threads: dict[str, int]) -> None:
        """Raise ValueError when a thread is not read whole: figures of half a thread would flatter."""
        for thread, comments in threads.items():
            found = send(self.server, [self.read(thread)], keep=True).bodies[0].count(b'"text":')
            if found != comments:
                message = f"{self.name}: {found} of {comments} comments in {thread}"
                raise ValueError(message)


def texts_for(number: int) -> list[Piece]:
    """Comments to fill a thread with; all different while there are enough."""
    pieces = spread(number)
    return [pieces[place % len(pieces)] for place in range(number)]
