"""`nazer demo` as `make demo` starts it: it serves what it prints, stops cleanly, and keeps its data."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Demo:
    """A demonstration as a process of its own, as `make demo` starts it."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        self.command = folder / "nazer"
        self.command.write_text(
            f"#!{sys.executable}\nfrom service.cli import main\nif __name__ == '__main__':\n    main()\n"
        )
        self.command.chmod(0o755)
        options = ["--port", str(self.port), "--seeds", str(ROOT / "seeds" / "demo")]
        self.process = subprocess.Popen(
            [self.command, "demo", *options],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.printed = ""
        while "Ctrl-C stops it" not in self.printed:
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
            assert line, self.printed
            self.printed += line
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                self.get("/healthz")
            except OSError:
                assert time.monotonic() < deadline, self.printed
                time.sleep(0.1)
            else:
                return

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as response:
            return str(response.read().decode())

    def curl(self) -> dict[str, Any]:
        """Run the printed line, as it stands there."""
        line = self.printed[self.printed.index("  curl ") :].split("\n\n")[0]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        shell = ["sh", "-c", line]
        done = subprocess.run(shell, cwd=self.folder, env=environment, capture_output=True, text=True, check=True)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def stop(self) -> int:
        """As a terminal does at Ctrl-C: every process gets the signal."""
        os.killpg(self.process.pid, signal.SIGINT)
        rest, _ = self.process.communicate(timeout=30)
        self.printed += rest
        return self.process.returncode


def test_the_demo_serves_what_it_prints_stops_cleanly_and_keeps_its_data(tmp_path: Path) -> None:
    demo = Demo(tmp_path)
    try:
        article = demo.printed.split("/demo/")[1].split()[0]
        assert "نظر" in demo.get(f"/demo/{article}")
        assert "/desk" in demo.printed
        before = json.loads(demo.get(f"/v1/counts?ids={article}"))["counts"][article]
        assert before >= 5

        first, second = demo.curl(), demo.curl()
    finally:
        assert demo.stop() == 0, demo.printed
    assert first["status"] == "published", first
    assert second["status"] in {"published", "held", "rejected"}  # the same words again: the rules may have a view
    assert "Stopped." in demo.printed
    assert "Traceback" not in demo.printed
    assert "Killing" not in demo.printed, "a worker hung instead of stopping"

    again = Demo(tmp_path)
    try:
        assert "are new" not in again.printed
        assert json.loads(again.get(f"/v1/counts?ids={article}"))["counts"][article] > before
    finally:
        assert again.stop() == 0
