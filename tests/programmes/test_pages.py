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


def test_a_programme_begins_with_its_goal_and_then_its_approach(as_system, sign_in):
    lead = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    school = OrganisationFactory(kind="school")
    client = sign_in(lead)
    desk = lead.organisation_id
    sent = client.post(reverse("programme_new"), {**BEGUN, "receiving_desk": desk, "school_coordinator": [school.pk]})
    programme = Programme.objects.get()
    assert sent.headers["Location"] == f"{reverse('draft_new')}?programma={programme.pk}"
    assert (programme.name, programme.receiving_desk_id, programme.issue) == ("Sterk in de zorg", desk, None)
    assert list(programme.partners.values_list("organisation", "role")) == [(school.pk, "school_coordinator")]
    assert list(programme.goals.values_list("quantity", "unit", "starts_on", "deadline")) == [
        (40, "sustained", date(2027, 1, 4), date(2028, 1, 3))
    ]
    chosen = client.get(sent.headers["Location"]).content.decode()
    assert f'<option value="{programme.pk}" selected>Sterk in de zorg</option>' in chosen
    client.post(reverse("draft_new"), {"name": "Sterk", "programme": programme.pk})
    assert ModelDraft.objects.get().programme == programme


def test_a_goal_that_ends_before_it_begins_begins_no_programme(as_system, sign_in):
    lead = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)
    form = {**BEGUN, "receiving_desk": lead.organisation_id, "deadline": "2026-01-03"}
    page = sign_in(lead).post(reverse("programme_new"), form).content.decode()
    assert Programme.objects.count() == 0
    assert "Sterk in de zorg" in page


def test_who_does_not_lead_begins_no_programme(sign_in, chantal):
    assert sign_in(chantal).get(reverse("programme_new")).status_code == 404
