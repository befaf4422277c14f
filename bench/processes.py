"""Servers under measurement: started in a session of their own, asked for CPU and memory, and stopped again.

Only processes that were started here are ever stopped. Linux only: the figures come from /proc.
"""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
TICKS: Final = os.sysconf("SC_CLK_TCK")
PROC: Final = Path("/proc")
START_SECONDS: Final = 60
STOP_SECONDS: Final = 10
KILOBYTES: Final = 1024
LAST_WORDS: Final = 2000


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Server:
    """A running server with all its workers."""

    def __init__(self, command: list[str], port: int, folder: Path, environ: dict[str, str]) -> None:
        """Start it; what it says goes into `server.log` in the folder."""
        self.port = port
        plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self._log = (folder / "server.log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 (our own words)
            command,
            cwd=Path(__file__).parents[1],
            env=plain | environ,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self, path: str) -> None:
        """Wait until it answers a path. Raises TimeoutError, or RuntimeError when it ended."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                message = f"the server ended with {self._process.returncode}:\n{self._last_words()}"
                raise RuntimeError(message)
            with suppress(OSError), closing(http.client.HTTPConnection(HOST, self.port, timeout=30)) as connection:
                connection.request("GET", path)
                connection.getresponse().read()
                return
            time.sleep(0.1)
        message = f"the server did not answer {path}:\n{self._last_words()}"
        raise TimeoutError(message)

    def cpu_seconds(self) -> float:
        """CPU time (utime + stime) of the whole tree so far, with children that have ended."""
        return sum(sum(_stat(pid)[1:]) for pid in self._tree()) / TICKS

    def memory(self) -> tuple[float, float]:
        """Proportional set size in megabytes: of the workers, and of the whole tree."""
        tree = self._tree()
        sizes = {pid: _pss(pid) for pid in tree}
        return sum(size for pid, size in sizes.items() if pid != tree[0]), sum(sizes.values())

    def stop(self) -> None:
        """Ask it to end; make it end when it does not."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()

    def _last_words(self) -> str:
        """The end of its log, which goes with its folder."""
        return Path(str(self._log.name)).read_text("utf-8", "replace")[-LAST_WORDS:]

    def _tree(self) -> list[int]:
        """The process and everything that it started, itself first."""
        parents: dict[int, int] = {}
        for entry in PROC.iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    parents[int(entry.name)] = _stat(int(entry.name))[0]
        tree = [self._process.pid]
        for pid in tree:  # grows while we walk it
            tree += [child for child, parent in parents.items() if parent == pid]
        return tree


def _stat(pid: int) -> tuple[int, int, int, int, int]:
    """Parent, utime, stime, and both of ended children, in ticks."""
    # The name stands in brackets and may hold anything; the numbers begin behind the last one.
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), int(fields[11]), int(fields[12]), int(fields[13]), int(fields[14])


def _pss(pid: int) -> float:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / KILOBYTES
