"""A programme that gives vouchers, and people who may get them."""

from dataclasses import dataclass
from datetime import date

from conftest import NOW
from doorstroom.accounts.models import Membership, Organisation, OrganisationKind
from doorstroom.arrangements.models import ArrangementType
from doorstroom.arrangements.services import TypeRules, set_up_type
from doorstroom.participants.models import Person
from doorstroom.participants.services import set_contact
from doorstroom.programmes.models import Programme
from factories.accounts import OrganisationFactory
from factories.participants import person_of
from factories.trajectories import colleague

TODAY = NOW.date()
FIRST, LAST = date(2026, 10, 5), date(2026, 12, 18)


@dataclass
class Vouchers:
    actor: object
    member: Membership
    programme: Programme

    def type(self, name: str = "Scholingsvoucher", planned: int = 10, **rules) -> ArrangementType:
        return set_up_type(
            actor=self.actor, programme=self.programme, name=name, planned=planned, valid_from=date(2026, 1, 1),
            rules=TypeRules(**rules),
        )  # fmt: skip

    def person(self, name: str, born: date | None = None) -> Person:
        person = person_of(self.member, given_name=name, family_name="Bos")
        if born:
            set_contact(actor=self.actor, person_id=person.pk, birth_date=born)
        return person


def employer(name: str) -> Organisation:
    return OrganisationFactory(name=name, kind=OrganisationKind.EMPLOYER)


def vouchers(actor, **kwargs) -> Vouchers:
    member = colleague(**kwargs)
    programme = Programme.objects.create(name="Werk maakt werk", receiving_desk=member.organisation)
    return Vouchers(actor, member, programme)
