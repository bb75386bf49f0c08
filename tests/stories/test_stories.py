"""A story is read by everybody only while every yes stands: from writing it to the day on which it goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import participant_actor
from doorstroom.monitoring.models import PublishedTable
from doorstroom.oversight.services.letting_go import _erase
from doorstroom.participants.models import Restriction
from doorstroom.participants.services import issue_person_link, set_contact
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.domain.errors import StoryError
from doorstroom.stories.models import Story, StoryConsent
from doorstroom.stories.privacy import let_go_of_stories, stories_past_term
from doorstroom.stories.selectors import readable
from doorstroom.stories.services import Text, change_story, record_consent, withdraw_consent, write_story
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.trajectories import acting, colleague, programme_with_model, under_way

TODAY = NOW.date()
UNTIL = date(2027, 11, 23)
pytestmark = pytest.mark.django_db


def text(**given) -> Text:
    return Text(**{
        "title": "Weer bij mensen", "text": "Ik was lang thuis. Nu help ik anderen.", "places": ["public", "visit"],
        "until": UNTIL, "first_name": "Abel", **given,
    })  # fmt: skip


@pytest.fixture
def samira(as_system):
    return colleague()


@pytest.fixture
def abel(as_system, samira):
    """Under way in a programme with published figures; of age."""
    trajectory = under_way(samira, programme_with_model(), given_name="Abel", family_name="Tesfay")
    set_contact(actor=as_system, person_id=trajectory.person_id, phone="06-12345678", birth_date=date(1990, 5, 1))
    PublishedTable.objects.create(
        programme=trajectory.programme, counted="situation_by_year/1", as_of=TODAY, threshold=10, base=5,
        cells=[[[], 60]], published_at=NOW, published_by=samira,
    )  # fmt: skip
    return trajectory


@pytest.fixture
def me(samira):
    return acting(samira, TODAY)


@pytest.fixture
def story(me, abel):
    with scope(me, nested=True):
        return write_story(actor=me, programme=abel.programme, person=abel.person, text=text())


def agree(actor, story, side=Side.PERSON, **given):
    with scope(actor, nested=True):
        return record_consent(actor=actor, story=story, side=side, given_on=TODAY, **given)


def public(client=None) -> str:
    return (client or Client()).get(reverse("public_results")).content.decode()


def test_nobody_reads_it_before_the_yes_and_everybody_does_after_it(me, abel, story):
    assert "Nu help ik anderen" not in public()
    agree(me, story)
    assert "Nu help ik anderen" in public()
    assert "Tesfay" not in public()


def test_taking_the_yes_back_removes_the_story_at_the_next_request(me, abel, story, sign_in, as_system):
    """She does so herself, with one press behind her link; no reason is asked."""
    agree(me, story)
    hers = as_visitor(as_system, abel.person)
    page = hers.get(reverse("my_story")).content.decode()
    assert "Mensen kunnen dit nu lezen" in page
    hers.post(reverse("my_story_yes", args=[story.pk]))
    assert "Nu help ik anderen" not in public()
    consent = StoryConsent.objects.get()
    assert (consent.withdrawn_at, consent.withdrawn_by) == (NOW, None)
    assert entries_about(abel.person_id, action="change").filter(subject="story_consent").count() == 1


def as_visitor(system, person) -> Client:
    token, code = issue_person_link(actor=system, person_id=person.pk, at=NOW)
    client = Client()
    client.post(reverse("enter_week", args=[token]), {"code": code})
    return client


def test_she_says_yes_herself_on_her_own_page_and_only_for_herself(me, abel, story, as_system):
    hers = as_visitor(as_system, abel.person)
    hers.post(reverse("my_story_yes", args=[story.pk]), {"yes": "1"})
    assert "Nu help ik anderen" in public()
    actor = participant_actor(at=NOW, person_id=abel.person_id)
    with scope(actor, nested=True), pytest.raises(StoryError, match="may_not_write"):
        record_consent(actor=actor, story=story, side=Side.GUARDIAN, given_on=TODAY, given_by="Moeder")


def test_a_changed_text_asks_every_yes_anew(me, abel, story):
    agree(me, story)
    with scope(me, nested=True):
        newer = change_story(actor=me, story=story, text=text(text="Nu help ik elke dag anderen."))
    assert (newer.version, newer.replaces_id) == (2, story.pk)
    assert "anderen" not in public()
    with pytest.raises(StoryError, match="changed_meanwhile"):
        agree(me, story)
    agree(me, newer)
    assert "elke dag anderen" in public()


@pytest.mark.parametrize("born_on", [date(2009, 3, 1), None], ids=["seventeen", "not known"])
def test_under_eighteen_a_guardian_must_agree_too(me, abel, story, as_system, born_on):
    abel.person.contact.birth_date = born_on
    abel.person.contact.save()
    agree(me, story)
    assert "anderen" not in public()
    with pytest.raises(StoryError, match="who_said_yes"):
        agree(me, story, Side.GUARDIAN)
    agree(me, story, Side.GUARDIAN, given_by="Moeder")
    assert "anderen" in public()


def test_it_is_gone_on_its_last_day_and_while_the_file_is_restricted(me, abel, story, as_system, samira):
    agree(me, story)
    assert readable("public", UNTIL - timedelta(days=1)) == [story]
    assert readable("public", UNTIL) == []
    Restriction.objects.create(
        person=abel.person, organisation=samira.organisation, admitted=[], reason="x", set_at=NOW, set_by=samira,
        until=TODAY + timedelta(days=9),
    )  # fmt: skip
    assert readable("public", TODAY) == []


def test_a_place_that_was_not_agreed_to_shows_nothing(me, abel, story):
    with scope(me, nested=True):
        newer = change_story(actor=me, story=story, text=text(places=["visit"]))
    agree(me, newer)
    assert (readable("public", TODAY), readable("visit", TODAY)) == ([], [newer])


def test_an_employer_who_is_named_agrees_as_well_and_tells_a_story_of_her_own(me, abel, samira):
    employer = OrganisationFactory(name="Zorgkring Oost", kind=OrganisationKind.EMPLOYER)
    with scope(me, nested=True):
        named = write_story(actor=me, programme=abel.programme, person=abel.person, text=text(employer=employer))
        agree(me, named)
        assert readable("public", TODAY) == []
        agree(me, named, Side.EMPLOYER, given_by="Joost Vink")
        with pytest.raises(StoryError, match="may_not_write"):
            write_story(actor=me, programme=abel.programme, text=text(employer=employer))
    assert readable("public", TODAY) == [named]
    ProgrammePartner.objects.create(programme=abel.programme, organisation=samira.organisation, role=Role.CASEWORKER)
    with scope(me, nested=True):
        own = write_story(actor=me, programme=abel.programme, text=text(employer=employer, first_name=""))
        agree(me, own, Side.EMPLOYER, given_by="Joost Vink")
    assert set(readable("public", TODAY)) == {named, own}


def test_what_gives_her_away_is_refused_with_the_words(me, abel):
    told = text(text="Ik ben Abel Tesfay en begon op 3 mei.")
    with scope(me, nested=True), pytest.raises(StoryError) as refused:
        write_story(actor=me, programme=abel.programme, person=abel.person, text=told)
    assert (refused.value.code, refused.value.params) == ("gives_away", {"words": "“3 mei”, “Tesfay”"})


def test_who_may_not_call_her_does_not_see_her_story(me, abel, story, as_system):
    other = acting(colleague(), TODAY)
    with scope(other, nested=True):
        assert (Story.objects.count(), StoryConsent.objects.count()) == (0, 0)
        with pytest.raises(StoryError, match="may_not_write"):
            withdraw_consent(actor=other, story=story, side=Side.PERSON)


def test_the_story_goes_with_her_file(me, abel, story, as_system):
    agree(me, story)
    _erase(as_system, [abel.person_id])
    assert (Story.objects.count(), StoryConsent.objects.count()) == (0, 0)
    assert "anderen" not in public()


def test_three_months_after_the_last_day_or_the_yes_that_was_taken_back_it_is_erased(me, abel, story, as_system):
    agree(me, story)
    with scope(me, nested=True):
        withdraw_consent(actor=me, story=story, side=Side.PERSON)
    assert list(stories_past_term(on=date(2027, 2, 22))) == []
    agree(me, story)
    assert list(stories_past_term(on=date(2027, 2, 23))) == []
    assert list(stories_past_term(on=date(2028, 2, 22))) == []
    assert let_go_of_stories(actor=as_system, on=date(2028, 2, 23)) == 1
    assert not Story.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_a_fixed_number_of_statements(me, abel, samira, sign_in, statements, number):
    with scope(me, nested=True):
        for _ in range(number):
            write_story(actor=me, programme=abel.programme, person=abel.person, text=text())
    assert statements(sign_in(samira), reverse("story_list")) == 9


def test_the_pages_write_read_back_and_take_down(me, abel, samira, sign_in):
    browser = sign_in(samira)
    new = reverse("story_new", args=[abel.person_id])
    given = {"programme": abel.programme_id, "title": "Weer bij mensen", "text": "Nu help ik anderen.",
             "places": ["public"], "until": UNTIL.isoformat()}  # fmt: skip
    assert "Haal dit eruit: “Tesfay”." in browser.post(new, {**given, "text": "Ik, Tesfay."}).content.decode()
    page = browser.post(new, given).url
    assert "Het ja van wie het vertelt ontbreekt." in browser.get(page).content.decode()
    browser.post(page, {"side": "person", "given_on": TODAY.isoformat()})
    assert "Nu help ik anderen." in public()
    assert "kan gelezen worden" in browser.get(reverse("story_list")).content.decode()
    assert "Nu help ik anderen." in browser.get(f"{page}nieuwe-versie/").content.decode()
    browser.post(f"{page}intrekken/person/")
    assert "Nu help ik anderen." not in public()


def test_another_role_finds_no_page(abel, story, sign_in):
    assert sign_in(MembershipFactory(role=Role.RESEARCHER)).get(reverse("story", args=[story.pk])).status_code == 404
