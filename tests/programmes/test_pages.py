"""The issue board and approaches, as the people of the partnership see them."""

from datetime import date
from importlib.resources import files

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.programmes.models import Issue, ModelDraft, Programme, RouteModel
from doorstroom.programmes.services import load_model, mark_model_used, signal_issue
from factories.accounts import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
WELTHUIS = files("doorstroom.demo").joinpath("models/welthuis-v2.yaml").read_text(encoding="utf-8")


@pytest.fixture
def chantal():
    return MembershipFactory(role=Role.ACCOUNT_MANAGER)


def issue_of(member, title="Te weinig verzorgenden"):
    return signal_issue(
        actor=actor_of(member, at=NOW),
        title=title,
        sector="care",
        area="Oost",
        proof="CBS",
        owner=member.organisation,
        on=ON,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_the_same_at_any_size(as_system, sign_in, statements, chantal, rows):
    for number in range(rows):
        issue_of(chantal, f"Vraagstuk {number}")
    load_model(actor=as_system, text=WELTHUIS, on=ON)
    assert statements(sign_in(chantal), reverse("cooperation")) == 9


def test_an_account_manager_registers_an_issue_and_reads_what_is_missing(as_system, sign_in, chantal):
    client = sign_in(chantal)
    sent = client.post(
        reverse("issue_new"),
        {"title": "Te weinig verzorgenden niveau 3", "sector": "care", "area": "Oost", "proof": "UWV, 120 vacatures",
         "people_short": 120},
    )  # fmt: skip
    issue = Issue.objects.get()
    assert sent.headers["Location"] == reverse("issue_detail", args=[issue.pk])
    assert (issue.people_short, issue.signalled_by, issue.state) == (120, chantal, "signalled")
    refused = client.post(reverse("issue_step", args=[issue.pk]))
    assert refused.status_code == 409
    issue.refresh_from_db()
    assert issue.state == "signalled"


def test_a_programme_manager_adopts_only_with_a_second_owner(as_system, sign_in, chantal):
    issue = issue_of(chantal)
    Issue.objects.filter(pk=issue.pk).update(state="explored")
    client = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    refused = client.post(reverse("issue_step", args=[issue.pk]), {"decision": "Wij doen dit"})
    assert refused.status_code == 409
    assert chantal.organisation.name in refused.content.decode()
    assert refused.content.decode().count("utrecht-button--primary-action") == 1, "one main act: the next step"
    client.post(reverse("issue_owner", args=[issue.pk]), {"organisation": OrganisationFactory().pk})
    client.post(reverse("issue_step", args=[issue.pk]), {"decision": "Wij doen dit"})
    issue.refresh_from_db()
    assert (issue.state, issue.decision) == ("adopted", "Wij doen dit")


def test_a_caseworker_reads_the_board_and_registers_nothing(as_system, sign_in):
    client = sign_in(MembershipFactory())
    assert client.get(reverse("cooperation")).status_code == 200
    assert client.get(reverse("issue_new")).status_code == 404


def test_a_copy_with_a_tighter_norm_plans_more_visits_and_the_source_stays(as_system, sign_in):
    model = load_model(actor=as_system, text=WELTHUIS, on=ON)
    mark_model_used(actor=as_system, model=model, on=ON)
    client = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    page = client.get(reverse("model_copy", args=[model.pk]))
    values = {name: field.initial for name, field in page.context["form"].fields.items() if field.initial}
    sent = client.post(reverse("model_copy", args=[model.pk]), {**values, "contact_0": 2})
    copied = RouteModel.objects.get(version=3)
    assert sent.headers["Location"] == reverse("model_detail", args=[copied.pk])

    def visits(pk):
        plan = client.get(reverse("model_detail", args=[pk])).context["plan"]
        return next(lane.weeks for lane in plan.lanes if lane.label == "Jobcoach")

    assert visits(model.pk) == (1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20)
    assert visits(copied.pk) == (1, 2, 4, *range(6, 21))
    changes = client.get(reverse("model_detail", args=[copied.pk])).context["changes"]
    assert [(c.path, c.before, c.after) for c in changes] == [("contacts[toeleiding/job_coach].every_weeks", 3, 2)]


BEGUN = {
    "name": "Sterk in de zorg", "summary": "Leren en werken in de zorg.", "quantity": 40, "unit": "sustained",
    "definition": "Twaalf weken aan het werk, ten minste 12 uur per week.", "starts_on": "2027-01-04",
    "deadline": "2028-01-03",
}  # fmt: skip


def begun(lead, *lines, **fields):
    """What a browser sends: the desk by its name, and lines of organisation and role."""
    numbered = {f"{name}_{n}": value for n, line in enumerate(lines, 1)
                for name, value in zip(("organisation", "role"), line, strict=True)}  # fmt: skip
    return {**BEGUN, "receiving_desk": lead.organisation.name, **numbered, **fields}


def test_a_programme_begins_with_its_goal_and_then_its_approach(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    school = OrganisationFactory(kind="school", name="ROC Lindevallei")
    client = sign_in(lead)
    desk = lead.organisation_id
    lines = (("", ""), ("roc lindevallei", "school_coordinator"), ("ROC Lindevallei", "job_coach"))
    sent = client.post(reverse("programme_new"), begun(lead, *lines))
    programme = Programme.objects.get()
    assert sent.headers["Location"] == f"{reverse('draft_new')}?programma={programme.pk}"
    assert (programme.name, programme.receiving_desk_id, programme.issue) == ("Sterk in de zorg", desk, None)
    assert set(programme.partners.values_list("organisation", "role")) == {
        (school.pk, "school_coordinator"), (school.pk, "job_coach"),
    }  # fmt: skip
    assert list(programme.goals.values_list("quantity", "unit", "starts_on", "deadline")) == [
        (40, "sustained", date(2027, 1, 4), date(2028, 1, 3))
    ]
    chosen = client.get(sent.headers["Location"]).content.decode()
    assert f'<option value="{programme.pk}" selected>Sterk in de zorg</option>' in chosen
    client.post(reverse("draft_new"), {"name": "Sterk", "programme": programme.pk})
    assert ModelDraft.objects.get().programme == programme


def test_a_goal_that_ends_before_it_begins_begins_no_programme(as_system, sign_in):
    lead = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)
    page = sign_in(lead).post(reverse("programme_new"), begun(lead, deadline="2026-01-03")).content.decode()
    assert Programme.objects.count() == 0
    assert "Sterk in de zorg" in page


def test_who_does_not_lead_begins_no_programme(sign_in, chantal):
    assert sign_in(chantal).get(reverse("programme_new")).status_code == 404


@pytest.mark.parametrize(
    ("role", "ready"),
    [(Role.PROGRAMME_MANAGER, "programme_manager"), (Role.FUNCTIONAL_ADMINISTRATOR, "programme_manager")],
)
def test_the_own_organisation_stands_ready_as_the_one_that_leads(as_system, sign_in, role, ready):
    lead = MembershipFactory(role=role, organisation__name="Gemeente Lindevallei")
    form = sign_in(lead).get(reverse("programme_new")).context["form"]
    shown = [(organisation.value(), role.value()) for organisation, role in form.rows()]
    assert shown == [("Gemeente Lindevallei", ready), *[(None, None)] * 5]


def test_lines_that_are_not_whole_unknown_or_said_twice_are_refused_each_at_its_own_place(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER, organisation__name="Gemeente Lindevallei")
    school = OrganisationFactory(kind="school", name="De Brug")
    other = OrganisationFactory(kind="union", name="De Brug")
    OrganisationFactory(kind="employer", name="Zorgkring Oost")
    lines = (
        ("Gemeente Lindevallei", "caseworker"), ("gemeente lindevallei", "caseworker"), ("De Brug", "job_coach"),
        ("Gemeente Lindevallei", ""), ("", "job_coach"), ("Zorgkring Oost", "job_coach"), ("Lindevallei", "job_coach"),
    )  # fmt: skip
    answer = sign_in(lead).post(reverse("programme_new"), begun(lead, *lines), headers={"accept-language": "nl"})
    assert answer.context["form"].errors == {
        "organisation_2": ["Gemeente Lindevallei staat op regel 1 al als klantmanager. Maak een van de twee leeg."],
        "organisation_3": [
            f"Er is meer dan één “De Brug”. Kies welke: “De Brug (school, nr. {school.pk})” of "
            f"“De Brug (vakbond, nr. {other.pk})”."
        ],
        "role_4": ["Kies in welke rol Gemeente Lindevallei meedoet, of maak deze regel leeg."],
        "organisation_5": ["Schrijf welke organisatie meedoet als jobcoach, of kies geen rol."],
        "organisation_6": [
            "“Zorgkring Oost” staat niet in de lijst. Typ een deel van de naam en kies uit wat er verschijnt."
        ],
        "organisation_7": ["“Lindevallei” staat niet in de lijst. Bedoelt u “Gemeente Lindevallei”?"],
    }
    assert [(one.value(), role.value()) for one, role in answer.context["form"].rows()] == list(lines)
    assert Programme.objects.count() == 0
    repaired = (lines[0], (f"De Brug (vakbond, nr. {other.pk})", "job_coach"))
    sign_in(lead).post(reverse("programme_new"), begun(lead, *repaired))
    assert set(Programme.objects.get().partners.values_list("organisation", "role")) == {
        (lead.organisation_id, "caseworker"), (other.pk, "job_coach"),
    }  # fmt: skip


def test_more_lines_keep_what_was_typed_and_judge_nothing_yet(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    typed = begun(lead, *[("Nergens", "job_coach")] * 6, deadline="", name="", quantity="40", more="1")
    form = sign_in(lead).post(reverse("programme_new"), typed).context["form"]
    assert (len(form.rows()), form.errors) == (12, {})
    shown = {field.name: field.value() for field in [*form.about(), *(each for row in form.rows() for each in row)]}
    assert {name: value for name, value in shown.items() if value} == {
        name: value for name, value in typed.items() if value and name != "more"
    }
    assert Programme.objects.count() == 0


def test_a_programme_has_no_more_than_two_hundred_lines(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    typed = begun(lead, role_200="job_coach", role_999999999="job_coach", more="1")
    assert len(sign_in(lead).post(reverse("programme_new"), typed).context["form"].rows()) == 200


@pytest.mark.parametrize("rows", [1, 400])
def test_the_form_for_a_programme_stays_light_and_costs_the_same(as_system, sign_in, statements, rows):
    client = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    for number in range(rows):
        OrganisationFactory(name=f"Stichting Werk en Leren Lindevallei-Oost {number}")
    assert statements(client, reverse("programme_new")) == 7
    assert len(client.get(reverse("programme_new")).content) < 60_000


def test_a_form_for_a_programme_that_is_sent_twice_begins_one(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    client = sign_in(lead)
    sent = {**begun(lead, (lead.organisation.name, "caseworker")), "csrfmiddlewaretoken": "a" * 64}
    first, second = (client.post(reverse("programme_new"), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Programme.objects.get().partners.count() == 1
