"""The steps that all partners share, under which each keeps its own words; so two of them read one timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from doorstroom.programmes.domain.vocabulary import PhaseKind

STEPS = ("registered", "intake", "selection", *(kind.value for kind in PhaseKind), "exited")


@dataclass(frozen=True)
class Taken:
    """One step of one person on a day."""

    step: str
    on: date


@dataclass(frozen=True)
class Line:
    """One step with the reader's own words ("" when she has none of her own) and those of others, by organisation."""

    step: str
    on: date
    own: str
    others: Mapping[str, str]


def timeline(taken: Iterable[Taken], words: Mapping[str, Mapping[str, str]], reader: str) -> list[Line]:
    """The steps by day; `words` gives for each step the words of each organisation, `reader` is one of them.

    The steps, their days and their order are the same for every reader; only the words differ.
    """
    ordered = sorted(taken, key=lambda each: (each.on, STEPS.index(each.step)))
    return [_line(each, words.get(each.step, {}), reader) for each in ordered]


def _line(taken: Taken, words: Mapping[str, str], reader: str) -> Line:
    others = {name: text for name, text in words.items() if name != reader}
    return Line(taken.step, taken.on, words.get(reader, ""), others)
