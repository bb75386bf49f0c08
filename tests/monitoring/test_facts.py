"""The rows of facts: what each holds, and that both ways of making them agree."""

from datetime import date

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from doorstroom.kernel.events import Event as Happening
from doorstroom.learning.models import Award
from doorstroom.monitoring.domain.causes import cause_of
from doorstroom.monitoring.domain.facts import Episode, ExitCause
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.monitoring.selectors import domain_fact
from doorstroom.monitoring.services import rebuild_facts, refresh_facts, refresh_on
from doorstroom.placements.models import Placement
from doorstroom.trajectories.models import Initiator
from doorstroom.trajectories.services import exit_trajectory, re_enter
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.monitoring import cohort, two_versions
from factories.placements import PlacementFactory
from factories.trajectories import acting, colleague, programme_with_model, under_way


def rows():
    return [model_to_dict(row) for row in TrajectoryFact.objects.order_by("trajectory_id")]


def test_a_history_through_the_services_becomes_one_row(as_system):
    member = colleague()
    trajectory = under_way(member, programme_with_model(member.organisation), on=date(2026, 10, 5))
    actor = acting(member, date(2026, 10, 21))
    exit_trajectory(
        actor=actor, trajectory=trajectory, on=date(2026, 10, 21), reason="travel",
        initiator=Initiator.PARTICIPANT, destination="no_work",
    )  # fmt: skip
    assert rebuild_facts(actor=as_system, at=NOW) == 1
    row = TrajectoryFact.objects.get()
    assert (row.arm, row.exit_cause, row.exit_reason, row.exit_phase, row.exit_week) == (
        "proefroute/1", "dropout", "travel", "les", 3,
    )  # fmt: skip
    assert row.stages == {"proef": "2026-10-05"}
    assert (row.guided_by, row.referred_by) == (member.organisation.name, "")
    assert row.episodes == [["2026-10-05", "2026-10-21", "dropout"]]


def test_coming_back_gives_a_second_episode_and_keeps_the_first_start(as_system):
    member = colleague()
    trajectory = under_way(member, programme_with_model(member.organisation), on=date(2026, 10, 5))
    left = exit_trajectory(
        actor=acting(member, date(2026, 10, 21)), trajectory=trajectory, on=date(2026, 10, 21), reason="travel",
        initiator=Initiator.PARTICIPANT, destination="no_work",
    )  # fmt: skip
    re_enter(
        actor=acting(member, date(2026, 11, 9)), trajectory=left, holder=member, on=date(2026, 11, 9), reason="auto"
    )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    fact = domain_fact(TrajectoryFact.objects.get(), NOW.date())
    assert fact.episodes == (
        Episode(date(2026, 10, 5), date(2026, 10, 21), ExitCause.DROPOUT), Episode(date(2026, 11, 9)),
    )  # fmt: skip


@pytest.fixture
def people(as_system):
    _, older, newer = two_versions()
    member = MembershipFactory()
    made = cohort(member, older, 3, start=date(2025, 2, 3), stopped=(2, 5))
    made += cohort(member, newer, 2, start=date(2026, 2, 2), stopped=(9,))
    PlacementFactory(
        person=made[2].person, trajectory=made[2], kind=Placement.Kind.JOB, starts_on=date(2025, 6, 2),
        contract="permanent", hours_per_week=24, in_target_sector=True,
    )  # fmt: skip
    Award.objects.create(
        trajectory=made[2], person=made[2].person, kind="diploma", name="mbo 2", issuer=OrganisationFactory(),
        awarded_on=date(2025, 5, 30),
    )  # fmt: skip
    return made


def test_refreshing_one_by_one_gives_the_same_rows_as_rebuilding(as_system, people):
    rebuild_facts(actor=as_system, at=NOW)
    rebuilt = rows()
    assert rebuilt[2]["jobs"] == [["2025-06-02", None, 24.0, ""]]
    assert rebuilt[2]["award_on"] == date(2025, 5, 30)
    TrajectoryFact.objects.all().delete()
    for trajectory in people:
        refresh_facts(actor=as_system, trajectory_ids=[trajectory.pk], at=NOW)
    assert rows() == rebuilt


def test_rebuilding_costs_the_same_number_of_statements_for_any_number(as_system, people):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            rebuild_facts(actor=as_system, at=NOW)
        return len(captured)

    five = cost()
    cohort(MembershipFactory(), people[0].model, 4, start=date(2025, 9, 1))
    assert cost() == five


def test_the_row_goes_with_its_trajectory(as_system, people):
    rebuild_facts(actor=as_system, at=NOW)
    gone = people[0].pk
    people[0].delete()
    refresh_facts(actor=as_system, trajectory_ids=[gone], at=NOW)
    assert not TrajectoryFact.objects.filter(pk=gone).exists()
    assert TrajectoryFact.objects.count() == 4


def test_news_about_a_trajectory_a_placement_or_awards_writes_its_row(as_system, people):
    for about in (
        {"trajectory": people[0]},
        {"placement": people[2].placements.get()},
        {"awards": list(people[2].awards.all())},
    ):
        refresh_on(Happening("anything", as_system, about))
    assert list(TrajectoryFact.objects.order_by("pk").values_list("pk", flat=True)) == [people[0].pk, people[2].pk]


def test_only_the_product_itself_rebuilds(as_system):
    with pytest.raises(PermissionError):
        rebuild_facts(actor=acting(MembershipFactory(), NOW.date()), at=NOW)


@pytest.mark.parametrize(
    ("reason", "destination", "cause"),
    [
        ("work", "job", "job"),
        ("education", "unknown", "education"),
        ("completed", "apprenticeship", "education"),
        ("completed", "unknown", "unknown"),
        ("completed", "no_work", "other"),
        ("health", "unknown", "dropout"),
        ("other", "no_work", "dropout"),
        ("moved", "no_work", "moved"),
        ("not_selected", "other_support", "other"),
    ],
)
def test_cause_follows_from_reason_and_destination(reason, destination, cause):
    assert cause_of(reason, destination) == cause
