"""Who knows whom, the pulse of the partnership, and the days in which partners answer, as colleagues see them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.cooperation.domain.answering import Pair
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Pulse, PulseAnswer, PulseSeat, Tie
from doorstroom.cooperation.selectors.memory import answer_times, asleep, half_years_over, tie_row, ties
from doorstroom.cooperation.services import answer_pulse, keep_tie, note_tie
from doorstroom.database.scope import scope
from doorstroom.demand.services import note_talk
from doorstroom.intake.models import Referral
from doorstroom.partners.models import Contact
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.trajectories import programme_with_model, registered

pytestmark = pytest.mark.django_db
ON = NOW.date()


def acting(member, at=NOW):
    return actor_of(member, at=at)


@pytest.fixture
def chantal(as_system):
    return MembershipFactory(role=Role.ACCOUNT_MANAGER, organisation=OrganisationFactory(name="Werkcentrum"))


@pytest.fixture
def bakery(as_system):
    return OrganisationFactory(name="Bakkerij De Vlier", kind=OrganisationKind.EMPLOYER)


def tie(member, organisation, topic="loonkostensubsidie", days=10):
    return note_tie(
        actor=acting(member), organisation=organisation, name="Ria Smeets", phone="06-27770001", topic=topic,
        last_contact_on=ON - timedelta(days=days),
    )  # fmt: skip


def test_the_right_person_for_a_question_survives_staff_that_leave(chantal, bakery, sign_in):
    """Cooperation, who knows whom, search: three clicks. The tie stays until a colleague keeps it."""
    known = tie(chantal, bakery)
    anybody = sign_in(MembershipFactory())
    address = reverse("tie_list") + "?vraag=loonkosten+vlier"
    assert reverse("tie_list") in anybody.get(reverse("cooperation")).content.decode()
    page = anybody.get(address).content.decode()
    assert all(words in page for words in ("Ria Smeets", "06-27770001", chantal.user.name))
    type(chantal).objects.filter(pk=chantal.pk).update(valid_until=ON)
    page = anybody.get(address).content.decode()
    assert "werkt hier niet meer" in page
    assert "Ria Smeets" in page
    colleague = MembershipFactory(organisation=chantal.organisation)
    sign_in(colleague).post(reverse("tie_keep", args=[known.pk]))
    known.refresh_from_db()
    assert (known.member, known.taken_over_from, known.last_contact_on) == (colleague, chantal, ON)
    assert anybody.post(reverse("tie_keep", args=[known.pk])).status_code == 404
    with pytest.raises(CooperationError, match="tie_of_others"):
        keep_tie(actor=acting(MembershipFactory()), tie=known, on=ON)


def test_a_tie_that_sleeps_is_told_to_its_organisation_and_a_talk_wakes_it(chantal, bakery, sign_in):
    known = tie(chantal, bakery, days=181)
    assert [tie_row(each, ON).dormant for each in asleep(acting(chantal))] == [True]
    assert not asleep(acting(MembershipFactory())).exists()
    assert "1 contact van uw organisatie" in sign_in(chantal).get(reverse("tie_list")).content.decode()
    note_talk(actor=acting(chantal), employer=bakery, about="Twee leerlingen", on=ON)
    (awake,) = ties(search="vlier")
    assert (awake.pk, awake.last_on, tie_row(awake, ON).dormant) == (known.pk, ON, False)
    assert not asleep(acting(chantal)).exists()


def test_the_same_contact_is_kept_once_for_all_partners(chantal, bakery):
    tie(chantal, bakery)
    tie(chantal, bakery, days=1)
    tie(MembershipFactory(), bakery)
    assert (Tie.objects.count(), Contact.objects.filter(organisation=bakery).count()) == (2, 1)
    with pytest.raises(CooperationError, match="contact_after_today"):
        tie(chantal, bakery, days=-1)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_at_any_size(chantal, bakery, sign_in, statements, rows):
    for number in range(rows):
        tie(chantal, bakery, f"Vraag {number}")
    client = sign_in(chantal)
    assert statements(client, reverse("tie_list")) == 8
    assert statements(client, reverse("pulse")) == 8


def answer(member, values, at):
    answer_pulse(actor=acting(member, at), values=values, on=at.date())


def test_answers_of_the_pulse_are_shown_from_three_respondents_of_a_kind_on(as_system, sign_in):
    spring = NOW.replace(month=5)
    schools = [MembershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.SCHOOL)) for _ in range(3)]
    for member, value in zip(schools, (2, 3, 5), strict=True):
        answer(member, [value] * 5, spring)
    for _ in range(2):
        answer(MembershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.UNION)), [1] * 5, spring)
    (half,) = half_years_over(ON)
    assert half.starts_on == date(2026, 1, 1)
    assert [(line.kind, line.respondents, line.means and line.means["find"]) for line in half.lines] == [
        ("school", 3, pytest.approx(10 / 3)), ("union", 2, None)
    ]  # fmt: skip
    page = sign_in(schools[0]).get(reverse("pulse")).content.decode()
    assert "3,3" in page
    assert "niet getoond: minder dan drie antwoorden" in page
    assert half_years_over(spring.date()) == []


def test_one_answers_once_each_half_year_and_no_answer_leads_to_who_gave_it(as_system, sign_in):
    member = MembershipFactory()
    client = sign_in(member)
    sent = dict.fromkeys(("find", "keep", "decide", "hand_over", "gain"), 4)
    assert client.post(reverse("pulse"), {**sent, "find": ""}).status_code == 200
    client.post(reverse("pulse"), sent)
    client.post(reverse("pulse"), sent)
    assert list(PulseAnswer.objects.values_list("kind", "values")) == [("municipality", [4] * 5)]
    assert list(PulseSeat.objects.values_list("user", flat=True)) == [member.user_id]
    assert {field.name for field in PulseAnswer._meta.get_fields()} == {"id", "pulse", "kind", "values"}
    with pytest.raises(CooperationError, match="answered_already"):
        answer(member, [1] * 5, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PulseAnswer.objects.create(pulse=Pulse.objects.get(), kind="school", values=[1, 2, 3, 4, 6])


def test_both_partners_read_the_days_in_which_they_answer_each_other(as_system, sign_in):
    sender = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    receiver = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    third = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    programme, sent = programme_with_model(sender.organisation), ON - timedelta(days=21)
    for number, answered in enumerate((sent + timedelta(days=1), sent + timedelta(days=7), None)):
        trajectory = registered(sender, programme, given_name=f"Naam {number}")
        Referral.objects.create(
            trajectory=trajectory, person=trajectory.person, programme=programme, name="x",
            state="declined" if answered else "sent", reason="vol", alternative="wachtlijst", sender=sender,
            sender_organisation=sender.organisation, receiver_organisation=receiver.organisation, drafted_on=sent,
            seen_on=sent, sent_on=sent, ended_on=answered,
        )  # fmt: skip
    shown = {}
    for member in (sender, receiver, third):
        with scope(acting(member), nested=True):
            shown[member.pk] = [row.pair for row in answer_times(ON)]
    pair = Pair(sender.organisation_id, receiver.organisation_id, (1, 5), 1, 15)
    assert shown == {sender.pk: [pair], receiver.pk: [pair], third.pk: []}
    page = sign_in(receiver).get(reverse("answering")).content.decode()
    assert sender.organisation.name in page
    assert "Naam 0" not in page


def test_a_tie_is_written_down_by_the_name_of_its_organisation_on_a_light_page(as_system, sign_in):
    Organisation.objects.bulk_create(
        Organisation(name=f"Stichting Leren en Werken {n}", kind="school") for n in range(900)
    )
    client = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))
    assert len(client.get(reverse("tie_new")).content) < 60_000
    given = {"name": "Joost Vink", "topic": "BBL in de zorg", "last_contact_on": "2026-11-20"}
    client.post(reverse("tie_new"), {**given, "organisation": "stichting leren en werken 17"})
    assert list(Tie.objects.values_list("contact__organisation__name", "contact__name")) == [
        ("Stichting Leren en Werken 17", "Joost Vink")
    ]
