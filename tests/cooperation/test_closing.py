"""Loose trajectories become a project and a programme; a programme closes when everybody goes on with somebody."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.domain.rollup import Tally
from doorstroom.cooperation.models import NextOwner
from doorstroom.cooperation.selectors.closing import groups_of, hierarchy, transfer_report
from doorstroom.cooperation.services import (
    close_programme,
    confirm_transfer,
    make_part_of,
    make_project,
    name_next_owner,
    plan_closing,
)
from doorstroom.database.scope import scope
from doorstroom.participants.models import PersonRelation
from doorstroom.programmes.models import Programme, ProgrammePartner, RouteModel
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import register_trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.programmes import ProgrammeFactory
from factories.trajectories import in_intake, programme_with_model

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def world(as_system):
    """A programme with a caseworker and a programme manager of one organisation, who see its people."""
    organisation = OrganisationFactory(name="Gemeente Lindervoort")
    for purpose in (Purpose.GUIDANCE, Purpose.LEARN_WORK):
        open_everything(organisation, purpose=purpose)
    samira = MembershipFactory(organisation=organisation)
    femke = MembershipFactory(organisation=organisation, role=Role.PROGRAMME_MANAGER)
    programme = programme_with_model(organisation)
    ProgrammePartner.objects.create(programme=programme, organisation=organisation, role=Role.PROGRAMME_MANAGER)
    return samira, femke, programme


def acting(member):
    return actor_of(member, at=NOW)


def people(number, samira, femke, programme):
    """So many people in intake, whom the programme manager sees too."""
    made = [in_intake(samira, programme, given_name=f"Deelnemer {n}") for n in range(number)]
    PersonRelation.objects.bulk_create(
        PersonRelation(person=each.person, organisation=femke.organisation, role=Role.PROGRAMME_MANAGER, basis="x",
                       purpose=Purpose.GUIDANCE, source="test", valid_from=ON - timedelta(days=9))
        for each in made
    )  # fmt: skip
    return made


def test_twelve_loose_trajectories_become_a_project_then_a_programme_with_equal_totals(world, sign_in, as_system):
    samira, femke, programme = world
    made = people(12, samira, femke, programme)
    before = hierarchy().tally
    client = sign_in(femke)
    sent = client.post(
        reverse("project_new", args=[programme.pk]),
        {"name": "Werken in de groenvoorziening", "trajectory": [each.pk for each in made]},
    )
    project = Programme.objects.get(name="Werken in de groenvoorziening")
    assert sent.headers["Location"] == reverse("programme_part", args=[project.pk])
    whole = ProgrammeFactory(name="Groen werkt")
    ProgrammePartner.objects.create(programme=whole, organisation=femke.organisation, role=Role.PROGRAMME_MANAGER)
    offered = client.get(reverse("programme_part", args=[project.pk])).context["form"].fields["whole"].queryset
    assert (whole in offered, project in offered) == (True, False), "nothing is part of itself"
    client.post(reverse("programme_part", args=[project.pk]), {"whole": whole.pk})
    page = client.get(reverse("programme_list")).content.decode()
    with scope(as_system, nested=True):
        after = hierarchy()
        assert before == after.tally == Tally(12, 0, 12, 0)
        shown = {row.programme.name: (row.depth, row.whole.trajectories) for row in after.rows}
        assert shown == {programme.name: (0, 0), "Groen werkt": (0, 12), "Werken in de groenvoorziening": (1, 12)}
        first = Trajectory.objects.get(pk=made[0].pk)
        assert (first.programme, first.intake_on, first.person) == (project, made[0].intake_on, made[0].person)
        assert "Groen werkt" in page


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.sampled_from(range(6)), min_size=6, max_size=6))
def test_putting_programmes_together_in_any_order_moves_no_total(world, choices):
    """Every programme in turn becomes part of another, where that is refused it stays; totals stay."""
    samira, femke, programme = world
    actor = acting(femke)
    programmes = list(Programme.objects.order_by("pk"))
    for each in programmes:
        make_part_of(actor=actor, part=each, whole=None)
    if len(programmes) < 6:
        for number, one in enumerate(people(3, samira, femke, programme)[:2]):
            make_project(actor=actor, source=programme, name=f"Project {number}", trajectories=[one.pk])
        for _ in range(3):
            whole = ProgrammeFactory()
            ProgrammePartner.objects.create(programme=whole, organisation=femke.organisation, role=femke.role)
        programmes = list(Programme.objects.order_by("pk"))
    before = hierarchy().tally
    for part, choice in zip(programmes, choices, strict=True):
        with suppress(CooperationError):  # part of itself
            make_part_of(actor=actor, part=part, whole=programmes[choice])
    assert hierarchy().tally == before
    assert sorted(row.programme.pk for row in hierarchy().rows) == [each.pk for each in programmes]


def test_a_programme_does_not_close_while_somebody_has_no_next_owner(world, sign_in, as_system):
    samira, femke, programme = world
    made = people(2, samira, femke, programme)
    model = RouteModel.objects.filter(programme=programme).get()
    successor = MembershipFactory(organisation=OrganisationFactory(name="Werkcentrum"), role=Role.PROGRAMME_MANAGER)
    plan = plan_closing(
        actor=acting(femke), programme=programme, ends_on=ON + timedelta(days=90), successor=successor.organisation,
        network_keeper=successor.organisation, on=ON,
    )  # fmt: skip
    given = {"funder": femke.organisation, "basis": "Participatiewet art. 7", "on": ON, "plan": plan}
    with pytest.raises(CooperationError, match="lacks_next_owner") as refused:
        close_programme(actor=acting(femke), plan=plan, on=ON)
    assert refused.value.params["people"] == 2
    name_next_owner(actor=acting(samira), trajectories=[made[0].pk], organisation=samira.organisation, **given)
    name_next_owner(actor=acting(femke), trajectories=[made[1].pk], organisation=successor.organisation, **given)
    assert NextOwner.objects.get(trajectory=made[0]).confirmed_on == ON
    client = sign_in(femke)
    page = client.post(reverse("closing_close", args=[programme.pk]))
    assert (page.status_code, "1 mens" in page.content.decode()) == (409, True)
    received = sign_in(successor).post(reverse("closing_confirm", args=[programme.pk]))
    assert received.status_code == 302
    client.post(reverse("closing_close", args=[programme.pk]))
    with scope(as_system, nested=True):
        programme.refresh_from_db()
        assert (programme.closed_on, programme.open_for_registration) == (ON, False)
        assert RouteModel.objects.filter(pk=model.pk).exists()
        assert Trajectory.objects.filter(programme=programme, exited_on=None).count() == 2
        with pytest.raises(TrajectoryError, match="programme_closed"):
            register_trajectory(actor=acting(samira), person=person_of(samira), programme=programme, source="x", on=ON)


def test_the_report_says_who_moves_where_by_which_law_and_that_the_receiver_agreed(world, sign_in, as_system):
    samira, femke, programme = world
    made = people(3, samira, femke, programme)
    receiver = MembershipFactory(organisation=OrganisationFactory(name="Werkcentrum"))
    plan = plan_closing(
        actor=acting(femke), programme=programme, ends_on=ON, network_keeper=receiver.organisation, on=ON
    )
    name_next_owner(
        actor=acting(femke), plan=plan, trajectories=[made[0].pk, made[1].pk], organisation=receiver.organisation,
        funder=samira.organisation, basis="Wet SUWI art. 62", on=ON,
    )  # fmt: skip

    def lines():
        return [
            (str(line.holder), str(line.next_owner), str(line.funder), line.group.basis, line.group.confirmed,
             line.group.people)
            for line in transfer_report(programme).lines
        ]  # fmt: skip

    home = "Gemeente Lindervoort"
    open_line = (home, "None", "None", "", False, 1)
    assert lines() == [open_line, (home, "Werkcentrum", home, "Wet SUWI art. 62", False, 2)]
    page = sign_in(receiver).get(reverse("closing", args=[programme.pk])).content.decode()
    assert made[0].person.given_name not in page
    with scope(as_system, nested=True):
        with scope(acting(receiver), nested=True):
            assert confirm_transfer(actor=acting(receiver), plan=plan, on=ON) == 2
            assert [group.people for group in groups_of(programme)] == [2]
        assert lines()[1] == (home, "Werkcentrum", home, "Wet SUWI art. 62", True, 2)


def test_nobody_names_a_next_owner_for_people_out_of_sight(world):
    samira, femke, programme = world
    (one,) = people(1, samira, femke, programme)
    plan = plan_closing(actor=acting(femke), programme=programme, ends_on=ON, network_keeper=femke.organisation, on=ON)
    other = MembershipFactory()
    open_everything(other.organisation, categories=(Category.PROGRESS,))
    given = {"plan": plan, "trajectories": [one.pk], "organisation": other.organisation, "funder": other.organisation}
    with scope(acting(other), nested=True):
        assert name_next_owner(actor=acting(other), basis="x", on=ON, **given) == 0
    with pytest.raises(CooperationError, match="transfer_without_basis"):
        name_next_owner(actor=acting(femke), basis=" ", on=ON, **given)
    with pytest.raises(CooperationError, match="may_not_close"):
        close_programme(actor=acting(samira), plan=plan, on=ON)


@pytest.mark.parametrize("rows", [1, 3])
def test_closing_costs_the_same_at_any_size(world, sign_in, statements, rows):
    samira, femke, programme = world
    people(rows, samira, femke, programme)
    plan_closing(actor=acting(femke), programme=programme, ends_on=ON, network_keeper=femke.organisation, on=ON)
    client = sign_in(femke)
    assert statements(client, reverse("closing", args=[programme.pk])) == 12
    assert statements(client, reverse("programme_list")) == 7
    assert statements(client, reverse("project_new", args=[programme.pk])) == 8
