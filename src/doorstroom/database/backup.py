"""Backs up and restores one installation: database, files, and apart from them the keys.

A backup is a tar file with a manifest, the dump (one snapshot) and the files; its keys stand in a file of their own,
because who holds both can read everything. A restore is checked against the manifest: rows of every table, the head
of the log, the sums of the files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from psycopg import sql

from doorstroom.database.embedded import client_program

FORM = 1
KEYS = ("IDENTITY_KEYS", "IDENTITY_FINGERPRINT_KEY", "SECRET_KEY")


class BackupRefused(Exception):
    """The backup cannot be made, read or trusted; the text says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `log_head` is (number, hash) of the last seal; `files` maps a path to its SHA-256."""

    form: int
    made_at: str
    tables: dict[str, int]
    log_head: tuple[int, str] | None
    dump_sha256: str
    files: dict[str, str]
    keys_sha256: str

    @classmethod
    def read(cls, data: dict[str, Any]) -> Manifest:
        if data.get("form") != FORM:
            raise BackupRefused(f"This backup has form {data.get('form')}; this version reads form {FORM}.")
        return cls(**{**data, "log_head": tuple(data["log_head"]) if data["log_head"] else None})


def keys_of(settings: Any) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in KEYS}


def keys_sum(keys: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(keys, sort_keys=True).encode()).hexdigest()


def write_backup(target: Path, *, files: Path, keys: dict[str, Any], made_at: str) -> Manifest:
    """Write the backup beside itself first, so that a broken-off run leaves no half file. Keys are not in it."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / "database.dump"
        tables, head = _dump(dump)
        sums = {str(path.relative_to(files)): _sum(path) for path in _files_in(files)}
        manifest = Manifest(FORM, made_at, tables, head, _sum(dump), sums, keys_sum(keys))
        described = Path(folder) / "manifest.json"
        described.write_text(json.dumps(asdict(manifest), indent=1))
        unfinished = Path(folder) / "backup.tar"
        with tarfile.open(unfinished, "w") as archive:
            archive.add(described, "manifest.json")
            archive.add(dump, "database.dump")
            for name in sums:
                archive.add(files / name, f"files/{name}")
        unfinished.chmod(0o600)
        unfinished.replace(target)
    return manifest


@contextmanager
def opened(source: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest, and a folder with the parts, their sums checked. Raises BackupRefused."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
            manifest = Manifest.read(json.loads((Path(folder) / "manifest.json").read_text()))
        except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
            raise BackupRefused(f"{source} is not a backup of Doorstroom, or it is damaged: {error}.") from error
        if _sum(Path(folder) / "database.dump") != manifest.dump_sha256:
            raise BackupRefused(f"The dump in {source} was changed after it was made.")
        yield manifest, Path(folder)


def restore_database(dump: Path) -> None:
    """Fill the empty database of the owner's connection, all of it or nothing. Raises BackupRefused."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        if cursor.fetchone()[0]:
            raise BackupRefused("The database is not empty. Restore into a new one, or start over with `make reset`.")
    connections["owner"].close()
    told = _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(dump))
    if told.returncode != 0:
        raise BackupRefused(f"PostgreSQL refused the dump: {told.stderr.strip()[-600:]}")


def restore_files(parts: Path, manifest: Manifest, into: Path) -> None:
    for name in manifest.files:
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(parts / "files" / name, target)


def differences(manifest: Manifest, *, files: Path) -> list[str]:
    """What is not as the manifest says, one sentence each: rows, unchecked constraints, the log's head, files."""
    found = []
    with connections["owner"].cursor() as cursor:
        tables = _rows(cursor)
        for name in sorted(manifest.tables.keys() | tables.keys()):
            wanted, got = manifest.tables.get(name), tables.get(name)
            if wanted != got:
                found.append(f"table {name}: {wanted} rows in the backup, {got} here")
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        found += [f"constraint {name} was not checked" for (name,) in cursor.fetchall()]
        if _head(cursor) != manifest.log_head:
            found.append(f"the log ends elsewhere: {manifest.log_head} in the backup, {_head(cursor)} here")
    for name, wanted_sum in manifest.files.items():
        path = files / name
        if not path.is_file() or _sum(path) != wanted_sum:
            found.append(f"file {name} is missing or differs")
    return found


def _dump(target: Path) -> tuple[dict[str, int], tuple[int, str] | None]:
    """Dump and count in one snapshot, so that the counts are those of the dump."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            tables, head = _rows(cursor), _head(cursor)
            # The owner's policy shows every row; the switch only tells pg_dump that row security is meant.
            told = _run("pg_dump", "--format=custom", "--enable-row-security", f"--snapshot={snapshot}",
                        f"--file={target}")  # fmt: skip
        finally:
            cursor.execute("ROLLBACK")
    if told.returncode != 0:
        raise BackupRefused(f"PostgreSQL could not dump: {told.stderr.strip()[-600:]}")
    return tables, head


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    facts = connections["owner"].settings_dict
    where = ["--host", facts["HOST"], "--username", facts["USER"], "--dbname", facts["NAME"]]
    if facts["PORT"]:
        where += ["--port", str(facts["PORT"])]
    environment = {**os.environ, "PGPASSWORD": facts["PASSWORD"] or "", "PGCONNECT_TIMEOUT": "20"}
    command = [str(client_program(program)), *where, "--no-password", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)  # noqa: S603 - our own words


def _rows(cursor: Any) -> dict[str, int]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    counted = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        counted[name] = cursor.fetchone()[0]
    return counted


def _head(cursor: Any) -> tuple[int, str] | None:
    cursor.execute("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1")
    row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
