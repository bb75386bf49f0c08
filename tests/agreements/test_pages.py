"""Agreements in the browser: what opens and closes a person's page, who does what, what a list costs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement, AgreementStatus, Category, DataLine, Purpose
from doorstroom.agreements.services import Line, Promised, draft_agreement, move_agreement
from doorstroom.database.scope import scope
from doorstroom.participants.models import Person
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.participants import person_of

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def world(as_system):
    """Samira's municipality and the lead partner; she has Abel. Nothing is agreed yet."""
    municipality, lead = OrganisationFactory(name="Gemeente Lindervoort"), OrganisationFactory(name="Werkcentrum")
    members = {
        "samira": MembershipFactory(organisation=municipality, role=Role.CASEWORKER),
        "bo": MembershipFactory(organisation=municipality, role=Role.BOARD_MEMBER),
        "erik": MembershipFactory(organisation=municipality, role=Role.PRIVACY_OFFICER),
        "femke": MembershipFactory(organisation=lead, role=Role.PROGRAMME_MANAGER),
    }
    return {"abel": person_of(members["samira"], given_name="Abel"), **members}


def test_a_persons_page_opens_by_agreement_line_and_relation_and_closes_with_each(world, sign_in):
    """The whole road through pages; row-level security is asked beside it, with Python's filters out of the way."""
    femke, bo, erik, samira = (sign_in(world[name]) for name in ("femke", "bo", "erik", "samira"))
    page = reverse("person", args=[world["abel"].pk])

    def seen() -> tuple[int, int]:
        with scope(actor_of(world["samira"], at=NOW), nested=True):
            in_database = Person.objects.count()
        return samira.get(page).status_code, in_database

    since = ON - timedelta(days=30)
    values = {"title": "Convenant", "purpose": "Samen.", "valid_from": since, "valid_until": ON + timedelta(days=400)}
    answer = femke.post(reverse("agreement_new"), values)
    agreement = Agreement.objects.get()
    at = {name: reverse(f"agreement_{name}", args=[agreement.pk]) for name in ("party", "line", "sign", "annex")}
    assert answer.url == reverse("agreement_detail", args=[agreement.pk])
    municipality = world["samira"].organisation_id
    femke.post(at["party"], {"organisation": municipality, "capacity": "implementer"})
    line = {"controller": municipality, "recipient": municipality, "purpose": "guidance", "ground": "public_task",
            "categories": list(Category.values)}  # fmt: skip
    refused = femke.post(at["line"], {**line, "legal_basis": "toestemming"})
    assert "Toestemming is geen grondslag" in refused.content.decode()
    femke.post(at["line"], {**line, "legal_basis": "Participatiewet art. 7"})
    assert DataLine.objects.count() == len(Category)
    for move in ("submit", "open_signing"):
        femke.post(reverse("agreement_move", args=[agreement.pk, move]))
    assert seen() == (404, 0)
    bo.post(at["sign"], {"organisation": municipality, "signed_by": "Bo"})
    femke.post(at["sign"], {"organisation": world["femke"].organisation_id, "signed_by": "Femke"})
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.IN_FORCE
    assert seen() == (404, 0)  # signed by all, and nothing is open
    judge = reverse("agreement_judge", args=[agreement.pk, DataLine.objects.order_by("pk").first().pk])
    assert femke.post(judge).status_code == 404
    erik.post(judge, {"decision": "approve"})
    assert seen() == (200, 1)
    erik.post(judge, {"decision": "withdraw"})
    assert seen() == (404, 0)
    DataLine.objects.update(withdrawn_on=None)
    assert seen() == (200, 1)
    femke.post(reverse("agreement_move", args=[agreement.pk, "terminate"]))
    assert seen() == (200, 1)  # without a reason nothing happens
    Agreement.objects.update(valid_until=ON)
    assert seen() == (404, 0)


def test_what_one_is_no_party_to_does_not_exist(world, sign_in, as_system):
    draft_agreement(
        actor=as_system, title="Van anderen", purpose="x", valid_from=ON, valid_until=None,
        parties=[(OrganisationFactory(), "implementer")],
    )  # fmt: skip
    agreement = Agreement.objects.get()
    femke = sign_in(world["femke"])
    assert "Van anderen" not in femke.get(reverse("agreement_list")).content.decode()
    for name in ("detail", "sign", "annex", "party", "promise", "line", "amend"):
        assert femke.get(reverse(f"agreement_{name}", args=[agreement.pk])).status_code == 404
    assert femke.post(reverse("agreement_move", args=[agreement.pk, "submit"])).status_code == 404


def test_a_step_that_lacks_something_says_what(world, sign_in, as_system):
    agreement = draft_agreement(
        actor=as_system, title="Alleen", purpose="x", valid_from=ON, valid_until=None,
        lead=world["femke"].organisation, parties=[(world["femke"].organisation, "payer")],
    )  # fmt: skip
    answer = sign_in(world["femke"]).post(reverse("agreement_move", args=[agreement.pk, "submit"]))
    assert answer.status_code == 409
    assert "Een overeenkomst heeft minstens twee partijen." in answer.content.decode()


def test_a_line_and_a_promise_leave_a_draft_and_nothing_else(world, sign_in, as_system):
    lead, partner = world["femke"].organisation, world["samira"].organisation
    line = Line(partner, lead, Purpose.GUIDANCE, (Category.CORE, Category.CONTACT), "x")
    agreement = draft_agreement(
        actor=as_system, title="Convenant", purpose="x", valid_from=ON, valid_until=None, lead=lead,
        parties=[(lead, "implementer"), (partner, "supporter")],
        lines=[line, Line(lead, partner, Purpose.GUIDANCE, (Category.CORE,), "x")],
        commitments=[Promised(lead, "40 plekken", "lijst", 40, ON, ON + timedelta(days=90))],
    )  # fmt: skip
    first, promise = agreement.data_lines.filter(recipient=lead).first().pk, agreement.commitments.get().pk
    drop = reverse("agreement_line_drop", args=[agreement.pk, first])
    assert sign_in(world["erik"]).post(drop).status_code == 404, "only who keeps the text"
    femke = sign_in(world["femke"])
    assert "Eruit halen" in femke.get(reverse("agreement_annex", args=[agreement.pk])).content.decode()
    assert femke.post(drop).status_code == 302
    assert femke.post(reverse("commitment_drop", args=[promise])).status_code == 302
    with scope(as_system, nested=True):
        assert [row.recipient for row in agreement.data_lines.all()] == [partner]
        assert agreement.commitments.count() == 0
        Agreement.objects.filter(pk=agreement.pk).update(status="review")
        left = agreement.data_lines.get().pk
    refused = femke.post(reverse("agreement_line_drop", args=[agreement.pk, left]), follow=True).content.decode()
    assert "Eruit halen" not in refused
    with scope(as_system, nested=True):
        assert agreement.data_lines.count() == 1


def agreed(as_system, world, number):
    """Agreements in force that end in 100 days, each with a promise that lags and one line."""
    lead, partner = world["femke"].organisation, world["samira"].organisation
    for n in range(number):
        agreement = draft_agreement(
            actor=as_system, title=f"Convenant {n}", purpose="x", valid_from=ON - timedelta(days=300), lead=lead,
            valid_until=ON + timedelta(days=100), parties=[(lead, "implementer"), (partner, "supporter")],
        )  # fmt: skip
        commitment = agreement.commitments.create(
            owner=lead, text="40 plekken", measure="lijst", target=40, starts_on=agreement.valid_from,
            due_on=agreement.valid_until,
        )  # fmt: skip
        commitment.progress.create(value=2, on=ON)
        for move in ("submit", "open_signing"):
            move_agreement(actor=as_system, agreement=agreement, move=move, on=ON)
        agreement.parties.update(signed_on=ON)
        Agreement.objects.filter(pk=agreement.pk).update(status="in_force")
        DataLine.objects.create(
            agreement=agreement, controller=partner, recipient=lead, purpose="guidance", category="core"
        )
    return agreement, commitment


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_at_any_size(world, sign_in, as_system, statements, number):
    agreement, commitment = agreed(as_system, world, number)
    client = sign_in(world["femke"])
    assert statements(client, reverse("agreement_list")) == 9
    assert statements(client, reverse("agreement_detail", args=[agreement.pk])) == 11
    assert statements(client, reverse("agreement_annex", args=[agreement.pk])) == 10
    assert statements(client, reverse("commitment", args=[commitment.pk])) == 7


def test_the_list_says_what_ends_and_what_lags(world, sign_in, as_system):
    agreed(as_system, world, 2)
    text = re.sub(r"\s+", " ", sign_in(world["femke"]).get(reverse("agreement_list")).content.decode())
    assert "Uw organisatie doet mee aan 2 overeenkomsten. 2 lopen binnen 120 dagen af." in text
    assert "2 toezeggingen vragen om een gesprek." in text
    assert "Loopt over 100 dagen af: kijk terug en vernieuw." in text


def test_progress_is_written_down_on_the_page(world, sign_in, as_system):
    _, commitment = agreed(as_system, world, 1)
    address = reverse("commitment", args=[commitment.pk])
    client = sign_in(world["femke"])
    assert "Loopt achter" in client.get(address).content.decode()
    client.post(address, {"value": 31, "on": ON, "note": "Twee zorginstellingen erbij."})
    assert "Op koers" in client.get(address).content.decode()
    assert sign_in(world["samira"]).post(address, {"value": 1, "on": ON}).status_code == 404
