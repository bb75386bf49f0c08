"""A partner's register beside what stands here: what comparing and giving back need of each kind of list."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import Said
from doorstroom.imports.domain.kept import as_texts
from doorstroom.imports.domain.returning import Way
from doorstroom.imports.models import Batch, Row
from doorstroom.kernel.actor import Actor


@dataclass
class Standing:
    """`facts` as they stand here; `fields` are those that the actor may know, filled or not."""

    fields: frozenset[str]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        return as_texts(self.values)


@dataclass(frozen=True)
class Register(ABC):
    """One kind of list as one actor sees it. Whom or what a row is about is named by its key here, as a text."""

    actor: Actor
    batch: Batch

    @abstractmethod
    def said(self, checked: CheckedFile) -> dict[int, Said]:
        """What each row of a file says that was read just now, by row number."""

    @abstractmethod
    def about(self, rows: Iterable[Row]) -> dict[int, str]:
        """The keys of the rows of a delivery that was applied, as far as they are known."""

    @abstractmethod
    def standing(self, about: Collection[str], names: Collection[str]) -> dict[str, Standing]:
        """What stands here by key, of the facts with these names; what the actor may not see is left out."""

    @abstractmethod
    def ways(self, rows: Sequence[Row]) -> list[list[Way | None]]:
        """For each row how its columns are written anew."""

    def below(self) -> list[str]:
        """Lines that belong below the table."""
        return []

    @abstractmethod
    def named(self, references: Collection[str]) -> dict[str, str]:
        """What the numbers at the partner belong to, in words."""


def columns_of(batch: Batch) -> list[tuple[str, str]]:
    """The headers of a delivery, each with its field."""
    return [(column["header"], column["field"]) for column in batch.reading.get("columns", [])]
