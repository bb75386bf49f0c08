from datetime import date

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Purpose
from doorstroom.participants.models import Person
from doorstroom.participants.services import RelationSpec, register_person


def relation_of(member: Membership, *, purpose: Purpose = Purpose.GUIDANCE, source: str = "test") -> RelationSpec:
    return RelationSpec(
        organisation_id=member.organisation_id, role=member.role, purpose=purpose, basis="Participatiewet art. 7",
        source=source, member_id=member.pk,
    )  # fmt: skip


def person_of(
    member: Membership,
    *,
    given_name: str = "Abel",
    family_name: str = "Tesfay",
    on: date = date(2026, 11, 1),
    purpose: Purpose = Purpose.GUIDANCE,
) -> Person:
    """A person whom only this member sees. Needs an open system scope."""
    from conftest import NOW

    return register_person(
        actor=system_actor(at=NOW, purpose="test"), given_name=given_name, family_name=family_name,
        relation=relation_of(member, purpose=purpose), on=on,
    )  # fmt: skip
