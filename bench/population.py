"""A country drawn with a seed, as rows of an index: towns of different size, occupations with their own skills.

13,900 skills in 640 groups and 90 divisions, asked by how common they are; 3,000 occupations. A person and a place of
one occupation share much. Constraints are set so that some 5 % of all pairs are near enough and some 1 % fits.
Everything is synthetic: it measures speed and equality, and says nothing of how good a match is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from doorstroom.matching.domain.engine.arrays import LAST_DAY, Array, People, Places, frozen, pack
from doorstroom.matching.domain.engine.encode import NO_TILES
from doorstroom.matching.domain.engine.search import MatchIndex, assemble
from doorstroom.matching.domain.skills import PERCENT, WHOLE, Level
from doorstroom.matching.domain.travel import EARTH_RADIUS_KM

SKILLS, GROUPS, DIVISIONS, OCCUPATIONS, TOWNS = 13_900, 640, 90, 3_000, 150
EDUCATION_BITS, LANGUAGE_BITS, FLAGS = 9, 7, 16
TODAY = 740_000


@dataclass(frozen=True)
class Country:
    """What both sides are drawn from; `common` is how often an occupation occurs."""

    group: Array
    division: Array
    skills_of: Array
    common: Array
    town: Array
    size: Array


def draw_country(rng: np.random.Generator) -> Country:
    group = np.sort(rng.integers(0, GROUPS, SKILLS))
    division = np.sort(rng.integers(0, DIVISIONS, GROUPS))
    popular = 1 / np.arange(1, SKILLS + 1) ** 0.8
    popular = rng.permutation(popular / popular.sum())
    near = rng.integers(0, GROUPS, (OCCUPATIONS, 4))
    first = np.searchsorted(group, near)
    width = np.maximum(np.searchsorted(group, near, side="right") - first, 1)
    pick = rng.integers(0, 4, (OCCUPATIONS, 20))
    rows = np.arange(OCCUPATIONS)[:, None]
    own = first[rows, pick] + (rng.random((OCCUPATIONS, 20)) * width[rows, pick]).astype(np.int64)
    general = rng.choice(SKILLS, (OCCUPATIONS, 20), p=popular)
    skills = np.where(rng.random((OCCUPATIONS, 20)) < 0.7, np.minimum(own, SKILLS - 1), general)
    common = 1 / np.arange(1, OCCUPATIONS + 1) ** 0.7
    size = 1 / np.arange(1, TOWNS + 1) ** 0.6
    town = np.column_stack([rng.uniform(50.8, 53.3, TOWNS), rng.uniform(3.6, 7.0, TOWNS)])
    return Country(group, division, skills, common / common.sum(), town, size / size.sum())


def _where(rng: np.random.Generator, country: Country, number: int) -> Array:
    town = country.town[rng.choice(TOWNS, number, p=country.size)]
    degrees = np.radians(town + rng.normal(0, [0.08, 0.12], (number, 2)))
    north, east = degrees[:, 0], degrees[:, 1]
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _skills(rng: np.random.Generator, country: Country, number: int, mean: float) -> tuple[Array, Array]:
    """Row and skill of each skill somebody has or asks, each once."""
    occupation = rng.choice(OCCUPATIONS, number, p=country.common)
    count = np.clip(rng.poisson(mean, number), 1, 20)
    shuffled = np.argsort(rng.random((number, 20), dtype=np.float32), axis=1).astype(np.uint8)
    row, at = np.nonzero(np.arange(20) < count[:, None])
    skill = country.skills_of[occupation[row], shuffled[row, at]]
    cells = np.unique(row * SKILLS + skill)
    return cells // SKILLS, cells % SKILLS


def _levels(rng: np.random.Generator, number: int, chances: list[float]) -> Array:
    return rng.choice(len(chances), number, p=np.array(chances) / sum(chances))


def _hours(rng: np.random.Generator, number: int, least: Array, span: int) -> Array:
    low = rng.choice(least, number).astype(np.float64)
    return np.column_stack([low, low + rng.integers(0, span, number)])


def draw_people(rng: np.random.Generator, country: Country, number: int) -> People:
    row, skill = _skills(rng, country, number, 11)
    group = SKILLS + country.group[skill]
    division = SKILLS + GROUPS + country.division[country.group[skill]]
    cells = np.unique(np.concatenate([row, row, row]) * COLUMNS + np.concatenate([skill, group, division]))
    chord = 2 * np.sin(np.clip(rng.gamma(3, 8.3, number), 5, 75) / (2 * EARTH_RADIUS_KM))
    can = (np.uint64(2) << _levels(rng, number, [1, 3, 12, 20, 30, 14, 12, 7, 1]).astype(np.uint64)) - np.uint64(1)
    language = (np.uint64(2) << _levels(rng, number, [1, 4, 10, 15, 20, 20, 30]).astype(np.uint64)) - np.uint64(1)
    flags = _flags(rng, number, 0.75)
    start = TODAY + rng.integers(0, 60, number)
    return frozen(
        People(
            rank=np.arange(number, dtype=np.int32),
            position=_where(rng, country, number),
            reach=chord * chord,
            can=(can | language << np.uint64(EDUCATION_BITS) | flags)[:, None],
            days=_days(rng, number, 0.9),
            hours=_hours(rng, number, np.array([8, 12, 16, 20, 24, 32]), 20),
            start=np.column_stack([start, np.full(number, LAST_DAY)]).astype(np.int32),
            needs=np.zeros(number, np.uint64),
            dated_from=np.zeros(number + 1, np.int64),
            dated_bit=np.empty(0, np.int32),
            dated_last=np.empty(0, np.int32),
            column_from=np.searchsorted(cells, np.arange(number + 1) * COLUMNS),
            column=(cells % COLUMNS).astype(np.uint32),
            trace=_trace(row, division, number),
            **NO_TILES,
        )
    )


COLUMNS = SKILLS + GROUPS + DIVISIONS


def draw_places(rng: np.random.Generator, country: Country, number: int) -> Places:
    row, skill = _skills(rng, country, number, 9.5)
    cells, points = _points(row, skill, rng.integers(1, 3, len(row)), country, number)
    education = np.uint64(1) << _levels(rng, number, [20, 5, 20, 20, 20, 5, 8, 2, 0]).astype(np.uint64)
    language = np.uint64(1) << _levels(rng, number, [10, 15, 25, 25, 15, 7, 3]).astype(np.uint64)
    start = TODAY + rng.integers(-30, 30, number)
    return frozen(
        Places(
            rank=np.arange(number, dtype=np.int32),
            position=_where(rng, country, number),
            asks=(education | language << np.uint64(EDUCATION_BITS) | _flags(rng, number, 0.04))[:, None],
            days=(days := _days(rng, number, 0.45)),
            needed=np.bitwise_count(days),
            hours=_hours(rng, number, np.array([8, 16, 20, 24, 28, 32]), 16),
            start=np.column_stack([start, start + rng.integers(60, 200, number)]).astype(np.int32),
            first_day=np.maximum(start, TODAY).astype(np.int32),
            offers=np.full(number, 2**64 - 1, np.uint64),
            worth_from=np.searchsorted(cells, np.arange(number + 1) * COLUMNS),
            worth=pack(cells % COLUMNS, points),
            trace=_trace(row, SKILLS + GROUPS + country.division[country.group[skill]], number),
            card=np.empty((0, 8)),
            **NO_TILES,
        )
    )


def _points(row: Array, skill: Array, units: Array, country: Country, number: int) -> tuple[Array, Array]:
    """As `points_of_place`, for all places at once."""
    total = 100 * np.bincount(row, units, number).astype(np.int64)
    group = country.group[skill]
    steps = {Level.SKILL: skill, Level.GROUP: SKILLS + group, Level.DIVISION: SKILLS + GROUPS + country.division[group]}
    keys = np.concatenate([row * COLUMNS + column for column in steps.values()])
    parts = np.concatenate([units * PERCENT[level] for level in steps])
    cells, at = np.unique(keys, return_inverse=True)
    points = WHOLE * np.bincount(at, parts, len(cells)).astype(np.int64) // total[cells // COLUMNS]
    return cells[points > 0], points[points > 0]


def _trace(row: Array, division: Array, number: int) -> Array:
    """As the encoder: the widest step over each skill, which here is always a division."""
    trace = np.zeros(number, np.uint64)
    np.bitwise_or.at(trace, row, np.uint64(1) << (division % 64).astype(np.uint64))
    return trace


def _flags(rng: np.random.Generator, number: int, chance: float) -> Array:
    """Licences, shifts and the like, in the bits above the levels."""
    set_bits = rng.random((number, FLAGS), dtype=np.float32) < chance
    return (set_bits << np.arange(FLAGS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64) << np.uint64(
        EDUCATION_BITS + LANGUAGE_BITS
    )


def _days(rng: np.random.Generator, number: int, chance: float) -> Array:
    week = rng.random((number, 7), dtype=np.float32) < chance
    week[:, 5:] &= rng.random((number, 2), dtype=np.float32) < 0.3
    return np.packbits(week, axis=1, bitorder="little")[:, 0] | np.uint8(1)


def draw_index(people: int, places: int, *, seed: int = 20261123) -> MatchIndex:
    rng = np.random.default_rng(seed)
    country = draw_country(rng)
    sides = draw_people(rng, country, people), draw_places(rng, country, places)
    return assemble(
        *sides, np.arange(people), np.arange(places), columns=COLUMNS, first_division=SKILLS + GROUPS
    )  # fmt: skip
