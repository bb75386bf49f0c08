"""The register of a round."""

import re
from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import participant_actor
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import Attendance
from doorstroom.learning.services import announce_absence, take_back_attendance
from factories.accounts import MembershipFactory
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel", "Noor", "Sem")


def url(group, day=""):
    return f"/rondes/{group.round.pk}/presentie/" + (f"?dag={day}" if day else "")


def field(trajectory, activity="placement"):
    return f"mark-{trajectory.pk}-{activity}"


def without_token(answer):
    secret = rb'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+'
    return re.sub(secret, b"", answer.content).replace(answer.wsgi_request.path.encode(), b"")


def stored():
    return dict(Attendance.objects.values_list("person__given_name", "status"))


def test_one_save_fills_in_everybody_else(group, sign_in, as_system):
    abel, noor, _ = group.trajectories
    announce_absence(actor=participant_actor(at=NOW, person_id=noor.person_id), trajectory=noor, day=TODAY,
                     reason="sick", at=NOW)  # fmt: skip
    client = sign_in(group.school)
    page = client.get(url(group)).content.decode()
    assert f'name="{field(noor)}" value="sick" data-key="z" checked' in page
    assert page.count(" checked") == 1
    posted = {field(abel): "late", field(noor): "sick", "others": "present"}
    answer = client.post(url(group, TODAY), posted)
    assert (answer.status_code, answer.headers["Location"]) == (302, url(group, TODAY))
    with scope(as_system):
        assert stored() == {"Abel": "late", "Noor": "sick", "Sem": "present"}
    assert "Maandag 23 november is ingevuld" in client.get(url(group, TODAY)).content.decode()


def test_saving_only_what_was_chosen_leaves_the_rest_open(group, sign_in, as_system):
    client = sign_in(group.coach)
    client.post(url(group, TODAY), {field(group.trajectories[0]): "absent", "only": "chosen"})
    with scope(as_system):
        assert stored() == {"Abel": "absent"}


def test_a_refusal_keeps_what_was_chosen(group, sign_in):
    client = sign_in(group.school)
    answer = client.post(url(group, TODAY), {field(group.trajectories[0]): "nonsense", "only": "chosen"})
    assert answer.status_code == 200
    assert "nonsense" in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-11-25", "2026-13-99", "2026-10-19"])
def test_days_ahead_broken_days_and_weeks_without_school_open_too(group, sign_in, day):
    assert sign_in(group.school).get(url(group, day)).status_code == 200


@pytest.mark.parametrize("role", [Role.SCHOOL_COORDINATOR, Role.CASEWORKER])
def test_others_get_the_same_answer_as_for_a_round_that_is_not_there(group, sign_in, role):
    client = sign_in(MembershipFactory(role=role))
    answer, nothing = client.get(url(group)), client.get("/rondes/999999/presentie/")
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert without_token(answer) == without_token(nothing)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_statements_stay_the_same_and_the_page_small(as_system, sign_in, statements, number):
    group = group_of(*(f"Persoon {n}" for n in range(number)))
    client = sign_in(group.school)
    assert statements(client, url(group)) == 10
    assert len(client.get(url(group)).content) < 60_000


def test_what_was_saved_for_the_group_is_taken_back_once_and_corrections_stay(group, sign_in, as_system):
    abel, _, sem = group.trajectories
    school, coach = sign_in(group.school), sign_in(group.coach)
    back = f"/rondes/{group.round.pk}/presentie/terug/"
    coach.post(url(group, TODAY), {field(abel): "sick", "only": "chosen"})
    assert "Terugdraaien" not in school.get(url(group, TODAY)).content.decode()
    school.post(url(group, TODAY), {field(abel): "late", "others": "present"})
    assert "Terugdraaien" in school.get(url(group, TODAY)).content.decode()
    with scope(as_system):
        assert stored() == {"Abel": "late", "Noor": "present", "Sem": "present"}
        Attendance.objects.filter(trajectory=sem).update(recorded_at=NOW + timedelta(hours=1), status="absent")
    assert "Teruggenomen voor 2 mensen." in school.post(back, follow=True).content.decode()
    with scope(as_system):
        assert stored() == {"Abel": "sick", "Sem": "absent"}
    again = school.post(back, follow=True).content.decode()
    assert "is daarna veranderd" in again
    with scope(as_system):
        assert stored() == {"Abel": "sick", "Sem": "absent"}


def test_a_day_later_nothing_is_taken_back_and_another_never_does(group, sign_in, as_system):
    sign_in(group.school).post(url(group, TODAY), {"others": "present"})
    with scope(as_system):
        (moment,) = set(Attendance.objects.values_list("recorded_at", flat=True))
        for member, at in ((group.school, moment + timedelta(days=1, seconds=1)), (group.coach, moment)):
            with pytest.raises(LearningError, match="nothing_to_take_back"):
                take_back_attendance(
                    actor=actor_of(member, at=at), round=group.round, day=TODAY, recorded_at=moment, at=at
                )
        assert len(stored()) == 3
