"""Talks about how it goes: both sides kept apart, never a gate, and closed to who may not read notes (S3.6, S0.9)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, DataLine
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.intake.models import Intake
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.domain.progress import Said
from doorstroom.learning.models import ProgressTalk
from doorstroom.learning.selectors import progress_of
from doorstroom.learning.services import record_progress_talk
from doorstroom.participants.services import record_own_goal
from doorstroom.trajectories.selectors.person import person_page
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SEEN = Said(4, "Komt elke dag op tijd")
SPOKEN = Said(2, "Ik vind het nog eng")


@pytest.fixture
def group(as_system):
    return group_of("Abel")


@pytest.fixture
def coach(group):
    return actor_of(group.coach, at=NOW)


def talk(actor, group, on=TODAY, person=SPOKEN, professional=SEEN):
    (abel,) = group.trajectories
    return record_progress_talk(actor=actor, trajectory=abel, on=on, person=person, professional=professional)


def address(group):
    (abel,) = group.trajectories
    return f"/deelnemers/{abel.person_id}/traject/{abel.pk}/hoe-het-gaat/"


def test_both_score_separately_and_the_intake_is_the_first_point(group, coach):
    (abel,) = group.trajectories
    Intake.objects.create(
        trajectory=abel, person=abel.person, held_on=date(2026, 8, 15), held_by=group.coach, readiness_person=3,
        readiness_professional=2,
    )  # fmt: skip
    talk(coach, group)
    course = progress_of(coach, abel)
    assert [(t.held_on, t.person.step, t.professional.step, t.point, t.at_intake) for t in course.talks] == [
        (date(2026, 8, 15), 3, 2, "person_higher", True),
        (TODAY, 2, 4, "professional_higher", False),
    ]
    assert course.next_on == date(2027, 2, 23)


def test_no_step_is_a_gate(group, coach):
    """The lowest steps and the highest leave the very same moves open, and no fact knows of them."""
    (abel,) = group.trajectories
    before = person_page(coach, abel.person_id).current
    talk(coach, group, person=Said(1), professional=Said(1))
    low = person_page(coach, abel.person_id).current
    ProgressTalk.objects.update(person_step=5, professional_step=5)
    high = person_page(coach, abel.person_id).current
    assert (low.moves, low.passes, low.phases) == (before.moves, before.passes, before.phases)
    assert (high.moves, high.passes, high.phases) == (before.moves, before.passes, before.phases)


def test_what_one_side_said_is_not_changed_and_the_other_may_follow(group, coach):
    first = talk(coach, group, professional=Said())
    assert talk(coach, group, person=Said(), professional=Said(4, "Op tijd")).pk == first.pk
    for given, code in [
        ({"person": Said(5, SPOKEN.words)}, "person_has_spoken"),
        ({"person": Said(), "professional": Said(1, "Op tijd")}, "professional_has_spoken"),
    ]:
        with pytest.raises(LearningError) as refused:
            talk(coach, group, **given)
        assert refused.value.code == code
    kept = ProgressTalk.objects.values_list("person_step", "person_words", "professional_step", "professional_words")
    assert list(kept) == [(2, "Ik vind het nog eng", 4, "Op tijd")]


def test_the_same_talk_twice_counts_once(group, coach):
    talk(coach, group)
    entries = Entry.objects.filter(subject="progress_talk").count()
    talk(coach, group)
    assert (ProgressTalk.objects.count(), entries, Entry.objects.filter(subject="progress_talk").count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": date(2026, 11, 24)}, "talk_is_ahead"),
        ({"on": date(2026, 7, 1)}, "talk_before_registration"),
        ({"person": Said(), "professional": Said()}, "talk_is_empty"),
        ({"person": Said(6)}, "step_unknown"),
    ],
)
def test_a_talk_that_cannot_be(group, coach, given, code):
    with pytest.raises(LearningError) as refused:
        talk(coach, group, **given)
    assert (refused.value.code, ProgressTalk.objects.count()) == (code, 0)


def test_who_may_not_read_notes_neither_reads_nor_writes_a_talk(group, coach, sign_in, as_system):
    talk(coach, group)
    with scope(as_system):
        DataLine.objects.filter(recipient=group.school.organisation, category=Category.NOTES).delete()
    teacher = actor_of(group.school, at=NOW)
    with scope(teacher, nested=True):
        assert ProgressTalk.objects.count() == 0
        with pytest.raises(LearningError) as refused:
            talk(teacher, group, on=date(2026, 11, 20))
        assert refused.value.code == "may_not_hold_talk"
    browser = sign_in(group.school)
    assert browser.get(address(group)).status_code == 404
    person = browser.get(f"/deelnemers/{group.people[0].pk}/").content.decode()
    assert "Voortgangsgesprekken" not in person


def test_a_stranger_finds_nothing(group, coach, sign_in):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    talk(coach, group)
    with scope(actor_of(stranger, at=NOW), nested=True):
        assert ProgressTalk.objects.count() == 0
        with pytest.raises(LearningError) as refused:
            talk(actor_of(stranger, at=NOW), group)
        assert refused.value.code == "not_visible"
    assert sign_in(stranger).get(address(group)).status_code == 404


def test_the_database_knows_five_steps(group):
    (abel,) = group.trajectories
    with pytest.raises(IntegrityError, match="progress_from_one_to_five"), transaction.atomic():
        ProgressTalk.objects.create(
            trajectory=abel, person=abel.person, held_on=TODAY, held_by=group.coach, person_step=6
        )
    assert connection.in_atomic_block


def test_the_page_begins_with_the_own_goal_and_shows_both_curves(group, coach, sign_in, as_system):
    with scope(as_system):
        record_own_goal(actor=as_system, person_id=group.people[0].pk, text="Weer op eigen benen", on=TODAY)
    browser = sign_in(group.coach)
    for day, own, other in [("2026-10-01", "2", "3"), ("2026-11-20", "4", "4")]:
        form = {"person_step": own, "person_words": "", "professional_step": other, "professional_words": "", "on": day}
        assert browser.post(address(group), form).status_code == 302
    page = browser.get(address(group)).content.decode()
    assert page.index("Weer op eigen benen") < page.index("ds-chart--wide") < page.index("20 november 2026")
    assert "Jullie zien het allebei hetzelfde." in page
    assert page.count("<circle") == 4, "two talks, in the wide and the narrow drawing"
    person = browser.get(f"/deelnemers/{group.people[0].pk}/").content.decode()
    assert "4: bijna" in person


def test_a_refusal_keeps_what_was_typed(group, coach, sign_in):
    form = {"person_step": "2", "person_words": "Lang verhaal", "professional_step": "", "on": "2027-01-01"}
    page = sign_in(group.coach).post(address(group), form).content.decode()
    assert "Lang verhaal" in page
    assert "Leg het gesprek vast als het is gevoerd." in page


@pytest.mark.parametrize("talks", [1, 3])
def test_the_page_costs_the_same_for_one_talk_and_for_three(group, coach, sign_in, statements, talks):
    for number in range(talks):
        talk(coach, group, on=date(2026, 11, 20 - number))
    assert statements(sign_in(group.coach), address(group)) == 17
