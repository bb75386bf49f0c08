"""A disk that is filled to the last byte while colleagues write and read: what goes on, what is refused, what is lost.

An installation of its own on a small disk in memory, which only root may mount; without that the drill says so and
gives no figure. Another program fills the disk three times: until writes are refused, to the last byte, and once more
when the product has given up its ballast.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.results import Result

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
MEGABYTES, EACH, WRITERS, READERS = 1200, 300 if LONG else 20, 4, 2
"""A stage lasts until so many looks and so many writes were answered in it."""
PATIENCE = 120.0
CALM, NEARLY, FULL, GONE, AFTER = "calm", "nearly full", "full", "ballast taken too", "room again"


def measure() -> Iterator[Result]:
    from bench.drills import in_a_process

    try:
        with _small_disk() as var:
            yield from in_a_process("bench.disk", var)
    except (OSError, subprocess.CalledProcessError) as error:
        if "mount" not in str(error):
            raise
        print(f"disk full: not measured, no small disk can be mounted here ({error})")


@contextmanager
def _small_disk() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs under another account than root
        disk = Path(folder) / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=755", "tmpfs", disk], check=True)
        try:
            yield str(disk)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)


class Filler:
    """Another program that takes all the room there is at that moment, but for so many bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, list[Path]()

    def take(self, *, leave: int = 0) -> None:
        """What is given up meanwhile is not taken: on a busy machine that would be the ballast, a stage too early."""
        wanted, piece = shutil.disk_usage(self.folder).free - leave, 64 * 2**20
        while piece >= 4096:
            try:
                if wanted < piece:
                    raise OSError
                self._take(piece)
                wanted -= piece
            except OSError:
                piece //= 2

    def _take(self, size: int) -> None:
        path = self.folder / f"filler-{len(self.made)}"
        self.made.append(path)
        with path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)

    def give_back(self) -> None:
        for path in self.made:
            path.unlink()
        self.made.clear()


class Colleagues:
    """Write and read without a pause, and remember by moment how each was answered."""

    def __init__(self, site: Any) -> None:
        self.site, self.moment = site, CALM
        self.answers: Counter[tuple[str, str, int]] = Counter()
        self.acknowledged: list[tuple[str, str]] = []
        self.stopping = threading.Event()

    def write(self, number: int) -> None:
        turn = 0
        while not self.stopping.is_set():
            turn += 1
            moment, words = self.moment, f"disk-{number}-{turn}"
            fields = {"person": str(self.site.person.pk), "channel": "phone", "text": words, "on": "2026-11-23",
                      "visibility": "team"}  # fmt: skip
            status = self.site.ask("/notitie/", fields)
            if status == 302:
                self.acknowledged.append(("note", words))
            else:
                time.sleep(0.1)
            self._note(moment, "write", status)

    def read(self) -> None:
        while not self.stopping.is_set():
            moment = self.moment
            self._note(moment, "read", self.site.ask(f"/deelnemers/{self.site.person.pk}/"))

    def _note(self, moment: str, what: str, status: int) -> None:
        if moment == self.moment:  # what was asked before the disk changed says nothing about it
            self.answers[moment, what, status] += 1

    def ask_enough(self, moment: str) -> None:
        """Let them go on in this stage until enough was answered."""
        self.moment, begun = moment, time.perf_counter()
        while time.perf_counter() - begun < PATIENCE:
            if all(sum(self.told(moment, what).values()) >= EACH for what in ("read", "write")):
                return
            time.sleep(0.1)

    def told(self, moment: str, what: str) -> dict[int, int]:
        return {status: n for (when, kind, status), n in sorted(self.answers.items()) if (when, kind) == (moment, what)}


def drilled() -> list[dict[str, Any]]:
    from django.conf import settings

    from bench.site import founded

    site = founded()
    filler, colleagues = Filler(settings.VAR), Colleagues(site)
    try:
        for name in ("web", "worker"):
            site.start(name)
        site.back_after(time.perf_counter())
        with ThreadPoolExecutor(WRITERS + READERS) as pool:
            asked = [pool.submit(colleagues.write, number) for number in range(WRITERS)]
            asked += [pool.submit(colleagues.read) for _number in range(READERS)]
            try:
                back = _fill(colleagues, filler)
            finally:
                filler.give_back()
                colleagues.stopping.set()
            for each in asked:
                each.result()
        return list(_rows(colleagues, back))
    finally:
        site.stop()


def _fill(colleagues: Colleagues, filler: Filler) -> float:
    """The three fillings; returns how long after the room came back the first write was acknowledged."""
    from django.conf import settings

    colleagues.ask_enough(CALM)
    for moment, leave in ((NEARLY, settings.ROOM_MB * 750_000), (FULL, 0), (GONE, 0)):
        filler.take(leave=leave)
        colleagues.ask_enough(moment)
    colleagues.moment, begun, before = AFTER, time.perf_counter(), len(colleagues.acknowledged)
    filler.give_back()
    while len(colleagues.acknowledged) == before and time.perf_counter() - begun < PATIENCE:
        time.sleep(0.05)
    back = time.perf_counter() - begun
    colleagues.ask_enough(AFTER)
    return back


def _rows(colleagues: Colleagues, back: float) -> Iterator[dict[str, Any]]:
    from bench.drills import row, standing

    kept, unlogged = standing()
    refused = Counter[int]()
    for moment in (NEARLY, FULL, GONE):
        refused.update(colleagues.told(moment, "write"))
    unclean = sum(number for status, number in refused.items() if status not in (302, 503))
    reads = {moment: colleagues.told(moment, "read") for moment in (CALM, NEARLY, FULL, GONE)}
    missed = sum(n for moment in (NEARLY, FULL) for status, n in reads[moment].items() if status != 200)
    how = (
        f"{WRITERS} colleagues write and {READERS} read, at least {EACH} answers to each in a stage, on a disk of"
        f" {MEGABYTES} MB; "
    )
    asked = "; ".join(f"{moment} {answers}" for moment, answers in reads.items())
    yield row(
        "disk full, pages of a person not read", missed, "pages", 0,
        f"{how}answers by status: {asked}. When the ballast is taken as well, no log means no page (503)", tries=EACH,
    )  # fmt: skip
    yield row(
        "disk full, writes not refused with words", unclean, "writes", 0,
        f"{how}answers by status: {dict(sorted(refused.items()))}; 503 is a page with what was typed",
        tries=EACH,
    )  # fmt: skip
    lost = sum(kept[write] != 1 for write in colleagues.acknowledged)
    yield row(
        "disk full, acknowledged writes lost or doubled", lost, "writes", 0,
        f"{how}{len(colleagues.acknowledged)} acknowledged, {sum(kept.values())} standing", tries=EACH,
    )  # fmt: skip
    yield row(
        "disk full, faults of the log", unlogged + faults_of_log(), "faults", 0,
        how + "notes without their row, and links that do not fit, after the last row was sealed", tries=EACH,
    )  # fmt: skip
    yield row(
        "disk full, writing again after", round(back, 1), "s", 10,
        "from the moment the other program gave the room back until a write was acknowledged; nobody did anything",
        tries=EACH,
    )  # fmt: skip


def faults_of_log() -> int:
    from django.conf import settings
    from django.db import transaction

    from doorstroom.accounts.access import system_actor
    from doorstroom.audit.selectors import verify_log
    from doorstroom.audit.services import seal_entries
    from doorstroom.database.scope import scope

    with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="drill")):
        while seal_entries():
            pass
        return len(verify_log().verification.faults)


if __name__ == "__main__":
    from bench.drills import printed

    printed(drilled)
