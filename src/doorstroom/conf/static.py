"""Brings the files that browsers fetch up to date, when what they are made of changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".made-of"


def collect_when_stale() -> bool:
    """Collect and compress the static files unless those that stand were made of the same; says whether it did.

    Compressing them takes longer than everything else that a server does before its first answer.
    """
    stamp, made_of = Path(settings.STATIC_ROOT) / STAMP, _made_of()
    if stamp.exists() and stamp.read_text() == made_of:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_of)
    return True


def _made_of() -> str:
    """A digest of which files there are, how long they are and when they were written."""
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            found.append(f"{path} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
