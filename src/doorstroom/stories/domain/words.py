"""What may not stand in a story, because few people stand behind it.

Published figures are withheld where fewer than ten people stand behind them; a day, a round or an employer beside a
first name would tell what they withhold. Names of others, numbers and addresses tell it outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from doorstroom.kernel.letters import unaccented

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
DAY = re.compile(rf"\b\d{{1,2}}(?:\s+(?:{MONTHS})\b|[-/.]\d{{1,2}}[-/.]\d{{2,4}}\b)|\b(?:19|20)\d\d\b", re.I)
REACHED = re.compile(r"\S+@\S+\.\w+|\+?\d(?:[\s-]?\d){7,}|\b\d{4}\s?[A-Z]{2}\b")


@dataclass(frozen=True)
class Known:
    """What is known of who tells: family names as they are written, rounds of the programme, own employers."""

    surnames: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


def gives_away(text: str, known: Known) -> tuple[str, ...]:
    """The words that must go: of each kind the first that stands in the text."""
    plain = unaccented(text)
    found = (
        _first(DAY, text),
        _first(REACHED, text),
        next((name for name in known.surnames if _holds(text, name)), ""),
        next(_named(plain, known.rounds), ""),
        next(_named(plain, known.employers), ""),
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _named(plain: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if _holds(plain, unaccented(name)))


def _holds(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""
