"""Room on the disk: while there is little, writes are refused, so that reading goes on and the log of it with it.

Every look at a person writes a row of the log, and PostgreSQL stops altogether when its write-ahead log cannot grow.
So the product stops writing before the disk is full. Another program may fill it all the same: a file that holds
nothing (the ballast) is then given up, and made anew once there is room.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from doorstroom.conf.failures import unable
from doorstroom.database.embedded import BALLAST

NEEDED_TO_READ = ("/inloggen/", "/taal/", "/demo/")
"""Who signs in or chooses a language writes little, and cannot read without."""


@dataclass(frozen=True)
class Room:
    """`least` and `ballast` in bytes; a ballast of none is for a database that stands elsewhere."""

    folder: Path
    least: int
    ballast: int

    @property
    def file(self) -> Path:
        return self.folder / BALLAST

    def is_short(self) -> bool:
        """Is there too little room to write? Gives up the ballast when reading would soon end as well."""
        if (free := shutil.disk_usage(self.folder).free) >= self.least:
            return False
        if self.ballast and free < self.ballast:
            self.file.unlink(missing_ok=True)
        return True

    def keep_ballast(self) -> None:
        """Make the file anew when there is room for it and for all else."""
        if not self.ballast or self.file.exists():
            return
        if shutil.disk_usage(self.folder).free < self.least + self.ballast:
            return
        with suppress(OSError), self.file.open("xb") as made:
            os.posix_fallocate(made.fileno(), 0, self.ballast)


def room() -> Room:
    return Room(settings.ROOM_AT, settings.ROOM_MB * 1_000_000, settings.BALLAST_MB * 1_000_000)


def refuse_without_room(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers each write with 503 and what was typed while there is too little room."""

    def answered(request: HttpRequest) -> HttpResponse:
        short = room().is_short()  # asked of readers too: they need what the ballast gives
        if short and request.method == "POST" and not request.path.startswith(NEEDED_TO_READ):
            return unable(request, room=True)
        return get_response(request)

    return answered
