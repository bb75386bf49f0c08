"""A round under way: people in their first phase, with a job coach and a school that keep attendance."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from doorstroom.accounts.models import Membership, OrganisationKind, Role
from doorstroom.agreements.models import Purpose
from doorstroom.participants.models import Person
from doorstroom.participants.services import RelationSpec, open_relations
from doorstroom.rounds.models import Round, RoundPartner, RoundState
from doorstroom.trajectories.models import HolderTerm, PhaseEpisode, TeamMember, Trajectory, TrajectoryState
from factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.programmes import ProgrammeFactory, SchoolHolidayFactory, model_of

START = date(2026, 9, 14)  # a Monday: 23 November 2026 is in week 11


@dataclass
class Group:
    round: Round
    coach: Membership
    school: Membership
    trajectories: list[Trajectory] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        return [trajectory.person for trajectory in self.trajectories]

    def add(self, name: str, family_name: str = "Geheim") -> Trajectory:
        """One more person in the first phase of the round's model, held by the coach, known at the school."""
        from conftest import NOW
        from doorstroom.accounts.access import system_actor

        actor = system_actor(at=NOW, purpose="test")
        person = person_of(self.coach, given_name=name, family_name=family_name)
        spec = RelationSpec(
            organisation_id=self.school.organisation_id, role=self.school.role, purpose=Purpose.GUIDANCE,
            basis="test", source="test", member_id=self.school.pk,
        )  # fmt: skip
        open_relations(actor=actor, opened=[(person.pk, spec)], on=START)
        trajectory = Trajectory.objects.create(
            person=person, programme=self.round.programme, round=self.round, model=self.round.model,
            desk=self.coach.organisation, state=TrajectoryState.RUNNING, registered_on=START - timedelta(days=60),
            intake_on=START - timedelta(days=30), started_on=START,
        )  # fmt: skip
        HolderTerm.objects.create(
            trajectory=trajectory, member=self.coach,
            started_at=datetime(2026, 8, 15, 9, tzinfo=ZoneInfo("Europe/Amsterdam")),
        )  # fmt: skip
        TeamMember.objects.create(trajectory=trajectory, member=self.coach, role=Role.JOB_COACH, valid_from=START)
        first = self.round.model.definition["phases"][0]["code"]
        PhaseEpisode.objects.create(trajectory=trajectory, phase=first, started_on=START)
        self.trajectories.append(trajectory)
        return trajectory


def group_of(*names: str, model: str = "welthuis-v2") -> Group:
    """A running round with these people; one week of school holiday from 19 October. Needs a system scope."""
    coach = MembershipFactory(role=Role.JOB_COACH, user=UserFactory(name="Ruud Blom", phone="0570-111222"))
    lindecollege = OrganisationFactory(name="Lindecollege", kind=OrganisationKind.SCHOOL)
    school = MembershipFactory(role=Role.SCHOOL_COORDINATOR, organisation=lindecollege)
    for member in (coach, school):
        open_everything(member.organisation)
    programme = ProgrammeFactory()
    SchoolHolidayFactory(name="herfstvakantie", starts_on=date(2026, 10, 19), ends_on=date(2026, 10, 26))
    round = Round.objects.create(
        programme=programme, model=model_of(programme, model), name="ronde 8", starts_on=START, seats=24,
        state=RoundState.RUNNING, holiday_region="Lindevallei",
    )  # fmt: skip
    for member in (coach, school):
        RoundPartner.objects.create(round=round, organisation=member.organisation, role=member.role, contact=member)
    group = Group(round, coach, school)
    for name in names:
        group.add(name)
    return group
