"""What the pages of results say, to whom, at what cost."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.monitoring.access import visible_facts
from doorstroom.monitoring.domain.sentences import in_english
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.monitoring.selectors import (
    earlier_rounds,
    goals_of,
    looked_back,
    losses,
    results_of,
    steps_of,
    versions_of,
)
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.locks import take_lock
from doorstroom.monitoring.wording import say_all
from doorstroom.placements.models import Placement
from doorstroom.programmes.models import Goal
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.placements import PlacementFactory
from factories.trajectories import acting, changed_model

TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """12 of 24 stopped with v1 and 2 of 24 with v2; 5 more on v2 have only just begun."""
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    caseworker = MembershipFactory()
    cohort(caseworker, older, 24, start=date(2025, 2, 3), stopped=(1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12))
    cohort(caseworker, newer, 24, start=date(2026, 2, 2), stopped=(2, 6), reason="language")
    cohort(caseworker, newer, 5, start=date(2026, 11, 9))
    rebuild_facts(actor=as_system, at=NOW)
    return programme, manager


def only(manager):
    return results_of(acting(manager, TODAY), TODAY)[0]


def test_versions_are_compared_on_the_people_whose_weeks_have_passed(world):
    compared = versions_of(only(world[1]))
    assert in_english(compared.sentences) == (
        "With v2, 2 of 24 people stopped in the first 12 weeks (8%, between 2 and 26%). "
        "With v1 it was 12 of 24 (50%, between 31 and 69%). "
        "That difference is probably not chance; the rounds were not at the same time. "
        "5 people with v2 have not come that far and are not counted."
    )
    assert (compared.comparison.first.share.running, compared.definition.label) == (5, "first_exits/1")


def test_earlier_rounds_say_it_in_dutch_for_the_page_of_a_round(world):
    programme, manager = world
    assert say_all(earlier_rounds(acting(manager, TODAY), programme, TODAY)) == (
        "Met model v2 stopten in de eerste 12 weken 2 van 24 mensen (8 %, tussen 2 en 26 %). "
        "Met v1 waren dat er 12 van 24 (50 %, tussen 31 en 69 %). "
        "Dat verschil is waarschijnlijk geen toeval; de rondes waren niet in dezelfde tijd."
    )


def test_versions_are_compared_with_the_same_mix_of_people_too(world, sign_in):
    """All had middle education with v1; of v2 24 people had, of whom 12 would have stopped and 2 did."""
    programme, manager = world
    TrajectoryFact.objects.update(education="middle")
    page = sign_in(manager).get(f"/resultaten/{programme.pk}/versies/").content.decode()
    assert (
        "Waren mensen met v2 even vaak gestopt als mensen met dezelfde opleiding bij v1, dan waren 12 van 24 gestopt;"
        " het waren er 2. Bij dezelfde mensen is dat 13 tot 70 procentpunt minder"
    ) in page
    assert "bij zoveel mensen ongeveer 37 procentpunt. Een stijging van 60 naar 70 % vraagt 354 mensen" in page


def test_losses_are_counted_by_week_reason_and_phase(world):
    shown = only(world[1])
    lost = losses(shown)
    assert (lost.people, lost.started) == (14, 53)
    assert lost.count("exit_reason") == [("travel", 12), ("language", 2)]
    assert lost.count("exit_week")[:2] == [(1, 1), (2, 3)]
    assert losses(shown, week=2, reason="travel").count("exit_phase") == [("proef", 2)]


def test_versions_losses_and_steps_follow_from_the_day_and_the_lock_in_the_address(world, sign_in, as_system):
    """On 1 March 2025 three had stopped with v1; what changes after a lock changes nothing under it."""
    programme, manager = world
    client = sign_in(manager)
    early = client.get(f"/resultaten/{programme.pk}/uitval/?op=2025-03-01").content.decode()
    assert "Van 24 mensen die startten stopten er 4 voor het einde, stand 1 maart 2025" in early
    assert "Van 24 mensen die startten stopten er 12" in (
        client.get(f"/resultaten/{programme.pk}/uitval/?versie=proefroute/1").content.decode()
    )
    with scope(as_system, nested=True):
        lock = take_lock(actor=acting(manager, TODAY), programme=programme, name="jaarverslag")
        TrajectoryFact.objects.filter(exit_cause="dropout").update(exit_cause="job", exit_reason="work")
    for name, before, after in (
        ("versies", "12 van 24", "0 van 24"), ("uitval", "stopten er 14 voor", "stopten er 0 voor"),
    ):  # fmt: skip
        url = f"/resultaten/{programme.pk}/{name}/"
        assert before in client.get(f"{url}?vastlegging={lock.pk}").content.decode()
        assert after in client.get(url).content.decode()


def test_from_each_step_to_the_next_within_the_length_of_the_approach(world, sign_in, as_system):
    """Of 24 in the trial of v1 twelve stopped in time; six others found work on day 56, and so did one who stopped."""
    programme, manager = world
    model = programme.models.get(version=1)
    changed_model(model, stages=[*model.definition["stages"], {"code": "werk", "name": "Werk", "fact": "job"}])
    of_v1 = Trajectory.objects.filter(model=model)
    for each in [of_v1.get(exit_week=1), *of_v1.filter(exited_on=None).order_by("pk")[:6]]:
        PlacementFactory(
            person=each.person, trajectory=each, kind=Placement.Kind.JOB, contract="permanent", hours_per_week=24,
            starts_on=date(2025, 3, 31), state="active",
        )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    older = steps_of(only(manager))[1]
    (onward,) = older.onward
    assert (onward.reached, onward.left, onward.still_open, older.within.days) == (7, 11, 6, 84)
    assert (onward.estimate.percent, onward.estimate.percent_interval) == (29, (15, 49))
    page = sign_in(manager).get(f"/resultaten/{programme.pk}/trechter/").content.decode()
    assert "29 %, tussen 15 en 49 % (van 24 mensen)" in page


def test_steps_follow_from_the_model(world):
    newer, older = steps_of(only(world[1]))
    assert [(stage.code, r.reached, r.here, r.ended_here) for stage, r in older.rungs] == [("proef", 24, 12, 12)]
    assert [(stage.code, r.reached, r.here, r.ended_here) for stage, r in newer.rungs] == [("proef", 29, 27, 2)]


def test_a_goal_of_finished_people_counts_each_completed_trajectory_once(world, as_system):
    programme, manager = world
    goal = Goal.objects.create(
        programme=programme, quantity=20, unit="finished", starts_on=date(2025, 1, 1), deadline=date(2027, 1, 25),
        definition="Afgerond.",
    )  # fmt: skip
    for row in TrajectoryFact.objects.filter(exited_on=None)[:3]:
        TrajectoryFact.objects.filter(pk=row.pk).update(finished_on=date(2026, 9, 1))
    state = goals_of(only(manager))[0]
    assert (state.goal, state.progress.done, state.progress.needed_per_week) == (goal, 3, 2)


def test_looking_back_keeps_the_unknown_in_and_the_recent_out(world, as_system):
    """Of 12 asked in time 9 answered, 8 worked and 5 of them in the sector; 2 were asked too recently."""
    left = list(Trajectory.objects.exclude(exited_on=None).order_by("pk"))
    answers = [("job", True)] * 4 + [("apprenticeship", True)] + [("job", False)] * 3 + [("no_work", None)]
    for trajectory, (situation, sector) in zip(left, answers, strict=False):
        Observation.objects.create(
            trajectory=trajectory, person=trajectory.person, point="na-6-maanden", due_on=date(2026, 9, 1),
            status="known", situation=situation, in_target_sector=sector, observed_on=date(2026, 9, 3),
        )  # fmt: skip
    for number, trajectory in enumerate(left[9:]):
        Observation.objects.create(
            trajectory=trajectory, person=trajectory.person, point="na-6-maanden",
            due_on=date(2026, 9, 1) if number < 3 else date(2026, 11, 20),
        )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    (moment,) = looked_back(only(world[1]))
    work = moment.in_work
    assert (moment.moment, work.counts, work.unknown, work.running) == ("na-6-maanden", (8, 12), 3, 2)
    assert moment.in_sector.counts == (5, 12)


def test_under_ten_people_there_is_no_percentage(as_system, sign_in):
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    caseworker = MembershipFactory()
    cohort(caseworker, older, 4, start=date(2025, 2, 3), stopped=(2,))
    cohort(caseworker, newer, 4, start=date(2026, 2, 2))
    rebuild_facts(actor=as_system, at=NOW)
    main = sign_in(manager).get(f"/resultaten/{programme.pk}/versies/").content.decode().split("<main")[1]
    assert "0 van 4" in main
    assert "te weinig mensen" in main
    assert "Van te weinig mensen is de opleiding bekend" in main
    assert " %, tussen" not in main


def body(answer, pk):
    """Without the token and the address of the page itself, which differ between any two answers."""
    plain = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.content.decode())
    return plain.replace(f"/resultaten/{pk}/", "")


def test_another_programmes_partner_sees_nothing_in_either_layer(world, sign_in):
    programme, _ = world
    other, *_ = two_versions("Ander")
    stranger = partner_in(other, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    actor = acting(stranger, TODAY)
    with scope(actor, nested=True):
        assert TrajectoryFact.objects.count() == 0
        assert visible_facts(actor).count() == 0
    client = sign_in(stranger)
    for name in ("result_versions", "result_dropout", "result_stages"):
        answer, unknown = (client.get(reverse(name, args=[pk])) for pk in (programme.pk, 999999))
        assert (answer.status_code, body(answer, programme.pk)) == (404, body(unknown, 999999))
    assert programme.name + "<" not in client.get("/resultaten/").content.decode()


def test_the_same_organisation_in_another_role_sees_nothing(world, sign_in):
    programme, manager = world
    colleague = MembershipFactory(organisation=manager.organisation, role=Role.EMPLOYER)
    assert sign_in(colleague).get(f"/resultaten/{programme.pk}/uitval/").status_code == 404
    assert "Nog geen resultaten" in sign_in(colleague).get("/resultaten/").content.decode()


def test_a_week_and_a_reason_lead_to_people_only_for_who_may_see_them(world, sign_in):
    programme, manager = world
    page = sign_in(manager).get(f"/resultaten/{programme.pk}/uitval/?week=2&reden=travel").content.decode()
    assert "2 mensen die u niet bij naam ziet." in page
    assert "Tesfay" not in page


@pytest.mark.parametrize("name", ["result_versions", "result_dropout", "result_stages"])
def test_pages_of_a_programme_are_light(world, sign_in, name):
    page = sign_in(world[1]).get(reverse(name, args=[world[0].pk]))
    assert (page.status_code, len(page.content) <= 60_000) == (200, True)


@pytest.mark.parametrize("programmes", [1, 3])
def test_results_cost_a_fixed_number_of_statements(as_system, sign_in, statements, programmes):
    manager, caseworker = MembershipFactory(role=Role.PROGRAMME_MANAGER), MembershipFactory()
    for i in range(programmes):
        programme, older, newer = two_versions(f"Proef{i}")
        partner_in(programme, manager)
        cohort(caseworker, older, programmes, start=date(2025, 2, 3), stopped=(2,))
        cohort(caseworker, newer, programmes, start=date(2026, 2, 2))
    rebuild_facts(actor=as_system, at=NOW)
    assert statements(sign_in(manager), "/resultaten/") == 9


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("name", "number"), [("result_versions", 10), ("result_dropout", 11), ("result_stages", 10)])
def test_pages_of_a_programme_cost_a_fixed_number_of_statements(as_system, sign_in, statements, people, name, number):
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    for model in (older, newer):
        cohort(MembershipFactory(), model, people, start=date(2026, 2, 2), stopped=(2,))
    rebuild_facts(actor=as_system, at=NOW)
    assert statements(sign_in(manager), reverse(name, args=[programme.pk]) + "?week=2") == number


def test_every_definition_can_be_read(sign_in):
    page = sign_in(MembershipFactory()).get("/resultaten/definities/").content.decode()
    for code in ("first_exits", "finished", "job", "sustained", "looked_back", "stages"):
        assert f'id="{code}"' in page
        assert f"{code}/1" in page
