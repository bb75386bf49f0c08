"""What each service does, refuses and leaves alone."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.kernel.transitions import Confirmation
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import OwnGoal, PersonRelation
from doorstroom.programmes.domain.versions import read_model
from doorstroom.trajectories.access import may_hold
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Event, HolderTerm, Note, Task, Trajectory
from doorstroom.trajectories.services import (
    IntakeTalk,
    add_task,
    add_team_member,
    complete_task,
    end_team_member,
    enter_phase,
    exit_trajectory,
    hand_to,
    hold_intake,
    leave_phase,
    move_to_selection,
    move_to_waiting,
    pass_guard,
    re_enter,
    record_fact,
    register_trajectory,
    resume_trajectory,
    set_dismissal_date,
    start_trajectory,
    suspend_trajectory,
    take_over_task,
    tick_item,
    untick_item,
    write_note,
)
from factories.trajectories import (
    MODEL,
    acting,
    colleague,
    in_intake,
    moment,
    programme_with_model,
    registered,
    system_on,
    under_way,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OCTOBER = date(2026, 10, 5)
LEAVING = {"reason": "travel", "initiator": "participant", "destination": "job"}


@pytest.fixture
def samira(as_system):
    return colleague()


@pytest.fixture
def programme(samira):
    return programme_with_model(desk=samira.organisation)


def kinds(trajectory):
    return list(trajectory.events.order_by("id").values_list("kind", flat=True))


def open_phases(trajectory):
    return set(trajectory.phases.filter(ended_on=None).values_list("phase", flat=True))


def holders(trajectory):
    return list(trajectory.holder_terms.order_by("started_at").values_list("member_id", flat=True))


def refused(code, call, **arguments):
    with pytest.raises(TrajectoryError) as caught:
        call(**arguments)
    assert caught.value.code == code
    return caught.value


def test_registration_is_held_by_the_receiving_desk_which_then_sees_the_person(samira, programme, check_constraints):
    elsewhere = colleague()
    trajectory = registered(elsewhere, programme)
    check_constraints()
    assert (trajectory.state, trajectory.desk, trajectory.model.code) == (
        "registered",
        samira.organisation,
        "proefroute",
    )
    assert holders(trajectory) == []
    assert kinds(trajectory) == ["registered"]
    opened = PersonRelation.objects.get(source=f"trajectory:{trajectory.pk}")
    assert (opened.organisation, opened.role, opened.purpose, opened.member) == (
        samira.organisation, Role.CASEWORKER, Purpose.RECRUITMENT, None,
    )  # fmt: skip
    with scope(actor_of(samira, at=NOW), nested=True):
        assert set(visible_people(actor_of(samira, at=NOW))) == {trajectory.person}


def test_nobody_is_registered_twice_in_one_programme_while_under_way(samira, programme):
    trajectory = registered(samira, programme)
    refused("already_registered", register_trajectory, actor=system_on(OCTOBER), person=trajectory.person,
            programme=programme, source="again", on=OCTOBER)  # fmt: skip
    assert Trajectory.objects.count() == 1


def test_intake_writes_the_talk_and_appoints_the_one_holder(samira, programme, check_constraints):
    trajectory = registered(samira, programme)
    coach = colleague(Role.JOB_COACH)
    talk = IntakeTalk(
        own_goal=" Ik wil kok worden. ", levels={"speaking": "A2", "reading": "A1"}, education="lower",
        income_source="social_assistance", adjustments=("daytime",), readiness_person=4, readiness_professional=2,
    )  # fmt: skip
    done = hold_intake(actor=acting(samira, OCTOBER), trajectory=trajectory, holder=coach, on=OCTOBER, talk=talk)
    check_constraints()
    person = done.person
    assert (done.state, done.intake_on) == ("intake", OCTOBER)
    assert holders(done) == [coach.pk]
    assert list(person.own_goals.values_list("text", flat=True)) == ["Ik wil kok worden."]
    assert dict(person.language_levels.values_list("skill", "level")) == {"speaking": "A2", "reading": "A1"}
    assert person.profile.education == "lower"
    assert person.incomes.get().source == "social_assistance"
    assert list(person.work_adjustments.values_list("kind", flat=True)) == ["daytime"]
    with scope(acting(coach, OCTOBER), nested=True):
        assert set(visible_people(acting(coach, OCTOBER))) == {person}


def test_intake_without_an_own_goal_changes_nothing(samira, programme):
    trajectory = registered(samira, programme)
    refused("own_goal_needed", hold_intake, actor=acting(samira, OCTOBER), trajectory=trajectory, holder=samira,
            on=OCTOBER, talk=IntakeTalk(education="lower"))  # fmt: skip
    trajectory.refresh_from_db()
    assert (trajectory.state, OwnGoal.objects.count(), HolderTerm.objects.count()) == ("registered", 0, 0)


def test_only_a_role_that_the_model_lets_hold_becomes_holder(samira, programme):
    trajectory = registered(samira, programme)
    school = colleague(Role.SCHOOL_COORDINATOR)
    error = refused("member_may_not_hold", hold_intake, actor=acting(samira, OCTOBER), trajectory=trajectory,
                    holder=school, on=OCTOBER, talk=IntakeTalk(own_goal="Werk"))  # fmt: skip
    assert error.params["roles"] == ("caseworker", "job_coach")


@pytest.mark.parametrize(
    ("begins", "ends", "role", "may"),
    [
        (0, None, Role.CASEWORKER, True),
        (1, None, Role.CASEWORKER, False),
        (0, 1, Role.JOB_COACH, True),
        (-9, 0, Role.JOB_COACH, False),
        (-9, None, Role.EMPLOYER, False),
        (-9, None, Role.SCHOOL_COORDINATOR, False),
    ],
)
def test_who_holds_works_here_that_day_in_a_role_that_may(begins, ends, role, may):
    last = None if ends is None else OCTOBER + timedelta(days=ends)
    member = Membership(role=role, valid_from=OCTOBER + timedelta(days=begins), valid_until=last)
    assert may_hold(member, read_model(MODEL), OCTOBER) is may


def test_hand_over_leaves_no_gap_and_moves_what_may_be_seen(samira, programme, check_constraints):
    trajectory = in_intake(samira, programme)
    PersonRelation.objects.filter(source="test").update(valid_until=OCTOBER)
    PersonRelation.objects.filter(source=f"trajectory:{trajectory.pk}").update(valid_until=OCTOBER)
    coach = colleague(Role.JOB_COACH)
    with scope(acting(samira, OCTOBER), nested=True):
        hand_to(actor=acting(samira, OCTOBER), trajectory=trajectory, member=coach, at=moment(OCTOBER), reason="start")
    check_constraints()
    first, second = trajectory.holder_terms.order_by("started_at")
    assert (first.member, first.ended_at, second.member, second.ended_at) == (samira, second.started_at, coach, None)
    assert second.started_at == moment(OCTOBER)
    assert set(visible_people(acting(coach, OCTOBER))) == {trajectory.person}
    assert set(visible_people(acting(samira, OCTOBER))) == set()


def test_two_hand_overs_at_one_moment_still_follow_each_other(samira, programme, check_constraints):
    trajectory = in_intake(samira, programme)
    coach = colleague(Role.JOB_COACH)
    for member in (coach, samira):
        hand_to(actor=acting(samira, OCTOBER), trajectory=trajectory, member=member, at=moment(OCTOBER), reason="ruil")
    check_constraints()
    assert holders(trajectory) == [samira.pk, coach.pk, samira.pk]


def test_hand_over_needs_a_reason_and_another_person(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    refused("reason_needed", hand_to, actor=actor, trajectory=trajectory, member=colleague(), at=actor.at, reason=" ")
    refused("holds_it_already", hand_to, actor=actor, trajectory=trajectory, member=samira, at=actor.at, reason="x")
    assert holders(trajectory) == [samira.pk]


def test_a_team_member_sees_the_person_until_the_help_ends(samira, programme):
    trajectory = in_intake(samira, programme)
    coach = colleague(Role.JOB_COACH)
    actor = acting(samira, OCTOBER)
    joined = add_team_member(actor=actor, trajectory=trajectory, member=coach, on=OCTOBER)
    assert set(visible_people(acting(coach, OCTOBER))) == {trajectory.person}
    refused("already_in_team", add_team_member, actor=actor, trajectory=trajectory, member=coach, on=OCTOBER)
    end_team_member(actor=actor, team_member=joined, on=OCTOBER)
    assert set(visible_people(acting(coach, OCTOBER))) == set()
    assert kinds(trajectory)[-2:] == ["team_joined", "team_left"]
    assert set(visible_people(actor)) == {trajectory.person}


def test_start_is_refused_while_an_agreement_is_missing_and_says_who_supplies_it(samira, programme):
    trajectory = in_intake(samira, programme)
    error = refused("fact_unknown", start_trajectory, actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER)
    assert [(r.code, r.params["fact"], r.params["supplied_by"]) for r in error.reasons] == [
        ("fact_unknown", "decision_there", ("caseworker",))
    ]
    trajectory.refresh_from_db()
    assert (trajectory.state, trajectory.started_on, open_phases(trajectory)) == ("intake", None, set())


def test_start_with_the_fact_opens_the_phases_planned_on_the_first_day(samira, programme, check_constraints):
    trajectory = under_way(samira, programme, on=OCTOBER)
    check_constraints()
    assert (trajectory.state, trajectory.started_on) == ("running", OCTOBER)
    assert list(trajectory.phases.order_by("id").values_list("phase", "started_on", "planned_end")) == [
        ("proef", OCTOBER, OCTOBER + 84 * DAY), ("les", OCTOBER, OCTOBER + 56 * DAY),
    ]  # fmt: skip
    started = trajectory.events.get(kind="phase_started", data__phase="proef")
    assert started.data["reminders"] == ["explained"]  # the norm reminds and does not block


def confirmation(**changes):
    given = {"fact": "decision_there", "confirmed_by": "S. Bakker", "role": "caseworker", "reason": "toegezegd",
             "expires_on": OCTOBER + 14 * DAY}  # fmt: skip
    return Confirmation(**{**given, **changes})


def test_a_named_person_lets_an_agreement_pass_and_it_stays_open_until_the_fact_holds(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    started = start_trajectory(actor=actor, trajectory=trajectory, on=OCTOBER, confirmations=[confirmation()])
    passed = started.guard_passes.get()
    assert started.state == "running"
    assert (passed.guard, passed.confirmed_by, passed.reason, passed.expires_on, passed.resolved_on) == (
        "besluit", "S. Bakker", "toegezegd", OCTOBER + 14 * DAY, None,
    )  # fmt: skip
    later = OCTOBER + 7 * DAY
    record_fact(actor=acting(samira, later), trajectory=trajectory, fact="decision_there", on=later)
    passed.refresh_from_db()
    assert passed.resolved_on == later
    assert kinds(trajectory)[-2:] == ["item_ticked", "guard_settled"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "employer"}, "role_may_not_confirm"),
        ({"expires_on": OCTOBER}, "confirmation_expired"),
        ({"expires_on": OCTOBER + 29 * DAY}, "confirmation_too_long"),
        ({"reason": " "}, "confirmation_needs_name_and_reason"),
        ({"fact": "contract_signed"}, "law_cannot_be_passed"),
        ({"fact": "unheard_of"}, "unknown_fact"),
    ],
)
def test_a_confirmation_that_is_not_enough_is_refused(samira, programme, changes, code):
    trajectory = in_intake(samira, programme)
    refused(code, pass_guard, actor=acting(samira, OCTOBER), trajectory=trajectory,
            confirmation=confirmation(**changes), on=OCTOBER)  # fmt: skip
    assert trajectory.guard_passes.count() == 0


def test_a_pass_of_which_the_term_is_over_no_longer_lets_anyone_start(samira, programme):
    trajectory = in_intake(samira, programme)
    pass_guard(actor=acting(samira, OCTOBER), trajectory=trajectory, confirmation=confirmation(), on=OCTOBER)
    late = OCTOBER + 14 * DAY
    refused("fact_unknown", start_trajectory, actor=acting(samira, late), trajectory=trajectory, on=late)


def test_a_law_holds_until_the_checklist_proves_the_fact(samira, programme):
    trajectory = under_way(samira, programme, on=OCTOBER)
    actor = acting(samira, OCTOBER)
    step = {"actor": actor, "trajectory": trajectory, "phase": "dienst", "on": OCTOBER, "reason": "baan"}
    refused("fact_unknown", enter_phase, **step)
    tick_item(actor=actor, trajectory=trajectory, checklist="overgang", item="contract", on=OCTOBER)
    assert enter_phase(**step).state == "employed"


def test_ticks_are_made_once_and_can_be_taken_back(samira, programme):
    trajectory = under_way(samira, programme)
    actor = acting(samira, OCTOBER)
    place = {"actor": actor, "trajectory": trajectory, "checklist": "overgang", "item": "rooster", "on": OCTOBER}
    for _ in range(2):
        tick_item(**place)
    assert trajectory.ticks.filter(item="rooster").count() == 1
    untick_item(**place)
    untick_item(**place)
    assert kinds(trajectory)[-2:] == ["item_ticked", "item_unticked"]
    refused("unknown_item", tick_item, **{**place, "item": "contact"})


def test_phases_are_skipped_run_beside_each_other_and_taken_back_with_a_reason(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    step = {"actor": actor, "trajectory": trajectory, "on": OCTOBER}
    assert refused("reason_needed", enter_phase, **step, phase="les").params["move"] == "start_phase"
    assert enter_phase(**step, phase="les", reason="eerst leren").state == "running"
    refused("phase_already_open", enter_phase, **step, phase="les", reason="nog eens")
    leave_phase(**step, phase="les")
    assert open_phases(trajectory) == set()
    trajectory.refresh_from_db()
    assert trajectory.state == "waiting"
    assert enter_phase(**step, phase="les", reason="opnieuw").state == "running"


def test_selection_and_waiting_come_before_the_phases(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    assert move_to_selection(actor=actor, trajectory=trajectory, on=OCTOBER).state == "selection"
    assert move_to_waiting(actor=actor, trajectory=trajectory, on=OCTOBER).state == "waiting"
    refused("move_not_from_this_state", resume_trajectory, actor=actor, trajectory=trajectory, on=OCTOBER)


def test_suspension_keeps_holder_and_phases_and_ends_where_it_began(samira, programme, check_constraints):
    trajectory = under_way(samira, programme)
    later = OCTOBER + 7 * DAY
    actor = acting(samira, later)
    suspended = suspend_trajectory(actor=actor, trajectory=trajectory, on=later, reason="health",
                                   expected_back_on=later + 21 * DAY)  # fmt: skip
    assert (suspended.state, suspended.suspended_from, suspended.suspension_reason) == ("suspended", later, "health")
    assert (holders(trajectory), open_phases(trajectory)) == ([samira.pk], {"proef", "les"})
    back = resume_trajectory(actor=acting(samira, later + DAY), trajectory=trajectory, on=later + DAY)
    check_constraints()
    assert (back.state, back.suspended_from, back.expected_back_on, back.suspension_reason) == (
        "running",
        None,
        None,
        "",
    )


def test_suspension_from_selection_returns_to_selection(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    move_to_selection(actor=actor, trajectory=trajectory, on=OCTOBER)
    suspend_trajectory(actor=actor, trajectory=trajectory, on=OCTOBER, reason="health",
                       expected_back_on=OCTOBER + DAY)  # fmt: skip
    assert resume_trajectory(actor=actor, trajectory=trajectory, on=OCTOBER).state == "selection"


@pytest.mark.parametrize(("days", "code"), [(0, "back_before_suspension"), (183, "suspended_too_long")])
def test_suspension_ends_after_it_began_and_within_the_models_term(samira, programme, days, code):
    trajectory = under_way(samira, programme)
    refused(code, suspend_trajectory, actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER,
            reason="health", expected_back_on=OCTOBER + days * DAY)  # fmt: skip


def test_exit_records_phase_and_week_closes_everything_and_ends_the_team(samira, programme, check_constraints):
    trajectory = under_way(samira, programme, on=OCTOBER)
    coach = colleague(Role.JOB_COACH)
    add_team_member(actor=acting(samira, OCTOBER), trajectory=trajectory, member=coach, on=OCTOBER)
    later = OCTOBER + 16 * DAY
    left = exit_trajectory(actor=acting(samira, later), trajectory=trajectory, on=later, **LEAVING)
    check_constraints()
    assert (left.state, left.exited_on, left.exit_reason, left.exit_phase, left.exit_week) == (
        "exited", later, "travel", "les", 3,
    )  # fmt: skip
    assert open_phases(trajectory) == set()
    assert trajectory.holder_terms.get().ended_at == moment(later)
    assert set(visible_people(acting(coach, later))) == set()
    assert set(visible_people(acting(samira, later))) == {trajectory.person}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "leaving_needs"),
        ({"reason": "other"}, "other_reason_needs_text"),
        ({"destination": "unknown"}, "unknown_destination_needs_owner"),
        ({"initiator": "organisation"}, "leaving_needs_second_person"),
    ],
)
def test_exit_with_something_missing_is_refused(samira, programme, changes, code):
    trajectory = under_way(samira, programme)
    refused(code, exit_trajectory, actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER,
            **{**LEAVING, **changes})  # fmt: skip
    trajectory.refresh_from_db()
    assert (trajectory.state, trajectory.exited_on) == ("running", None)


def test_an_organisation_ends_it_only_after_a_second_person_looked(samira, programme):
    trajectory = under_way(samira, programme)
    ending = {"actor": acting(samira, OCTOBER), "trajectory": trajectory, "on": OCTOBER,
              **LEAVING, "initiator": "organisation"}  # fmt: skip
    refused("leaving_needs_second_person", exit_trajectory, **ending, seen_by=samira)
    assert exit_trajectory(**ending, seen_by=colleague()).state == "exited"


def test_the_model_decides_who_ends_a_trajectory(samira, programme):
    trajectory = under_way(samira, programme)
    school = colleague(Role.SCHOOL_COORDINATOR)
    add_team_member(actor=acting(samira, OCTOBER), trajectory=trajectory, member=school, on=OCTOBER)
    error = refused("role_may_not", exit_trajectory, actor=acting(school, OCTOBER), trajectory=trajectory, on=OCTOBER,
                    **LEAVING)  # fmt: skip
    assert error.params["roles"] == ("caseworker", "job_coach")


def test_coming_back_within_the_term_reopens_the_same_trajectory(samira, programme, check_constraints):
    trajectory = under_way(samira, programme)
    exit_trajectory(actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER, **LEAVING)
    coach = colleague(Role.JOB_COACH)
    last_day = OCTOBER + 26 * 7 * DAY
    back = re_enter(actor=acting(samira, last_day), trajectory=trajectory, holder=coach, on=last_day, reason="belde")
    check_constraints()
    assert (back.pk, back.state, back.exited_on, back.exit_reason, back.exit_week) == (
        trajectory.pk, "intake", None, "", None,
    )  # fmt: skip
    assert holders(back) == [samira.pk, coach.pk]
    assert back.events.get(kind="re_entered").data["left"]["exit_reason"] == "travel"
    started = enter_phase(actor=acting(samira, last_day), trajectory=trajectory, phase="proef", on=last_day, reason="x")
    assert started.state == "running"


def test_coming_back_after_the_term_or_beside_a_new_trajectory_is_refused(samira, programme):
    trajectory = under_way(samira, programme)
    exit_trajectory(actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER, **LEAVING)
    late = OCTOBER + (26 * 7 + 1) * DAY
    back = {"trajectory": trajectory, "holder": samira, "reason": "belde"}
    refused("reentry_too_late", re_enter, actor=acting(samira, late), on=late, **back)
    register_trajectory(actor=system_on(OCTOBER), person=trajectory.person, programme=programme, source="x", on=OCTOBER)
    refused("already_registered", re_enter, actor=acting(samira, OCTOBER), on=OCTOBER, **back)


def test_a_day_to_come_is_refused(samira, programme):
    trajectory = in_intake(samira, programme)
    refused("day_to_come", move_to_waiting, actor=acting(samira, OCTOBER), trajectory=trajectory, on=OCTOBER + DAY)


def test_somebody_without_relation_cannot_act(samira, programme):
    trajectory = in_intake(samira, programme)
    stranger = colleague()
    refused("not_visible", move_to_waiting, actor=acting(stranger, OCTOBER), trajectory=trajectory, on=OCTOBER)
    refused("notes_closed", write_note, actor=acting(stranger, OCTOBER), person=trajectory.person, channel="phone",
            text="x", on=OCTOBER)  # fmt: skip
    assert (Note.objects.count(), kinds(trajectory)) == (0, ["registered", "intake_held"])


def test_a_contact_note_counts_as_contact_and_a_remark_does_not(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    note = write_note(actor=actor, person=trajectory.person, channel="phone", text=" De bus reed niet. ", on=OCTOBER)
    write_note(actor=actor, person=trajectory.person, channel="remark", text="Let op", on=OCTOBER)
    assert (note.text, note.trajectory, note.author) == ("De bus reed niet.", trajectory, samira)
    contact = Event.objects.get(kind="contact")
    assert (contact.trajectory, contact.occurred_on, contact.reason) == (trajectory, OCTOBER, "")
    refused("note_empty", write_note, actor=actor, person=trajectory.person, channel="phone", text=" ", on=OCTOBER)


def test_a_note_for_ones_own_organisation_stays_there(samira, programme):
    trajectory = in_intake(samira, programme)
    coach = colleague(Role.JOB_COACH)
    add_team_member(actor=acting(samira, OCTOBER), trajectory=trajectory, member=coach, on=OCTOBER)
    for visibility in ("team", "organisation"):
        write_note(actor=acting(samira, OCTOBER), person=trajectory.person, channel="phone", text=visibility,
                   on=OCTOBER, visibility=visibility)  # fmt: skip
    with scope(acting(coach, OCTOBER), nested=True):
        assert list(Note.objects.values_list("text", flat=True)) == ["team"]


def test_a_task_is_the_participants_until_taken_over_with_a_reason(samira, programme):
    trajectory = in_intake(samira, programme)
    actor = acting(samira, OCTOBER)
    task = add_task(actor=actor, person=trajectory.person, text="Bel de school", on=OCTOBER, trajectory=trajectory)
    assert (task.owner, task.done_on) == (None, None)
    refused("takeover_needs_reason", take_over_task, actor=actor, task=task, owner=samira, reason="")
    taken = take_over_task(actor=actor, task=task, owner=samira, reason="telefoon kapot")
    assert (taken.owner, taken.taken_over_reason) == (samira, "telefoon kapot")
    complete_task(actor=actor, task=task, on=OCTOBER)
    complete_task(actor=actor, task=task, on=OCTOBER + DAY)
    assert Task.objects.get().done_on == OCTOBER
    refused("task_done", take_over_task, actor=actor, task=task, owner=samira, reason="x")


def test_a_dismissal_date_goes_with_its_certainty(samira, programme):
    trajectory = in_intake(samira, programme)
    step = {"actor": acting(samira, OCTOBER), "trajectory": trajectory, "on": OCTOBER}
    refused("dismissal_date_needs_certainty", set_dismissal_date, **step, certainty="unknown", day=OCTOBER)
    refused("dismissal_date_needs_certainty", set_dismissal_date, **step, certainty="confirmed", day=None)
    known = set_dismissal_date(**step, certainty="announced", day=date(2027, 1, 1))
    assert (known.dismissal_date, known.dismissal_certainty) == (date(2027, 1, 1), "announced")


def test_a_programme_without_model_says_so(samira, programme):
    programme.models.update(programme=None)
    trajectory = registered(samira, programme)
    refused("no_route_model", hold_intake, actor=acting(samira, OCTOBER), trajectory=trajectory, holder=samira,
            on=OCTOBER, talk=IntakeTalk(own_goal="x"))  # fmt: skip
