"""Who may see a trajectory, who may record on it, and who decides what.

Seeing follows from the relation to the person. Recording is for the people who work with participants.
What someone decides is the model's to say: a model that gives a decision to a role keeps others from it.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category, Purpose
from doorstroom.database.arrays import any_of
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import open_categories, visible_to
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.trajectories.models import Trajectory, TrajectoryState

AWAY_FOR = timedelta(weeks=1)
"""So long somebody may be away before her work is shown to who leads: five working days."""
RECORDING_ROLES = frozenset({Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER})
STANDING_IN = RECORDING_ROLES - {Role.PROGRAMME_MANAGER}
"""Who may hear of a person instead of whoever leads, while nobody of them is there."""


def visible_trajectories(actor: Actor) -> QuerySet[Trajectory]:
    return visible_to(Trajectory.objects.all(), actor, Category.PROGRESS)


def may_record(actor: Actor) -> bool:
    return is_system(actor) or actor.role in RECORDING_ROLES


def deciding_roles(model: RouteModel, subject: DecisionSubject) -> frozenset[str]:
    """The roles to which the model gives this decision; empty when it leaves it to everyone who records."""
    rights = (right for right in model.participation.decisions if right.subject is subject)
    return frozenset(role for right in rights for role in right.roles)


def may_decide(actor: Actor, model: RouteModel, subject: DecisionSubject) -> bool:
    roles = deciding_roles(model, subject)
    return is_system(actor) or (may_record(actor) and (not roles or actor.role in roles))


def holding_roles(model: RouteModel) -> frozenset[str]:
    return frozenset(role.code for role in model.roles if role.may_hold)


def may_hold(member: Membership, model: RouteModel, on: date) -> bool:
    """Someone who works here today, in a role that the model lets coordinate."""
    present = member.valid_from <= on and (member.valid_until is None or member.valid_until > on)
    return present and member.role in holding_roles(model)


def not_there(on: date, *, away_for: timedelta = AWAY_FOR) -> QuerySet[Membership]:
    """Members who no longer work here, or are away for so long already and longer."""
    away = Q(absent_until=None) | Q(absent_until__gt=on)
    return Membership.objects.filter(Q(valid_until__lte=on) | Q(away, absent_from__lte=on - away_for)).order_by()


def intake_categories(actor: Actor, trajectory: Trajectory) -> set[str]:
    """What may be written down in the intake talk: what is open now, and what opens by becoming the holder."""
    opened = open_categories(actor, trajectory.person_id)
    if trajectory.state == TrajectoryState.REGISTERED:
        opened |= set(open_lines(actor).filter(purpose=Purpose.LEARN_WORK).values_list("category", flat=True))
    return opened


def colleagues(trajectory: Trajectory, on: date) -> QuerySet[Membership]:
    """People of the organisations that work in this programme or round, or receive for it."""
    houses = Organisation.objects.filter(programme_partners__programme=trajectory.programme_id).values("pk")
    if trajectory.round_id:
        houses = houses.union(Organisation.objects.filter(round_partners__round=trajectory.round_id).values("pk"))
    hers = trajectory.holder_terms.values("member").union(trajectory.team.values("member"))
    together = Q(any_of("organisation", houses)) | Q(organisation=trajectory.desk_id) | Q(any_of("pk", hers))
    members = Membership.objects.valid(on).filter(together, role__in=RECORDING_ROLES | {Role.ACCOUNT_MANAGER})
    return members.select_related("user", "organisation").order_by("user__name", "id")


def holders_for(trajectory: Trajectory, model: RouteModel, on: date) -> QuerySet[Membership]:
    return colleagues(trajectory, on).filter(role__in=holding_roles(model))
