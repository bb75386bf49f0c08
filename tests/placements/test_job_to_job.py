"""The list of a sending employer, from the first name to the answer, on its pages."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.placements.models import GuidanceOffer, SendingList
from doorstroom.placements.services import offer_guidance
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.placements import PlacementFactory
from factories.trajectories import MODEL, colleague, programme_with_model, registered

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
GUARD = """guards:
  - {code: aanbod, move: start_phase, phase: proef, fact: offer_accepted, strength: law, name: Aanbod aangenomen,
     supplied_by: [caseworker], source: afspraak}
"""
WITH_OFFER = MODEL.replace("guards:\n", GUARD)


@pytest.fixture
def karin(as_system):
    return colleague(organisation__name="UWV Lindevallei")


def list_of(member, text=WITH_OFFER, **given):
    programme = programme_with_model(member.organisation, text=text)
    employer = OrganisationFactory(name="Facilitair De Rots", kind=OrganisationKind.EMPLOYER)
    values = {"told_by": "Els", "received_on": TODAY, "clock": "offered", "months": 6} | given
    return SendingList.objects.create(employer=employer, programme=programme, **values)


def offered(as_system, member, sending, *names):
    trajectories = [registered(member, sending.programme, given_name=name) for name in names]
    return [offer_guidance(actor=as_system, sending=sending, trajectory=each, on=TODAY) for each in trajectories]


def test_from_the_list_to_a_person_by_forms(karin, as_system, sign_in):
    sending = list_of(karin)
    browser = sign_in(karin)
    form = {"employer": sending.employer_id, "programme": sending.programme_id, "told_by": "Els"}
    page = browser.post("/van-werk-naar-werk/nieuw/", form | {"received_on": "2026-11-20", "months": "6"})
    assert page.status_code == 200, "no moment is chosen for who writes the list down"
    form |= {"received_on": "2026-11-20", "months": "6", "clock": "dismissed"}
    where = browser.post("/van-werk-naar-werk/nieuw/", form).headers["Location"]
    somebody = {
        "given_name": "Ans", "family_name": "van der Berg", "birth_date": "1980-04-02", "phone": "06-12345678",
        "language": "nl", "certainty": "announced", "day": "2027-01-01", "basis_told": "on",
    }  # fmt: skip
    assert browser.post(f"{where}iemand/", somebody).headers["Location"] == where
    again = browser.post(f"{where}iemand/", somebody).content.decode()
    assert "Is dit iemand die u al kent?" in again
    page = browser.get(where).content.decode()
    assert "Aangeboden: 1. Ja: 0. Nee: 0. Nog geen antwoord: 1." in page
    assert "Baan stopt op 1 januari 2027, over 39 dagen (aangekondigd, niet bevestigd)" in page
    assert "6 maanden vanaf de ontslagdatum" in page
    with scope(as_system):
        offer = GuidanceOffer.objects.select_related("trajectory", "person").get()
        assert (offer.person.infix, offer.person.family_name) == ("van der", "Berg")
        assert (offer.trajectory.source, offer.trajectory.state) == ("Facilitair De Rots", "registered")


def test_a_new_list_counts_as_the_approach_says_and_not_as_the_newest_list(karin, sign_in, as_system):
    def opened():
        return sign_in(karin).get("/van-werk-naar-werk/nieuw/").context["form"].initial

    with scope(as_system, nested=True):
        programme_with_model(karin.organisation, name="Zonder")
    assert opened() == {"received_on": TODAY}
    with scope(as_system, nested=True):
        counted = WITH_OFFER.replace("clock_start: exit, horizon_months: 6", "clock_start: offered, horizon_months: 9")
        newest = list_of(karin, counted, clock="dismissed", months=3)
    as_approach = {"received_on": TODAY, "programme": newest.programme_id, "clock": "offered", "months": 9}
    assert opened() == as_approach
    with scope(as_system, nested=True):
        programme_with_model(karin.organisation, name="Tweede", text=counted)
    assert opened() == {"received_on": TODAY}, "of two programmes one is chosen"


def test_yes_and_no_are_counted_apart_and_a_no_needs_no_reason(karin, as_system, sign_in):
    sending = list_of(karin)
    yes, no, _open = offered(as_system, karin, sending, "Ans", "Bo", "Cor")
    browser = sign_in(karin)
    assert browser.post(f"/van-werk-naar-werk/aanbod/{yes.pk}/ja/").status_code == 302
    page = browser.get(f"/van-werk-naar-werk/aanbod/{no.pk}/nee/").content.decode()
    assert "Meedoen is vrijwillig. Wie nee zegt, hoeft niet te zeggen waarom." in page
    assert "Waarom?" not in page
    assert browser.post(f"/van-werk-naar-werk/aanbod/{no.pk}/nee/").status_code == 302
    assert "Aangeboden: 3. Ja: 1. Nee: 1. Nog geen antwoord: 1." in (
        browser.get(f"/van-werk-naar-werk/{sending.pk}/").content.decode()
    )
    twice = browser.post(f"/van-werk-naar-werk/aanbod/{no.pk}/ja/", follow=True).content.decode()
    assert "Het antwoord is opgeschreven op 23 november 2026: zei nee." in twice
    with scope(as_system):
        left = Trajectory.objects.get(pk=no.trajectory_id)
        assert (left.state, left.exit_reason, left.exit_initiator) == ("exited", "declined", "participant")
        stays = Trajectory.objects.get(pk=yes.trajectory_id)
        assert (stays.state, [tick.item for tick in stays.ticks.all()]) == ("registered", ["offer_accepted"])
        assert Entry.objects.filter(subject="guidance_offer", action="change").count() == 2


@pytest.mark.parametrize(
    ("participation", "says", "asks", "state"),
    [
        (
            "voluntary: true\n  declining_needs_reason: true",
            "Aan wie nee zegt, vragen we wel naar de reden.",
            True,
            "exited",
        ),
        ("voluntary: false", "Meedoen is verplicht.", False, "registered"),
    ],
)
def test_what_a_no_entails_is_said_and_done(karin, as_system, sign_in, participation, says, asks, state):
    sending = list_of(karin, MODEL.replace("voluntary: true", participation))
    (offer,) = offered(as_system, karin, sending, "Ans")
    browser, where = sign_in(karin), f"/van-werk-naar-werk/aanbod/{offer.pk}/nee/"
    page = browser.get(where).content.decode()
    assert (says in page, "Waarom?" in page) == (True, asks)
    assert browser.post(where).status_code == (200 if asks else 302)
    if asks:
        assert browser.post(where, {"reason": "Ik begin voor mezelf."}).status_code == 302
    with scope(as_system):
        offer.refresh_from_db()
        assert (offer.answer, Trajectory.objects.get().state) == ("declined", state)


def test_the_clock_is_moved_with_its_label_and_the_figure(karin, as_system, sign_in):
    sending = list_of(karin, received_on=TODAY - timedelta(days=300))
    (offer,) = offered(as_system, karin, sending, "Ans")
    GuidanceOffer.objects.update(offered_on=TODAY - timedelta(days=300), answer="accepted", answered_on=TODAY)
    Trajectory.objects.update(dismissal_date=TODAY - timedelta(days=90), dismissal_certainty="confirmed")
    PlacementFactory(
        person=offer.person, trajectory=offer.trajectory, kind="job", contract="permanent",
        starts_on=TODAY - timedelta(days=100),
    )  # fmt: skip
    browser, where = sign_in(karin), f"/van-werk-naar-werk/{sending.pk}/"
    before = browser.get(where).content.decode()
    assert "6 maanden vanaf de dag van het aanbod" in before
    assert "<dt>Ander werk, later</dt><dd>1</dd>" in before
    assert browser.post(f"{where}klok/", {"clock": "dismissed", "months": "6"}).headers["Location"] == where
    after = browser.get(where).content.decode()
    assert "6 maanden vanaf de ontslagdatum" in after
    assert "<dt>Ander werk, op tijd</dt><dd>1</dd>" in after
    results = f'href="/resultaten/{sending.programme_id}/"'
    assert results not in after, "who does not take part in the programme in this role cannot read its results"
    ProgrammePartner.objects.create(programme=sending.programme, organisation=karin.organisation, role=karin.role)
    assert results in browser.get(where).content.decode()


def test_a_partner_reads_the_counts_and_only_its_own_names(karin, as_system, sign_in):
    sending = list_of(karin)
    offered(as_system, karin, sending, "Ans", "Bo")
    stranger = MembershipFactory(role=Role.CASEWORKER)
    assert sign_in(stranger).get(f"/van-werk-naar-werk/{sending.pk}/").status_code == 404
    assert "Facilitair" not in sign_in(stranger).get("/van-werk-naar-werk/").content.decode()
    ProgrammePartner.objects.create(
        programme=sending.programme, organisation=stranger.organisation, role=Role.CASEWORKER
    )
    page = sign_in(stranger).get(f"/van-werk-naar-werk/{sending.pk}/").content.decode()
    assert "Aangeboden: 2. Ja: 0. Nee: 0. Nog geen antwoord: 2. Daarvan ziet u er 0." in page
    assert "Ans" not in page
    assert "Nog niemand zei ja." in page
    with scope(as_system, nested=True):
        assert sending.offers.filter(person__given_name="Bo").update(answer="accepted", answered_on=TODAY) == 1
    told = sign_in(stranger).get(f"/van-werk-naar-werk/{sending.pk}/").content.decode()
    assert "Niemand die u ziet, zei ja." in told, "somebody did, and who guides her sees it"
    assert "Wie de mensen op deze lijst begeleidt, ziet hen hier." in told
    assert "Aangeboden: 2. Ja: 1." in sign_in(stranger).get("/van-werk-naar-werk/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_person_and_for_three(karin, as_system, sign_in, statements, number):
    sending = list_of(karin)
    offered(as_system, karin, sending, *["Ans", "Bo", "Cor"][:number])
    browser = sign_in(karin)
    assert statements(browser, "/van-werk-naar-werk/") == 8
    assert statements(browser, f"/van-werk-naar-werk/{sending.pk}/") == 11
