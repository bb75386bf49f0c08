"""Who can register: by the age rule of the approach, on the day the round would start.

Only the age is asked here; what else an approach asks is talked about, never filled in on a public page.
"""

from __future__ import annotations

from datetime import date

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.entry import EntryFacts, Outcome, age_on, judge
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import CriterionKind

OLDEST = 110


def age_refusal(model: RouteModel, birth_date: date, *, starts_on: date, today: date) -> Reason | None:
    """Why somebody of this age cannot register; None when she can."""
    if birth_date > today or age_on(birth_date, today) > OLDEST:
        return Reason("birth_date_not_possible", {"birth_date": birth_date})
    age = age_on(birth_date, starts_on)
    for criterion in (each for each in model.entry if each.kind is CriterionKind.AGE):
        found = judge([criterion], EntryFacts(birth_date=birth_date), starts_on)
        if any(judgement.outcome is Outcome.NOT_MET for judgement in found):
            young = criterion.minimum_age is not None and age < criterion.minimum_age
            bounds = {"age": age, "minimum": criterion.minimum_age, "maximum": criterion.maximum_age}
            return Reason("too_young" if young else "too_old", {**bounds, "starts_on": starts_on})
    return None
