"""Whose day a list is about: the people in somebody's care, and which signals are that member's to act on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.database.arrays import any_of
from doorstroom.followup.access import ASKS
from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import PersonRelation
from doorstroom.rounds.models import RoundPartner, RoundState
from doorstroom.signals.domain.signal import Addressee, Signal
from doorstroom.trajectories.access import STANDING_IN, not_there, visible_trajectories
from doorstroom.trajectories.models import HolderTerm, TeamMember, Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.relations import ALONE

WHOLE_ROUND = (Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)
UNDER_WAY = (RoundState.CONFIRMED, RoundState.RUNNING, RoundState.FINISHING)
MAY_SNOOZE = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)
AT_THE_TABLE = (
    Role.BOARD_MEMBER, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROJECT_CONTROLLER,
    Role.RESEARCHER, Role.PRIVACY_OFFICER, Role.FUNCTIONAL_ADMINISTRATOR,
)  # fmt: skip
"""To whom the partnership itself puts questions, beside or without people in their care."""
TO_BE_ASKED = (Observation.Status.DUE, Observation.Status.UNKNOWN)
COACHES = frozenset({Addressee.COACH.value, Role.JOB_COACH.value})
LEADS = frozenset({Addressee.LEAD.value, Role.PROGRAMME_MANAGER.value})
SETTLED_BY_OTHERS = frozenset({"agreement_open", "fact_missing"})


def may_snooze(actor: Actor) -> bool:
    return has_role(actor, *MAY_SNOOZE)


def caseload(actor: Actor, *, own: Combinable | None = None) -> QuerySet[Trajectory]:
    """Trajectories in this member's care that go on, or whose follow-up is this member's to ask.

    Held or helped; for a caseworker also what the own desk received and nobody holds yet; for those who work with a
    whole round everyone in it while it runs; for who leads a programme, or stands in, also what is held, or to be
    asked, by somebody who is gone or away for long. Being in a round opens nothing: all must be visible as well.
    `own` are the `own_keys` of who has read them already.
    """
    own = own or own_keys(actor)
    found = Q(any_of("pk", own))
    if has_role(actor, *WHOLE_ROUND):
        found |= Q(any_of("round", rounds_under_way(actor))) & ~Q(state=TrajectoryState.EXITED)
    return visible_trajectories(actor).filter(found)


def rounds_under_way(actor: Actor) -> QuerySet[RoundPartner, Any]:
    """Keys of the rounds that this member works with in her role."""
    partners = RoundPartner.objects.filter(organisation=actor.organisation_id, role=actor.role)
    return partners.filter(round__state__in=UNDER_WAY).values("round")


def own_keys(actor: Actor) -> ArraySubquery:
    """Keys of the caseload but for what is in it by its round alone."""
    found = in_own_care(actor)
    if has_role(actor, Role.CASEWORKER):
        arrived = Trajectory.objects.filter(state=TrajectoryState.REGISTERED, desk=actor.organisation_id)
        found.append(arrived.values("pk"))
    if has_role(actor, Role.PROGRAMME_MANAGER):
        found += _left_to_lead(actor)
    if actor.role in STANDING_IN:
        told = Exists(asked_instead(actor, OuterRef("trajectory"), OuterRef("trajectory__person")))
        found += [each.filter(told) for each in left_alone(actor.on)]
    return ArraySubquery(found[0].union(*found[1:]))


def _left_to_lead(actor: Actor) -> list[QuerySet[Any, Any]]:
    programme = Q(
        trajectory__programme__partners__organisation=actor.organisation_id,
        trajectory__programme__partners__role=Role.PROGRAMME_MANAGER,
    )
    gone, going = not_there(actor.on), ~Q(trajectory__state=TrajectoryState.EXITED)
    held = HolderTerm.objects.filter(going, programme, ended_at=None, member__in=gone)
    asked = Observation.objects.filter(programme, owner__in=gone, status__in=TO_BE_ASKED, due_on__lte=actor.on)
    return [held.values("trajectory"), asked.values("trajectory")]


def left_alone(on: date) -> Iterator[QuerySet[Any, Any]]:
    """Keys of what is held, or to be asked about, by somebody who is gone or away, were it since today."""
    gone = not_there(on, away_for=timedelta(0))
    yield HolderTerm.objects.filter(member__in=gone, ended_at=None).values("trajectory")
    yield Observation.objects.filter(owner__in=gone, status__in=TO_BE_ASKED, due_on__lte=on).values("trajectory")


def asked_instead(actor: Actor, trajectory: Any, person: Any) -> QuerySet[PersonRelation]:
    """What lets everyone in the reader's role at her organisation hear of it, while who looks after it is not there.

    Asked by the person, because by her index that is one look; by the organisation it is all people it ever saw.
    """
    key = Cast(trajectory, CharField())
    return PersonRelation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=actor.on), valid_from__lte=actor.on, person=person, member=None,
        role=actor.role, organisation=actor.organisation_id,
        source__in=[Concat(Value(ALONE), key), Concat(Value(ASKS), key)],
    )  # fmt: skip


def in_own_care(actor: Actor) -> list[QuerySet[Any, Any]]:
    """Keys of the trajectories that this member holds, helps or has to ask about."""
    going, mine = ~Q(trajectory__state=TrajectoryState.EXITED), Q(member=actor.membership_id)
    today = Q(valid_until=None) | Q(valid_until__gt=actor.on)
    return [
        HolderTerm.objects.filter(going, mine, ended_at=None).values("trajectory"),
        TeamMember.objects.filter(going, mine, today, valid_from__lte=actor.on).values("trajectory"),
        Observation.objects.filter(
            owner=actor.membership_id, status__in=TO_BE_ASKED, due_on__lte=actor.on
        ).values("trajectory"),
    ]  # fmt: skip


@dataclass(frozen=True)
class Care:
    """How this member stands to one trajectory.

    `coached`: somebody else is there as its coach; `managed`: an account manager is in its team; `receives`: it came
    to the own desk and nobody holds it yet; `stands_in`: nobody is there of who holds it and who leads.
    """

    role: str
    membership_id: int | None
    holds: bool
    helps: bool
    coached: bool
    managed: bool = False
    receives: bool = False
    stands_in: bool = False

    @property
    def hats(self) -> frozenset[str]:
        """The addressees of signals behind which this member stands here."""
        found = {self.role, owner_hat(self.membership_id)}
        if self.holds or self.receives:
            found.add(Addressee.CASE_HOLDER)
        if self.role == Role.JOB_COACH or (self.holds and not self.coached):
            found |= COACHES
        if self.role == Role.PROGRAMME_MANAGER or self.stands_in:
            found |= LEADS
        return frozenset(found)

    def acts_on(self, signal: Signal) -> bool:
        """Whoever it is addressed to or told to acts; the holder also on what nobody else in the team is there for."""
        if self.hats & {signal.owner_role, *signal.informed}:
            return True
        if self.role == Role.SCHOOL_COORDINATOR and signal.code == "no_show_today":
            return bool(signal.params["activity"] == "school")
        elsewhere = (COACHES if self.coached else frozenset()) | LEADS
        if self.managed:
            elsewhere |= {Addressee.ACCOUNT_MANAGER}
        return self.holds and signal.owner_role not in elsewhere and signal.code not in SETTLED_BY_OTHERS

    def waits_for(self, signal: Signal) -> bool:
        """Something of the own people that somebody else has to supply."""
        return self.holds and signal.code in SETTLED_BY_OTHERS and not self.acts_on(signal)


def owner_hat(membership_id: int | None) -> str:
    return f"member:{membership_id}"
