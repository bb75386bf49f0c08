"""What the writers of people, places and days have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import models

from doorstroom.imports.models import Batch
from doorstroom.kernel.actor import Actor


@dataclass(frozen=True)
class Work:
    """One delivery being applied: in whose name, and when."""

    batch: Batch
    actor: Actor
    at: datetime

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def source(self) -> str:
        """What the rows that follow from this delivery say they came from."""
        return f"import:{self.batch.pk}"


class Writer(Protocol):
    """`roots` are the rows on which everything hangs that `write` writes; `left_out` counts by reason."""

    left_out: dict[str, int]

    def roots(self) -> Mapping[type[models.Model], Collection[Any]]: ...

    def write(self) -> None: ...
