"""A file goes when its term is over, with everything that hangs on the person, and not a day earlier."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from doorstroom.audit.models import Entry
from doorstroom.audit.selectors import entries_about
from doorstroom.database.selectors import person_tables
from doorstroom.oversight.selectors.letting_go import files_to_let_go
from doorstroom.oversight.services import let_go_of_files
from doorstroom.participants.models import Person, PersonContact, PersonRelation
from doorstroom.participants.services import record_own_goal, set_contact
from doorstroom.portals.participant.own_file import LEFT_OUT, SUBJECTS, person_models
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.privacy import people_past_term
from doorstroom.wiring import RETENTION
from factories.accounts import MembershipFactory
from factories.participants import person_of
from factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
EXITED = date(2024, 11, 23)


@pytest.fixture
def abel(as_system):
    member = MembershipFactory()
    person = person_of(member, on=date(2023, 1, 1))
    set_contact(actor=as_system, person_id=person.pk, phone="06-12345678")
    record_own_goal(actor=as_system, person_id=person.pk, text="Ik wil werken", on=date(2023, 1, 2))
    Trajectory.objects.create(
        person=person, programme=ProgrammeFactory(), desk=member.organisation, registered_on=date(2023, 1, 1),
        intake_on=date(2023, 1, 5), state="exited", exited_on=EXITED, exit_reason="work",
    )  # fmt: skip
    return person


def test_a_file_is_kept_until_two_years_after_the_exit(abel):
    assert list(people_past_term(on=date(2026, 11, 22))) == []
    assert list(people_past_term(on=date(2026, 11, 23))) == [abel]


def test_an_open_trajectory_keeps_the_file(abel, as_system):
    Trajectory.objects.create(
        person=abel, programme=ProgrammeFactory(), desk=Trajectory.objects.get().desk, registered_on=date(2026, 1, 1)
    )
    assert list(people_past_term(on=date(2030, 1, 1))) == []


def test_who_never_started_is_let_go_after_a_year(as_system):
    person = person_of(MembershipFactory(), on=date(2025, 11, 23))
    assert list(people_past_term(on=date(2026, 11, 22))) == []
    assert list(people_past_term(on=date(2026, 11, 23))) == [person]


def test_nothing_about_the_person_is_left_but_the_log(abel, as_system):
    key = abel.pk
    let_go_of_files(actor=as_system, on=EXITED + timedelta(days=1000))
    assert let_go_of_files(actor=as_system, on=EXITED + timedelta(days=1030)) == 1
    assert (Person.objects.count(), PersonContact.objects.count(), PersonRelation.objects.count()) == (0, 0, 0)
    assert Trajectory.objects.count() == 0
    assert Entry.objects.filter(action="delete", subject="person").count() == 1
    assert entries_about(key).count() == 0, "what the log says of her leads to nobody any more"


def test_every_table_about_a_person_goes_with_the_person():
    """A new table that would outlive its person fails here: its way to the person must cascade."""
    outliving = []
    for model in apps.get_models():
        if model._meta.db_table in person_tables():
            for field in model._meta.local_fields:
                related = getattr(field, "related_model", None)
                on_delete = getattr(getattr(field, "remote_field", None), "on_delete", None)
                if related is Person and field.name != "merged_into" and on_delete.__name__ != "CASCADE":
                    outliving.append(f"{model.__name__}.{field.name}")
    assert outliving == []
    assert files_to_let_go in [rule.due for rule in RETENTION]


def test_every_table_that_names_a_person_is_in_her_own_file_or_left_out_with_a_reason():
    """A new app with a table about people says under which words a participant finds it: SUBJECTS or LEFT_OUT."""
    labels = {model._meta.label: model._meta.app_label for model, _column in person_models()}
    assert {label for label, app in labels.items() if app not in SUBJECTS} - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) <= set(labels)
