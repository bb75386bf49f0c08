"""Who may see a trajectory, who may record on it, and who decides what.

Seeing follows from the relation to the person. Recording is for the people who work with participants.
What someone decides is the model's to say: a model that gives a decision to a role keeps others from it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.trajectories.models import Trajectory

RECORDING_ROLES = frozenset({Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER})


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
