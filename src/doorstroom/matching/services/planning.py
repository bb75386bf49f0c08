"""Proposals of the planner: asked for, kept as they were, and confirmed person by person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.domain.planning.envy import envy_of
from doorstroom.matching.domain.planning.isolated import Proposal, Request, propose
from doorstroom.matching.domain.planning.plans import Plan
from doorstroom.matching.domain.planning.problem import InvalidProblem, Problem
from doorstroom.matching.domain.planning.reasons import Unplaced
from doorstroom.matching.models import RoundPlan, RoundPlanLine
from doorstroom.matching.selectors.planning import (
    Asked,
    RoundProblem,
    numbers_of,
    placement_kind_of,
    round_problem,
)
from doorstroom.matching.services.answers import version_of
from doorstroom.participants.access import may_see
from doorstroom.placements.access import may_arrange
from doorstroom.placements.models import Placement
from doorstroom.placements.services import propose_placement
from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import works_in
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory

PLANNER = ("doorstroom.matching.domain.planning.options", "doorstroom.matching.domain.planning.isolated")
"""What makes options of facts, and a plan of options."""
SECONDS = 10.0
SECONDS_TO_ASK = 3.0
MONTHS_KEPT = 12


@transaction.atomic
def propose_round_plan(*, actor: Actor, round: Round, asked: Asked, at: datetime) -> RoundPlan:
    """Keep a new proposal for the selected people of a round; places nobody."""
    found = _problem(actor, round, asked)
    proposal = _proposed(found.problem, SECONDS, explained=True)
    plan = RoundPlan.objects.create(
        round=round, made_by_id=actor.membership_id, made_at=at, asked=asked.as_data(),
        rule_version=version_of("planner-2", *PLANNER), stages=stages_data(proposal.plan),
        unfair=None if proposal.unfair is None else stages_data(proposal.unfair),
        relaxed_floors=dict(proposal.plan.relaxed_floors), envy=asdict(envy_of(found.problem, proposal.plan)),
        inputs_digest=digest_of(found.problem), finished=proposal.finished,
        not_open=found.not_open,
    )  # fmt: skip
    RoundPlanLine.objects.bulk_create(_lines(plan, found, proposal, asked))
    log(actor, Logged("create", "round_plan", plan.pk, fields=["round", str(round.pk)]))
    return plan


def what_if_plan(*, actor: Actor, round: Round, asked: Asked) -> Plan:
    """The plan when this were so; nothing is kept."""
    return _proposed(_problem(actor, round, asked).problem, SECONDS_TO_ASK, explained=False).plan


def _problem(actor: Actor, round: Round, asked: Asked) -> RoundProblem:
    if not (may_arrange(actor) and works_in(actor, round)):
        raise MatchingError("may_not_plan")
    try:
        found = round_problem(actor, round, asked)
    except InvalidProblem as problem:
        raise MatchingError("plan_contradicts", why=str(problem)) from None
    if not found.people:
        raise MatchingError("nobody_to_plan")
    return found


def _proposed(problem: Problem, seconds: float, *, explained: bool) -> Proposal:
    try:
        return propose(Request(problem, seconds, explained=explained))
    except InvalidProblem as contradiction:
        raise MatchingError("plan_contradicts", why=str(contradiction)) from None


def digest_of(problem: Problem) -> str:
    """The same for the same round: everything in a problem stands in the order of ids."""
    columns = [each.tolist() for each in (problem.person, problem.place, problem.score, problem.minutes)]
    candidates = [
        (each.candidate_id, sorted(each.groups), each.coach_hours, sorted(each.school_days), each.current, each.keep)
        for each in problem.candidates
    ]
    places = [(each.place_id, each.usable, each.employer, sorted(each.school_days)) for each in problem.places]
    return sha256(repr((candidates, places, problem.rules, columns)).encode()).hexdigest()


def stages_data(plan: Plan) -> list[dict[str, Any]]:
    """Fractions as two whole numbers, so that what is kept is exact."""
    return [
        {
            "stage": each.stage.value, "proven": each.proven, "gap": each.gap,
            "value": [each.value.numerator, each.value.denominator],
            "bound": [each.bound.numerator, each.bound.denominator],
        }
        for each in plan.stages
    ]  # fmt: skip


def _lines(plan: RoundPlan, found: RoundProblem, proposal: Proposal, asked: Asked) -> list[RoundPlanLine]:
    reasons = {each.candidate_id: reason_data(each) for each in proposal.reasons}
    placed = proposal.plan.placed
    return [
        RoundPlanLine(
            plan=plan, person_id=UUID(person), place_id=int(placed[person]) if person in placed else None,
            reason=None if person in placed else reasons.get(person, {"why": "not_explained"}),
            together=numbers_of(person, asked.together), apart=numbers_of(person, asked.apart),
        )
        for person in found.people
    ]  # fmt: skip


def reason_data(reason: Unplaced) -> dict[str, Any]:
    data = {key: value for key, value in asdict(reason).items() if value not in ("", 0, (), None)}
    return data | {"loss": [reason.loss.numerator, reason.loss.denominator], "people": list(reason.people)}


@transaction.atomic
def confirm_plan_line(*, actor: Actor, line_id: int, on: date) -> Placement:
    """Propose the placement of one line to person and employer; their yes is still asked, as for every placement."""
    line = RoundPlanLine.objects.select_for_update(of=["self"]).select_related("plan__round", "place").get(pk=line_id)
    if not may_see(actor, line.person_id, Category.PLACEMENT):
        raise MatchingError("not_visible")
    if line.place is None or line.placement_id is not None:
        raise MatchingError("plan_line_done")
    round = line.plan.round
    trajectory = Trajectory.objects.filter(person=line.person_id, round=round).order_by("pk").values_list("pk").first()
    kind = placement_kind_of(approach_of(round.model).phases)
    line.placement = propose_placement(
        actor=actor, person_id=line.person_id, kind=kind, place=line.place,
        starts_on=max(round.starts_on, on), trajectory_id=trajectory[0] if trajectory else None,
    )  # fmt: skip
    line.save(update_fields=["placement"])
    log(actor, Logged("update", "round_plan_line", line.pk, line.person_id, ["confirmed"]))
    return line.placement


def plan_lines_past_term(*, on: date) -> QuerySet[RoundPlanLine]:
    """People in proposals older than the term; a placement that came of one has a life of its own."""
    return RoundPlanLine.objects.filter(plan__made_at__date__lte=add_months(on, -MONTHS_KEPT))


@transaction.atomic
def let_go_of_plan_lines(*, actor: Actor, on: date) -> int:
    """Erase who was in old proposals; the figures of the proposal stay with the round."""
    gone = list(plan_lines_past_term(on=on).values_list("pk", "person_id"))
    RoundPlanLine.objects.filter(pk__in=[line for line, _person in gone]).delete()
    log_many(actor, (Logged("delete", "round_plan_line", line, person) for line, person in gone))
    return len(gone)
