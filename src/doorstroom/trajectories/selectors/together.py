"""Whom one may choose for one act on several people, and with whom or to which phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from doorstroom.accounts.models import Membership
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import ProgrammePartner, RouteModel
from doorstroom.rounds.models import RoundPartner
from doorstroom.trajectories.access import RECORDING_ROLES, visible_trajectories
from doorstroom.trajectories.models import HolderTerm, JointAct, Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.positions import approach_of
from doorstroom.trajectories.wording import named

SHOWN = 100


@dataclass(frozen=True)
class Choice:
    """`phases` are (code, name) of the models of these people, in their order; `cut`: there are more people."""

    trajectories: QuerySet[Trajectory]
    members: QuerySet[Membership]
    phases: Sequence[tuple[str, str]]
    anybody: bool
    cut: bool


def choice_for(actor: Actor, *, round_id: int | None) -> Choice:
    """People of one round, or those one coordinates; three queries when all of it is shown."""
    found = visible_trajectories(actor).exclude(state=TrajectoryState.EXITED).exclude(model=None)
    if round_id is None:
        found = found.filter(holder_terms__member=actor.membership_id, holder_terms__ended_at=None)
    else:
        found = found.filter(round=round_id)
    there = list(found.order_by("person__sort_name", "pk").values_list("pk", flat=True)[: SHOWN + 1])
    keys = there[:SHOWN]
    chosen = Trajectory.objects.filter(pk__in=keys).order_by("person__sort_name", "pk")
    chosen = chosen.select_related("person", "programme", "round__programme", "model")
    return Choice(chosen, _members(keys, actor), _phases(keys), bool(keys), len(there) > SHOWN)


def _members(keys: Sequence[int], actor: Actor) -> QuerySet[Membership]:
    """Colleagues of the programmes and rounds of these people; the act asks again for each person.

    Subqueries, not joins: each join multiplies the rows of the others by the people chosen.
    """
    chosen = Trajectory.objects.filter(pk__in=keys)
    programmes = ProgrammePartner.objects.filter(programme__in=chosen.values("programme"))
    rounds = RoundPartner.objects.filter(round__in=chosen.values("round"))
    asked = (programmes.values("organisation"), rounds.values("organisation"), chosen.values("desk"))
    holders = Q(pk__in=HolderTerm.objects.filter(trajectory__in=keys).values("member"))
    partner = reduce(or_, (Q(organisation__in=each) for each in asked), holders)
    members = Membership.objects.valid(actor.on).filter(partner, role__in=RECORDING_ROLES)
    return members.select_related("user", "organisation").order_by("user__name", "pk")


def _phases(keys: Sequence[int]) -> list[tuple[str, str]]:
    models = RouteModel.objects.filter(pk__in=Trajectory.objects.filter(pk__in=keys).values("model")).order_by("pk")
    found: dict[str, str] = {}
    for approach in map(approach_of, models):
        for phase in approach.phases:
            found.setdefault(phase.code, named(phase.code, approach))
    return list(found.items())


def todays_acts(actor: Actor) -> list[JointAct]:
    """What this member did together today and has not taken back, the last first; one query."""
    acts = JointAct.objects.filter(member=actor.membership_id or 0, undone_at=None, done_at__date=actor.on)
    return list(acts.order_by("-done_at", "-pk"))
