"""A corrected name is found and ordered under what it is now."""

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.domain.names import told_apart
from doorstroom.participants.services import set_name
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db


def test_a_corrected_name_is_sorted_and_found_anew(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    person = person_of(member, given_name="Fatma", family_name="Vries")
    actor = actor_of(member, at=NOW)
    set_name(actor=actor, person_id=person.pk, given_name="Çiğdem", infix="van der", family_name="Berg")
    person.refresh_from_db()
    assert (person.full_name, person.sort_name) == ("Çiğdem van der Berg", "berg, cigdem, van der")
    assert person.search_name == "cigdem van der berg"


def test_who_may_not_see_somebody_does_not_rename_her(as_system):
    person = person_of(MembershipFactory())
    with pytest.raises(ParticipantError) as refused:
        set_name(actor=actor_of(MembershipFactory(), at=NOW), person_id=person.pk, given_name="X")
    assert refused.value.code == "not_visible"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([("Noor", "Vries"), ("Abel", "Tesfay")], ["Noor", "Abel"]),
        ([("Noor", "Vries"), ("Abel", "Tesfay"), ("Noor", "Bos")], ["Noor V.", "Abel", "Noor B."]),
        ([("José", "Silva"), ("Jose", "ben Ali")], ["José S.", "Jose B."]),
        ([("Noor", ""), ("Noor", "Bos")], ["Noor", "Noor B."]),
        ([], []),
    ],
)
def test_an_initial_stands_only_where_two_first_names_read_the_same(names, told):
    assert told_apart(names) == told
