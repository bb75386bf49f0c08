"""Work processes: asked by employers, practised at stations, signed off by both sides, with the level apart (S2.11)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.demand.models import AskedProcess, Station, WorkProcess
from doorstroom.documents.services import add_document
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import LevelRecord, SignOff
from doorstroom.learning.services import (
    record_level_in,
    record_level_out,
    set_round_processes,
    sign_off,
    take_back_sign_off,
)
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.files import PDF
from factories.learning import group_of
from factories.participants import person_of
from factories.placements import SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel")


@pytest.fixture
def processes(group, as_system):
    made = [
        WorkProcess.objects.create(qualification="Helpende zorg", code=f"B1-K1-W{n}", name=name, level=2)
        for n, name in ((1, "Maakt het huis schoon"), (2, "Helpt bij het opstaan"))
    ]
    set_round_processes(actor=as_system, round=group.round, processes=made)
    return made


@pytest.fixture
def school(group):
    return actor_of(group.school, at=NOW)


@pytest.fixture
def coach(group):
    return actor_of(group.coach, at=NOW)


def sign(actor, group, processes, side, **given):
    (abel,) = group.trajectories
    given = {"signed_by": "Joost Vink", "evidence": "Drie keer gezien op dinsdag", "on": TODAY} | given
    return sign_off(actor=actor, trajectory=abel, processes=processes, side=side, **given)


def address(group, last="werkprocessen/"):
    (abel,) = group.trajectories
    return f"/deelnemers/{abel.person_id}/traject/{abel.pk}/{last}"


def test_plan_shows_per_skill_who_asked_it_and_where_it_is_practised(group, processes, sign_in):
    site = SiteFactory(name="Zorgkring Oost Lindervoort", organisation__name="Zorgkring Oost")
    AskedProcess.objects.create(employer=site.organisation, process=processes[0], asked_on=TODAY)
    Station.objects.create(site=site, name="Huiskamer", capacity=2).processes.add(processes[0])
    gone = Station.objects.create(site=site, name="Oude keuken", capacity=2, closed_on=TODAY)
    gone.processes.add(processes[0])
    page = sign_in(group.school).get(f"/rondes/{group.round.pk}/werkprocessen/").content.decode()
    plan = page[page.index("Wie erom vroeg") :]
    first, second = plan.index("B1-K1-W1"), plan.index("B1-K1-W2")
    assert first < plan.index("Zorgkring Oost") < plan.index("Huiskamer (Zorgkring Oost Lindervoort)") < second
    assert "nog nergens" in plan[second:]
    assert "Oude keuken" not in page


def test_signed_off_is_what_trainer_and_supervisor_both_signed(group, processes, school, coach, sign_in):
    assert sign(school, group, processes, "school", signed_by="Marleen") == 2
    assert sign(coach, group, processes[:1], "workplace") == 1
    assert sign(coach, group, processes[:1], "workplace") == 0, "what a side signed stays"
    assert SignOff.objects.count() == 3
    assert Entry.objects.filter(subject="sign_off", action="create").count() == 3
    page = sign_in(group.school).get(f"/rondes/{group.round.pk}/werkprocessen/").content.decode()
    assert page.count("✓ afgetekend") == 1
    assert page.count("trainer tekende") == 1


def test_nobody_signs_for_the_other_side(group, processes, school, coach):
    for actor, side in ((school, "workplace"), (coach, "school")):
        with pytest.raises(LearningError) as refused:
            sign(actor, group, processes, side)
        assert refused.value.code == "may_not_sign_off"
    assert SignOff.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"evidence": " "}, "sign_off_needs_evidence"),
        ({"signed_by": ""}, "sign_off_needs_name"),
        ({"on": TODAY + timedelta(days=1)}, "sign_off_is_ahead"),
        ({"on": date(2026, 9, 13)}, "sign_off_before_start"),
    ],
)
def test_a_signature_that_proves_nothing(group, processes, school, given, code):
    with pytest.raises(LearningError) as refused:
        sign(school, group, processes, "school", **given)
    assert (refused.value.code, SignOff.objects.count()) == (code, 0)


def test_a_document_of_somebody_else_is_no_evidence(group, processes, school, as_system):
    other = person_of(group.school, given_name="Bo")
    own = add_document(actor=school, person=group.people[0], name="verslag", content=PDF, on=TODAY)[0]
    strange = add_document(actor=school, person=other, name="verslag", content=PDF, on=TODAY)[0]
    with pytest.raises(LearningError) as refused:
        sign(school, group, processes, "school", document=strange)
    assert refused.value.code == "document_of_another"
    assert sign(school, group, processes, "school", document=own) == 2


def test_the_database_keeps_one_signature_a_side_with_evidence(group, processes, school):
    sign(school, group, processes[:1], "school")
    (row,) = SignOff.objects.all()
    for changed, name in (
        ({}, "signed_once_by_each_side"),
        ({"evidence": "", "side": "workplace"}, "name_and_evidence"),
    ):
        row.pk = None
        for field, value in changed.items():
            setattr(row, field, value)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.save(force_insert=True)


def test_a_mistake_is_taken_back_by_ones_own_side(group, processes, school, coach):
    sign(school, group, processes[:1], "school")
    (row,) = SignOff.objects.select_related("trajectory", "process")
    with pytest.raises(LearningError):
        take_back_sign_off(actor=coach, sign_off=row)
    take_back_sign_off(actor=school, sign_off=row)
    assert SignOff.objects.count() == 0
    assert Entry.objects.filter(subject="sign_off", action="delete").count() == 1


def test_what_was_signed_stays_in_the_plan_of_the_group(group, processes, school):
    sign(school, group, processes[:1], "school")
    with pytest.raises(LearningError) as refused:
        set_round_processes(actor=school, round=group.round, processes=processes[1:])
    assert refused.value.code == "process_is_signed_off"
    assert set_round_processes(actor=school, round=group.round, processes=processes[:1]) == 1


def test_level_in_and_level_out_stand_apart_from_the_award(group, processes, school, sign_in):
    (abel,) = group.trajectories
    with pytest.raises(LearningError) as refused:
        record_level_out(actor=school, trajectory=abel, level=2, source="toets", on=TODAY)
    assert refused.value.code == "level_in_missing"
    record_level_in(actor=school, trajectory=abel, level=0, source="eigen opgave", on=date(2026, 8, 15))
    record_level_out(actor=school, trajectory=abel, level=2, source="toets", on=TODAY)
    with pytest.raises(LearningError) as refused:
        record_level_in(actor=school, trajectory=abel, level=1, source="x", on=TODAY + timedelta(days=1))
    assert refused.value.code == "level_is_ahead"
    with pytest.raises(IntegrityError, match="level_out_has_day_and_source"), transaction.atomic():
        LevelRecord.objects.update(out_source="")
    page = sign_in(group.school).get(f"/rondes/{group.round.pk}/werkprocessen/").content.decode()
    assert "1 ging 2 niveaus omhoog." in page
    assert "2 niveaus hoger" in sign_in(group.coach).get(address(group)).content.decode()


def test_a_stranger_neither_reads_nor_signs(group, processes, school, sign_in):
    sign(school, group, processes, "school")
    stranger = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    open_everything(stranger.organisation)
    with scope(actor_of(stranger, at=NOW), nested=True):
        assert (SignOff.objects.count(), LevelRecord.objects.count()) == (0, 0)
        with pytest.raises(LearningError) as refused:
            sign(actor_of(stranger, at=NOW), group, processes, "school")
        assert refused.value.code == "not_visible"
    assert sign_in(stranger).get(address(group)).status_code == 404


def test_the_school_signs_on_the_page_and_a_refusal_keeps_the_words(group, processes, sign_in, as_system):
    browser = sign_in(group.school)
    form = {"processes": [processes[0].pk], "side": "school", "signed_by": "Marleen", "evidence": "Gezien",
            "on": "2027-01-01"}  # fmt: skip
    page = browser.post(address(group), form).content.decode()
    assert "Gezien" in page
    assert "Teken af wat gezien is." in page
    assert browser.post(address(group), form | {"on": "2026-11-20"}).status_code == 302
    with scope(as_system):
        row = SignOff.objects.get()
    assert row.signed_by == "Marleen"
    level = {"moment": "in", "level": "1", "source": "rapport", "on": "2026-09-20"}
    assert browser.post(address(group, "niveau/"), level).status_code == 302
    assert browser.post(address(group, f"werkprocessen/{row.pk}/terug/")).status_code == 302
    with scope(as_system):
        assert SignOff.objects.count() == 0
    chosen = f"/rondes/{group.round.pk}/werkprocessen/kiezen/"
    assert browser.post(chosen, {"processes": [processes[1].pk]}).status_code == 302
    assert group.round.processes.count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_grid_costs_the_same_for_one_person_and_for_three(group, processes, school, sign_in, statements, people):
    sign(school, group, processes, "school")
    for name in ("Bo", "Cas")[: people - 1]:
        group.add(name)
    assert statements(sign_in(group.school), f"/rondes/{group.round.pk}/werkprocessen/") == 12
