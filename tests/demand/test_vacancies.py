"""Work described first, taken by several employers, carrying seats of a round."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, Role
from doorstroom.database.scope import scope
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import Place, PlaceRequirement, Vacancy
from doorstroom.demand.selectors import vacancy_rows
from doorstroom.demand.services import (
    PlaceDetails,
    Requirement,
    change_vacancy,
    describe_vacancy,
    details_of,
    follow_vacancy,
    take_share,
    withdraw_place,
    withdraw_vacancy,
)
from doorstroom.partners.models import Site
from factories.accounts import MembershipFactory
from factories.demand import SiteFactory
from factories.participants import person_of
from factories.placements import PlacementFactory
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WORK = PlaceDetails(
    occupation="Gastvrouw", number=4, tasks=("Koffie schenken", "Tafel dekken", "Overdracht schrijven"),
    requirements=(Requirement("language", "B1", "Overdracht schrijven"), Requirement("language", "A2", "Tafel dekken")),
)  # fmt: skip


def described(as_system, site, **given):
    values = {"details": WORK, "stays": ["Overdracht schrijven"], "told_by": "Mieke", "on": TODAY} | given
    return describe_vacancy(actor=as_system, asked_by=site.organisation, **values)


def test_from_the_work_to_places_of_two_employers_by_forms(as_system, sign_in):
    first, second = SiteFactory(organisation__name="De Lindenhof"), SiteFactory(organisation__name="Zorgkring Oost")
    browser = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))
    form = {
        "told_by": "Mieke", "occupation": "Gastvrouw", "number": "3", "language": "B1",
        "tasks": "Koffie schenken\nTafel dekken\nOverdracht schrijven", "needs_task": "Overdracht schrijven",
    }  # fmt: skip
    address = f"/werkgevers/{first.organisation_id}/vacature/"
    assert browser.post(address, form | {"tasks": ""}).context["form"].errors["tasks"] == ["Vul dit in."]
    wrong = browser.post(address, form | {"stays": "Overdragen"}).content.decode()
    assert "“Overdragen” staat niet bij de taken." in wrong
    where = browser.post(address, form | {"stays": "Overdracht schrijven"}).headers["Location"]
    page = browser.get(where).content.decode()
    assert "Plek voor 0 van de 3 gevraagde mensen." in page
    assert "Nederlands B1 (alleen voor: Overdracht schrijven)" in page
    assert browser.post(where, {"site": first.pk, "number": "2"}).status_code == 302
    too_many = browser.post(where, {"site": second.pk, "number": "2"}).content.decode()
    assert "Van de gevraagde mensen hebben er nog 1 geen plek." in too_many
    assert browser.post(where, {"site": second.pk, "number": "1"}).status_code == 302
    page = browser.get(where).content.decode()
    assert "Plek voor 3 van de 3 gevraagde mensen." in page
    assert "Welke vestiging neemt mensen?" not in page
    assert "2 werkgevers samen." in browser.get("/vacatures/").content.decode()
    places = Place.objects.order_by("pk")
    assert [(place.site, place.number, place.occupation) for place in places] == [
        (first, 2, "Gastvrouw"), (second, 1, "Gastvrouw"),
    ]  # fmt: skip
    assert [task.text for task in places[0].tasks.all()] == ["Koffie schenken", "Tafel dekken"]
    assert places[0].requirements.count() == 0


def test_a_share_carries_seats_of_a_round(as_system):
    rounds = round_world(as_system)
    place = take_share(actor=as_system, vacancy=described(as_system, SiteFactory()), site=SiteFactory(), number=2,
                       on=TODAY)  # fmt: skip
    place.backings.create(round=rounds.round, seats=2, status="promised", given_by="Mieke", given_on=TODAY)
    assert (place.requirements.get().value, place.requirements.get().task.text) == ("A2", "Tafel dekken")
    assert rounds.round.backings.get(place__vacancy__isnull=False).seats == 2


def test_a_place_that_is_withdrawn_is_open_again_and_a_site_takes_once(as_system):
    vacancy, site = described(as_system, SiteFactory()), SiteFactory()
    place = take_share(actor=as_system, vacancy=vacancy, site=site, number=4, on=TODAY)
    with pytest.raises(DemandError) as refused:
        take_share(actor=as_system, vacancy=vacancy, site=SiteFactory(), number=1, on=TODAY)
    assert (refused.value.code, refused.value.params) == ("vacancy_is_filled", {"left": 0})
    withdraw_place(actor=as_system, place=place, on=TODAY)
    (row,) = vacancy_rows([vacancy], on=TODAY)
    assert (row.taken, row.left) == (0, 4)
    take_share(actor=as_system, vacancy=vacancy, site=site, number=1, on=TODAY)
    with pytest.raises(DemandError) as refused:
        take_share(actor=as_system, vacancy=vacancy, site=site, number=1, on=TODAY)
    assert refused.value.code == "site_takes_already"


def changed(as_system, vacancy, **details):
    return change_vacancy(
        actor=as_system, vacancy=vacancy, told_by="Mieke", details=replace(WORK, **details), stays=[], on=TODAY
    )


def test_a_place_follows_a_changed_vacancy_in_what_is_taken_over_and_in_nothing_else(as_system):
    vacancy = described(as_system, SiteFactory())
    place = take_share(actor=as_system, vacancy=vacancy, site=SiteFactory(), number=2, on=TODAY)
    before = details_of(place)
    changed(as_system, vacancy, hours_per_week=Decimal("24.0"), conditions="Met contract", number=3)
    assert details_of(Place.objects.get()) == before
    follow_vacancy(actor=as_system, place=place, fields={"hours_per_week", "work"})
    assert details_of(Place.objects.get()) == replace(
        before, hours_per_week=Decimal("24.0"), tasks=list(WORK.tasks), requirements=list(WORK.requirements)
    )


def test_the_page_shows_both_values_and_takes_over_with_one_press(as_system, sign_in):
    vacancy, site = described(as_system, SiteFactory()), SiteFactory(organisation__name="Zorgkring Oost")
    place = take_share(actor=as_system, vacancy=vacancy, site=site, number=2, on=TODAY)
    browser = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))
    address = f"/vacatures/{vacancy.pk}/"
    assert "Anders dan de vacature" not in browser.get(address).content.decode()
    form = browser.get(address + "wijzigen/").context["form"]
    kept = form.initial["kept"]
    given = {**{name: form.initial[name] for name in ("told_by", "occupation", "number", "tasks", "stays")}}
    sent = {**given, "hours_per_week": "24", "kept": kept[1:], "stays": "", "language": "A2",
            "needs_task": "Koffie schenken"}  # fmt: skip
    assert browser.post(address + "wijzigen/", sent).status_code == 302
    page = browser.get(address).content.decode()
    assert "<p><strong>Anders dan de vacature in 2 dingen" in page
    work = "Koffie schenken; Tafel dekken; Overdracht schrijven"
    assert f"{work}; Nederlands A2 (Koffie schenken); Nederlands A2 (Tafel dekken)" in page
    assert "Koffie schenken; Tafel dekken; Nederlands A2 (Tafel dekken)" in page
    answer = browser.post(f"/werkplekken/{place.pk}/volgen/", {"field": ["hours_per_week", "work"]}, follow=True)
    page = answer.content.decode()
    assert "De plek bij Zorgkring Oost is nu gelijk aan de vacature." in page
    assert "Anders dan de vacature" not in page


def test_what_stays_otherwise_on_purpose_is_folded_away_until_the_vacancy_changes_again(as_system, sign_in):
    vacancy, site = described(as_system, SiteFactory()), SiteFactory(organisation__name="Zorgkring Oost")
    place = take_share(actor=as_system, vacancy=vacancy, site=site, number=2, on=TODAY)
    browser, address = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER)), f"/vacatures/{vacancy.pk}/"

    def asked():
        page = browser.get(address).content.decode()
        return [f"{tag}Anders dan de vacature in 2 dingen" in page for tag in ("<p><strong>", "<summary>")]

    with scope(as_system, nested=True):
        changed(as_system, vacancy, conditions="Met contract")
    assert asked() == [True, False]
    left = browser.post(f"/werkplekken/{place.pk}/volgen/", {"stays": "1"}, follow=True).content.decode()
    assert "Wat Zorgkring Oost biedt, blijft zoals het is." in left
    assert asked() == [False, True]
    with scope(as_system, nested=True):
        changed(as_system, vacancy, conditions="Met vast contract")
    assert asked() == [True, False]


def test_withdrawing_says_what_hangs_on_it_and_leaves_the_places(as_system, sign_in):
    rounds = round_world(as_system)
    vacancy = described(as_system, SiteFactory())
    place = take_share(actor=as_system, vacancy=vacancy, site=SiteFactory(), number=3, on=TODAY)
    place.backings.create(round=rounds.round, seats=2, status="promised", given_by="Mieke", given_on=TODAY)
    browser = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))
    page = browser.get(f"/vacatures/{vacancy.pk}/").content.decode()
    assert "3 plekken die eraan hangen, blijven: vestigingen bieden die zelf aan." in page
    assert "Er staan 2 plaatsen van rondes op." in page
    page = browser.post(f"/vacatures/{vacancy.pk}/intrekken/", follow=True).content.decode()
    assert "Ingetrokken op 23 november 2026." in page
    assert "Welke vestiging neemt mensen?" not in page
    assert Place.objects.get(pk=place.pk).withdrawn_on is None


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda actor, vacancy: changed(actor, vacancy, number=1), "fewer_than_taken"),
        (lambda actor, vacancy: changed(actor, vacancy, tasks=()), "nothing_left_to_do"),
        (lambda actor, vacancy: withdraw_vacancy(
            actor=actor_of(MembershipFactory(role=Role.RESEARCHER), at=NOW), vacancy=vacancy, on=TODAY),
         "may_not_record_places"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_said(as_system, act, code):
    vacancy = described(as_system, SiteFactory())
    take_share(actor=as_system, vacancy=vacancy, site=SiteFactory(), number=2, on=TODAY)
    with pytest.raises(DemandError) as refused:
        act(as_system, vacancy)
    vacancy.refresh_from_db()
    assert (refused.value.code, vacancy.wanted, vacancy.withdrawn_on) == (code, 4, None)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, vacancy: withdraw_vacancy(actor=actor, vacancy=vacancy, on=TODAY),
        lambda actor, vacancy: changed(actor, vacancy),
        lambda actor, vacancy: take_share(actor=actor, vacancy=vacancy, site=SiteFactory(), number=1, on=TODAY),
    ],
)
def test_what_was_withdrawn_is_described_anew(as_system, act):
    vacancy = described(as_system, SiteFactory())
    withdraw_vacancy(actor=as_system, vacancy=vacancy, on=TODAY)
    with pytest.raises(DemandError) as refused:
        act(as_system, vacancy)
    assert refused.value.code == "vacancy_withdrawn"


def test_days_from_the_question_to_the_first_start(as_system):
    site = SiteFactory()
    vacancy = described(as_system, site, on=TODAY - timedelta(days=40))
    place = take_share(actor=as_system, vacancy=vacancy, site=site, number=2, on=TODAY - timedelta(days=30))
    assert vacancy_rows([vacancy], on=TODAY)[0].days is None
    person = person_of(MembershipFactory())
    starts = [TODAY - timedelta(days=days) for days in (10, 5)]
    for kind, on in zip(("trial", "work_experience"), starts, strict=True):
        PlacementFactory(person=person, place=place, site=site, kind=kind, starts_on=on)
    PlacementFactory(person=person, place=place, site=site, state="proposed", starts_on=TODAY - timedelta(days=20))
    assert vacancy_rows([vacancy], on=TODAY)[0].days == 30


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"stays": list(WORK.tasks)}, "nothing_left_to_do"),
        ({"stays": ["Iets anders"]}, "task_not_named"),
    ],
)
def test_what_cannot_be_described_is_said(as_system, given, code):
    with pytest.raises(DemandError) as refused:
        described(as_system, SiteFactory(), **given)
    assert refused.value.code == code
    researcher = actor_of(MembershipFactory(role=Role.RESEARCHER), at=NOW)
    with pytest.raises(DemandError) as refused:
        describe_vacancy(
            actor=researcher, asked_by=SiteFactory().organisation, told_by="x", details=WORK, stays=[], on=TODAY
        )
    assert (refused.value.code, Vacancy.objects.count()) == ("may_not_record_places", 0)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(as_system, sign_in, statements, number):
    for _ in range(number):
        vacancy = described(as_system, SiteFactory())
    for _ in range(number):
        take_share(actor=as_system, vacancy=vacancy, site=SiteFactory(), number=1, on=TODAY)
    browser = sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))
    assert statements(browser, "/vacatures/") == 9
    assert statements(browser, f"/vacatures/{vacancy.pk}/") == 15


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("conduct_certificate", "VOG", "VOG"), ("language", "A2", "Nederlands A2"), ("licence", "B", "rijbewijs B"),
        ("lifting", "", "tillen"),
    ],
)  # fmt: skip
def test_what_is_asked_names_its_value_once(kind, value, says):
    with translation.override("nl"):
        assert PlaceRequirement.Kind(kind).asked(value) == says


@pytest.mark.parametrize(
    ("name", "says"), [("De Lindenhof Oost", "De Lindenhof Oost"), ("Keuken", "De Lindenhof, Keuken")]
)
def test_a_site_is_named_with_its_employer_once(name, says):
    assert Site(organisation=Organisation(name="De Lindenhof"), name=name).full_name == says
