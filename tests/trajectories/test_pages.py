"""The pages of people and trajectories: what they do, what they cost, and to whom they do not exist."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import participant_actor
from doorstroom.participants.models import CorrectionRequest, Person, PersonRelation
from doorstroom.participants.services import (
    close_relations,
    record_income,
    request_correction,
    set_language_levels,
    set_profile,
    set_work_adjustments,
)
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Note, Task, Trajectory
from doorstroom.trajectories.services import (
    add_task,
    add_team_member,
    exit_trajectory,
    record_fact,
    start_trajectory,
    suspend_trajectory,
    write_note,
)
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.trajectories import MODEL, acting, colleague, in_intake, programme_with_model, registered, under_way

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NOWHERE = "/deelnemers/00000000-0000-4000-8000-000000000000/"
TRAJECTORY_PAGES = [
    "trajectory_intake", "trajectory_start", "trajectory_phase", "trajectory_hand_over", "trajectory_team",
    "trajectory_suspend", "trajectory_exit", "trajectory_re_enter", "trajectory_dismissal",
]  # fmt: skip


@pytest.fixture
def samira(as_system):
    return colleague()


@pytest.fixture
def programme(samira):
    return programme_with_model(desk=samira.organisation)


@pytest.fixture
def browser(samira, sign_in):
    return sign_in(samira)


WITH_WORKPLACE = MODEL.replace("proefroute", "werkplekroute").replace("decision_there", "placement_active")


@pytest.mark.parametrize(
    ("closed", "code", "says", "says_not"),
    [
        (True, "fact_unknown", "U mag volgens de afspraken niet zien of dit er is.", "Wat ontbreekt"),
        (False, "fact_missing", "Wat ontbreekt", "U mag volgens de afspraken niet zien of dit er is."),
    ],
)
def test_a_workplace_that_one_may_not_see_is_not_said_to_be_missing(samira, sign_in, closed, code, says, says_not):
    trajectory = in_intake(samira, programme_with_model(desk=samira.organisation, text=WITH_WORKPLACE))
    record_fact(actor=acting(samira, TODAY), trajectory=trajectory, fact="explained", on=TODAY)
    if closed:
        samira.organisation.lines_received.filter(category=Category.PLACEMENT).delete()
    with pytest.raises(TrajectoryError) as refused, scope(acting(samira, TODAY), nested=True):
        start_trajectory(actor=acting(samira, TODAY), trajectory=trajectory, on=TODAY)
    assert [each.code for each in refused.value.reasons] == [code]
    page = sign_in(samira).get(at("trajectory_start", trajectory)).content.decode()
    assert "Eén ding is nog niet rond voor de start." in page
    assert says in page
    assert says_not not in page


def at(name, trajectory, *more):
    return reverse(name, args=[trajectory.person_id, trajectory.pk, *more])


@pytest.fixture
def look(system):
    """Read something as the system, after a page closed its own scope."""

    def reading(read):
        with scope(system, nested=True):
            return read()

    return reading


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(samira, programme, browser, statements, people):
    for number in range(people):
        under_way(samira, programme, given_name=f"Deelnemer {number}")
    assert statements(browser, "/deelnemers/") == 10


@pytest.mark.parametrize("rows", [1, 3])
def test_the_person_page_costs_the_same_for_one_and_for_three(samira, programme, browser, statements, rows):
    trajectory = under_way(samira, programme)
    for _ in range(rows):
        actor = acting(samira, TODAY)
        write_note(actor=actor, person=trajectory.person, channel="phone", text="x", on=TODAY)
        add_task(actor=actor, person=trajectory.person, text="x", on=TODAY)
        add_team_member(actor=actor, trajectory=trajectory, member=colleague(Role.JOB_COACH), on=TODAY)
    assert statements(browser, f"/deelnemers/{trajectory.person_id}/") == 26


def names(response):
    return [row.name for row in response.context["found"].rows]


def test_the_list_shows_own_people_only_and_finds_them(samira, programme, browser):
    under_way(samira, programme, given_name="Çiğdem", family_name="Kaya")
    in_intake(samira, programme, given_name="Abel", family_name="Tesfay")
    other = colleague()
    in_intake(other, programme_with_model(name="Elders"), given_name="Noor", family_name="Elders")
    assert names(browser.get("/deelnemers/")) == ["Çiğdem Kaya", "Abel Tesfay"]
    assert names(browser.get("/deelnemers/?q=cigdem")) == ["Çiğdem Kaya"]
    assert names(browser.get("/deelnemers/?staat=intake")) == ["Abel Tesfay"]
    assert names(browser.get("/deelnemers/?q=noor")) == []


def test_the_list_of_ones_own_leaves_out_whom_somebody_else_coordinates(samira, programme, browser):
    in_intake(samira, programme, given_name="Abel")
    registered(samira, programme, given_name="Bo")
    for own in ("/deelnemers/", "/deelnemers/?wie=mijn"):
        assert names(browser.get(own)) == ["Abel Tesfay"]
    for everybody in ("/deelnemers/?wie=allen", "/deelnemers/?q=&wie=allen&staat=&ronde="):
        assert len(names(browser.get(everybody))) == 2
    assert names(browser.get("/deelnemers/?q=bo")) == ["Bo Tesfay"]


def test_a_row_says_where_somebody_stands(samira, programme, browser):
    under_way(samira, programme, on=date(2026, 11, 9))
    row = browser.get("/deelnemers/").context["found"].rows[0]
    assert (row.programme, row.where, row.holder, row.mine) == (
        "Proef", "Proefplek, week 3 · Lessen, week 3", samira.user.name, True,
    )  # fmt: skip


FORM = {
    "given_name": "Fatma", "family_name": "van der Berg", "birth_date": "1990-05-01", "phone": "06 12345678",
    "language": "tr", "source": "buurthuis", "basis_told": "on",
}  # fmt: skip


def test_registering_somebody_makes_person_contact_and_trajectory(samira, programme, browser, look):
    response = browser.post("/deelnemers/nieuw/", {**FORM, "programme": programme.pk})
    fatma = look(lambda: Person.objects.select_related("contact").get())
    assert response.url == f"/deelnemers/{fatma.pk}/"
    assert (fatma.full_name, fatma.sort_name, fatma.contact.phone) == (
        "Fatma van der Berg", "berg, fatma, van der", "+31612345678",
    )  # fmt: skip
    made = look(lambda: Trajectory.objects.get())
    assert (made.state, made.source, made.registered_on) == ("registered", "buurthuis", TODAY)
    assert browser.get(response.url).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"basis_told": ""}, "basis_told"),
        ({"source": ""}, "source"),
    ],
)
def test_a_registration_that_misses_something_keeps_nothing(samira, browser, look, changes, field):
    response = browser.post("/deelnemers/nieuw/", {**FORM, **changes})
    assert list(response.context["form"].errors) == [field]
    assert look(Person.objects.count) == 0


def test_somebody_too_young_for_the_model_is_told_so_and_not_kept(samira, browser, look):
    from factories.trajectories import MODEL

    rule = "entry:\n  - {code: leeftijd, kind: age, name: 18 jaar of ouder, judged_by: [caseworker], minimum_age: 18}\n"
    programme = programme_with_model(desk=samira.organisation, text=MODEL + rule)
    response = browser.post("/deelnemers/nieuw/", {**FORM, "birth_date": "2010-01-01", "programme": programme.pk})
    assert response.status_code == 200
    assert "18 jaar of ouder" in str(response.context["form"].non_field_errors())
    assert look(Person.objects.count) == 0


def test_intake_by_its_form(samira, programme, browser, look):
    trajectory = registered(samira, programme)
    url = at("trajectory_intake", trajectory)
    assert browser.get(url).status_code == 200
    browser.post(url, {
        "own_goal": "Ik wil kok worden.", "level_speaking": "A2", "education": "lower", "income_source": "wage",
        "adjustments": ["daytime"], "readiness_person": "4", "readiness_professional": "3",
        "agreed_next": "Morgen bellen", "holder": samira.pk, "on": "2026-11-23",
    })  # fmt: skip
    kept = look(lambda: Trajectory.objects.get())
    assert (kept.state, kept.intake_on) == ("intake", TODAY)
    page = browser.get(f"/deelnemers/{trajectory.person_id}/")
    assert page.context["page"].own_goal.text == "Ik wil kok worden."
    assert page.context["current"].holder.member == samira
    assert "4" in page.context["timeline"].lines[0].text


def test_what_a_file_brought_is_shown_at_the_intake_and_stays_as_it_was(as_system, samira, programme, browser, look):
    """Nobody types it again, and leaving it alone changes nothing: not the decision on the benefit either."""
    trajectory = registered(samira, programme)
    about = {"actor": as_system, "person_id": trajectory.person_id}
    set_profile(**about, education="middle")
    set_language_levels(**about, levels={"speaking": "B1", "reading": "A2"})
    set_work_adjustments(**about, kinds=["daytime", "quiet"])
    decided = {"source": "social_assistance", "benefit_kept_decision": "2026-4711"}
    record_income(**about, on=date(2026, 9, 1), **decided)
    url = at("trajectory_intake", trajectory)
    form = browser.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields if name not in ("holder", "on")}
    known = {
        "education": "middle", "income_source": "social_assistance", "adjustments": ["daytime", "quiet"],
        "level_speaking": "B1", "level_reading": "A2",
    }  # fmt: skip
    assert {name: value for name, value in shown.items() if value} == known
    browser.post(
        url, {**known, "own_goal": "Kok worden", "level_reading": "B1", "holder": samira.pk, "on": "2026-11-23"}
    )
    kept = look(lambda: Person.objects.get(pk=trajectory.person_id))
    assert look(lambda: kept.profile.education) == "middle"
    assert look(lambda: dict(kept.language_levels.values_list("skill", "level"))) == {"speaking": "B1", "reading": "B1"}
    assert look(lambda: sorted(kept.work_adjustments.values_list("kind", flat=True))) == ["daytime", "quiet"]
    income = look(lambda: kept.incomes.get())
    assert (income.source, income.benefit_kept_decision, income.valid_until) == (*decided.values(), None)


def test_the_desk_holds_the_intake_of_whom_it_hardly_knows_and_then_knows_her(as_system, sign_in, look):
    desk = MembershipFactory()
    few = (Category.CORE, Category.PROGRESS, Category.CONTACT)
    open_everything(desk.organisation, purpose=Purpose.RECRUITMENT, categories=few)
    open_everything(desk.organisation, purpose=Purpose.LEARN_WORK)
    trajectory = registered(colleague(), programme_with_model(desk=desk.organisation))
    client = sign_in(desk)
    page = f"/deelnemers/{trajectory.person_id}/"
    assert client.get(page).context["page"].categories == {"core", "progress", "contact"}
    client.post(at("trajectory_intake", trajectory), {
        "own_goal": "Kok worden", "education": "lower", "income_source": "wage", "level_speaking": "A2",
        "holder": desk.pk, "on": "2026-11-23",
    })  # fmt: skip
    known = client.get(page).context["page"]
    assert known.categories == set(Category.values)
    assert (known.own_goal.text, known.person.known_levels, known.person.known_income) == (
        "Kok worden", ["speaking:A2"], ["wage"],
    )  # fmt: skip


def test_the_start_page_names_what_is_missing_and_who_supplies_it(samira, programme, browser, look):
    trajectory = in_intake(samira, programme)
    url = at("trajectory_start", trajectory)
    lacks = browser.get(url).context["lacks"]
    assert [(each["name"], each["supplied_by"], each["confirmed_by"]) for each in lacks] == [
        ("Besluit", "Klantmanager", "Klantmanager"), ("Uitleg gegeven", "Jobcoach", ""),
    ]  # fmt: skip
    refused = browser.post(url, {"on": "2026-11-23"})
    assert (refused.status_code, len(refused.context["form"].non_field_errors())) == (200, 1)
    assert "Besluit" in refused.context["form"].non_field_errors()[0]
    bad = browser.post(at("trajectory_guard_pass", trajectory, "besluit"), {
        "besluit-confirmed_by": "S. Bakker", "besluit-role": "caseworker", "besluit-reason": "toegezegd",
        "besluit-expires_on": "2027-11-23",
    })  # fmt: skip
    assert "S. Bakker" in bad.content.decode()
    good = browser.post(at("trajectory_guard_pass", trajectory, "besluit"), {
        "besluit-confirmed_by": "S. Bakker", "besluit-role": "caseworker", "besluit-reason": "toegezegd",
        "besluit-expires_on": "2026-12-01",
    })  # fmt: skip
    assert good.url == url
    browser.post(url, {"on": "2026-11-23"})
    assert look(lambda: Trajectory.objects.get()).state == "running"
    page = browser.get(f"/deelnemers/{trajectory.person_id}/")
    assert [(each.name, each.confirmed_by, each.overdue) for each in page.context["current"].passes] == [
        ("Besluit", "S. Bakker", False)
    ]
    browser.post(at("trajectory_fact", trajectory, "decision_there"))
    assert browser.get(f"/deelnemers/{trajectory.person_id}/").context["current"].passes == []


def test_the_checklist_opens_in_its_week_and_is_ticked_and_taken_back(samira, programme, browser):
    trajectory = under_way(samira, programme, on=date(2026, 10, 19))  # week 6 on the day of the test
    page = f"/deelnemers/{trajectory.person_id}/"
    papers = browser.get(page).context["current"].checklists[0]
    assert (papers.open, papers.done, papers.due_on) == (True, 0, date(2026, 12, 21))
    url = at("trajectory_tick", trajectory, "overgang", "rooster")
    browser.post(url)
    assert browser.get(page).context["current"].checklists[0].done == 1
    browser.post(url, {"terug": "1"})
    assert browser.get(page).context["current"].checklists[0].done == 0


def test_every_form_of_a_trajectory_does_its_act(samira, programme, browser, look):
    trajectory = under_way(samira, programme)
    coach = colleague(Role.JOB_COACH, organisation=samira.organisation)
    today = {"on": "2026-11-23", "reason": "afgesproken"}
    state = lambda: look(lambda: Trajectory.objects.get()).state  # noqa: E731
    browser.post(at("trajectory_phase_end", trajectory, "les"), today)
    browser.post(at("trajectory_phase_end", trajectory, "proef"), today)
    assert state() == "waiting"
    browser.post(at("trajectory_phase", trajectory), {**today, "phase": "les"})
    assert state() == "running"
    browser.post(at("trajectory_suspend", trajectory), {**today, "reason": "health", "expected_back_on": "2026-12-01"})
    assert state() == "suspended"
    browser.post(at("trajectory_resume", trajectory))
    assert state() == "running"
    browser.post(at("trajectory_team", trajectory), {"member": coach.pk})
    helper = look(lambda: trajectory.team.get())
    browser.post(at("trajectory_team_end", trajectory, helper.pk))
    assert look(lambda: trajectory.team.get()).valid_until == TODAY
    browser.post(at("trajectory_dismissal", trajectory), {"certainty": "confirmed", "day": "2027-01-01"})
    assert look(lambda: Trajectory.objects.get()).dismissal_date == date(2027, 1, 1)
    browser.post(at("trajectory_exit", trajectory), {
        **today, "reason": "work", "initiator": "participant", "destination": "job"})  # fmt: skip
    assert state() == "exited"
    browser.post(at("trajectory_re_enter", trajectory), {**today, "holder": samira.pk})
    assert state() == "intake"
    browser.post(at("trajectory_hand_over", trajectory), {"member": coach.pk, "reason": "begeleiding"})
    assert look(lambda: trajectory.holder_terms.get(ended_at=None)).member_id == coach.pk


def test_why_who_and_where_to_stand_open_until_somebody_answers(samira, programme, browser):
    """Honest evidence: what was already chosen on the page tells nothing about the person."""
    trajectory = under_way(samira, programme)
    form = browser.get(at("trajectory_exit", trajectory)).context["form"]
    assert [form[name].value() for name in ("reason", "initiator", "destination")] == [None, None, None]
    refused = browser.post(at("trajectory_exit", trajectory), {"on": "2026-11-23"})
    assert set(refused.context["form"].errors) == {"reason", "initiator", "destination"}


def test_who_hands_over_her_only_relation_goes_back_to_the_list(samira, programme, browser, system):
    trajectory = in_intake(samira, programme)
    coach = colleague(Role.JOB_COACH, organisation=samira.organisation)
    with scope(system):
        PersonRelation.objects.exclude(source__contains="holder").delete()
    done = browser.post(at("trajectory_hand_over", trajectory), {"member": coach.pk, "reason": "begeleiding"})
    assert done.url == "/deelnemers/"


def test_a_refused_form_keeps_the_text_and_says_every_reason(samira, programme, browser, look):
    trajectory = under_way(samira, programme)
    refused = browser.post(at("trajectory_exit", trajectory), {
        "on": "2026-11-23", "reason": "other", "initiator": "organisation", "destination": "unknown",
    })  # fmt: skip
    assert len(refused.context["form"].non_field_errors()) == 3
    assert look(lambda: Trajectory.objects.get()).state == "running"


def test_a_note_from_anywhere_by_name_or_by_choice(samira, programme, browser, look):
    first = in_intake(samira, programme, given_name="Abel", family_name="Tesfay")
    in_intake(samira, programme, given_name="Abel", family_name="de Wit")
    text = {"channel": "phone", "text": "De bus reed niet.", "on": "2026-11-23", "visibility": "team"}
    asked = browser.post("/notitie/", {**text, "naam": "abel"})
    assert [person.full_name for person in asked.context["matches"]] == ["Abel de Wit", "Abel Tesfay"]
    assert look(Note.objects.count) == 0
    done = browser.post("/notitie/", {**text, "naam": "tesfay"})
    assert done.url == f"/deelnemers/{first.person_id}/"
    browser.post("/notitie/", {**text, "person": str(first.person_id)})
    assert look(lambda: list(Note.objects.values_list("person_id", "text"))) == [
        (first.person_id, "De bus reed niet.")] * 2  # fmt: skip


def test_a_task_is_agreed_taken_over_and_done(samira, programme, browser, look):
    trajectory = in_intake(samira, programme)
    url = reverse("task_new", args=[trajectory.person_id])
    assert "reason" in browser.post(url, {"text": "Bel school", "mine": "on"}).context["form"].errors
    browser.post(url, {"text": "Bel school", "due_on": "2026-11-30"})
    task = look(Task.objects.get)
    assert (task.owner_id, task.due_on) == (None, date(2026, 11, 30))
    browser.post(reverse("task_take_over", args=[trajectory.person_id, task.pk]), {"reason": "telefoon kapot"})
    assert look(Task.objects.get).owner_id == samira.pk
    browser.post(reverse("task_done", args=[trajectory.person_id, task.pk]))
    assert look(Task.objects.get).done_on == TODAY


def test_closed_categories_stay_closed_and_are_named(samira, programme, sign_in):
    trajectory = in_intake(samira, programme)
    write_note(actor=acting(samira, TODAY), person=trajectory.person, channel="phone", text="Geheim", on=TODAY)
    school = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    open_everything(school.organisation, purpose=Purpose.LEARN_WORK, categories=(Category.CORE, Category.PROGRESS))
    add_team_member(actor=acting(samira, TODAY), trajectory=trajectory, member=school, on=TODAY)
    client = sign_in(school)
    page = client.get(f"/deelnemers/{trajectory.person_id}/")
    assert page.context["page"].categories == {"core", "progress"}
    assert len(page.context["closed"]) == 6
    assert "Geheim" not in page.content.decode()
    assert client.get(f"/notitie/?person={trajectory.person_id}").status_code == 404
    assert client.get(reverse("task_new", args=[trajectory.person_id])).status_code == 404


def test_opening_a_person_is_logged_with_what_was_shown_and_for_what(samira, programme, browser, look):
    trajectory = in_intake(samira, programme)
    browser.get(f"/deelnemers/{trajectory.person_id}/")
    entry = look(lambda: entries_about(trajectory.person_id).filter(action="read").latest("id"))
    assert (entry.membership_id, entry.purpose) == (samira.pk, "guidance")
    assert entry.fields == sorted(set(Category.values) - {"identity"})


def test_a_remark_of_the_participant_is_shown_and_answered(samira, programme, browser, system, look):
    trajectory = in_intake(samira, programme)
    person = trajectory.person_id
    with scope(system, nested=True):
        said = participant_actor(at=NOW, person_id=person)
        remark = request_correction(actor=said, text="Mijn adres klopt niet.", at=NOW)
    page = browser.get(f"/deelnemers/{person}/")
    assert [each.text for each in page.context["page"].remarks] == ["Mijn adres klopt niet."]
    browser.post(reverse("remark_answer", args=[person, remark.pk]), {"antwoord": " "})
    browser.post(reverse("remark_answer", args=[person, remark.pk]), {"antwoord": "Het adres is aangepast."})
    kept = look(lambda: CorrectionRequest.objects.get())
    assert (kept.answer, kept.answered_by_id) == ("Het adres is aangepast.", samira.pk)
    assert browser.get(f"/deelnemers/{person}/").context["page"].remarks == []


def test_somebody_known_joins_a_second_programme_once(samira, programme, browser, look):
    trajectory = in_intake(samira, programme)
    second = programme_with_model(desk=samira.organisation, name="Tweede")
    url = reverse("trajectory_new", args=[trajectory.person_id])
    assert browser.get(url).status_code == 200
    for _ in range(2):
        answer = browser.post(url, {"programme": second.pk, "source": "eigen vraag"})
    assert len(answer.context["form"].non_field_errors()) == 1
    assert look(lambda: list(Trajectory.objects.order_by("pk").values_list("programme__name", "state"))) == [
        ("Proef", "intake"), ("Tweede", "registered"),
    ]  # fmt: skip


def test_the_page_links_only_to_pages_that_exist_for_the_role(samira, programme, sign_in):
    trajectory = under_way(samira, programme)
    board = colleague(Role.BOARD_MEMBER, organisation=samira.organisation)
    add_team_member(actor=acting(samira, TODAY), trajectory=trajectory, member=board, on=TODAY)
    for member, least in ((samira, 3), (board, 0)):
        client = sign_in(member)
        page = client.get(f"/deelnemers/{trajectory.person_id}/")
        urls = [link.url for link in page.context["links"]]
        assert len(urls) >= least
        assert [client.get(url).status_code for url in urls] == [200] * len(urls)
    assert (page.context["acts"], page.context["main"], page.context["notes_open"]) == ([], None, False)


def body(answer):
    """Without what differs at each request: the token of the form and the address itself."""
    text = re.sub(r'("X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+', "", answer.content.decode())
    return text.replace(answer.wsgi_request.get_full_path(), "").replace(answer.wsgi_request.path, "")


def addresses(trajectory):
    person = trajectory.person_id
    return [
        f"/deelnemers/{person}/", f"/notitie/?person={person}", f"/deelnemers/{person}/stap/",
        reverse("trajectory_new", args=[person]),
        *(at(name, trajectory) for name in TRAJECTORY_PAGES), at("trajectory_phase_end", trajectory, "proef"),
    ]  # fmt: skip


def posts(trajectory, task):
    person = trajectory.person_id
    return [
        at("trajectory_resume", trajectory), at("trajectory_fact", trajectory, "decision_there"),
        at("trajectory_guard_pass", trajectory, "besluit"), at("trajectory_team_end", trajectory, 1),
        at("trajectory_tick", trajectory, "overgang", "rooster"), reverse("task_done", args=[person, task.pk]),
        reverse("task_take_over", args=[person, task.pk]),
        reverse("remark_answer", args=[person, 1]),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["wrong_organisation", "wrong_role", "expired_relation"])
def test_whom_one_may_not_see_does_not_exist_at_any_address(samira, programme, sign_in, system, who, look):
    trajectory = under_way(samira, programme)
    task = add_task(actor=acting(samira, TODAY), person=trajectory.person, text="x", on=TODAY)
    outsider = samira
    if who == "wrong_organisation":
        outsider = colleague()
    elif who == "wrong_role":
        outsider = colleague(Role.JOB_COACH, organisation=samira.organisation)
    else:
        for source in set(PersonRelation.objects.values_list("source", flat=True)):
            close_relations(actor=system, source=source, on=TODAY)
    before = look(lambda: trajectory.events.count())
    client = sign_in(outsider)
    nothing = client.get(NOWHERE)
    assert nothing.status_code == 404
    for url in addresses(trajectory):
        answer = client.get(url)
        assert (url, answer.status_code, body(answer)) == (url, 404, body(nothing))
    for url in posts(trajectory, task):
        answer = client.post(url)
        assert (url, answer.status_code, body(answer)) == (url, 404, body(nothing))
    assert look(lambda: trajectory.events.count()) == before


def test_a_board_member_cannot_open_the_forms(samira, programme, sign_in):
    trajectory = under_way(samira, programme)
    board = colleague(Role.BOARD_MEMBER, organisation=samira.organisation)
    add_team_member(actor=acting(samira, TODAY), trajectory=trajectory, member=board, on=TODAY)
    client = sign_in(board)
    assert [client.get(at(name, trajectory)).status_code for name in TRAJECTORY_PAGES] == [404] * len(TRAJECTORY_PAGES)


def test_suspended_and_ended_people_are_told_so(samira, programme, browser):
    trajectory = under_way(samira, programme)
    actor = acting(samira, TODAY)
    suspend_trajectory(actor=actor, trajectory=trajectory, on=TODAY, reason="health",
                       expected_back_on=TODAY + timedelta(days=7))  # fmt: skip
    assert "30 november" in browser.get(f"/deelnemers/{trajectory.person_id}/").content.decode()


def test_an_ended_trajectory_offers_only_the_way_back(samira, programme, browser):
    trajectory = under_way(samira, programme)
    exit_trajectory(actor=acting(samira, TODAY), trajectory=trajectory, on=TODAY, reason="work",
                    initiator="participant", destination="job")  # fmt: skip
    page = browser.get(f"/deelnemers/{trajectory.person_id}/")
    assert page.context["main"].url == at("trajectory_re_enter", trajectory)
    assert page.context["acts"] == []
