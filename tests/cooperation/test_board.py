"""The board of issues: ideas with their fate, decisions and actions, lessons, and people per issue."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.models import Entry
from doorstroom.cooperation.domain.board import action_late, idea_waits
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.domain.rollup import Tally
from doorstroom.cooperation.models import Action, Idea, Lesson
from doorstroom.cooperation.privacy import let_go_of_names
from doorstroom.cooperation.selectors.board import people_per_issue
from doorstroom.cooperation.services import (
    apply_lesson,
    decide_experiment,
    finish_action,
    give_idea,
    plan_action,
    record_decision,
    settle_idea,
    start_experiment,
    write_lesson,
)
from doorstroom.database.scope import scope
from doorstroom.notifications.models import Message
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.programmes.services import signal_issue
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.programmes import ProgrammeFactory
from factories.trajectories import in_intake, programme_with_model, under_way

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def femke(as_system):
    return MembershipFactory(role=Role.PROGRAMME_MANAGER)


def acting(member, days=0):
    return actor_of(member, at=NOW + timedelta(days=days))


def issue_by(member, title="Te weinig verzorgenden"):
    return signal_issue(
        actor=acting(member),
        title=title,
        sector="care",
        area="Oost",
        proof="uitvraag",
        owner=member.organisation,
        on=ON,
    )


def test_half_a_year_later_the_fate_of_an_idea_stands_before_who_gave_it(femke, sign_in):
    samira = MembershipFactory()
    idea = give_idea(actor=acting(samira), text="Een opleidingsbudget voor iedereen", on=ON)
    later = ON + timedelta(days=182)
    settle_idea(actor=acting(femke, 182), idea=idea, fate="taken_up", why="Vanaf januari, uit het sectorfonds.",
                owner=femke.organisation, on=later)  # fmt: skip
    page = sign_in(samira).get(reverse("idea_list") + "?mij=1").content.decode()
    assert "wij gaan het doen" in page
    assert femke.organisation.name in page
    news = Message.objects.get(membership=samira)
    assert (news.template, news.path) == ("cooperation:idea_settled", reverse("idea", args=[idea.pk]))
    assert "sectorfonds" in sign_in(samira).get(news.path).content.decode()


def test_an_idea_of_somebody_without_account_is_followed_by_a_signed_address(femke, sign_in, client):
    sent = sign_in(femke).post(reverse("idea_new"), {"text": "Een no-riskpolis", "said_by": "Ronald, ondernemer"})
    idea = Idea.objects.get()
    assert (idea.given_by, idea.said_by) == (None, "Ronald, ondernemer")
    follow = sign_in(femke).get(sent.headers["Location"]).context["follow"]
    assert "Nog niemand heeft erover beslist" in client.get(follow).content.decode()
    settle_idea(actor=acting(femke), idea=idea, fate="dropped", why="Het Rijk regelt dit al.", on=ON)
    told = client.get(follow).content.decode()
    assert "Het Rijk regelt dit al." in told
    assert "Ronald" not in told
    assert client.get(reverse("idea_follow", args=[f"{idea.pk}:x"])).status_code == 404


def test_what_is_taken_up_has_an_owner_and_every_fate_its_words(femke):
    idea = give_idea(actor=acting(femke), text="x", on=ON)
    for fate, why, code in (("taken_up", "x", "idea_without_owner"), ("dropped", " ", "fate_without_words")):
        with pytest.raises(CooperationError, match=code):
            settle_idea(actor=acting(femke), idea=idea, fate=fate, why=why, on=ON)
    with pytest.raises(CooperationError, match="may_not_work_on_board"):
        settle_idea(actor=acting(MembershipFactory()), idea=idea, fate="dropped", why="x", on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(fate="done", fate_text="x", fate_on=ON)


def test_who_said_an_idea_is_forgotten_after_two_years_and_the_idea_stays(femke, as_system):
    old = give_idea(actor=acting(femke), text="Oud", said_by="Ronald", on=ON - timedelta(days=731))
    give_idea(actor=acting(femke), text="Nieuw", said_by="Gerrie", on=ON - timedelta(days=700))
    assert let_go_of_names(actor=as_system, on=ON) == 1
    old.refresh_from_db()
    assert (old.text, old.said_by) == ("Oud", "")
    assert list(Idea.objects.values_list("said_by", flat=True)) == ["", "Gerrie"]
    logged = Entry.objects.filter(action="delete").values_list("subject", "subject_id", "fields")
    assert list(logged) == [("idea", str(old.pk), ["said_by"])]


@pytest.mark.parametrize(("days", "fate", "waits"), [(30, "open", False), (31, "open", True), (400, "dropped", False)])
def test_an_idea_waits_after_a_month_without_a_word(days, fate, waits):
    assert idea_waits(ON - timedelta(days=days), fate, ON) is waits


def test_a_decision_has_actions_with_a_day_and_a_result(femke, sign_in):
    issue = issue_by(femke)
    client = sign_in(femke)
    sent = client.post(reverse("decision_new", args=[issue.pk]), {"text": "Wij bellen elke firma", "on": "2026-11-02"})
    client.post(
        sent.headers["Location"], {"text": "Lijst maken", "owner": femke.organisation_id, "due_on": "2026-11-09"}
    )
    action = Action.objects.get()
    assert action_late(action.due_on, action.done_on, ON)
    assert (
        "Had klaar moeten zijn op 9 november 2026"
        in client.get(reverse("issue_board", args=[issue.pk])).content.decode()
    )
    with pytest.raises(CooperationError, match="action_without_result"):
        finish_action(actor=acting(femke), action=action, result="", on=ON)
    client.post(reverse("action", args=[action.pk]), {"result": "Zestig firma's"})
    action.refresh_from_db()
    assert (action.done_on, action.result) == (ON, "Zestig firma's")
    with pytest.raises(CooperationError, match="due_before_decision"):
        plan_action(actor=acting(femke), decision=action.decision, text="x", owner=femke.organisation,
                    due_on=ON - timedelta(days=60))  # fmt: skip


def test_a_school_finishes_what_it_took_on_and_nothing_of_others(femke, sign_in, as_system):
    school = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    decision = record_decision(actor=acting(femke), issue=issue_by(femke), text="Eerst het werk", on=ON)
    own, other = (
        plan_action(actor=acting(femke), decision=decision, text=str(owner), owner=owner, due_on=ON)
        for owner in (school.organisation, femke.organisation)
    )
    client = sign_in(school)
    page = client.get(reverse("action_list")).content.decode()
    assert [reverse("action", args=[each.pk]) in page for each in (own, other)] == [True, False]
    assert client.post(reverse("action", args=[own.pk]), {"result": "Twee klassen"}).status_code == 302
    assert client.get(reverse("action", args=[other.pk])).status_code == 404
    with pytest.raises(CooperationError, match="may_not_work_on_board"):
        finish_action(actor=acting(school), action=other, result="Twee klassen", on=ON)
    assert set(Action.objects.values_list("owner", "result")) == {
        (school.organisation_id, "Twee klassen"), (femke.organisation_id, ""),
    }  # fmt: skip


def test_a_lesson_shows_the_figures_under_it_and_where_it_was_applied(femke, sign_in):
    programme = ProgrammeFactory(name="WelThuis")
    lesson = write_lesson(
        actor=acting(femke), text="Draaiboek en jobcoach houden mensen binnen", programme=programme,
        figure="result_versions", as_of=ON, finding="19 van 120 stopten, in de eerste versie 16 van 40.", on=ON,
    )  # fmt: skip
    apply_lesson(actor=acting(femke), lesson=lesson, what="Jobcoach vanaf week 1", place="Drechtsteden", on=ON)
    figures = f"{reverse('result_versions', args=[programme.pk])}?op=2026-11-23"
    outside, partner = MembershipFactory(), MembershipFactory()
    ProgrammePartner.objects.create(programme=programme, organisation=partner.organisation, role=partner.role)
    assert figures not in sign_in(outside).get(reverse("lesson", args=[lesson.pk])).content.decode()
    page = sign_in(partner).get(reverse("lesson", args=[lesson.pk])).content.decode()
    assert figures in page
    assert "19 van 120 stopten" in page
    assert "Jobcoach vanaf week 1" in page
    assert "Drechtsteden" in page


def test_a_lesson_stands_on_figures_or_on_a_trial_that_was_decided(femke):
    actor, programme = acting(femke), ProgrammeFactory()
    trial = start_experiment(actor=actor, title="Meelopen", hypothesis="x", measure="x", owner=femke.organisation,
                             starts_on=ON, decide_on=ON + timedelta(days=9))  # fmt: skip
    figures = {"programme": programme, "figure": "result_dropout", "as_of": ON, "finding": "4 van 20"}
    for values, code in (
        ({}, "lesson_stands_on_nothing"),
        ({**figures, "finding": ""}, "lesson_stands_on_nothing"),
        ({**figures, "as_of": ON + timedelta(days=1)}, "read_after_today"),
        ({"experiment": trial}, "trial_still_runs"),
    ):
        with pytest.raises(CooperationError, match=code):
            write_lesson(actor=actor, text="x", on=ON, **values)
    decided = decide_experiment(actor=actor, experiment=trial, outcome="continue", found="2 van 9 stopten", on=ON)
    assert write_lesson(actor=actor, text="x", on=ON, experiment=decided).experiment == trial
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(text="x", learned_on=ON, finding="ik denk van wel")


def test_people_per_issue_add_up_and_who_has_no_issue_is_flagged(femke, sign_in, as_system):
    caseworker = MembershipFactory()
    for purpose in (Purpose.GUIDANCE, Purpose.LEARN_WORK):
        open_everything(caseworker.organisation, purpose=purpose)
    issue, second = issue_by(femke), issue_by(femke, "Te weinig monteurs")
    programme, loose = programme_with_model(caseworker.organisation), ProgrammeFactory(name="Losse trajecten")
    type(programme).objects.filter(pk=programme.pk).update(issue=issue)
    under_way(caseworker, programme)
    in_intake(caseworker, programme)
    report = people_per_issue()
    shown = {line.issue.title if line.issue else "": (line.people, line.tally) for line in report.lines}
    assert shown == {
        "": (0, Tally()), issue.title: (2, Tally(2, 1, 2, 0)), second.title: (0, Tally()),
    }  # fmt: skip
    assert (report.adds_up, report.people, report.tally) == (True, 2, Tally(2, 1, 2, 0))
    page = sign_in(femke).get(reverse("issue_people")).content.decode()
    assert "Nog geen vraagstuk" in page
    assert loose.name in page
    with scope(acting(caseworker), nested=True):
        assert people_per_issue().tally == Tally()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_at_any_size(femke, sign_in, statements, rows):
    issue, actor, on = issue_by(femke), system_actor(at=NOW, purpose="test"), ON
    for number in range(rows):
        idea = give_idea(actor=acting(femke), text=f"Idee {number}", issue=issue, on=on)
        decision = record_decision(actor=actor, issue=issue, text="x", idea=idea, on=on)
        plan_action(actor=actor, decision=decision, text="x", owner=femke.organisation, due_on=on)
        write_lesson(actor=actor, text="x", issue=issue, programme=ProgrammeFactory(), figure="result_course", as_of=on,
                     finding="x", on=on)  # fmt: skip
    client = sign_in(femke)
    costs = {
        name: statements(client, reverse(name)) for name in ("idea_list", "action_list", "lesson_list", "issue_people")
    }
    costs["issue_board"] = statements(client, reverse("issue_board", args=[issue.pk]))
    assert costs == {"idea_list": 7, "action_list": 7, "lesson_list": 8, "issue_people": 8, "issue_board": 12}
