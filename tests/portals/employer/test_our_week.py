"""The employer's page: three questions, today, next week; first names only."""

from datetime import timedelta

import pytest
from django.test import Client

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.demand.models import WorkProcess
from doorstroom.kernel.actor import participant_actor
from doorstroom.learning.models import Attendance, SignOff
from doorstroom.learning.services import announce_absence, set_round_processes
from doorstroom.participants.models import Person
from doorstroom.placements.models import EmployerAnswer, EmployerLink
from doorstroom.placements.services import NewPlacement, issue_employer_link, record_placements
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of
from factories.placements import ContactFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """Abel and Noor with Joost at one site, Sem elsewhere; all three share a family name that nobody may read."""
    group = group_of("Abel", "Noor", "Sem")
    sites = [SiteFactory(), SiteFactory()]
    for site in sites:
        open_everything(site.organisation, purpose=Purpose.PLACEMENT, categories=(Category.CORE, Category.PLACEMENT))
    contacts = [ContactFactory(site=site) for site in sites]
    drafts = [
        NewPlacement(
            person_id=t.person_id, trajectory_id=t.pk, kind="work_experience", site=sites[n], trainer_id=contacts[n].pk,
            starts_on=TODAY - timedelta(days=14), weekdays=(0, 2, 3),
        )
        for t, n in zip(group.trajectories, (0, 0, 1), strict=True)
    ]  # fmt: skip
    placements = record_placements(actor=as_system, drafts=drafts, on=TODAY)
    return group, contacts, placements


def link_for(group, contact):
    return issue_employer_link(actor=actor_of(group.coach, at=NOW), contact=contact, at=NOW)


@pytest.fixture
def joost(world):
    group, contacts, _ = world
    token, code = link_for(group, contacts[0])
    client = Client()
    assert client.post(f"/w/{token}/", {"code": code}).headers["Location"] == "/onze-week/"
    return client


def text(client):
    response = client.get("/onze-week/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_only_first_names_of_the_own_people_are_anywhere_in_the_page(joost, as_system):
    page = text(joost)
    assert "Abel is er niet" in page
    assert "Noor is er niet" in page
    assert "<strong>maandag 30 november</strong>: Abel, Noor" in page
    assert "Geheim" not in page
    assert "Sem" not in page
    assert 'href="tel:0570-111222"' in page  # whom to call: nobody manages this employer, so the coach
    with scope(as_system):
        assert Entry.objects.filter(action="read", role="employer", purpose="placement").count() == 2


def test_two_people_with_the_same_first_name_are_told_apart_by_an_initial(world, joost, as_system):
    _, _, (_, noor, _) = world
    with scope(as_system):
        Person.objects.filter(pk=noor.person_id).update(given_name="Abel", family_name="Vries")
    page = text(joost)
    assert "Abel G. is er niet" in page
    assert "Abel V. is er niet" in page
    assert "<strong>maandag 30 november</strong>: Abel G., Abel V." in page
    assert "Geheim" not in page
    assert "Vries" not in page


def test_the_three_questions_are_kept_for_the_week(world, joost, as_system):
    _, _, (abel, noor, _) = world
    answers = {f"p{abel.pk}-days_present": "2", f"p{abel.pk}-going": "mixed", f"p{abel.pk}-call_me": "on"}
    assert joost.post("/onze-week/", answers).status_code == 302
    with scope(as_system):
        kept = EmployerAnswer.objects.values_list("placement", "week_of", "days_present", "going", "call_me")
        assert list(kept) == [(abel.pk, TODAY, 2, "mixed", True)]
        assert not EmployerAnswer.objects.filter(placement=noor).exists()
    assert text(joost).count(" checked") == 3


def test_more_days_than_planned_are_refused(world, joost, as_system):
    abel = world[2][0]
    response = joost.post("/onze-week/", {f"p{abel.pk}-days_present": "4"})
    assert response.status_code == 200
    with scope(as_system):
        assert EmployerAnswer.objects.count() == 0


def test_not_here_today_is_recorded_once_for_the_coach(world, joost, as_system):
    _, contacts, (abel, _, sem) = world
    for _ in range(2):
        assert joost.post(f"/onze-week/niet-gezien/{abel.pk}/").status_code == 302
    assert joost.post(f"/onze-week/niet-gezien/{sem.pk}/").status_code == 404
    with scope(as_system):
        link = EmployerLink.objects.get(contact=contacts[0])
        kept = Attendance.objects.values_list("person__given_name", "day", "activity", "status", "source")
        assert list(kept) == [("Abel", TODAY, "placement", "absent", f"employer_link:{link.pk}")]
        assert Entry.objects.filter(role="employer", subject="attendance").count() == 1
    assert "niet aanwezig; de coach weet het" in text(joost)


def test_who_told_beforehand_is_not_reported(world, joost, as_system):
    group, _, (abel, _, _) = world
    with scope(as_system):
        me = participant_actor(at=NOW, person_id=abel.person_id)
        announce_absence(actor=me, trajectory=group.trajectories[0], day=TODAY, reason="sick", at=NOW)
    assert "Abel is er niet" not in text(joost)
    joost.post(f"/onze-week/niet-gezien/{abel.pk}/")
    with scope(as_system):
        assert Attendance.objects.count() == 0


@pytest.mark.parametrize("way", ["wrong_code", "other_token", "expired", "revoked", "no_such_link"])
def test_a_link_that_does_not_fit_gets_one_answer(world, way):
    group, contacts, _ = world
    token, code = link_for(group, contacts[0])
    if way == "wrong_code":
        code = "000000" if code != "000000" else "111111"
    elif way == "other_token":
        token, _ = link_for(group, contacts[1])
    elif way == "no_such_link":
        token = "x" * 32
    else:
        EmployerLink.objects.update(**{"expired": {"expires_at": NOW}, "revoked": {"revoked_at": NOW}}[way])
    client = Client()
    answer = client.post(f"/w/{token}/", {"code": code})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Deze link en code passen niet bij elkaar" in page
    assert "Abel" not in page
    assert client.get("/onze-week/").status_code == 404


def test_a_revoked_link_closes_a_visit_that_is_under_way(joost):
    EmployerLink.objects.update(revoked_at=NOW)
    for answer in (joost.get("/onze-week/"), joost.post("/onze-week/", {}), Client().get("/onze-week/")):
        assert answer.status_code == 404
        assert "Abel" not in answer.content.decode()


def test_closing_the_page_ends_the_visit(joost):
    assert joost.post("/onze-week/stoppen/").status_code == 404
    assert joost.get("/onze-week/").status_code == 404


def test_staff_who_arrange_hand_out_links(world, sign_in):
    group, contacts, _ = world
    url = f"/werkgevers/contact/{contacts[0].pk}/link/"
    assert sign_in(group.coach).post(url).content.decode().count("/w/") == 2
    assert sign_in(MembershipFactory(role=Role.CASEWORKER)).get(url).status_code == 404


def test_statements_do_not_grow_with_people(world, joost, statements, as_system):
    assert statements(joost, "/onze-week/") == 24


def test_the_supervisor_signs_what_goes_well_and_only_of_own_people(world, joost, as_system):
    group, _, placements = world
    with scope(as_system):
        process = WorkProcess.objects.create(qualification="Helpende", code="B1-K1-W1", name="Maakt schoon", level=2)
        set_round_processes(actor=as_system, round=group.round, processes=[process])
    address = f"/onze-week/aftekenen/{placements[0].pk}/"
    assert "Maakt schoon" in joost.get(address).content.decode()
    assert joost.post(address, {"processes": [process.pk], "evidence": "Elke dinsdag"}).status_code == 302
    with scope(as_system):
        signed = SignOff.objects.get()
    assert (signed.side, signed.person_id, signed.evidence) == ("workplace", placements[0].person_id, "Elke dinsdag")
    assert signed.signed_by.startswith("Joost Vink")
    page = joost.get(address).content.decode()
    assert "Er is niets meer om te tekenen." in page
    assert "Geheim" not in page
    assert joost.get(f"/onze-week/aftekenen/{placements[2].pk}/").status_code == 404
