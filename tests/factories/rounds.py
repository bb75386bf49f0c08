from dataclasses import dataclass, field
from datetime import date

from doorstroom.accounts.models import Membership, OrganisationKind, Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Backing, Nomination, Round
from doorstroom.rounds.services import Asked, ask_referrers, back_places, nominate, open_recruiting, plan_round
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory
from factories.participants import person_of
from factories.programmes import ProgrammeFactory, model_of

ON = date(2026, 11, 2)


@dataclass
class RoundWorld:
    """A recruiting round with a programme manager, a school, an account manager and two referrers."""

    round: Round
    manager: Membership
    school: Membership
    accounts: Membership
    referrer: Membership
    other_referrer: Membership
    people: list[Person] = field(default_factory=list)

    @property
    def everyone(self) -> list[Membership]:
        return [self.manager, self.school, self.accounts, self.referrer, self.other_referrer]

    def put_forward(self, actor: Actor, *names: str, by: Membership | None = None) -> list[Nomination]:
        """New people of a referrer, nominated by that referrer."""
        referrer = by or self.referrer
        made = []
        for name in names:
            person = person_of(referrer, given_name=name, on=ON)
            self.people.append(person)
            made.append(
                nominate(actor=actor, round=self.round, person=person, on=ON, referrer=referrer.organisation,
                         contact=referrer)
            )  # fmt: skip
        return made

    def back(self, actor: Actor, signed: int, promised: int = 0) -> None:
        for seats, status in ((signed, Backing.Status.SIGNED), (promised, Backing.Status.PROMISED)):
            if seats:
                back_places(
                    actor=actor, round=self.round, place=PlaceFactory(number=seats), seats=seats, status=status,
                    given_by="Joost Vink", given_on=ON,
                )  # fmt: skip


def round_world(actor: Actor, *, seats: int = 4, name: str = "ronde 9", model: str = "welthuis-v2") -> RoundWorld:
    """Needs an open system scope."""
    programme = ProgrammeFactory(name=f"WelThuis {name}")
    members = {
        Role.PROGRAMME_MANAGER: OrganisationKind.PARTNERSHIP,
        Role.SCHOOL_COORDINATOR: OrganisationKind.SCHOOL,
        Role.ACCOUNT_MANAGER: OrganisationKind.EMPLOYER_SERVICE_POINT,
    }
    manager, school, accounts = (
        MembershipFactory(role=role, organisation=OrganisationFactory(kind=kind)) for role, kind in members.items()
    )
    referrers = [MembershipFactory(role=Role.CASEWORKER) for _ in range(2)]
    for member in (manager, school, accounts):
        open_everything(
            member.organisation, purpose=Purpose.RECRUITMENT, categories=(Category.CORE, Category.PROGRESS)
        )  # fmt: skip
    for member in referrers:
        open_everything(member.organisation)
    round = plan_round(
        actor=actor, programme=programme, model=model_of(programme, model), name=name, starts_on=date(2027, 2, 1),
        seats=seats, minimum_seats=2, holiday_region="Lindevallei", on=date(2026, 10, 1),
        partners=[(m.organisation, Role(m.role), m) for m in (manager, school, accounts)],
    )  # fmt: skip
    ask_referrers(
        actor=actor, round=round, on=date(2026, 10, 1),
        asked=[Asked(m.organisation, n, date(2026, 12, 1), m) for m, n in zip(referrers, (3, 2), strict=True)],
    )  # fmt: skip
    open_recruiting(actor=actor, round=round, on=date(2026, 10, 5))
    round.refresh_from_db()
    return RoundWorld(round, manager, school, accounts, *referrers)
