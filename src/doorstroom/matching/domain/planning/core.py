"""The best whole plan, searched among the few options that can be part of it.

A price on every limit bounds what any plan is worth, and tells of every option, and of every unit of a limit left
unused, what it costs. Whatever costs more than the distance between a plan and the bound is in no better plan
(reduced-cost fixing). So HiGHS searches a narrow strip under the bound, and a wider one only when it found nothing.
Prices are rounded to a grid on which sums of floats are exact: the bound does not lean on the solver's tolerance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, inf, log2
from time import thread_time

import numpy as np
from scipy import sparse

from doorstroom.matching.domain.planning.highs import EPSILON, Program, Whole, solve_whole
from doorstroom.matching.domain.planning.rows import Floats

FIRST_STRIP = 2.0
"""Options per person in the first strip."""
WIDER = 2
SHARE_OF_STRIP = 0.75
"""Of the time that is left, for a strip after which a wider one may follow."""
BITS = 46
"""Of the 53 of a float: room for the number of rows and columns that are added up."""


@dataclass(frozen=True, eq=False)
class Priced:
    """`most`: no plan is worth more. `gain`: per column what it adds beside the prices; of options never positive."""

    most: float
    prices: Floats
    gain: Floats


def priced(program: Program, cost: Floats, prices: Floats) -> Priced:
    """The bound that these prices give; of each person the price is set to what the best option gains."""
    matrix, lower, upper = program.limits
    options, people = program.model.options, program.model.people
    grid = 2.0 ** (ceil(log2(1 + np.abs(cost).max() * people)) - BITS)
    prices = np.round(prices / grid) * grid
    prices[np.isinf(upper)] = np.minimum(prices[np.isinf(upper)], 0)
    prices[np.isinf(lower)] = np.maximum(prices[np.isinf(lower)], 0)
    prices[:people] = 0
    gain = np.where(program.upper > 0, cost - matrix.T @ prices, -inf)
    person = program.model.person
    np.maximum.at(prices, person, gain[:options])
    gain[:options] -= prices[person]
    gain[program.upper == 0] = 0
    used = prices != 0
    rows = prices[used] * np.where(prices > 0, upper, lower)[used]
    most = rows.sum() + np.maximum(gain * program.lower, gain * program.upper).sum()
    return Priced(float(most), prices, np.where(program.upper > 0, gain, -inf))


def bound(program: Program, cost: Floats) -> float:
    """No plan is worth more; what the options at hand alone say would not hold for those set aside."""
    return priced(program, cost, program.relax(cost).prices).most


def best(
    program: Program, cost: Floats, until: float, *, hope: float = inf, start: Floats | None = None,
    heard: Callable[[Floats], None] = lambda plan: None,
) -> Whole:  # fmt: skip
    """The best plan for a cost in whole numbers; without any plan at `hope` it gives up.

    Raises Infeasible, or TimeIsUp before a relaxation.
    """
    hope = min(hope, until)
    found = priced(program, cost, program.relax(cost).prices)
    value, most, number = -inf if start is None else float(cost @ start), found.most, FIRST_STRIP
    while value < floor(most + EPSILON) and thread_time() < (hope if start is None else until):
        reach = min(_reach(program, found, number), found.most - value)
        last = reach == found.most - value  # nothing better than what is known lies outside this strip
        left = (hope if start is None else until) - thread_time()
        ends = until if last else thread_time() + SHARE_OF_STRIP * left
        strip = _search(program, found, reach, start, ends)
        if strip.plan is not None and cost @ strip.plan > value:
            start, value = strip.plan, float(cost @ strip.plan)
            heard(start)
        most = min(most, max(value, found.most - reach, strip.bound))
        if last and strip.proven:
            return Whole(start, value, proven=True)
        number *= WIDER
    return Whole(start, most, proven=value >= floor(most + EPSILON))


def _reach(program: Program, found: Priced, number: float) -> float:
    """Far enough for so many options per person, and for the next whole number under the bound."""
    options = found.gain[: program.model.options]
    at_hand = int(number * program.model.people)
    if at_hand >= len(options):
        return inf
    behind = -float(np.partition(options, -at_hand)[-at_hand])
    return max(behind, found.most - floor(found.most + EPSILON)) + EPSILON


def _search(program: Program, found: Priced, reach: float, start: Floats | None, until: float) -> Whole:
    """The best plan of options that cost at most so much, with what each limit leaves unused as a column.

    What the plan to begin with takes is in it too, so that the search can be cut off by it.
    """
    matrix, lower, upper = program.limits
    begun = np.zeros(len(program.lower)) if start is None else start
    columns = np.flatnonzero(((found.gain >= -reach) | (begun > 0) | (program.lower > 0)) & (program.upper > 0))
    side = np.where(found.prices > 0, upper, lower)
    tight = found.prices != 0
    with np.errstate(divide="ignore"):
        spare = np.floor(np.minimum(reach / np.abs(found.prices) + EPSILON, upper - lower))
    unused_now = np.where(tight, np.abs(side - matrix @ begun), 0)
    if start is not None:
        spare = np.maximum(spare, unused_now)
    loose = np.flatnonzero(tight & (spare > 0))
    sign = np.where(found.prices[loose] > 0, 1.0, -1.0)
    worth = float((found.prices[tight] * side[tight]).sum())
    unused = sparse.csc_matrix((sign, (loose, np.arange(len(loose)))), shape=(len(lower), len(loose)))
    zero = np.zeros(len(loose))
    whole = solve_whole(
        sparse.hstack([matrix[:, columns], unused]).tocsc(),
        np.concatenate([found.gain[columns], -np.abs(found.prices[loose])]),
        (np.concatenate([program.lower[columns], zero]), np.concatenate([program.upper[columns], spare[loose]])),
        (np.where(tight, side, lower), np.where(tight, side, upper)),
        whole=int((columns < program.model.options).sum()), offset=worth - found.most, seconds=until - thread_time(),
        start=None if start is None else np.concatenate([begun[columns], unused_now[loose]]),
    )  # fmt: skip
    plan = None
    if whole.plan is not None:
        plan = np.zeros(len(program.lower))
        plan[columns] = whole.plan[: len(columns)]
    return Whole(plan, whole.bound + found.most, whole.proven)
