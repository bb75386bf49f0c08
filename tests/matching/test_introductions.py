"""From a proposed place to an introduction: her own yes on her phone, what waits, and what an employer reads."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.matching.models import ApprovedWording, Willingness
from doorstroom.matching.services import approve_wordings, say_word
from doorstroom.participants.services import issue_person_link
from doorstroom.placements.models import Placement
from doorstroom.placements.services import issue_employer_link
from factories.agreements import open_everything
from factories.matching import place, seeker
from factories.placements import ContactFactory

pytestmark = pytest.mark.django_db
Side = Willingness.Side
TODAY = NOW.date()


@pytest.fixture
def offered(samira):
    return place(employer="Zorgkring Oost", occupation="Keukenhulp")


@pytest.fixture
def phone(samira, abel):
    token, code = issue_person_link(actor=actor_of(samira, at=NOW), person_id=abel.pk, at=NOW)
    client = Client()
    client.post(f"/m/{token}/", {"code": code})
    return client


@pytest.fixture
def samira_says(samira, acting):
    def say(person, offered, willing=True):
        with scope(acting(samira), nested=True):
            say_word(
                actor=acting(samira), person_id=person.pk, place_id=offered.pk, side=Side.CASEWORKER, willing=willing,
                reason="Past bij wat ze wil.", at=NOW,
            )  # fmt: skip

    return say


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_participant_sees_only_what_was_proposed_to_her_and_says_yes_and_no(phone, abel, offered, samira_says):
    place(employer="Bakkerij Noord", occupation="Bakkershulp")
    assert "Er is nog geen plek" in text(phone, "/mijn-week/mijn-ja/")
    samira_says(abel, offered)
    page = text(phone, "/mijn-week/mijn-ja/")
    assert "Keukenhulp" in page
    assert "Bakkershulp" not in page
    assert "U zei nog niets." in page
    for answer, shown in (("yes", "U zei ja"), ("no", "U zei nee")):
        sent = phone.post(f"/mijn-week/mijn-ja/{offered.pk}/", {"willing": answer, "reason": ""})
        assert sent.headers["Location"] == "/mijn-week/mijn-ja/"
        assert shown in text(phone, "/mijn-week/mijn-ja/")
    said = Willingness.objects.filter(side=Side.PERSON).order_by("pk").values_list("willing", "recorded_by")
    assert list(said) == [(True, None), (False, None)]
    assert Entry.objects.filter(subject="willingness", role="participant").count() == 2


def test_without_yes_or_no_nothing_is_kept(phone, offered):
    assert phone.post(f"/mijn-week/mijn-ja/{offered.pk}/", {"willing": "maybe"}).status_code == 302
    assert Willingness.objects.count() == 0


def test_a_participant_changes_and_takes_back_what_is_told_about_her(phone, abel, samira, acting):
    with scope(acting(samira), nested=True):
        texts = {"skill": "Abel kookt graag.", "hours": "Ik werk 20 uur."}
        approve_wordings(actor=acting(samira), person_id=abel.pk, texts=texts, on=TODAY)
    assert "Abel kookt graag." in text(phone, "/mijn-week/mijn-ja/")
    assert phone.post("/mijn-week/mijn-ja/", {"skill": "Ik kook graag.", "hours": ""}).status_code == 302
    standing = ApprovedWording.objects.filter(withdrawn_on=None).values_list("subject", "text", "recorded_by")
    assert list(standing) == [("skill", "Ik kook graag.", None)]


def test_introductions_show_who_guides_what_waits_and_others_only_a_whole_yes(
    samira, chantal, abel, offered, phone, samira_says, sign_in
):
    page = reverse("introductions")
    samira_says(abel, offered)
    assert "Wacht op het ja van de deelnemer" in text(sign_in(samira), page)
    assert abel.full_name not in text(sign_in(chantal), page)
    phone.post(f"/mijn-week/mijn-ja/{offered.pk}/", {"willing": "yes"})
    assert abel.full_name in text(sign_in(chantal), page)
    assert reverse("placement_new", args=[abel.pk]) in text(sign_in(chantal), page)
    assert "beiden zeiden ja" in text(sign_in(samira), page)
    phone.post(f"/mijn-week/mijn-ja/{offered.pk}/", {"willing": "no"})
    assert abel.full_name not in text(sign_in(chantal), page)


def test_an_employer_reads_the_first_name_only_between_both_yes_and_a_placement(
    system, abel, offered, phone, samira_says
):
    contact = ContactFactory(site=offered.site)
    open_everything(
        offered.site.organisation, purpose=Purpose.PLACEMENT, categories=(Category.CORE, Category.PLACEMENT)
    )
    token, code = issue_employer_link(actor=system, contact=contact, at=NOW)
    employer = Client()
    employer.post(f"/w/{token}/", {"code": code})
    samira_says(abel, offered)
    assert "Abel" not in text(employer, "/onze-week/")
    phone.post(f"/mijn-week/mijn-ja/{offered.pk}/", {"willing": "yes"})
    page = text(employer, "/onze-week/")
    assert "<strong>Abel</strong>: Keukenhulp" in page
    assert abel.family_name not in page
    Placement.objects.create(
        person=abel, place=offered, site=offered.site, kind="work_experience", starts_on=TODAY, state="proposed"
    )
    assert "Abel" not in text(employer, "/onze-week/")


def test_the_list_of_introductions_takes_as_many_queries_for_one_as_for_three(
    samira, programme, system, abel, offered, samira_says, sign_in, statements
):
    samira_says(abel, offered)
    client = sign_in(samira)
    one = statements(client, reverse("introductions"))
    with scope(system, nested=True):
        others = [seeker(samira, programme, system, given_name=name).person for name in ("Noor", "Sem")]
    for person in others:
        samira_says(person, offered)
    assert one == statements(client, reverse("introductions")) <= 12
