"""Runs the web server and, beside it, the worker."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

HOST = "127.0.0.1"


def free_port(wanted: int, *, tries: int = 50) -> int:
    """The wanted port, or the next one that nobody uses. Raises OSError when none of them is free."""
    for port in range(wanted, wanted + tries):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(f"ports {wanted} to {wanted + tries - 1} are all taken")


def serve(*, port: int, host: str = HOST, workers: int = 2) -> None:
    """Serve the product until it is stopped."""
    Granian(
        "doorstroom.conf.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
    ).serve()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process that ends with the block, and by itself when this process is killed."""
    command = [sys.executable, "-m", "doorstroom", "worker", "--parent", str(os.getpid())]
    process = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def serving_from(var: Path) -> Iterator[None]:
    """Says, as long as the block runs, that a server works from this folder. A killed server says it no longer."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "serving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def is_serving_from(var: Path) -> bool:
    """Does a server work from this folder now?"""
    path = var / "serving.lock"
    if not path.exists():
        return False
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
