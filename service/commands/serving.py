"""Runs the server: granian, with the application of `service.wsgi` in each worker."""

import gc
import os
import signal
import socket
from importlib import import_module
from threading import Thread

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import rules
from service.errors import NazerError

MOST_THREADS = 8  # in each worker: as many as it has database connections; more would only wait for them
STOP_SECONDS = 10  # for the requests under way; then the worker goes


class AddressError(NazerError):
    """The address cannot be listened at."""

    slug = "address"


def serve(host: str, port: int, workers: int, *, quiet: bool = False) -> None:
    """Serve until the process is told to stop (Ctrl-C, SIGTERM). The workers read their settings from the environment.

    Raises AddressError when somebody listens there already.
    """
    check_free(host, port)
    # Workers are forked: what is loaded here they share, the libraries of the web as well as the words of the rules.
    import_module("service.app")
    rules.warm_up()
    gc.freeze()
    server = Granian(
        "service.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1),
        websockets=False,
        # A worker that dies must not take the site with it.
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning if quiet else LogLevels.info,
    )
    _take_ctrl_c()
    server.serve()


def _take_ctrl_c() -> None:
    # A terminal sends Ctrl-C to every process, and the server then tells its workers to stop as well. The second signal
    # can catch a worker inside of the first one's handler, where it hangs until it is killed (granian 2.8). So Ctrl-C
    # is blocked here, which workers inherit, and a thread makes of it what a supervisor sends: SIGTERM, to us alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    Thread(target=_pass_on_ctrl_c, daemon=True).start()


def _pass_on_ctrl_c() -> None:
    signal.sigwait({signal.SIGINT})
    os.kill(os.getpid(), signal.SIGTERM)


def check_free(host: str, port: int) -> None:
    """Raise AddressError when somebody listens at an address already."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        message = f"Cannot listen at {host}, port {port}: {error.strerror}. Choose another with --host and --port."
        raise AddressError(message) from error
