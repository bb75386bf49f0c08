"""Yes and no per side, the second look that follows, what an employer may know, and wording that a person approved."""

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, participant_actor
from doorstroom.matching.domain.assessment import Group
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.domain.reasons import AUDIENCES, Audience
from doorstroom.matching.models import ApprovedWording, Willingness
from doorstroom.matching.selectors import people_of_place, places_of_person
from doorstroom.matching.selectors.words import both_said_yes
from doorstroom.matching.services import approve_wordings, say_word
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person, PersonRelation
from factories.agreements import open_everything
from factories.matching import needs, place
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db
Side = Willingness.Side


@pytest.fixture
def offered(samira):
    return place(employer="Zorgkring Oost", asks={"language": "A2", "lifting": "15 kg"})


@pytest.fixture
def says(abel, offered, acting):
    def say(member, side, willing=True, reason="Abel wil dit graag."):
        with scope(acting(member), nested=True):
            return say_word(
                actor=acting(member), person_id=abel.pk, place_id=offered.pk, side=side, willing=willing, reason=reason,
                at=NOW,
            )  # fmt: skip

    return say


def group_on_place(member, offered, acting):
    with scope(acting(member), nested=True):
        (found,) = people_of_place(acting(member), offered.pk).found
    return found.group, [reason.kind for reason in found.refusal]


def employer_of(offered) -> Actor:
    return Actor(at=NOW, role=Role.EMPLOYER, organisation_id=offered.site.organisation_id, purpose=Purpose.PLACEMENT)


def test_the_body_counts_on_the_page_of_a_place_only_when_both_said_yes(samira, abel, offered, says, acting):
    needs(abel, "light_loads")
    assert group_on_place(samira, offered, acting) == (Group.FITS, [])
    says(samira, Side.PERSON)
    assert group_on_place(samira, offered, acting) == (Group.FITS, [])
    says(samira, Side.CASEWORKER)
    assert group_on_place(samira, offered, acting) == (Group.NEARLY, [Kind.PHYSICAL, Kind.ADJUSTMENT][:1])
    says(samira, Side.PERSON, willing=False)
    assert group_on_place(samira, offered, acting) == (Group.FITS, [])


def test_an_account_manager_reads_nothing_off_a_group_even_after_both_said_yes(
    samira, chantal, abel, offered, says, acting
):
    needs(abel, "light_loads")
    for side in (Side.PERSON, Side.CASEWORKER):
        says(samira, side)
    assert group_on_place(samira, offered, acting)[0] is Group.NEARLY
    assert group_on_place(chantal, offered, acting) == (Group.FITS, [])


def test_an_employer_hears_the_name_only_while_both_say_yes(samira, abel, offered, says):
    open_everything(offered.site.organisation, purpose=Purpose.PLACEMENT)
    employer = employer_of(offered)

    def sees():
        with scope(employer, nested=True):
            return [p.given_name for p in visible_people(employer)], Person.objects.count(), Willingness.objects.count()

    assert sees() == ([], 0, 0)
    says(samira, Side.PERSON)
    assert sees() == ([], 0, 0)
    says(samira, Side.CASEWORKER)
    assert sees() == (["Abel"], 1, 0)
    says(samira, Side.CASEWORKER, willing=False, reason="De reis is te lang.")
    assert sees() == ([], 0, 0)


def test_a_professional_gives_an_own_reason_and_a_participant_need_not(samira, abel, offered, says):
    with pytest.raises(MatchingError) as refused:
        says(samira, Side.CASEWORKER, reason="  ")
    assert refused.value.code == "own_reason_missing"
    assert Willingness.objects.count() == 0
    assert says(samira, Side.PERSON, reason="").reason == ""


@pytest.mark.parametrize(
    ("who", "side", "code"),
    [
        ("chantal", Side.PERSON, "not_your_word"),
        ("chantal", Side.CASEWORKER, "not_your_word"),
        ("samira", Side.ACCOUNT_MANAGER, "not_your_word"),
        ("stranger", Side.CASEWORKER, "not_visible"),
    ],
)
def test_nobody_speaks_for_another_side(request, says, chantal, who, side, code):
    member = colleague() if who == "stranger" else request.getfixturevalue(who)
    with pytest.raises(MatchingError) as refused:
        says(member, side)
    opened = PersonRelation.objects.filter(role="employer").count()
    assert (refused.value.code, Willingness.objects.count(), opened) == (code, 0, 0)


def test_a_withdrawn_place_takes_no_word(samira, offered, says):
    type(offered).objects.update(withdrawn_on=NOW.date())
    with pytest.raises(MatchingError) as refused:
        says(samira, Side.PERSON)
    assert refused.value.code == "place_not_on_offer"


def test_the_participant_says_it_herself(abel, offered):
    actor = participant_actor(at=NOW, person_id=abel.pk)
    with scope(actor, nested=True):
        say_word(actor=actor, person_id=abel.pk, place_id=offered.pk, side=Side.PERSON, willing=True, reason="", at=NOW)
        with pytest.raises(MatchingError):
            say_word(
                actor=actor, person_id=abel.pk, place_id=offered.pk, side=Side.CASEWORKER, willing=True, reason="x",
                at=NOW,
            )  # fmt: skip
    assert both_said_yes(person_id=abel.pk, place_id=offered.pk) is False


def test_the_page_of_a_pair_takes_a_word_and_keeps_the_text_when_refused(samira, abel, offered, sign_in, system):
    client, address = sign_in(samira), reverse("place_word", args=[abel.pk, offered.pk])
    refused = client.post(address, {"side": "caseworker", "willing": "yes", "reason": ""})
    assert refused.status_code == 409
    assert "Schrijf uw eigen reden op" in refused.content.decode()
    sent = {"side": "caseworker", "willing": "yes", "reason": "Past bij zijn doel."}
    assert client.post(address, sent).status_code == 302
    assert "“Past bij zijn doel.”" in client.get(address).content.decode()
    with scope(system):
        word = Willingness.objects.get()
        created = Entry.objects.filter(subject="willingness").get()
    assert (word.side, word.willing, word.reason, word.recorded_by_id) == (
        "caseworker", True, "Past bij zijn doel.", samira.pk,
    )  # fmt: skip
    assert (created.action, created.fields) == ("create", ["caseworker", "yes"])


def test_approved_subjects_are_those_an_account_manager_may_read_about():
    readable = {kind.value for kind, readers in AUDIENCES.items() if Audience.ACCOUNT_MANAGER in readers}
    assert set(ApprovedWording.Subject.values) == readable


def test_an_account_manager_reads_only_what_the_person_approved(samira, chantal, abel, acting, sign_in):
    """B1 is asked and Abel speaks A2: unknown to Chantal until Abel approved words about his language."""
    hard = place(employer="Lastig", asks={"language": "B1"})
    with scope(acting(chantal), nested=True):
        ((_, before),) = places_of_person(acting(chantal), abel.pk).found
    assert (before.group, before.refusal, before.minutes) == (Group.FITS, (), None)
    client = sign_in(samira)
    address = reverse("person_wordings", args=[abel.pk])
    words = "Ik spreek Nederlands op het werk, schrijven leer ik nog."
    assert client.post(address, {"language": words}).status_code == 302
    with scope(acting(chantal), nested=True):
        ((_, after),) = places_of_person(acting(chantal), abel.pk).found
    assert [reason.kind for reason in after.refusal] == [Kind.LANGUAGE]
    page = sign_in(chantal).get(reverse("place_people", args=[hard.pk])).content.decode()
    assert words in page
    for withheld in ("niveau A2", "fiets", "minuten", "maandag", "Kan beginnen"):
        assert withheld not in page.partition("<h2")[2].partition("Abel Tesfay")[2]


def test_wording_is_replaced_or_taken_back_and_the_old_one_stays_dated(samira, abel, acting):
    def approve(**texts):
        with scope(acting(samira), nested=True):
            return approve_wordings(actor=acting(samira), person_id=abel.pk, texts=texts, on=NOW.date())

    assert approve(days="Maandag tot woensdag.", travel="") == 1
    assert approve(days="Maandag tot woensdag.") == 0
    assert approve(days="Alleen maandag.") == 1
    assert approve(days="") == 1
    rows = ApprovedWording.objects.order_by("pk").values_list("text", "withdrawn_on")
    assert list(rows) == [("Maandag tot woensdag.", NOW.date()), ("Alleen maandag.", NOW.date())]


def test_an_account_manager_approves_nothing_for_others(chantal, abel, acting):
    with scope(acting(chantal), nested=True), pytest.raises(MatchingError) as refused:
        approve_wordings(actor=acting(chantal), person_id=abel.pk, texts={"days": "x"}, on=NOW.date())
    assert (refused.value.code, ApprovedWording.objects.count()) == ("not_your_word", 0)


def test_words_of_others_do_not_exist(samira, chantal, abel, offered, says):
    says(samira, Side.PERSON)
    stranger = colleague()
    from doorstroom.accounts.access import actor_of

    for member, expected in ((samira, 1), (chantal, 1), (stranger, 0)):
        with scope(actor_of(member, at=NOW), nested=True):
            assert Willingness.objects.count() == expected
    samira.organisation.lines_received.filter(category=Category.PLACEMENT).delete()
    with scope(actor_of(samira, at=NOW), nested=True):
        assert Willingness.objects.count() == 0
