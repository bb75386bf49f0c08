"""From a template to the first intake within one working day, all of it on pages (domain rule S3.5)."""

from importlib.resources import files

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.services import create_programme, load_model
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.agreements import open_everything

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TEMPLATE = (files("doorstroom.demo") / "models" / "welthuis-v2.yaml").read_text(encoding="utf-8")


@pytest.fixture
def desk(as_system):
    """A caseworker and a programme manager of the desk that receives people, and a template of elsewhere."""
    samira = MembershipFactory()
    for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT):
        open_everything(samira.organisation, purpose=purpose)
    femke = MembershipFactory(role=Role.PROGRAMME_MANAGER, organisation=samira.organisation)
    programme = create_programme(
        actor=as_system, name="Snel aan de Slag", receiving_desk=samira.organisation,
        partners=[(samira.organisation, Role.PROGRAMME_MANAGER)],
    )  # fmt: skip
    template = load_model(actor=as_system, text=TEMPLATE, programme=programme, on=TODAY.replace(year=2025))
    return samira, femke, programme, template


def test_from_template_to_first_intake_in_four_forms_of_one_working_day(desk, sign_in, system):
    samira, femke, programme, template = desk
    manager = sign_in(femke)
    manager.post(reverse("model_copy", args=[template.pk]), {**copied(manager, template), "code": "snel-aan-de-slag"})
    with scope(system, nested=True):
        own = RouteModel.objects.get(code="snel-aan-de-slag")
    form = manager.get(reverse("round_new"), {"model": own.pk}).context["form"]
    assert {name: form.initial[name] for name in ("programme", "seats", "minimum_seats")} == {
        "programme": programme.pk, "seats": 24, "minimum_seats": 16,
    }  # fmt: skip
    planned = manager.post(reverse("round_new"), {**form.initial, "name": "ronde 1", "starts_on": "2027-02-01"})
    assert planned.status_code == 302
    caseworker = sign_in(samira)
    came = caseworker.post(reverse("person_new"), {
        "given_name": "Abel", "family_name": "Tesfay", "birth_date": "1994-03-02", "phone": "0612345678",
        "language": "nl", "programme": programme.pk, "source": "belde zelf", "basis_told": "on",
    })  # fmt: skip
    assert came.status_code == 302, came.context["form"].errors
    with scope(system, nested=True):
        trajectory = Trajectory.objects.get()
    caseworker.post(reverse("trajectory_intake", args=[trajectory.person_id, trajectory.pk]), {
        "own_goal": "Ik wil in de zorg werken.", "education": "lower", "income_source": "wage",
        "holder": samira.pk, "on": TODAY.isoformat(),
    })  # fmt: skip
    with scope(system, nested=True):
        kept = Trajectory.objects.get()
        assert (kept.model, kept.state, kept.registered_on, kept.intake_on) == (own, "intake", TODAY, TODAY)
        assert (own.created_on, own.derived_from, Round.objects.get().model) == (TODAY, template, own)


def copied(client, template):
    """The form for a copy as it opens, with nothing changed."""
    form = client.get(reverse("model_copy", args=[template.pk])).context["form"]
    return {name: field.initial for name, field in form.fields.items() if field.initial is not None}
