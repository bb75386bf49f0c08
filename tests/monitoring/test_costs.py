"""What a start and a lasting job cost: each amount with its source, and nothing said too early."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import CohortCost
from doorstroom.monitoring.selectors.costs import costs_of
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.costs import Cost, drop_cost, record_cost
from doorstroom.placements.models import Placement
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.placements import PlacementFactory
from factories.trajectories import acting

TODAY = NOW.date()
EARLY, LATE = date(2024, 2, 5), date(2026, 9, 7)
POSTED = {
    "first_start": "2024-01-01", "last_start": "2024-12-31", "kind": "cost", "name": "begeleiding",
    "payer": "Gemeente", "euros": "120000", "spent_until": "2025-12-31", "source": "jaarrekening",
}  # fmt: skip


def a_cost(year=2024, **more):
    given = {"name": "begeleiding", "kind": "cost", "payer": "Gemeente", "cents": 120_000_00, "source": "jaarrekening"}
    period = {"first_start": date(year, 1, 1), "last_start": date(year, 12, 31), "spent_until": TODAY}
    return Cost(**{**given, **period, **more})


@pytest.fixture
def world(as_system):
    """Of 12 who started in 2024 six found work after two months and have it still; two started lately."""
    programme, model, _ = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    for trajectory in cohort(MembershipFactory(), model, 12, start=EARLY)[:6]:
        PlacementFactory(
            person=trajectory.person, trajectory=trajectory, kind=Placement.Kind.JOB, contract="permanent",
            starts_on=EARLY + timedelta(days=60), hours_per_week=24, state="active",
        )  # fmt: skip
    cohort(MembershipFactory(), model, 2, start=LATE)
    rebuild_facts(actor=as_system, at=NOW)
    return programme, manager


def test_costs_and_lasting_jobs_are_of_the_same_people(world):
    programme, manager = world
    actor = acting(manager, TODAY)
    for cost in (
        a_cost(), a_cost(name="ESF+", kind="subsidy", payer="ESF+", cents=30_000_00),
        a_cost(name="ruimte", payer="School", cents=None), a_cost(2026, cents=10_000_00),
    ):  # fmt: skip
        record_cost(actor=actor, programme=programme, cost=cost)
    late, early = costs_of(results_of(actor, TODAY)[0])
    assert (early.started, early.lasting.counts, early.spent.unknown) == (12, (6, 12), ("ruimte",))
    assert (early.per_start, early.gross_per_job.cents, early.net_per_job.cents) == (10_000_00, 20_000_00, 15_000_00)
    assert (late.started, late.lasting.running, late.gross_per_job) == (2, 2, None)


def test_the_page_says_amounts_sources_and_what_is_not_known(world, sign_in):
    programme, manager = world
    client, url = sign_in(manager), reverse("result_cost", args=[programme.pk])
    assert client.post(url, POSTED).status_code == 302
    assert client.post(url, POSTED | {"name": "ruimte", "euros": "", "source": "niet gevraagd"}).status_code == 302
    page = client.get(url).content.decode().replace("\xa0", " ")
    for text in (
        "Begonnen van 1 januari 2024 tot en met 31 december 2024", "Niet bekend, dus elk totaal is minstens dit",
        "€ 120.000", "€ 10.000", "€ 20.000 (tussen € 13.", "jaarrekening, geteld tot en met 31 december 2025",
        "<strong>6 van 12</strong>",
    ):  # fmt: skip
        assert text in page, text


def test_the_same_amount_again_takes_the_place_of_the_earlier_and_one_can_be_taken_away(world, sign_in, system):
    programme, manager = world
    client, url = sign_in(manager), reverse("result_cost", args=[programme.pk])
    client.post(url, POSTED)
    client.post(url, POSTED | {"euros": "90000"})
    with scope(system, nested=True):
        (row,) = CohortCost.objects.all()
        assert row.cents == 90_000_00
    client.post(url, {"drop": row.pk})
    with scope(system, nested=True):
        assert not CohortCost.objects.exists()
        acts = Entry.objects.filter(subject="cohort_cost").order_by("pk").values_list("action", flat=True)
        assert list(acts) == ["change", "change", "delete"]


def test_days_out_of_order_are_refused_with_what_to_do(world, sign_in):
    programme, manager = world
    answer = sign_in(manager).post(
        reverse("result_cost", args=[programme.pk]), POSTED | {"last_start": "2023-12-31"}
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Kies de dagen op volgorde" in answer.content.decode()


def test_an_amount_cannot_be_counted_until_a_day_that_has_not_come(world, sign_in):
    programme, manager = world
    client, url = sign_in(manager), reverse("result_cost", args=[programme.pk])
    answer = client.post(url, POSTED | {"spent_until": "2026-11-24"})
    assert answer.status_code == 400
    assert "Een bedrag is geteld tot en met 23 november 2026 of een eerdere dag" in answer.content.decode()
    assert client.post(url, POSTED | {"spent_until": "2026-11-23"}).status_code == 302


def test_others_neither_write_nor_see_costs(world, as_system):
    programme, manager = world
    record_cost(actor=acting(manager, TODAY), programme=programme, cost=a_cost())
    strangers = (
        MembershipFactory(role=Role.PROGRAMME_MANAGER),
        partner_in(programme, MembershipFactory(role=Role.RESEARCHER)),
    )
    for member in strangers:
        with pytest.raises(MonitoringError, match="may_not_record_costs"):
            record_cost(actor=acting(member, TODAY), programme=programme, cost=a_cost())
        with pytest.raises(MonitoringError, match="may_not_record_costs"):
            drop_cost(actor=acting(member, TODAY), programme=programme, cost=CohortCost.objects.get().pk)
    with scope(acting(strangers[0], TODAY), nested=True):
        assert CohortCost.objects.count() == 0


@pytest.mark.parametrize("costs", [1, 3])
def test_the_page_costs_a_fixed_number_of_statements_and_is_light(world, sign_in, statements, costs):
    programme, manager = world
    for number in range(costs):
        record_cost(actor=acting(manager, TODAY), programme=programme, cost=a_cost(2024 - number))
    client, url = sign_in(manager), reverse("result_cost", args=[programme.pk])
    assert len(client.get(url).content) <= 60_000
    assert statements(client, url) == 12
