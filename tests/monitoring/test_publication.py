"""Publishing: only protected tables become public, by whom, and never a few people at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import PublishedTable, TrajectoryFact
from doorstroom.monitoring.selectors.publication import proposal_of, release_from
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.publication import publish_table
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.trajectories import acting

TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """2025: 14 of 36 stopped. 2026: 3 of 24 stopped, which is too few to be told."""
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    caseworker = MembershipFactory()
    cohort(caseworker, older, 36, start=date(2025, 2, 3), stopped=(2,) * 14)
    cohort(caseworker, newer, 24, start=date(2026, 2, 2), stopped=(3, 4, 5))
    rebuild_facts(actor=as_system, at=NOW)
    return programme, manager


def publish(manager, programme, on=TODAY):
    actor = acting(manager, on)
    with scope(actor, nested=True):
        return publish_table(actor=actor, programme=programme)


def test_small_numbers_are_withheld_with_what_would_give_them_away(world):
    programme, manager = world
    actor = acting(manager, TODAY)
    with scope(actor, nested=True):
        (results,) = results_of(actor, TODAY, programme.pk)
        proposal = proposal_of(results)
    assert proposal.obstacles == ()
    assert proposal.protected.table.counts["started=2026", "now=stopped"] == 3
    assert proposal.protected.withheld == {
        (f"started={year}", f"now={now}") for year in (2025, 2026) for now in ("stopped", "here")
    }  # fmt: skip
    assert proposal.release.shown == {
        (): 60, ("started=2025",): 35, ("started=2026",): 25, ("now=stopped",): 15, ("now=here",): 45
    }  # fmt: skip


def test_publishing_opens_the_printed_numbers_and_nothing_else_to_everybody(world, client: Client):
    programme, manager = world
    table = publish(manager, programme)
    assert release_from(table).shown[()] == 60
    text = client.get(reverse("public_results")).content.decode()
    assert programme.name in text
    assert "60" in text
    assert "(25 %, tussen 16 en 37 %)" in text  # 15 of 60 stopped
    for exact in (">36<", ">24<", ">17<", ">43<", ">14<"):
        assert exact not in text
    assert Entry.objects.filter(action="export", subject="published_table").count() == 1


def test_without_a_publication_nothing_of_a_programme_is_public(world, client: Client):
    text = client.get(reverse("public_results")).content.decode()
    assert world[0].name not in text


def test_a_few_people_more_are_not_published_beside_the_earlier_table(world):
    programme, manager = world
    publish(manager, programme, TODAY - timedelta(days=7))
    some = TrajectoryFact.objects.filter(exited_on=None).order_by("pk")[:5]
    days = [str(TODAY - timedelta(days=600)), str(TODAY - timedelta(days=1))]
    for row in some:
        TrajectoryFact.objects.filter(pk=row.pk).update(
            episodes=[[days[0], days[1], "dropout"]], exited_on=days[1], exit_cause="dropout"
        )
    with pytest.raises(MonitoringError) as refused:
        publish(manager, programme)
    assert refused.value.code == "gives_people_away"
    assert {reason.code for reason in refused.value.reasons} >= {"difference_of_a_few"}
    assert PublishedTable.objects.count() == 1


def test_only_a_programme_manager_of_a_partner_publishes(world):
    programme, _ = world
    for member in (
        MembershipFactory(role=Role.PROGRAMME_MANAGER),
        partner_in(programme, MembershipFactory(role=Role.RESEARCHER)),
    ):
        with pytest.raises(MonitoringError) as refused:
            publish(member, programme)
        assert refused.value.code == "may_not_publish"
    assert PublishedTable.objects.count() == 0


def test_one_table_a_day(world):
    programme, manager = world
    publish(manager, programme)
    with pytest.raises(MonitoringError) as refused:
        publish(manager, programme)
    assert refused.value.code == "published_today"


def test_a_published_table_is_never_changed_or_removed(world):
    programme, manager = world
    table = publish(manager, programme)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PublishedTable.objects.filter(pk=table.pk).update(cells=[])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        table.delete()


def test_the_page_shows_what_everybody_would_read_and_publishes_it(world, sign_in):
    programme, manager = world
    client, address = sign_in(manager), reverse("result_publication", args=[programme.pk])
    text = client.get(address).content.decode()
    assert "achtergehouden" in text
    assert client.post(address).url == reverse("public_results")
    assert PublishedTable.objects.count() == 1
    again = client.post(address)
    assert again.status_code == 200
    assert PublishedTable.objects.count() == 1


def test_a_programme_with_few_people_says_why_nothing_can_be_published(as_system, sign_in):
    programme, older, _ = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    cohort(MembershipFactory(), older, 4, start=date(2025, 2, 3))
    rebuild_facts(actor=as_system, at=NOW)
    text = sign_in(manager).get(reverse("result_publication", args=[programme.pk])).content.decode()
    assert "minder dan 10 mensen" in text
    assert "Open dit voor iedereen" not in text


@pytest.mark.parametrize("tables", [1, 3])
def test_the_public_page_asks_a_fixed_number_of_questions_whatever_is_published(as_system, statements, tables):
    for i in range(tables):
        programme, older, _ = two_versions(f"Proef{i}")
        manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
        cohort(MembershipFactory(), older, 20, start=date(2025, 2, 3), stopped=(2,) * 10)
        rebuild_facts(actor=as_system, programme=programme, at=NOW)
        publish(manager, programme)
    assert statements(Client(), reverse("public_results")) == 5
