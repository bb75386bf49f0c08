"""Kill -9 of web, worker and database under mixed writes, and the same press twice at the same moment.

An installation of its own in a temporary folder; `DOORSTROOM_LONG=1` runs the long form (200 kills, 1,000 presses).
A write counts as acknowledged when the browser would have been led on (302). What the client remembers is compared
with what stands in the database afterwards.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.results import Result

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
PRESSES, WRITERS = (1000, 4) if LONG else (50, 4)
KILLS = int(os.environ.get("DOORSTROOM_KILLS", "200" if LONG else "6"))
PARTS = ("web", "worker", "database")


def measure() -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as var:
        yield from in_a_process("bench.drills", var)


def in_a_process(module: str, var: str) -> Iterator[Result]:
    """A drill runs as a process of its own, because its installation has settings of its own."""
    environment = {**os.environ, "DOORSTROOM_VAR": var, "DJANGO_SETTINGS_MODULE": "doorstroom.conf.dev"}
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    for each in json.loads(done.stdout.splitlines()[-1]):
        yield Result(**each)


def printed(drill: Callable[[], list[dict[str, Any]]]) -> None:
    """What such a process does: its figures as one line. Its database goes, whatever happened."""
    import django

    django.setup()
    from django.conf import settings

    from doorstroom.database import embedded

    try:
        print(json.dumps(drill()))
    finally:
        embedded.destroy(settings.VAR)


def drilled() -> list[dict[str, Any]]:
    from bench.site import founded

    site = founded()
    try:
        for name in ("web", "worker"):
            site.start(name)
        site.back_after(time.perf_counter())
        return [*_kills(site), *_presses(site)]
    finally:
        site.stop()


def _kills(site: Any) -> Iterator[dict[str, Any]]:
    acknowledged: list[tuple[str, str]] = []
    answers: Counter[int] = Counter()
    stopping = threading.Event()
    chance = random.Random(1)  # noqa: S311 - only chooses moments
    slowest: Counter[str] = Counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(_write, site, number, acknowledged, answers, stopping) for number in range(WRITERS)]
        try:
            for turn in range(KILLS):
                time.sleep(chance.uniform(0.3, 1.2))
                name, begun = PARTS[turn % len(PARTS)], time.perf_counter()
                site.kill(name)
                site.revive(name)
                slowest[name] = max(slowest[name], round(site.back_after(begun), 1))
        finally:
            stopping.set()
        for writer in writers:
            writer.result()
    kept, unlogged = standing()
    lost = sum(kept[write] != 1 for write in acknowledged)
    how = f"{KILLS} kills in turn of {', '.join(PARTS)} while {WRITERS} colleagues write notes and steps; "
    yield row(
        "kill -9, acknowledged writes lost or doubled", lost, "writes", 0,
        f"{how}{len(acknowledged)} acknowledged, {sum(kept.values())} standing", tries=KILLS,
    )  # fmt: skip
    neither = sum(number for status, number in answers.items() if status not in (0, 302, 503))
    yield row(
        "kill -9, answers neither saved nor with words", neither, "answers", 0,
        f"{how}by status {dict(sorted(answers.items()))}; 0 is none (the browser keeps the page), 503 what was typed",
        tries=KILLS,
    )  # fmt: skip
    yield row(
        "kill -9, writes without their row in the log", unlogged, "writes", 0, f"{how}each note has its row",
        tries=KILLS,
    )  # fmt: skip
    yield row(
        "kill -9, back after at most", max(slowest.values()), "s", 10,
        "from the kill until a page answers, started again at once; "
        + ", ".join(f"{name} {seconds:g} s" for name, seconds in slowest.items()),
        tries=KILLS,
    )  # fmt: skip


def _write(
    site: Any, number: int, acknowledged: list[tuple[str, str]], answers: Counter[int], stopping: threading.Event
) -> None:
    """Notes and next steps in turn, each with words of its own; what was acknowledged is remembered."""
    turn = 0
    while not stopping.is_set():
        turn += 1
        words = f"drill-{number}-{turn}"
        if turn % 2:
            kind, path = "note", "/notitie/"
            fields = {"person": str(site.person.pk), "channel": "phone", "text": words, "on": "2026-11-23",
                      "visibility": "team"}  # fmt: skip
        else:
            kind, path, fields = "task", f"/deelnemers/{site.person.pk}/stap/", {"text": words}
        status = site.ask(path, fields)
        answers[status] += 1
        if status == 302:
            acknowledged.append((kind, words))
        else:
            time.sleep(0.2)  # nobody presses again at once; a loop here would keep the processor from what starts


def standing() -> tuple[Counter[tuple[str, str]], int]:
    """How often each write stands, and how many notes more there are than rows of the log that say so."""
    from django.conf import settings
    from django.db import connections, transaction

    from doorstroom.accounts.access import system_actor
    from doorstroom.audit.models import Entry
    from doorstroom.database.scope import scope
    from doorstroom.trajectories.models import Note, Task

    connections.close_all()
    with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="drill")):
        kept = Counter(("note", text) for text in Note.objects.values_list("text", flat=True))
        kept.update(("task", text) for text in Task.objects.values_list("text", flat=True))
        logged = Entry.objects.filter(action="create", subject="note").count()
        return kept, abs(Note.objects.count() - logged)


def _presses(site: Any) -> Iterator[dict[str, Any]]:
    before, _unlogged = standing()
    answers: Counter[int] = Counter()
    with ThreadPoolExecutor(2) as pool:
        for turn in range(PRESSES):
            fields = {"person": str(site.person.pk), "channel": "phone", "text": f"press-{turn}", "on": "2026-11-23",
                      "visibility": "team"}  # fmt: skip
            both = [pool.submit(site.ask, "/notitie/", fields) for _ in range(2)]
            answers.update(each.result() for each in both)
    kept, _unlogged = standing()
    wrong = sum((kept - before)["note", f"press-{turn}"] != 1 for turn in range(PRESSES))
    yield row(
        "same press twice at once, not exactly one effect", wrong, "presses", 0,
        f"{PRESSES} forms sent twice at the same moment over two connections; answers {dict(answers)}",
        tries=PRESSES,
    )  # fmt: skip


def row(name: str, value: float, unit: str, target: float | None, method: str, *, tries: int) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "target": target, "method": method, "tries": tries}


if __name__ == "__main__":
    printed(drilled)
