"""A partner's own register given back: its columns and rows, with what changed here since it was delivered.

A cell of which nothing changed keeps the partner's own text. A changed one is written so that it reads back as the
same value: dates as year-month-day, telephones without "+". Cells that were hidden (citizen numbers, columns that have
no place here) come back empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from doorstroom.kernel.identifiers import MASK

Facts = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """How a cell is written anew: the facts it shows, and the text they give; None where it cannot say them."""

    facts: tuple[str, ...]
    text: Callable[[Facts], str | None]


def fact(name: str) -> Way:
    return Way((name,), lambda here: here.get(name, ""))


def words(name: str, table: Mapping[str, str]) -> Way:
    return Way((name,), lambda here: table.get(here.get(name, ""), ""))


def returned(texts: Sequence[str], ways: Sequence[Way | None], told: Facts, here: Facts) -> tuple[str, ...]:
    """The cells of one row. `told` is what the row said, `here` what stands; a cell without a way stays as it was."""
    return tuple(_cell(text, way, told, here) for text, way in zip(texts, ways, strict=True))


def _cell(text: str, way: Way | None, told: Facts, here: Facts) -> str:
    if MASK in text:
        return ""
    if way is None or all(told.get(name, "") == here.get(name, "") for name in way.facts):
        return text
    anew = way.text(here)
    return text if anew is None else anew
