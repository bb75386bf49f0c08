"""A large, dirty file of participants: brought in, killed on the way and begun again, and undone.

An installation of its own; `doorstroom import … --apply` runs as a process that is killed with signal 9. What stands
afterwards is compared, person by person and row by row, with what stands after a run that nobody disturbed.
`DOORSTROOM_LONG=1` takes 100,000 rows, in ten files because one may not hold them all, and 20 kills.
"""

from __future__ import annotations

import csv
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.results import Result

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
FILES, ROWS, KILLS = (10, 10_000, 2) if LONG else (1, 3_000, 4)
TARGETS = (
    (600, 512, 300) if LONG else (None, None, None)
)  # s, MB and s for all 100,000 rows; a part shows nothing of it
HEADERS = ["Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Postcode", "Woonplaats", "Telefoon", "E-mail",
           "Uitkering", "Taalniveau", "Rijbewijs"]  # fmt: skip
LETTERS = "bcdfghjklmnprstvwxyz"


def measure() -> Iterator[Result]:
    from bench.drills import in_a_process

    with tempfile.TemporaryDirectory() as var:
        yield from in_a_process("bench.large_import", var)


def drilled() -> list[dict[str, Any]]:
    from django.conf import settings

    from bench.site import founded

    founded()
    paths = [_written(settings.VAR / f"large-{number}.csv", number * ROWS) for number in range(FILES)]
    return list(_rows(paths))


def _rows(paths: list[Path]) -> Iterator[dict[str, Any]]:
    from bench.drills import row

    how = f"{FILES * ROWS:,} rows in {FILES} files, a tenth of them dirty; "
    empty = digest()
    seconds = [_run(path) for path in paths]
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    undisturbed, people = digest(), _people()
    yield row(
        "large import, read, judged and written", round(sum(seconds), 1), "s", TARGETS[0], f"{how}{people:,} people",
        tries=FILES * ROWS,
    )  # fmt: skip
    yield row(
        "large import, memory", round(megabytes), "MB", TARGETS[1], f"{how}the most a process held at any moment",
        tries=FILES * ROWS,
    )  # fmt: skip
    yield row(
        "large import, undone", round(_undo(), 1), "s", TARGETS[2], f"{how}everything as it was before",
        tries=FILES * ROWS,
    )  # fmt: skip
    left = digest() != empty
    killed = [_killed(path, each, number) for number, (path, each) in enumerate(zip(paths, seconds, strict=True))]
    wrong = (digest() != undisturbed) + left
    yield row(
        "large import, resumed or undone otherwise than undisturbed", wrong, "times", 0,
        f"{how}killed {FILES * KILLS} times at random and begun again ({killed.count(True)} of {FILES} files had just"
        " been written when the last kill came); every row of every table of people compared", tries=FILES * KILLS,
    )  # fmt: skip


def _run(path: Path, *, kill_after: float | None = None) -> float:
    words = ["import", "participants", str(path), "--partner", "Gemeente Lindervoort", "--as",
             "samira@voorbeeld.example", "--apply"]  # fmt: skip
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "doorstroom", *words], stdout=subprocess.DEVNULL)
    try:
        if process.wait(kill_after) != 0:
            raise RuntimeError("the import failed")
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return time.perf_counter() - begun


def _killed(path: Path, seconds: float, number: int) -> bool:
    """Killed at random moments, then left alone; was it written before that?"""
    chance, before = random.Random(number), _people()  # noqa: S311 - only chooses moments
    for _turn in range(KILLS):
        _run(path, kill_after=chance.uniform(0, seconds))
    written = _people() > before
    _run(path)
    return written


def _undo() -> float:
    """Newest first: an older delivery has nothing built on it then."""
    with everything() as cursor:
        cursor.execute("SELECT id FROM imports_batch WHERE state = 'applied' ORDER BY id DESC")
        numbers = [str(number) for (number,) in cursor.fetchall()]
    begun = time.perf_counter()
    for number in numbers:
        words = ["import", "undo", number]
        subprocess.run([sys.executable, "-m", "doorstroom", *words], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _written(path: Path, first: int) -> Path:
    chance = random.Random(first)  # noqa: S311 - only chooses dirt
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        for number in range(first, first + ROWS):
            cells = _clean(number)
            if chance.random() < 0.1:
                DIRT[chance.randrange(len(DIRT))](cells)
            writer.writerow(cells)
    return path


def _clean(number: int) -> list[str]:
    """Nobody resembles another by name, and each has a telephone and an address of her own."""
    given = "".join(LETTERS[number // 20**place % 20] + "a" for place in range(4)).title()
    family = "".join(LETTERS[number * 7919 // 20**place % 20] + "o" for place in range(5)).title()
    born = date(1960, 1, 1) + timedelta(days=number * 3 % 16_000)
    return [f"K-{number}", given, family, f"{born:%d-%m-%Y}", f"{5500 + number % 400}AB", "Heiwijk",
            f"06{41_000_000 + number}", f"p{number}@example.org", "bijstand", "A2", "B"]  # fmt: skip


def _set(column: int, text: str) -> Any:
    return lambda cells: cells.__setitem__(column, text)


DIRT = (
    _set(3, "30-02-1990"), _set(3, "29-2-1988"), _set(3, "32874"), _set(3, "1990/04/05"), _set(3, ""), _set(2, ""),
    _set(4, "55 01 ab"), _set(6, "+31 6 12 34 56 78"), _set(6, "612345678"), _set(7, "geen"), _set(8, "???"),
    _set(9, "A2/B1"), _set(10, "ja"), _set(5, "Hei\nwijk"), _set(2, '=cmd|"x"'),
    lambda cells: cells.__setitem__(2, unicodedata.normalize("NFD", "Yılmaz-Özdemir")),
    lambda cells: cells.__setitem__(0, "K-1"), lambda cells: cells.__setitem__(1, f"  {cells[1]}  "),
)  # fmt: skip
"""What partners' files hold besides what they should; each changes one row."""


def digest() -> str:
    """Everything that an import leaves behind, without the numbers that the database gave out."""
    found = hashlib.sha256()
    for line in _standing():
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def _standing() -> Iterator[str]:
    with everything() as cursor:
        for query in STANDING:
            cursor.execute(query)
            yield from sorted(str(line) for line in cursor.fetchall())


def _people() -> int:
    with everything() as cursor:
        cursor.execute("SELECT count(*) FROM participants_person")
        return int(cursor.fetchone()[0])


@contextmanager
def everything() -> Iterator[Any]:
    """A look at all rows, on a connection of its own: the process before it may have been killed."""
    from django.conf import settings
    from django.db import connection, connections, transaction

    from doorstroom.accounts.access import system_actor
    from doorstroom.database.scope import scope

    connections.close_all()
    with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="drill")):
        yield connection.cursor()


WHO = "SELECT p.given_name, p.infix, p.family_name, r.reference"
OF = "FROM participants_person p LEFT JOIN participants_externalreference r ON r.person_id = p.id"
STANDING = (
    f"{WHO}, p.search_name, p.sort_name {OF}",
    *(
        f"{WHO}, {columns} {OF} JOIN participants_{table} t ON t.person_id = p.id"
        for table, columns in (
            ("personcontact", "t.birth_date, t.phone, t.email, t.street, t.postcode, t.place"),
            ("personprofile", "t.education, t.licences"),
            ("languagelevel", "t.language, t.skill, t.level"),
            ("incomesituation", "t.source, t.valid_from, t.valid_until"),
            ("personrelation", "t.organisation_id, t.role, t.member_id, t.purpose, t.valid_from"),
        )
    ),
    "SELECT r.number, r.values, r.corrections, r.problems, r.told FROM imports_row r JOIN imports_batch b"
    " ON b.id = r.batch_id WHERE b.state = 'applied'",
)


if __name__ == "__main__":
    from bench.drills import printed

    printed(drilled)
