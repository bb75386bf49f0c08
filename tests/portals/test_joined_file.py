"""The old address of a file that was joined with another."""

import pytest

from doorstroom.participants.services import join_files
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db


def test_the_old_address_leads_on_for_who_may_see_the_kept_file_alone(as_system, sign_in):
    member, stranger = MembershipFactory(), MembershipFactory()
    for each in (member, stranger):
        open_everything(each.organisation)
    files = [person_of(member, given_name=name) for name in ("Abel", "Abèl", "A.")]
    kept = files[0].pk
    for absorbed, into in ((files[2], files[1]), (files[1], files[0])):
        join_files(actor=as_system, kept_id=into.pk, absorbed_id=absorbed.pk, reason="zelfde persoon")
    for old in files[1:]:
        answer = sign_in(member).get(f"/deelnemers/{old.pk}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/deelnemers/{kept}/")
        assert sign_in(stranger).get(f"/deelnemers/{old.pk}/").status_code == 404
