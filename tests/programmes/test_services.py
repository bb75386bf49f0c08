"""Issues that need two owners, and approaches that stay as they are once used."""

from datetime import date
from importlib.resources import files

import pytest
from django.db import DatabaseError, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of, holidays_between
from doorstroom.programmes.services import (
    add_issue_owner,
    advance_issue,
    change_unused_model,
    copy_route_model,
    load_model,
    mark_model_used,
    signal_issue,
)
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.programmes import SchoolHolidayFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
WELTHUIS = files("doorstroom.demo").joinpath("models/welthuis-v1.yaml").read_text(encoding="utf-8")


def code_of(refused):
    return refused.value.code


@pytest.fixture
def chantal():
    return MembershipFactory(role=Role.ACCOUNT_MANAGER)


@pytest.fixture
def issue(as_system, chantal):
    return signal_issue(
        actor=actor_of(chantal, at=NOW), title="Te weinig verzorgenden", sector="care", area="Kempen", proof="CBS, 120",
        owner=chantal.organisation, people_short=120, on=ON,
    )  # fmt: skip


def test_an_issue_is_not_adopted_by_one_organisation_alone(as_system, issue, chantal):
    type(issue).objects.filter(pk=issue.pk).update(state="explored")
    femke = actor_of(MembershipFactory(role=Role.PROGRAMME_MANAGER), at=NOW)
    with pytest.raises(ProgrammeError) as refused:
        advance_issue(actor=femke, issue=issue, decision="Samen oppakken", on=ON)
    assert code_of(refused) == "issue_lacks_second_owner"
    assert refused.value.params == {"owners": chantal.organisation.name}
    issue.refresh_from_db()
    assert (issue.state, issue.decision) == ("explored", "")
    add_issue_owner(actor=femke, issue=issue, organisation=OrganisationFactory(), on=ON)
    assert advance_issue(actor=femke, issue=issue, decision="Samen oppakken", on=ON).state == "adopted"


def test_an_account_manager_signals_and_explores_but_does_not_adopt(as_system, issue, chantal):
    with pytest.raises(ProgrammeError) as refused:
        advance_issue(actor=actor_of(chantal, at=NOW), issue=issue, on=ON)
    assert code_of(refused) == "issue_lacks_occupations"
    type(issue).objects.filter(pk=issue.pk).update(state="explored")
    with pytest.raises(ProgrammeError) as refused:
        advance_issue(actor=actor_of(chantal, at=NOW), issue=issue, decision="ja", on=ON)
    assert code_of(refused) == "may_not_advance"


def test_a_caseworker_does_not_change_approaches(as_system):
    with pytest.raises(ProgrammeError) as refused:
        load_model(actor=actor_of(MembershipFactory(), at=NOW), text=WELTHUIS, on=ON)
    assert code_of(refused) == "may_not_change_models"
    assert RouteModel.objects.count() == 0


def test_the_same_file_twice_is_one_model_and_another_text_is_refused(as_system):
    first = load_model(actor=as_system, text=WELTHUIS, on=ON)
    assert load_model(actor=as_system, text=WELTHUIS, on=ON) == first
    with pytest.raises(ProgrammeError) as refused:
        load_model(actor=as_system, text=WELTHUIS.replace("length_weeks: 20", "length_weeks: 21", 1), on=ON)
    assert code_of(refused) == "model_version_exists"


def test_a_file_that_is_no_model_names_every_problem_and_writes_nothing(as_system):
    with pytest.raises(ModelError) as refused:
        load_model(actor=as_system, text="code: Not A Code\nversion: nul\n", on=ON)
    assert {problem.path for problem in refused.value.problems} >= {"code", "version", "name", "phases"}
    assert RouteModel.objects.count() == 0


def test_a_copy_keeps_its_lineage_and_the_source_stays(as_system):
    model = load_model(actor=as_system, text=WELTHUIS, on=ON)
    mark_model_used(actor=as_system, model=model, on=ON)
    before = model.checksum
    copied = copy_route_model(actor=as_system, model=model, changes={"length_weeks": 18}, on=ON)
    assert (copied.version, copied.derived_from, approach_of(copied).length_weeks) == (2, model, 18)
    assert approach_of(copied).derived_from.version == 1
    model.refresh_from_db()
    assert model.checksum == before
    assert approach_of(model).length_weeks == 20


def test_a_model_in_use_is_changed_neither_by_us_nor_in_the_database(as_system):
    model = load_model(actor=as_system, text=WELTHUIS, on=ON)
    assert (
        approach_of(change_unused_model(actor=as_system, model=model, changes={"length_weeks": 24})).length_weeks == 24
    )
    mark_model_used(actor=as_system, model=model, on=ON)
    with pytest.raises(ProgrammeError) as refused:
        change_unused_model(actor=as_system, model=model, changes={"length_weeks": 20})
    assert code_of(refused) == "model_in_use"
    with pytest.raises(DatabaseError, match="is in use"), transaction.atomic():
        RouteModel.objects.filter(pk=model.pk).update(definition={})


def test_the_holidays_of_several_regions_take_one_query(as_system, django_assert_num_queries):
    SchoolHolidayFactory(region="Noord", name="voorjaarsvakantie")
    SchoolHolidayFactory(region="Zuid", name="carnaval")
    with django_assert_num_queries(1):
        found = holidays_between(date(2027, 2, 1), date(2027, 6, 20), regions=["Noord", "Zuid", ""])
    assert {region: [name for _, name in school] for region, (_, school) in found.items()} == {
        "Noord": ["voorjaarsvakantie"], "Zuid": ["carnaval"], "": [],
    }  # fmt: skip


def test_public_holidays_carry_their_dutch_names(as_system):
    public, school = holidays_between(date(2027, 2, 1), date(2027, 6, 20), regions=["nergens"])["nergens"]
    assert public[date(2027, 3, 29)] == "Tweede paasdag"
    assert date(2027, 5, 6) in public
    assert school == []
