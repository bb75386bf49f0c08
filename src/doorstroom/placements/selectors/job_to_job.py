"""Lists of sending employers: how many were offered what they answered, and where everybody stands by the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.placements.access import lists_open_to, visible_placements
from doorstroom.placements.domain.job_to_job import (
    Answer,
    Case,
    Clock,
    Standing,
    Term,
    asks_for_a_yes,
    found_on,
    no_needs_reason,
    standing,
    term_of_approach,
)
from doorstroom.placements.models import GuidanceOffer, Placement, SendingList
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.selectors.drafts import said_to_people

WORKED = (Placement.State.ACTIVE, Placement.State.ENDED)


@dataclass(frozen=True)
class ListRow:
    """One list with what people answered, counted over everybody on it."""

    sending: SendingList
    offered: int
    accepted: int
    declined: int

    @property
    def open(self) -> int:
        return self.offered - self.accepted - self.declined


@dataclass(frozen=True)
class OfferRow:
    """One person of a list: days to the dismissal and to the end of the term; below zero they are over."""

    offer: GuidanceOffer
    case: Case
    standing: Standing
    found_on: date | None
    last_day: date | None
    days_left: int | None
    dismissed_in: int | None


def sending_lists(actor: Actor) -> QuerySet[SendingList]:
    return lists_open_to(actor).select_related("employer", "programme").order_by("-received_on", "-pk")


def list_rows(sending: Sequence[SendingList]) -> list[ListRow]:
    """One query; whom one does not see is counted too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placements_offer_counts(%s)", [[each.pk for each in sending]])
        counts = {pk: numbers for pk, *numbers in cursor.fetchall()}
    return [ListRow(each, *counts.get(each.pk, (0, 0, 0))) for each in sending]


def term_of(sending: SendingList) -> Term:
    return Term(Clock(sending.clock), sending.months)


def approach_term(programme: Programme) -> Term | None:
    """What the newest approach of a programme that is offered to people counts; None where nothing is offered."""
    model = programme.newest_model()
    approach = approach_of(model) if model else None
    return term_of_approach(approach.success) if approach and asks_for_a_yes(approach) else None


def offers_of(actor: Actor, sending: SendingList, *, on: date) -> list[OfferRow]:
    """Everybody of the list whom one sees: no answer yet first, then by the last day of the term; three queries."""
    offers = list(
        visible_to(GuidanceOffer.objects.filter(sending=sending), actor, Category.PROGRESS)
        .select_related("person", "trajectory")
        .order_by("person__sort_name", "pk")
    )
    jobs = _jobs(actor, [offer.trajectory_id for offer in offers])
    seen = visible_to(GuidanceOffer.objects.filter(sending=sending), actor, Category.PLACEMENT)
    with_work = set(seen.values_list("person_id", flat=True))
    rows = [_row(offer, jobs.get(offer.trajectory_id, ()), with_work, term_of(sending), on) for offer in offers]
    return sorted(rows, key=lambda row: (row.case.answer is not Answer.OPEN, row.last_day or date.max))


def what_a_no_entails(offer: GuidanceOffer) -> tuple[str, bool]:
    """What the approach says of saying no, and whether it asks for the reason."""
    if offer.trajectory.model is None:
        return "", False
    approach = approach_of(offer.trajectory.model)
    return said_to_people(approach)[0], no_needs_reason(approach.participation)


def _row(
    offer: GuidanceOffer, jobs: Iterable[date], with_work: set[UUID], term: Term, on: date
) -> OfferRow:  # fmt: skip
    trajectory = offer.trajectory
    case = Case(
        offer.offered_on, Answer(offer.answer), trajectory.started_on, trajectory.dismissal_date,
        tuple(jobs) if offer.person_id in with_work else None,
    )  # fmt: skip
    last, leaves = term.last_day(case), trajectory.dismissal_date
    return OfferRow(
        offer, case, standing(case, term, on), found_on(case, term, on), last,
        (last - on).days if last else None, (leaves - on).days if leaves else None,
    )  # fmt: skip


def _jobs(actor: Actor, trajectory_ids: list[int]) -> dict[int, list[date]]:
    """First days of jobs that began or ran, by trajectory."""
    found: dict[int, list[date]] = {}
    jobs = visible_placements(actor).filter(trajectory__in=trajectory_ids, kind=Placement.Kind.JOB, state__in=WORKED)
    for trajectory_id, first in jobs.values_list("trajectory_id", "starts_on"):
        found.setdefault(trajectory_id, []).append(first)
    return found
