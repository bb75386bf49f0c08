"""Trials through services and pages: no trial without a day to decide, and one decision."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Experiment
from doorstroom.cooperation.services import decide_experiment, start_experiment
from factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def femke(as_system):
    return MembershipFactory(role=Role.PROGRAMME_MANAGER)


def trial(member, title="Meeloopdag", **values):
    values = {"starts_on": ON, "decide_on": ON + timedelta(days=90), **values}
    return start_experiment(
        actor=actor_of(member, at=NOW), title=title, hypothesis="Minder stoppers.", measure="Gestopt in week 1–4.",
        owner=member.organisation, **values,
    )  # fmt: skip


def test_no_experiment_without_a_day_to_decide(femke, sign_in):
    client = sign_in(femke)
    sent = {"title": "Meeloopdag", "hypothesis": "Minder stoppers.", "measure": "Gestopt.", "starts_on": "2026-11-23",
            "owner": femke.organisation_id}  # fmt: skip
    page = client.post(reverse("experiment_new"), sent)
    assert (page.status_code, set(page.context["form"].errors)) == (200, {"decide_on"})
    page = client.post(reverse("experiment_new"), {**sent, "decide_on": "2026-11-23"})
    assert "Kies een dag na het begin" in page.content.decode()
    assert not Experiment.objects.exists()
    with pytest.raises(CooperationError, match="decides_before_start"):
        trial(femke, decide_on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.create(title="x", hypothesis="x", measure="x", owner=femke.organisation, starts_on=ON)
    client.post(reverse("experiment_new"), {**sent, "decide_on": "2027-03-01"})
    assert Experiment.objects.get().decide_on == date(2027, 3, 1)


def test_a_decision_says_what_was_seen_and_is_taken_once(femke, sign_in):
    experiment = trial(femke)
    client, address = sign_in(femke), reverse("experiment", args=[experiment.pk])
    assert client.post(address, {"outcome": "stop", "found": " "}).status_code == 200
    client.post(address, {"outcome": "change", "found": "Twee van negen stopten."})
    experiment.refresh_from_db()
    assert (experiment.outcome, experiment.decided_on) == ("change", ON)
    with pytest.raises(CooperationError, match="experiment_is_decided"):
        decide_experiment(actor=actor_of(femke, at=NOW), experiment=experiment, outcome="stop", found="x", on=ON)


def test_a_caseworker_reads_trials_and_decides_nothing(femke, sign_in):
    experiment = trial(femke)
    client = sign_in(MembershipFactory())
    address = reverse("experiment", args=[experiment.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"outcome": "stop", "found": "x"}).status_code == 404
    with pytest.raises(CooperationError, match="may_not_work_on_board"):
        trial(MembershipFactory())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_size(femke, sign_in, statements, rows):
    for number in range(rows):
        trial(femke, f"Proef {number}")
    assert statements(sign_in(femke), reverse("experiment_list")) == 7
