"""Somebody under age takes part only where the approach has a rule for guardians, and after they agreed.

The rule is the model's: a guard of strength law on the start of a phase, held by `guardian_agreed` and not asked of who
is `of_age`. An approach without it refuses, so that nobody under age starts by default (domain rule S4.13).
"""

from __future__ import annotations

from datetime import date

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.transitions import Strength
from doorstroom.programmes.domain.entry import age_on
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import Guard, RouteModel
from doorstroom.programmes.domain.vocabulary import GuardedMove

OF_AGE = 18
"""Civil Code of the Netherlands, art. 1:233."""
AGREED, ADULT = "guardian_agreed", "of_age"


def guardian_refusal(model: RouteModel, birth_date: date, on: date) -> Reason | None:
    """Why somebody of this age cannot take part from that day; None when she is of age or a rule stands."""
    age = age_on(birth_date, on)
    if age >= OF_AGE or any(map(_asks_guardian, held(model.guards, on))):
        return None
    return Reason("guardian_rule_missing", {"age": age, "on": on}, "BW art. 1:233, 1:234")


def _asks_guardian(guard: Guard) -> bool:
    return (
        guard.move is GuardedMove.START_PHASE
        and guard.fact == AGREED
        and guard.unless in (None, ADULT)
        and guard.strength is Strength.LAW
    )
