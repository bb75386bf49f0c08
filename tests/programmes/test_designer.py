"""Who designs an approach writes it and reads what came of it, and never who the people are (domain rule S1.3)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Purpose
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.participants.models import Person, PersonRelation
from doorstroom.participants.services import RelationSpec, open_relations
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.models import ModelDraft
from doorstroom.programmes.services import set_goal
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.monitoring import cohort, partner_in, two_versions
from factories.trajectories import acting

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """A designer beside caseworkers of one organisation to which every category is open."""
    programme, older, newer = two_versions()
    caseworker = MembershipFactory()
    designer = partner_in(programme, MembershipFactory(role=Role.DESIGNER, organisation=caseworker.organisation))
    open_everything(caseworker.organisation)
    cohort(caseworker, older, 12, start=TODAY.replace(year=2025), stopped=(1, 2, 3))
    Person.objects.update(given_name="Zwaantje")
    rebuild_facts(actor=as_system, at=NOW)
    return programme, newer, designer, Person.objects.first()


def test_a_designer_reads_results_and_no_names(world, sign_in):
    programme, model, designer, person = world
    client = sign_in(designer)
    assert client.get("/").headers["Location"] == reverse("cooperation")
    results = client.get(reverse("results"))
    assert programme.name in results.content.decode()
    shown = [results, *(client.get(reverse(name)) for name in ("cooperation", "people", "round_list", "news"))]
    shown += [client.get(reverse("model_detail", args=[model.pk])), client.get(reverse("search"), {"q": "zwaantje"})]
    assert [answer.status_code for answer in shown] == [200] * len(shown)
    assert not any("Zwaantje" in answer.content.decode() for answer in shown)
    assert client.get(reverse("person", args=[person.pk])).status_code == 404
    menu = [item.label for item in results.context["menu"]]
    assert menu == ["Resultaten", "Samenwerking"]


def test_a_designer_writes_approaches_and_leads_nothing(world, sign_in):
    programme, model, designer, _ = world
    client = sign_in(designer)
    client.post(reverse("model_revise", args=[model.pk]))
    draft = ModelDraft.objects.get()
    assert client.get(reverse("draft_detail", args=[draft.pk])).status_code == 200
    with pytest.raises(ProgrammeError) as refused:
        set_goal(
            actor=acting(designer, TODAY), programme=programme, quantity=1, unit="job", starts_on=TODAY,
            deadline=TODAY.replace(year=2027), definition="x",
        )  # fmt: skip
    assert refused.value.code == "may_not_lead"


def test_no_relation_opens_for_a_designer_by_whatever_way(world, as_system):
    _, _, designer, person = world
    spec = RelationSpec(
        organisation_id=designer.organisation_id, role=Role.DESIGNER, purpose=Purpose.GUIDANCE, basis="x", source="x:1"
    )
    open_relations(actor=as_system, opened=[(person.pk, spec)], on=TODAY)
    assert not PersonRelation.objects.filter(role=Role.DESIGNER).exists()
    with pytest.raises(IntegrityError, match="relation_never_for_designer"), transaction.atomic():
        PersonRelation.objects.filter(person=person).update(role=Role.DESIGNER)
    assert Membership.objects.filter(role=Role.DESIGNER).count() == 1
