"""Persons, arrangements and employers are three counts, each counted once; planned stands beside given."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.accounts.services import merge_organisations
from doorstroom.arrangements.models import Arrangement
from doorstroom.arrangements.selectors import Filters, arrangements, by_type, counted
from doorstroom.arrangements.services import end_arrangement, record_arrangement
from doorstroom.database.scope import scope
from doorstroom.participants.services import join_files
from factories.arrangements import FIRST, LAST, TODAY, employer, vouchers
from factories.participants import person_of
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db
YOUNG, GROWN = date(2004, 5, 1), date(1980, 5, 1)


@pytest.fixture
def world(as_system):
    return vouchers(as_system)


def test_persons_arrangements_and_employers_are_counted_apart(world, as_system, sign_in):
    voucher, premium = world.type(planned=10), world.type("Startpremie", planned=4)
    ans, bo = world.person("Ans", YOUNG), world.person("Bo", GROWN)
    unseen = of_another_municipality()
    paper, print_ = employer("Kartonfabriek Oost"), employer("Drukkerij West")
    days = [(FIRST, LAST), (date(2026, 12, 1), LAST), (date(2026, 2, 2), date(2026, 3, 2))]

    def give(person, type, firm, span):
        first, last = days[span]
        return record_arrangement(
            actor=as_system, person=person, type=type, employer=firm, starts_on=first, ends_on=last
        )

    give(ans, voucher, paper, 0), give(ans, voucher, paper, 1), give(ans, premium, None, 2)
    give(bo, voucher, print_, 0), give(unseen, voucher, paper, 0)
    off = give(bo, premium, paper, 0)
    end_arrangement(actor=as_system, arrangement=off, last_day=None, reason="x", on=TODAY)

    actor = actor_of(world.member, at=NOW)
    with scope(actor, nested=True):
        counts, rows = counted(arrangements(actor, Filters(), on=TODAY), on=TODAY)
        assert (counts.arrangements, counts.people, counts.employers, rows) == (4, 2, 2, 5)
        types, everybody = by_type([voucher, premium], on=TODAY)
        names = ("arrangements", "begun", "people", "employers", "young", "adult", "age_unknown")
        found = [(row.planned, *(getattr(row.counts, name) for name in names)) for row in (*types, everybody)]
        assert found == [(10, 4, 3, 3, 2, 2, 1, 1), (4, 1, 1, 1, 0, 1, 0, 0), (14, 5, 4, 3, 2, 3, 1, 1)]
        chosen = {
            Filters(type=voucher.pk): 3, Filters(employer="karton"): 3, Filters(age="young"): 3,
            Filters(age="adult"): 2, Filters(standing="to_begin"): 1, Filters(standing="running"): 2,
            Filters(standing="ended"): 1, Filters(standing="called_off"): 1, Filters(programme=0): 5,
            Filters(programme=world.programme.pk + 1): 0,
        }  # fmt: skip
        assert {each: arrangements(actor, each, on=TODAY).count() for each in chosen} == chosen
    page = sign_in(world.member).get("/arrangementen/").content.decode()
    assert "Arrangementen: 4. Mensen: 2. Werkgevers: 2. Elk telt één keer." in page
    assert "In totaal zijn het er 5; de andere zijn van mensen die u niet ziet." in page
    assert "Cas Bos" not in page


def of_another_municipality():
    """Somebody of the same programme whom another municipality guides."""
    return person_of(colleague(), given_name="Cas", family_name="Bos")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_as_for_three(world, as_system, sign_in, statements, rows):
    voucher = world.type()
    for number in range(rows):
        record_arrangement(
            actor=as_system, person=world.person(f"Ans{number}"), type=voucher, starts_on=FIRST, ends_on=LAST,
            employer=employer(f"Bedrijf {number}"),
        )  # fmt: skip
    assert statements(sign_in(world.member), "/arrangementen/") == 9


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_order_repetition_and_mergers_move_no_count(world, as_system, data):
    """What is delivered is a set: any order, anything twice, and two files or firms that turn out to be one."""
    with transaction.atomic():
        voucher = world.type()
        people = [world.person(name, GROWN) for name in ("Ans", "Bo", "Cas")]
        firms = [employer(name) for name in ("Een", "Twee", "Drie")]
        # Files with one arrangement of the same day in both are no one person's until somebody chose.
        wanted = data.draw(st.sets(st.tuples(st.integers(0, 2), st.integers(0, 5)), min_size=1))
        firm_of = data.draw(st.fixed_dictionaries({each: st.integers(0, 2) for each in wanted}))
        for person, day in data.draw(st.permutations([*wanted, *data.draw(st.lists(st.sampled_from(sorted(wanted))))])):
            record_arrangement(
                actor=as_system, person=people[person], type=voucher, employer=firms[firm_of[person, day]],
                starts_on=FIRST + timedelta(days=day), ends_on=LAST,
            )  # fmt: skip
        merged_firms = data.draw(st.booleans())
        if merged_firms:
            merge_organisations(actor=as_system, former=firms[1], into=firms[0], on=TODAY)
        days = [{day for person, day in wanted if person == each} for each in (0, 1)]
        merged_people = data.draw(st.booleans()) and not days[0] & days[1]
        if merged_people:
            join_files(actor=as_system, kept_id=people[0].pk, absorbed_id=people[1].pk, reason="x")

        def one(number, merged):
            return 0 if merged and number == 1 else number

        expected = (
            len(wanted), len({one(person, merged_people) for person, _day in wanted}),
            len({one(firm, merged_firms) for firm in firm_of.values()}),
        )  # fmt: skip
        seen, _rows = counted(Arrangement.objects.all(), on=TODAY)
        _types, everybody = by_type([voucher], on=TODAY)
        for counts in (seen, everybody.counts):
            assert (counts.arrangements, counts.people, counts.employers) == expected
        transaction.set_rollback(True)


def test_a_board_reads_counts_without_names(world, as_system, sign_in):
    record_arrangement(actor=as_system, person=world.person("Ans"), type=world.type(), starts_on=FIRST, ends_on=LAST)
    board = colleague(role=Role.BOARD_MEMBER, organisation=world.member.organisation)
    page = sign_in(board).get("/arrangementen/").content.decode()
    assert "In totaal zijn het er 1; de andere zijn van mensen die u niet ziet." in page
    assert "Ans Bos" not in page
