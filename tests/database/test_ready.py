from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Exists, F, OuterRef, Q, Value

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import KEYS, ReadyQuery
from doorstroom.participants.access import MARKED, marked, values_of
from factories.accounts import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def colleagues(actor, since=None):
    """Who works there in the same role, since a week or longer, each with whether it is the actor."""
    me = Organisation.objects.filter(memberships=actor.membership_id, pk=OuterRef("organisation"))
    found = Membership.objects.select_related("organisation").annotate(where=F("organisation__name"), ours=Exists(me))
    return found.filter(
        Q(valid_until=None) | Q(valid_until__gt=actor.on), organisation=actor.organisation_id, role=actor.role,
        valid_from__lte=since or actor.on - WEEK,
    ).order_by("pk")  # fmt: skip


@pytest.fixture
def teams():
    """Two organisations with two caseworkers who were there already and one who has just come."""
    made = []
    for _ in range(2):
        house = OrganisationFactory()
        about = {"organisation": house, "role": Role.CASEWORKER}
        made.append(
            [MembershipFactory(**about, valid_from=NOW.date() - each) for each in (2 * WEEK, 2 * WEEK, 0 * WEEK)]
        )
    return made


def test_written_once_it_gives_each_the_rows_of_her_own_query(teams, django_assert_num_queries):
    ready = ReadyQuery(colleagues(marked(Role.CASEWORKER)))
    for (first, second, new), days in ((teams[0], 0), (teams[1], 0), (teams[0], 7), (teams[1], 0)):
        actor = actor_of(first, at=NOW + timedelta(days=days))
        with django_assert_num_queries(1):
            found = ready.rows(values_of(actor, WEEK))
            assert [(each.pk, each.organisation.name, each.where, each.ours) for each in found] == [
                (each.pk, each.organisation.name, each.organisation.name, True)
                for each in ([first, second, new] if days else [first, second])
            ]
        assert found == list(colleagues(actor))


def test_rows_come_as_they_were_asked_for(teams):
    (first, second, _), _ = teams
    actor, marks = actor_of(first, at=NOW), marked(Role.CASEWORKER)
    known = values_of(actor, WEEK)
    assert ReadyQuery(colleagues(marks).values_list("pk", "role")).rows(known) == [
        (first.pk, "caseworker"), (second.pk, "caseworker"),
    ]  # fmt: skip
    assert ReadyQuery(colleagues(marks).values("pk")).rows(known) == [{"pk": first.pk}, {"pk": second.pk}]
    both = (
        colleagues(marks)
        .order_by()
        .values_list("pk")
        .union(Membership.objects.filter(pk=MARKED.membership_id).values_list("pk"))
    )
    assert sorted(ReadyQuery(both).rows(known)) == [(first.pk,), (second.pk,)]


def test_keys_are_a_list_of_numbers(teams):
    ready = ReadyQuery(Membership.objects.filter(any_of("pk", Value(KEYS))).order_by("pk"))
    for asked in ([], [teams[0][1]], teams[1]):
        assert ready.rows({KEYS: [each.pk for each in asked]}) == asked


def test_a_day_that_was_counted_from_a_mark_must_have_a_value(teams):
    actor = actor_of(teams[0][0], at=NOW)
    counted = ReadyQuery(colleagues(marked(Role.CASEWORKER), since=MARKED.on - 2 * WEEK))
    with pytest.raises(LookupError, match=r"999, 12, 18"):
        counted.rows(values_of(actor, WEEK))
    assert len(counted.rows(values_of(actor, 2 * WEEK))) == 2


def test_who_is_of_no_organisation_gets_no_rows(teams):
    nobody = replace(actor_of(teams[0][0], at=NOW), organisation_id=None, membership_id=None)
    assert ReadyQuery(colleagues(marked(Role.CASEWORKER))).rows(values_of(nobody, WEEK)) == []
