"""Five questions each half year. Nobody can be recognised: answers hold no name, and a kind of partner is shown only
when at least three answered and the half year is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import mean

QUESTIONS = ("find", "keep", "decide", "hand_over", "gain")
LEAST_SHOWN = 3  # respondents of one kind of partner; fewer would be two colleagues who know each other's answer


def half_year(on: date) -> date:
    """The first day of the half year in which this day falls."""
    return date(on.year, 1 if on.month <= 6 else 7, 1)


@dataclass(frozen=True)
class Answer:
    """One set of answers, from 1 (not at all) to 5 (fully), in the order of the questions."""

    kind: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """One kind of partner; without `means` too few answered to show them."""

    kind: str
    respondents: int
    means: Mapping[str, float] | None


def shown(answers: Iterable[Answer]) -> list[Shown]:
    """What may be shown of a half year that is over. There is no line for all: it would give away what is withheld."""
    by_kind: dict[str, list[Answer]] = {}
    for answer in answers:
        by_kind.setdefault(answer.kind, []).append(answer)
    return [_line(kind, there) for kind, there in sorted(by_kind.items())]


def _line(kind: str, there: list[Answer]) -> Shown:
    if len(there) < LEAST_SHOWN:
        return Shown(kind, len(there), None)
    columns = zip(*(each.values for each in there), strict=True)
    return Shown(kind, len(there), {name: mean(column) for name, column in zip(QUESTIONS, columns, strict=True)})
