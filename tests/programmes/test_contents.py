"""An approach that contains others: brought in, fixed, shown and written further."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from django.urls import reverse

from doorstroom.accounts.models import Role
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.models import ModelDraft, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.services import change_unused_model, load_model
from factories.accounts import MembershipFactory
from programmes.domain.test_parts import WHOLE
from programmes.test_editor import Editor

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
PARTS = Path(__file__).parent / "domain" / "models"
NEXT_STEP = files("doorstroom.demo").joinpath("models", "volgende-stap.yaml").read_text(encoding="utf-8")


@pytest.fixture
def whole(as_system):
    for name in ("eerst-de-plek", "handen-ineen"):
        load_model(actor=as_system, text=(PARTS / f"{name}.yaml").read_text(encoding="utf-8"), on=ON)
    return load_model(actor=as_system, text=WHOLE, on=ON)


@pytest.fixture
def client(sign_in):
    return sign_in(MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR))


def test_what_is_contained_never_changes_any_more(as_system, whole):
    hands = RouteModel.objects.get(code="handen-ineen")
    assert (hands.used_on, whole.used_on) == (ON, None)
    assert [part.checksum for part in approach_of(whole).includes][1] == hands.checksum
    with pytest.raises(ProgrammeError) as refused:
        change_unused_model(actor=as_system, model=hands, changes={"length_weeks": 20})
    assert refused.value.code == "model_in_use"
    assert load_model(actor=as_system, text=WHOLE, on=ON) == whole


def test_a_part_that_is_not_here_is_refused_and_nothing_is_kept(as_system):
    with pytest.raises(ModelError) as refused:
        load_model(actor=as_system, text=WHOLE, on=ON)
    assert [each.code for each in refused.value.problems] == ["part_unknown", "part_unknown"]
    assert RouteModel.objects.count() == 0


def test_the_page_says_which_part_came_from_where(client, whole):
    place = RouteModel.objects.get(code="eerst-de-plek")
    first, second = client.get(reverse("model_detail", args=[whole.pk])).context["contents"]
    assert (first.model, first.after, dict(first.lines)["Fasen"]) == (
        place, "Verkennen", "Zoektocht, Plek, Bijleren, Steun op afstand"
    )  # fmt: skip
    assert dict(second.lines)["Contact"] == "Meewerken – Buddy"
    page_of_part = client.get(reverse("model_detail", args=[place.pk]))
    assert (page_of_part.context["contents"], page_of_part.context["wholes"]) == ([], [whole])


def test_its_next_version_is_written_with_the_parts_by_name(client, whole):
    client.post(reverse("model_revise", args=[whole.pk]))
    draft = ModelDraft.objects.get()
    assert [phase["code"] for phase in draft.definition["phases"]] == ["verkennen"]
    address = reverse("draft_page", args=[draft.pk, "contacts"])
    form = client.get(address).context["sections"][0]["forms"][0]
    assert ("meewerken", "Meewerken") in form.fields["phase"].choices
    assert Editor(client).fill(address, {"contacts-0-every_weeks": 2}).status_code == 302
    client.post(reverse("draft_publish", args=[draft.pk]))
    newest = approach_of(RouteModel.objects.get(code="eigen-vak", version=2))
    assert [norm.every_weeks for norm in newest.contacts] == [2, 1, 5, 4]
    assert (newest.includes, newest.phases) == (approach_of(whole).includes, approach_of(whole).phases)


def test_another_approach_is_taken_in_on_a_page_and_a_clash_is_told_there(client, as_system, whole):
    load_model(actor=as_system, text=NEXT_STEP, on=ON)
    client.post(reverse("model_revise", args=[whole.pk]))
    draft = ModelDraft.objects.get()
    address = reverse("draft_page", args=[draft.pk, "includes"])
    added = {"includes-2-code": "volgende-stap", "includes-2-version": 1, "includes-2-after": "verkennen"}
    assert Editor(client).fill(address, added).status_code == 302
    assert client.get(reverse("draft_detail", args=[draft.pk])).context["left"] == 0
    Editor(client).fill(address, {"includes-2-version": 4})
    (told,) = client.get(address).context["page"].problems
    assert told == (
        "Andere aanpakken erin – 3 bevat volgende-stap v4, en die is hier niet."
        " Breng die versie eerst in, of verbeter code en versie."
    )
