"""For whom a page about people and places is written, and which facts of a person that reader may use."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.matching.domain.reasons import Audience
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import Placement
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import TrajectoryState

GUIDES = (Role.CASEWORKER, Role.JOB_COACH)
MATCHERS = (*GUIDES, Role.ACCOUNT_MANAGER)
AUDITORS = (Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER, Role.RESEARCHER, Role.BOARD_MEMBER)
LOOKING = (TrajectoryState.INTAKE, TrajectoryState.SELECTION, TrajectoryState.WAITING, TrajectoryState.RUNNING)


@dataclass(frozen=True)
class Reader:
    """Whoever guides people is their own caseworker; an account manager reads what people approved in their words."""

    audience: Audience

    @property
    def knows_adjustments(self) -> bool:
        """What helps somebody to work stays with the person and her own caseworker: others do not even sort by it."""
        return self.audience is Audience.CASEWORKER

    @property
    def knows_all(self) -> bool:
        return self.audience is Audience.CASEWORKER


def guides(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *GUIDES)


def reader_of(actor: Actor) -> Reader:
    return Reader(Audience.CASEWORKER if guides(actor) else Audience.ACCOUNT_MANAGER)


def people_looking(actor: Actor) -> QuerySet[Person]:
    """People whose profile is open to the actor, on their way to work and without a workplace that stands ready."""
    under_way = visible_trajectories(actor).filter(person=OuterRef("pk"), state__in=LOOKING)
    placed = visible_placements(actor).filter(
        person=OuterRef("pk"), state__in=[Placement.State.AGREED, Placement.State.ACTIVE]
    )
    return visible_people(actor, Category.PROFILE).filter(Exists(under_way)).exclude(Exists(placed))


def matchable(actor: Actor, person_id: UUID) -> QuerySet[Person]:
    return visible_people(actor, Category.PROFILE).filter(pk=person_id)
