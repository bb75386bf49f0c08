"""What a route model says about coaches and places, as the simulation wants it."""

from __future__ import annotations

from datetime import date

from doorstroom.monitoring.domain.simulation import Capacity
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.capacity import week_needs
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import ActivityKind

A_MONDAY = date(2024, 1, 1)


def capacity_of(model: RouteModel, coach: str) -> Capacity:
    """The caseload of the role `coach`, and the first to last week in which somebody is at a workplace.

    Activities without fixed weekdays take a place in every week of their phase.
    """
    caseload = next((role.max_caseload for role in model.roles if role.code == coach), None)
    needs = week_needs(model, generate(model, A_MONDAY, {}, []), 1)
    weeks = [need.week for need in needs if need.seats.get(ActivityKind.PLACEMENT)]
    if not weeks:
        return Capacity(caseload=caseload)
    return Capacity(caseload=caseload, place_from=max(1, min(weeks)), place_until=max(weeks))
