"""Observations: when they are due, whose they are, and what became of someone."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import doorstroom.followup
from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.followup import services
from doorstroom.followup.domain.errors import FollowUpError
from doorstroom.followup.models import Observation
from doorstroom.followup.selectors import left_unknown, still_to_ask
from doorstroom.followup.wording import REFUSALS
from doorstroom.kernel.events import Event
from doorstroom.participants.models import PersonRelation
from doorstroom.trajectories.models import TeamMember
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
EXIT = date(2026, 10, 26)


@pytest.fixture
def group(as_system):
    return group_of("Abel")


@pytest.fixture
def actor(group):
    return actor_of(group.coach, at=NOW)


@pytest.fixture
def asked(group, actor):
    services.schedule_after_exit(Event("trajectory_exited", actor, {"trajectory": group.trajectories[0], "on": EXIT}))
    return {row.point: row for row in Observation.objects.all()}


def test_the_model_says_when_to_look_back_and_who_does(group, actor, asked):
    assert {(row.point, row.name, row.due_on, row.owner_id) for row in asked.values()} == {
        ("bij-vertrek", "Bij vertrek", date(2026, 10, 26), group.coach.pk),
        ("na-4-weken", "Na 4 weken", date(2026, 11, 23), group.coach.pk),
        ("na-6-maanden", "Na 6 maanden", date(2027, 4, 26), group.coach.pk),
        ("na-12-maanden", "Na 12 maanden", date(2027, 10, 26), group.coach.pk),
    }
    services.schedule_observations(actor=actor, happened=[(group.trajectories[0], EXIT)])
    assert Observation.objects.count() == 4
    assert [row.point for row in still_to_ask(actor, on=TODAY)] == ["bij-vertrek", "na-4-weken"]


def test_another_owner_than_the_holder_keeps_sight_until_all_is_answered(group, actor):
    abel = group.trajectories[0]
    other = MembershipFactory(role=Role.JOB_COACH, organisation=group.coach.organisation)
    abel.holder_terms.update(member=MembershipFactory())
    TeamMember.objects.filter(trajectory=abel).update(member=other)
    rows = services.schedule_observations(actor=actor, happened=[(abel, EXIT)])
    assert {row.owner_id for row in rows} == {other.pk}
    relation = PersonRelation.objects.get(member=other)
    assert (relation.source, relation.valid_until) == (f"followup:{abel.pk}", None)
    Observation.objects.exclude(point="na-4-weken").delete()
    services.record_known(
        actor=actor, observation=Observation.objects.get(), situation="job", observed_on=TODAY, on=TODAY
    )
    relation.refresh_from_db()
    assert relation.valid_until == TODAY


def test_unknown_keeps_an_owner_and_a_later_answer_replaces_it(group, actor, asked):
    row = asked["na-4-weken"]
    with pytest.raises(FollowUpError, match="unknown_needs_owner"):
        services.record_unknown(actor=actor, observation=row, owner=None, on=TODAY)
    services.record_unknown(actor=actor, observation=row, owner=group.coach, source="gebeld", on=TODAY)
    assert row in left_unknown(actor, on=TODAY)
    assert row not in still_to_ask(actor, on=TODAY)
    services.record_known(
        actor=actor, observation=row, situation="job", observed_on=TODAY, hours_per_week=24, in_target_sector=True,
        on=TODAY,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.status, row.situation, row.hours_per_week, row.attempts, row.owner) == (
        "known",
        "job",
        24,
        2,
        group.coach,
    )
    assert row not in left_unknown(actor, on=TODAY)


@pytest.mark.parametrize(
    ("point", "values", "code"),
    [
        ("na-6-maanden", {}, "not_due_yet"),
        ("na-4-weken", {"observed_on": date(2026, 11, 20)}, "day_not_after_due"),
        ("bij-vertrek", {"observed_on": date(2026, 11, 24)}, "day_not_after_due"),
        ("bij-vertrek", {"situation": ""}, "situation_missing"),
    ],
)
def test_an_answer_that_cannot_count_is_refused(actor, asked, point, values, code):
    with pytest.raises(FollowUpError) as refused:
        services.record_known(
            actor=actor, observation=asked[point], on=TODAY, **{"situation": "job", "observed_on": TODAY, **values}
        )
    assert refused.value.code == code
    assert set(Observation.objects.values_list("status", flat=True)) == {"due"}


def test_who_comes_back_is_no_longer_asked(group, actor, asked):
    services.record_known(
        actor=actor, observation=asked["bij-vertrek"], situation="no_work", observed_on=EXIT, on=TODAY
    )
    services.end_after_re_entry(Event("trajectory_re_entered", actor, {"trajectory": group.trajectories[0]}))
    assert dict(Observation.objects.values_list("point", "status")) == {
        "bij-vertrek": "known", "na-4-weken": "ended", "na-6-maanden": "ended", "na-12-maanden": "ended",
    }  # fmt: skip
    with pytest.raises(FollowUpError, match="no_longer_asked"):
        services.record_unknown(actor=actor, observation=asked["na-4-weken"], owner=group.coach, on=TODAY)


def test_others_neither_see_nor_answer(asked, group):
    stranger = actor_of(MembershipFactory(role=Role.CASEWORKER), at=NOW)
    assert list(still_to_ask(stranger, on=TODAY)) == []
    for member, code in ((stranger, "not_visible"), (actor_of(group.school, at=NOW), "may_not_observe")):
        with pytest.raises(FollowUpError) as refused:
            services.record_unknown(actor=member, observation=asked["bij-vertrek"], owner=group.coach, on=TODAY)
        assert refused.value.code == code


def test_the_database_wants_an_owner_of_the_unknown(asked):
    with pytest.raises(IntegrityError, match="unknown_observation_has_owner"), transaction.atomic():
        Observation.objects.filter(point="bij-vertrek").update(status="unknown", owner=None)


def test_every_refusal_has_a_sentence():
    files = (Path(doorstroom.followup.__file__).parent / "services").glob("*.py")
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    raised = {node.args[0].value for node in calls if getattr(node.func, "id", "") == "FollowUpError"}
    assert raised == set(REFUSALS)
    known = {"due_on": TODAY, "today": TODAY}
    assert all("%(" not in sentence(FollowUpError(code, **known)) for code in raised)


def test_answers_in_bulk_do_what_single_ones_do(as_system, asked):
    first, second = asked["bij-vertrek"], asked["na-4-weken"]
    answers = [
        services.Answer(first, EXIT, "job", True, 24, "telefoon"),
        services.Answer(second, TODAY),
    ]
    assert services.record_answers(actor=as_system, answers=answers, on=TODAY) == 2
    kept = {row.point: row for row in Observation.objects.all()}
    assert (kept["bij-vertrek"].status, kept["bij-vertrek"].situation, kept["bij-vertrek"].observed_on) == (
        "known", "job", EXIT,
    )  # fmt: skip
    assert (kept["na-4-weken"].status, kept["na-4-weken"].observed_on, kept["na-4-weken"].attempts) == (
        "unknown",
        None,
        1,
    )
    assert kept["na-6-maanden"].status == "due"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda row: services.Answer(row, date(2026, 10, 25), "job"), "day_not_after_due"),
        (lambda row: services.Answer(row, EXIT, "rich"), "situation_missing"),
    ],
)
def test_one_wrong_answer_keeps_all_of_them_out(as_system, asked, answer, code):
    with pytest.raises(FollowUpError) as refused:
        services.record_answers(
            actor=as_system, on=TODAY,
            answers=[services.Answer(asked["na-4-weken"], TODAY, "job"), answer(asked["bij-vertrek"])],
        )  # fmt: skip
    assert refused.value.code == code
    assert set(Observation.objects.values_list("status", flat=True)) == {"due"}


def test_only_the_system_answers_in_bulk(actor, asked):
    with pytest.raises(FollowUpError) as refused:
        services.record_answers(actor=actor, answers=[services.Answer(asked["bij-vertrek"], EXIT, "job")], on=TODAY)
    assert refused.value.code == "may_not_observe"
