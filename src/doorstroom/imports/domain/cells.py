"""What reading one cell gives, and the words that mean "nothing here"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from doorstroom.kernel.letters import unaccented

T = TypeVar("T")

_NOTHING_WORDS = """- ; -- ; — ; ? ; x ; geen ; n.v.t. ; nvt ; n.v.t ; n/a ; none ; onbekend ; unknown ; leeg ;
niet bekend ; nog niet bekend ; niet van toepassing ; geen opgave"""
NOTHING = frozenset(word.strip() for word in _NOTHING_WORDS.split(";"))

_RUNS = frozenset("=+-@\t\r")


@dataclass(frozen=True)
class Read(Generic[T]):
    """A value, or the code of what is wrong with it, or both: a value that was read *as* something.

    `refuse` overrules the rule that only a strict field refuses its row.
    """

    value: T | None = None
    code: str = ""
    proposal: str = ""
    refuse: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)


def plain(text: str) -> str:
    """Lower case, no accents, single blanks: for comparing words and names."""
    return " ".join(unaccented(text).split())


def says_nothing(text: str) -> bool:
    return plain(text) in NOTHING


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", plain(text))


def formula_safe(text: str) -> str:
    """A text that a spreadsheet would run gets an apostrophe in front; `sheets.tidy` takes it off again."""
    return f"'{text}" if text[:1] in _RUNS else text
