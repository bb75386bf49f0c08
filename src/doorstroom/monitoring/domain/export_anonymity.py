"""No line of a research file fits fewer than k people, as far as outsiders can know beforehand.

What a neighbour may know of somebody (age, month of the start, region, education, approach) is made coarser, step
by step and only for the lines that need it, until every combination holds for at least k lines. Which step is
taken is decided by the lines alone, so that the same lines give the same file. The report says what it cost.

Source: Samarati and Sweeney 1998 (k-anonymity), with recoding of single lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ANY = "*"
LADDERS = ("age_band", "education", "start_month", "region", "arm")
"""What is made coarser first, when two choices help as many lines."""

Line = dict[str, str]


def age_band(age: int) -> str:
    """Five years wide."""
    low = age // 5 * 5
    return f"{low}-{low + 4}"


def coarser(name: str, value: str) -> str:
    """One step up: five years of age to ten, a month to its year, anything else to "any"."""
    if name == "age_band" and "-" in value and len(value) == 5:
        low, high = (int(part) for part in value.split("-"))
        if high - low == 4:
            return f"{low // 10 * 10}-{low // 10 * 10 + 9}"
    if name == "start_month" and len(value) == 7:
        return value[:4]
    return ANY


@dataclass(frozen=True)
class AnonymityReport:
    """`smallest` combination of what may be known; `changed` lines by name, and `steps` in the order taken."""

    k: int
    lines: int
    smallest: int
    classes: int
    changed: dict[str, int]
    steps: tuple[str, ...]


class TooFew(ValueError):
    """Not even everybody together is k."""


def anonymous(lines: Sequence[Line], k: int = 5, names: Sequence[str] = LADDERS) -> tuple[list[Line], AnonymityReport]:
    """The lines with their quasi-identifiers made coarse enough, and what that took."""
    if k < 2:
        raise ValueError(f"k is 2 or more, not {k}; 5 is usual")
    if len(lines) < k:
        raise TooFew(f"{len(lines)} people are fewer than {k}: their lines would point at them")
    made = [dict(line) for line in lines]
    steps: list[str] = []
    while small := _small(made, names, k):
        name = _best_step(made, small, names, k)
        if name is None:
            small = _with_the_nearest(made, names, small)
        chosen = [name] if name else list(names)
        for i in small:
            made[i] |= {each: coarser(each, made[i][each]) if name else ANY for each in chosen}
        steps.append(name or ANY)
    classes = Counter(_class(line, names) for line in made)
    changed = {name: sum(a[name] != b[name] for a, b in zip(lines, made, strict=True)) for name in names}
    return made, AnonymityReport(k, len(made), min(classes.values()), len(classes), changed, tuple(steps))


def _class(line: Line, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(line[name] for name in names)


def _small(lines: Sequence[Line], names: Sequence[str], k: int) -> list[int]:
    classes = Counter(_class(line, names) for line in lines)
    return [i for i, line in enumerate(lines) if classes[_class(line, names)] < k]


def _best_step(lines: Sequence[Line], small: Sequence[int], names: Sequence[str], k: int) -> str | None:
    """The attribute whose next step leaves the fewest lines in too small a class; None when all are "any"."""
    left: dict[str, int] = {}
    for name in names:
        if any(lines[i][name] != ANY for i in small):
            tried = list(lines)
            for i in small:
                tried[i] = lines[i] | {name: coarser(name, lines[i][name])}
            left[name] = len(_small(tried, names, k))
    return min(left, key=lambda name: (left[name], list(names).index(name))) if left else None


def _with_the_nearest(lines: Sequence[Line], names: Sequence[str], small: Sequence[int]) -> list[int]:
    """A last few lines of which nothing is left to hide take the smallest other combination with them."""
    few = set(small)
    others = Counter(_class(line, names) for i, line in enumerate(lines) if i not in few)
    nearest = min(others, key=lambda each: (others[each], each))
    return [*small, *(i for i, line in enumerate(lines) if _class(line, names) == nearest)]
