"""Files for research: with a ground, without who objects, and nothing that points at a person."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import ResearchObjection
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.export import make_export, object_to_research
from doorstroom.participants.models import PersonContact
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.monitoring import cohort, partner_in, two_versions
from factories.trajectories import acting, colleague

TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    programme, older, newer = two_versions()
    researcher = partner_in(programme, MembershipFactory(role=Role.RESEARCHER))
    open_everything(researcher.organisation, purpose=Purpose.EVALUATION, categories=(Category.PROGRESS,))
    caseworker = colleague()
    people = cohort(caseworker, older, 12, start=date(2025, 2, 3), stopped=(2, 3, 4))
    people += cohort(caseworker, newer, 12, start=date(2026, 2, 2), stopped=(5,))
    for i, trajectory in enumerate(people):
        PersonContact.objects.create(person_id=trajectory.person_id, birth_date=date(1980 + i, 3, 4))
    rebuild_facts(actor=as_system, at=NOW)
    return programme, researcher, caseworker, people


def made(member, programme):
    actor = acting(member, TODAY)
    with scope(actor, nested=True):
        (results,) = results_of(actor, TODAY, programme.pk)
        return make_export(actor=actor, results=results)


def cases(export) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(export.files["people.csv"].decode())))


def test_the_file_holds_everybody_with_a_ground_as_codes(world):
    programme, researcher, _, people = world
    export = made(researcher, programme)
    text = b"".join(export.files.values()).decode()
    assert len(cases(export)) == 24
    assert export.anonymity.smallest >= 5
    assert [t for t in people if str(t.person_id) in text or t.person.given_name + " " in text] == []
    book = json.loads(export.files["datapackage.json"])
    assert (book["programme"], book["definitions"][0]["definition"]) == ("Proef", "first_exits/1")
    assert made(researcher, programme).archive() == export.archive()


def test_who_objects_is_in_no_later_file_and_may_come_back(world):
    programme, researcher, caseworker, people = world
    actor = acting(caseworker, TODAY)
    with scope(actor, nested=True):
        object_to_research(actor=actor, person_id=people[0].person_id, objects=True)
        object_to_research(actor=actor, person_id=people[0].person_id, objects=True)
        assert ResearchObjection.objects.count() == 1
    assert len(cases(made(researcher, programme))) == 23
    with scope(actor, nested=True):
        object_to_research(actor=actor, person_id=people[0].person_id, objects=False)
    assert len(cases(made(researcher, programme))) == 24


def test_without_a_ground_there_is_no_file(world):
    programme, _, _, _ = world
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    with pytest.raises(MonitoringError) as refused:
        made(manager, programme)
    assert refused.value.code == "export_needs_ground"


def test_only_researchers_and_programme_managers_take_a_file(world):
    programme, researcher, _, _ = world
    board = partner_in(programme, MembershipFactory(role=Role.BOARD_MEMBER, organisation=researcher.organisation))
    with pytest.raises(MonitoringError) as refused:
        made(board, programme)
    assert refused.value.code == "may_not_export"


def test_four_people_are_too_few(as_system):
    programme, older, _ = two_versions()
    researcher = partner_in(programme, MembershipFactory(role=Role.RESEARCHER))
    open_everything(researcher.organisation, purpose=Purpose.EVALUATION)
    cohort(MembershipFactory(), older, 4, start=date(2025, 2, 3))
    rebuild_facts(actor=as_system, at=NOW)
    with pytest.raises(MonitoringError) as refused:
        made(researcher, programme)
    assert (refused.value.code, refused.value.params) == ("too_few_to_export", {"k": 5})


def test_nobody_objects_for_a_person_she_does_not_see(world):
    _, _, _, people = world
    actor = acting(colleague(), TODAY)
    with scope(actor, nested=True), pytest.raises(MonitoringError) as refused:
        object_to_research(actor=actor, person_id=people[0].person_id, objects=True)
    assert refused.value.code == "may_not_object_for"


def test_the_page_gives_an_archive_and_the_log_says_so(world, sign_in, as_system):
    programme, researcher, _, _ = world
    client, address = sign_in(researcher), reverse("research_export", args=[programme.pk])
    assert client.get(address).status_code == 200
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert len(ZipFile(BytesIO(answer.content)).namelist()) == 5
    with scope(as_system, nested=True):
        assert Entry.objects.filter(action="export", subject="research_file").count() == 1


def test_the_wish_of_a_person_is_recorded_on_her_page(world, sign_in, as_system):
    _, _, caseworker, people = world
    client, address = sign_in(caseworker), reverse("research_objection", args=[people[0].person_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {"objects": "yes"}).status_code == 302
    with scope(as_system, nested=True):
        assert ResearchObjection.objects.get().person_id == people[0].person_id
    assert sign_in(colleague()).get(address).status_code == 404
