"""ESF+ in the product: recorded once, corrected by adding, counted from what was recorded, and who may see it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement, DataLine
from doorstroom.audit.models import Entry as LogEntry
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.domain.esf import Entry, Gender, Isced, LabourStatus, Later, Leaving
from doorstroom.monitoring.domain.esf_tables import Outcome
from doorstroom.monitoring.models import EsfEntry, EsfOperation, EsfResult, EsfStatement
from doorstroom.monitoring.selectors.esf import operation_state
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.esf import (
    record_esf_entry,
    record_esf_result,
    state_esf_figure,
)
from doorstroom.participants.models import PersonContact, PersonProfile
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.trajectories import acting, colleague

TODAY = NOW.date()
START = date(2026, 1, 5)
LEFT = date(2026, 1, 14)  # in the second week
STATE = Entry(
    gender=Gender.WOMEN, birth_date=date(1990, 5, 1), status=LabourStatus.UNEMPLOYED, education=Isced.LOWER,
    source="gesprek",
)  # fmt: skip


@pytest.fixture
def world(as_system):
    """Three people in one project; the first left in week 2."""
    programme, older, _ = two_versions()
    caseworker = colleague()
    controller = partner_in(programme, MembershipFactory(role=Role.PROJECT_CONTROLLER))
    people = cohort(caseworker, older, 3, start=START, stopped=(2,))
    operation = EsfOperation.objects.create(
        programme=programme, name="WelThuis ESF+", priority="1", specific_objective="h", region_category="more",
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    return operation, caseworker, controller, people


def begin(member, trajectory, state=STATE, on=TODAY):
    actor = acting(member, on)
    with scope(actor, nested=True):
        return record_esf_entry(actor=actor, trajectory=trajectory, state=state)


def result(member, trajectory, moment, observed_on, on=TODAY, **answers):
    actor = acting(member, on)
    state = {"leaving": Leaving, "later": Later}[moment](observed_on=observed_on, source="belletje", **answers)
    with scope(actor, nested=True):
        return record_esf_result(actor=actor, trajectory=trajectory, state=state)


def state_of(member, operation, on=TODAY):
    actor = acting(member, on)
    with scope(actor, nested=True):
        return operation_state(actor, operation, on)


def test_indicators_follow_from_what_was_recorded(world):
    operation, caseworker, controller, people = world
    for trajectory in people[:2]:
        begin(caseworker, trajectory)
    result(
        caseworker, people[0], "leaving", LEFT + timedelta(days=9), employed=True, qualified=False, in_education=False
    )
    result(caseworker, people[0], "later", date(2026, 8, 1), employed=True)
    state = state_of(controller, operation)
    found = state.found
    assert (found.value("EECO01"), found.value("EECO02"), found.value("EECO09"), found.incomplete) == (2, 2, 2, 1)
    assert found.outcomes["total", "EECR04"] == Outcome(1, 1, 0)
    assert found.outcomes["total", "EECR05"] == Outcome(1, 1, 0)
    assert state.wrong == []
    assert [(each.what, each.late) for each, _ in state.waiting] == [("gender", True)]


def test_the_state_at_the_start_is_recorded_once_and_never_changed(world):
    _, caseworker, _, people = world
    entry = begin(caseworker, people[0])
    with pytest.raises(MonitoringError) as refused:
        begin(caseworker, people[0])
    assert refused.value.code == "esf_entry_stands"
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        EsfEntry.objects.filter(pk=entry.pk).update(status="employed")
    entry.refresh_from_db()
    assert entry.status == "unemployed"


def test_a_later_answer_counts_and_the_earlier_one_stays(world):
    operation, caseworker, controller, people = world
    begin(caseworker, people[0])
    result(caseworker, people[0], "leaving", LEFT, employed=False)
    result(caseworker, people[0], "leaving", LEFT + timedelta(days=3), employed=True)
    assert EsfResult.objects.count() == 2
    assert state_of(controller, operation).found.outcomes["total", "EECR04"] == Outcome(1, 1, 0)
    first = EsfResult.objects.order_by("pk").first()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        EsfResult.objects.filter(pk=first.pk).update(employed=True)


def test_results_of_a_leaving_before_a_return_no_longer_count(world, as_system):
    operation, caseworker, controller, people = world
    begin(caseworker, people[0])
    result(caseworker, people[0], "leaving", LEFT, employed=True)
    later = date(2026, 6, 1)
    Trajectory.objects.filter(pk=people[0].pk).update(exited_on=later)
    rebuild_facts(actor=as_system, at=NOW)
    assert state_of(controller, operation).found.outcomes["total", "EECR04"] == Outcome(0, 1, 1)


@pytest.mark.parametrize(
    ("moment", "day", "code"),
    [
        ("leaving", LEFT - timedelta(days=1), "esf_before_leaving"),
        ("leaving", TODAY + timedelta(days=1), "esf_in_the_future"),
        ("later", date(2026, 7, 13), "esf_not_due"),
    ],
)
def test_a_state_of_the_wrong_day_is_refused_and_nothing_is_kept(world, moment, day, code):
    _, caseworker, _, people = world
    begin(caseworker, people[0])
    with pytest.raises(MonitoringError) as refused:
        result(caseworker, people[0], moment, day, employed=True)
    assert refused.value.code == code
    assert EsfResult.objects.count() == 0


def test_results_need_a_start_and_a_leaving(world):
    _, caseworker, _, people = world
    for trajectory, code in ((people[0], "esf_no_entry"), (people[1], "esf_not_left")):
        if code == "esf_not_left":
            begin(caseworker, trajectory)
        with pytest.raises(MonitoringError) as refused:
            result(caseworker, trajectory, "leaving", TODAY, employed=True)
        assert refused.value.code == code


def test_somebody_who_started_before_the_project_is_not_in_it(world):
    operation, caseworker, controller, people = world
    EsfOperation.objects.filter(pk=operation.pk).update(starts_on=START + timedelta(days=1))
    operation.refresh_from_db()
    with pytest.raises(MonitoringError) as refused:
        begin(caseworker, people[0])
    assert refused.value.code == "esf_no_operation"
    assert state_of(controller, operation).found.incomplete == 0


def test_only_who_sees_the_profile_records(world):
    _, caseworker, controller, people = world
    for member in (colleague(), controller, colleague(role=Role.ACCOUNT_MANAGER, organisation=caseworker.organisation)):
        with pytest.raises(MonitoringError) as refused:
            begin(member, people[0])
        assert refused.value.code == "esf_may_not_record"
    Agreement.objects.update(valid_until=TODAY)
    with pytest.raises(MonitoringError):
        begin(caseworker, people[0])
    assert EsfEntry.objects.count() == 0


def test_rows_are_guarded_in_the_database_itself(world):
    """Who accounts for the programme, who sees the person, and nobody else; a second programme's controller neither."""
    _, caseworker, controller, people = world
    begin(caseworker, people[0])
    result(caseworker, people[0], "leaving", LEFT, employed=True)
    other, _, _ = two_versions("Elders")
    stranger = partner_in(other, MembershipFactory(role=Role.PROJECT_CONTROLLER))
    researcher = partner_in(people[0].programme, MembershipFactory(role=Role.RESEARCHER))
    seen = {}
    for name, member in {
        "case": caseworker,
        "controller": controller,
        "other": stranger,
        "research": researcher,
    }.items():
        with scope(acting(member, TODAY), nested=True):
            seen[name] = (EsfEntry.objects.count(), EsfResult.objects.count())
    assert seen == {"case": (1, 1), "controller": (1, 1), "other": (0, 0), "research": (0, 0)}


def test_a_project_states_what_is_asked_of_nobody(world):
    operation, caseworker, controller, _ = world
    actor = acting(controller, TODAY)
    with scope(actor, nested=True):
        with pytest.raises(MonitoringError) as refused:
            state_esf_figure(actor=actor, operation=operation, indicator="EECO12", value=3, method=" ")
        assert refused.value.code == "esf_needs_method"
        state_esf_figure(actor=actor, operation=operation, indicator="EECO12", value=3, method="register")
        state_esf_figure(actor=actor, operation=operation, indicator="EECO12", value=None, method="")
    assert [(s.indicator, s.value) for s in EsfStatement.objects.all()] == [("EECO12", None)]
    with pytest.raises(MonitoringError):
        state_esf_figure(
            actor=acting(caseworker, TODAY), operation=operation, indicator="EECO12", value=3, method="x"
        )  # fmt: skip


# Pages


def test_a_controller_reads_codes_a_caseworker_names(world, sign_in, as_system):
    operation, caseworker, controller, people = world
    first, second = (trajectory.person.given_name for trajectory in people[:2])
    text = sign_in(controller).get(reverse("esf_operation", args=[operation.pk])).content.decode()
    assert second not in text
    page = reverse("esf_person", args=[people[0].person_id, people[0].pk])
    assert sign_in(controller).get(page).status_code == 404
    assert first in sign_in(caseworker).get(page).content.decode()
    with scope(as_system, nested=True):
        assert LogEntry.objects.filter(action="read", subject="person", result="done").count() == 1


def test_a_caseworker_records_the_start_and_then_the_leaving(world, sign_in, as_system):
    _, caseworker, _, people = world
    client, page = sign_in(caseworker), reverse("esf_person", args=[people[0].person_id, people[0].pk])
    given = {"gender": "men", "birth_date": "1980-02-03", "status": "inactive", "education": "isced_3_4", "source": "x"}
    assert client.post(page, given | {"gender": ""}).status_code == 200
    with scope(as_system, nested=True):
        assert EsfEntry.objects.count() == 0
    assert client.post(page, given).status_code == 302
    left = {"observed_on": "2026-01-20", "employed": "no", "seeks_work": "yes", "qualified": "", "source": "x"}
    assert client.post(page, left).status_code == 302
    with scope(as_system, nested=True):
        row = EsfResult.objects.get()
    assert (row.moment, row.employed, row.seeks_work, row.qualified, row.left_on) == (
        "leaving",
        False,
        True,
        None,
        LEFT,
    )


def test_what_stands_about_somebody_is_filled_in_as_far_as_it_is_open(world, sign_in, as_system):
    _, caseworker, _, people = world
    about, page = {"person": people[0].person}, reverse("esf_person", args=[people[0].person_id, people[0].pk])

    def begins(education, *, closed=()):
        with scope(as_system, nested=True):
            PersonProfile.objects.update_or_create(**about, defaults={"education": education})
            DataLine.objects.filter(category__in=closed).delete()
        found = sign_in(caseworker).get(page).context["form"].initial
        with scope(as_system, nested=True):
            return found, LogEntry.objects.filter(action="read", subject="person").latest("pk").fields

    with scope(as_system, nested=True):
        PersonContact.objects.update_or_create(**about, defaults={"birth_date": date(1980, 2, 3)})
    known = {"observed_on": TODAY, "birth_date": date(1980, 2, 3)}
    assert begins("middle") == (known | {"education": "isced_3_4"}, ["profile", "contact"])
    assert begins("foreign_unrated") == (known, ["profile", "contact"])
    assert begins("none", closed=["contact"]) == ({"observed_on": TODAY, "education": "isced_0_2"}, ["profile"])


def test_files_hold_what_the_page_says_and_no_name(world, sign_in, as_system):
    operation, caseworker, controller, people = world
    begin(caseworker, people[0])
    name = people[0].person.given_name
    client = sign_in(controller)
    totals = client.get(reverse("esf_file", args=[operation.pk, "totalen"])).content.decode()
    rows = {(r["gender"], r["indicator"]): r["value"] for r in csv.DictReader(StringIO(totals), delimiter=";")}
    assert (rows["total", "EECO01"], rows["women", "EECO02+04"]) == ("1", "1")
    lines = client.get(reverse("esf_file", args=[operation.pk, "deelnemers"])).content.decode()
    assert [line.split(";")[1] for line in lines.splitlines()[1:]] == ["EECO01", "EECO02", "EECO09"]
    assert name not in lines
    assert client.get(reverse("esf_file", args=[operation.pk, "iets"])).status_code == 404
    with scope(as_system, nested=True):
        assert LogEntry.objects.filter(action="export", subject="esf_operation").count() == 2


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_of_a_project_asks_as_often_for_one_as_for_three(as_system, statements, sign_in, size):
    programme, older, _ = two_versions()
    caseworker, controller = colleague(), partner_in(programme, MembershipFactory(role=Role.PROJECT_CONTROLLER))
    operation = EsfOperation.objects.create(programme=programme, name="x", starts_on=START)
    for trajectory in cohort(caseworker, older, size, start=START, stopped=(2,) * size):
        begin(caseworker, trajectory)
        result(caseworker, trajectory, "leaving", LEFT, employed=True)
    rebuild_facts(actor=as_system, at=NOW)
    assert statements(sign_in(controller), reverse("esf_operation", args=[operation.pk])) == 15
