"""The three questions that an employer answers once a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.kernel.period import monday_of
from doorstroom.placements.access import visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import EmployerAnswer, Placement


@dataclass(frozen=True)
class WeekAnswer:
    """`days_present` None and `going` empty: not answered."""

    placement_id: int
    days_present: int | None = None
    going: EmployerAnswer.Going | str = ""
    call_me: bool = False
    remark: str = ""


@transaction.atomic
def record_week_answers(
    *, actor: Actor, week_of: date, answers: Iterable[WeekAnswer], at: datetime
) -> list[EmployerAnswer]:
    """Keep the answers about this week; answering again replaces the earlier answer of that week."""
    given = {answer.placement_id: answer for answer in answers}
    found = visible_placements(actor).filter(pk__in=given, state=Placement.State.ACTIVE)
    placements = {placement.pk: placement for placement in found}
    if placements.keys() != given.keys():
        raise PlacementError("not_visible")
    rows = [_row(placements[pk], answer, monday_of(week_of), at) for pk, answer in given.items()]
    EmployerAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["placement", "week_of"],
        update_fields=["days_present", "going", "call_me", "remark", "answered_at"],
    )
    log_many(actor, (Logged("change", "employer_answer", row.placement_id, row.person_id, ["answer"]) for row in rows))
    for row in rows:
        if row.call_me:
            emit(Event("employer_asks_call", actor, {"placement": placements[row.placement_id], "answer": row}))
    return rows


def _row(placement: Placement, answer: WeekAnswer, week_of: date, at: datetime) -> EmployerAnswer:
    most = len(placement.weekdays) or 7
    if answer.days_present is not None and not 0 <= answer.days_present <= most:
        raise PlacementError("too_many_days", days=answer.days_present, most=most)
    return EmployerAnswer(
        placement=placement, person_id=placement.person_id, week_of=week_of, days_present=answer.days_present,
        going=answer.going, call_me=answer.call_me, remark=answer.remark.strip(), answered_at=at,
    )  # fmt: skip
