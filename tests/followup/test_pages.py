"""The list of who is to be asked, and the answer."""

from datetime import date

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Role
from doorstroom.database.scope import scope
from doorstroom.followup.forms import ObservationForm
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.followup.services import schedule_observations
from doorstroom.programmes.models import ProgrammePartner
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of

pytestmark = pytest.mark.django_db
EXIT = date(2026, 11, 20)


def asked_of(*names):
    group = group_of(*names)
    actor = actor_of(group.coach, at=NOW)
    schedule_observations(actor=actor, happened=[(each, EXIT) for each in group.trajectories])
    return group


@pytest.fixture
def group(as_system):
    return asked_of("Abel")


@pytest.fixture
def address(group):
    row = Observation.objects.get(point="bij-vertrek")
    return f"/deelnemers/{row.person_id}/nazorg/{row.pk}/"


def stored(as_system):
    with scope(as_system):
        return Observation.objects.values_list("status", "situation", "owner").get(point="bij-vertrek")


def test_an_answer_takes_somebody_off_the_list(group, address, sign_in, as_system):
    client = sign_in(group.coach)
    assert "Abel Geheim" in client.get("/nazorg/").content.decode()
    form = {"situation": "job", "observed_on": "2026-11-23", "hours_per_week": "24", "in_target_sector": "yes"}
    assert client.post(address, form).headers["Location"] == "/nazorg/"
    assert stored(as_system) == ("known", "job", group.coach.pk)
    assert "Abel" not in client.get("/nazorg/").content.decode()


def test_not_found_out_stands_apart_with_an_owner_until_somebody_knows(group, address, sign_in, as_system):
    client = sign_in(group.coach)
    form = {"situation": "unknown", "observed_on": "2026-11-23", "owner": ""}
    assert "Kies wie verder zoekt." in client.post(address, form).content.decode()
    assert stored(as_system)[0] == "due"
    client.post(address, {**form, "owner": group.coach.pk})
    assert stored(as_system) == ("unknown", "", group.coach.pk)
    asked, unknown = (client.get(url).content.decode() for url in ("/nazorg/", "/nazorg/?toon=onbekend"))
    assert ("Abel" in asked, "Abel" in unknown) == (False, True)
    assert "Eén keer was niet te achterhalen hoe het met iemand gaat." in unknown
    client.post(address, {"situation": "job", "observed_on": "2026-11-23", "in_target_sector": "yes"})
    assert "Abel" not in client.get("/nazorg/?toon=onbekend").content.decode()


@pytest.mark.parametrize(
    ("situation", "kept"), [("job", (24, True)), ("no_work", (None, None)), ("education", (None, None))]
)
def test_hours_and_sector_that_stood_there_go_when_there_is_no_work(situation, kept):
    given = {"situation": situation, "observed_on": "2026-11-23", "hours_per_week": "24", "in_target_sector": "yes"}
    form = ObservationForm(given, owners=Membership.objects.none())
    assert form.is_valid()
    assert (form.cleaned_data["hours_per_week"], form.cleaned_data["in_target_sector"]) == kept


def test_the_desk_can_ask_a_sample_alone(as_system, sign_in):
    group = asked_of("Abel", "Berend")
    programme = group.trajectories[0].programme
    ProgrammePartner.objects.create(programme=programme, organisation=group.coach.organisation, role=group.coach.role)
    sample = LookBackSample.objects.create(
        programme=programme, point="bij-vertrek", name="Bij vertrek", left_from=EXIT, left_until=EXIT, size=1,
        strata=[["", 2, [group.trajectories[0].pk]]], drawn_on=EXIT, drawn_by=group.coach,
    )  # fmt: skip
    client = sign_in(group.coach)
    everybody, alone = (client.get(url).content.decode() for url in ("/nazorg/", f"/nazorg/?steekproef={sample.pk}"))
    assert ("Abel" in everybody, "Berend" in everybody) == (True, True)
    assert ("Abel" in alone, "Berend" in alone) == (True, False)
    assert "Steekproef van 1: " in alone


def test_others_see_and_answer_nothing(group, address, sign_in):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    client = sign_in(stranger)
    assert "Abel" not in client.get("/nazorg/").content.decode()
    assert client.get(address).status_code == 404
    assert sign_in(group.school).get("/nazorg/").status_code == 404
    assert sign_in(group.school).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(as_system, sign_in, statements, number):
    group = asked_of(*(f"Persoon {n}" for n in range(number)))
    assert statements(sign_in(group.coach), "/nazorg/") == 8
    with scope(as_system):
        Observation.objects.update(status="unknown")
    assert statements(sign_in(group.coach), "/nazorg/?toon=onbekend") == 8
