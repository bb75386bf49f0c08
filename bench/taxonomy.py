"""Loading the real ESCO files, when they are there (DOORSTROOM_DATA)."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

from django.conf import settings

from bench.results import Result
from doorstroom.database.testing import temporary_database
from doorstroom.taxonomy.services import import_esco


def measure() -> Iterator[Result]:
    directory = settings.DATA / "esco"
    if not directory.is_dir():
        print(f"no ESCO files at {directory}; set DOORSTROOM_DATA to measure loading them")
        return
    with temporary_database():
        before, started = time.process_time(), time.perf_counter()
        loaded = import_esco(directory=directory)
        wall, cpu = time.perf_counter() - started, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    rows = loaded.concepts + loaded.labels + loaded.relations
    yield Result(
        "ESCO, time to load", round(wall, 1), "s", 60, f"{rows} rows of both releases by COPY; {cpu:.1f} s client CPU"
    )
    yield Result("ESCO, peak memory", round(peak), "MB", 500, "largest resident size of this whole process")
