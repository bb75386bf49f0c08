"""The pages about work, walked by those who do it and closed to others."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Organisation, Role
from doorstroom.database.scope import scope
from doorstroom.partners.models import Site
from doorstroom.placements.models import Placement
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.placements import ContactFactory, PlacementFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def coach(as_system):
    member = MembershipFactory(role=Role.JOB_COACH)
    open_everything(member.organisation)
    return member


@pytest.fixture
def abel(coach):
    return person_of(coach)


def stored(as_system, *fields):
    with scope(as_system):
        return list(Placement.objects.values_list(*fields))


def test_from_proposal_to_start_by_clicks(coach, abel, sign_in, as_system):
    SiteFactory(organisation__name="Zorgkring Oost", name="De Linde")
    client = sign_in(coach)
    employer = {"site": "zorgkring oost, de linde", "weekdays": ["0", "3"]}
    form = {"kind": "trial", **employer, "starts_on": TODAY.isoformat()}
    answer = client.post(f"/deelnemers/{abel.pk}/plaatsing/", form)
    assert answer.status_code == 302
    url = answer.headers["Location"]
    for move in ("kennisgemaakt", "deelnemer-zegt-ja", "werkgever-zegt-ja", "begeleider-zegt-ja", "start"):
        assert client.post(f"{url}{move}/").headers["Location"] == url
    assert stored(as_system, "state", "weekdays") == [("active", [0, 3])]
    assert "actief" in client.get(url).content.decode()
    assert client.get(f"{url}start/").status_code == 405
    assert client.post(f"{url}zomaar/").status_code == 404
    stop = {"by": "employer", "because": "geen werk meer", "last_day": TODAY.isoformat()}
    assert client.post(f"{url}stoppen/", stop).status_code == 302
    assert stored(as_system, "state", "ended_by", "ended_because") == [("ended", "employer", "geen werk meer")]


def test_a_step_that_does_not_fit_says_why(coach, abel, sign_in):
    placement = PlacementFactory(person=abel, state="introduced")
    client = sign_in(coach)
    page = client.post(f"/werkplekken/{placement.pk}/start/", follow=True).content.decode()
    assert "Zij kan beginnen als de deelnemer en de werkgever allebei ja zeiden." in page


def test_a_job_without_end_date_asks_for_it_and_keeps_what_was_typed(coach, abel, sign_in, as_system):
    client = sign_in(coach)
    SiteFactory(organisation__name="Zorgkring Oost", name="De Linde")
    about = {"site": "zorgkring oost, de linde", "occupation": "helpende"}
    form = {**about, "starts_on": TODAY.isoformat(), "contract": "fixed"}
    page = client.post(f"/deelnemers/{abel.pk}/baan/", form).content.decode()
    assert "Dit contract heeft een einddatum nodig." in page
    assert 'value="helpende"' in page
    assert stored(as_system, "pk") == []
    done = {**form, "ends_on": "2027-05-31", "hours_per_week": "24", "in_target_sector": "yes"}
    assert client.post(f"/deelnemers/{abel.pk}/baan/", done).status_code == 302
    fields = ("kind", "contract", "ends_on", "hours_per_week", "in_target_sector", "occupation")
    assert stored(as_system, *fields) == [("job", "fixed", date(2027, 5, 31), 24, True, "helpende")]
    assert "31 mei 2027" in client.get(f"/deelnemers/{abel.pk}/werk/").content.decode()


def test_an_apprenticeship_is_recorded(coach, abel, sign_in, as_system):
    SiteFactory(organisation__name="Zorgkring Oost", name="De Linde")
    form = {"site": "Zorgkring Oost, De Linde", "starts_on": TODAY.isoformat(), "contract": "permanent"}
    assert sign_in(coach).post(f"/deelnemers/{abel.pk}/leerbaan/", form).status_code == 302
    assert stored(as_system, "kind", "contract", "in_target_sector") == [("apprenticeship", "permanent", None)]


def addresses(person, placement):
    own = [f"/deelnemers/{person}/{page}/" for page in ("werk", "baan", "leerbaan", "plaatsing")]
    return [*own, f"/werkplekken/{placement}/", f"/werkplekken/{placement}/stoppen/"]


def without_address(answer):
    secret = rb'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+'
    return re.sub(secret, b"", answer.content).replace(answer.wsgi_request.path.encode(), b"")


@pytest.mark.parametrize("who", ["other_organisation", "wrong_role"])
def test_others_get_the_same_answer_as_for_somebody_who_is_not_there(coach, abel, sign_in, who):
    placement = PlacementFactory(person=abel)
    if who == "wrong_role":
        stranger = MembershipFactory(role=Role.BOARD_MEMBER, organisation=coach.organisation)
    else:
        stranger = MembershipFactory(role=Role.JOB_COACH)
        open_everything(stranger.organisation)
    client = sign_in(stranger)
    nobody = addresses("00000000-0000-4000-8000-000000000000", 999999)
    for address, nothing in zip(addresses(abel.pk, placement.pk), nobody, strict=True):
        real, empty = client.get(address), client.get(nothing)
        assert (real.status_code, empty.status_code) == (404, 404), address
        assert without_address(real) == without_address(empty)
        assert sign_in(coach).get(address).status_code == 200


def test_an_employers_link_is_offered_where_somebody_guides(coach, abel, sign_in):
    placement = PlacementFactory(person=abel, trainer=ContactFactory())
    page = sign_in(coach).get(f"/werkplekken/{placement.pk}/").content.decode()
    assert f"/werkgevers/contact/{placement.trainer_id}/link/" in page


def test_only_who_still_has_to_say_yes_is_asked_for_a_yes(coach, abel, sign_in):
    said = PlacementFactory(person=abel, person_agreed_on=date(2026, 8, 24))
    asked = PlacementFactory(person=abel, state="proposed", starts_on=date(2027, 1, 4))
    client = sign_in(coach)
    pages = [client.get(f"/werkplekken/{each.pk}/") for each in (said, asked)]
    assert [page.context["said_yes"] for page in pages] == [
        [("De deelnemer", date(2026, 8, 24))],
        [("De deelnemer", None), ("De werkgever", None), ("Wie de deelnemer begeleidt", None)],
    ]
    assert "zei ja op 24 augustus 2026" in pages[0].content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_any_number(coach, abel, sign_in, statements, number):
    for n in range(number):
        PlacementFactory(person=abel, weekdays=[n], ends_on=date(2026, 12, 4))
    client = sign_in(coach)
    assert statements(client, f"/deelnemers/{abel.pk}/werk/") == 9


def test_anyone_reads_what_an_employer_risks(client):
    page = client.get(reverse("risks"), {"soort": "job"}).content.decode()
    assert [text in page for text in ("Ziektewet art. 29b", "WEB art. 7.2.8", 'aria-current="page"')] == [
        True,
        False,
        True,
    ]
    assert client.get(reverse("risks"), {"soort": "bogus"}).status_code == 200


def test_of_a_country_without_rules_it_is_said_that_none_are_known(client):
    page = client.get(reverse("risks"), {"soort": "job", "land": "se"}).content.decode()
    assert "Geen regels bekend" in page
    assert "BW art." not in page
    assert "BW art. 7:629" in client.get(reverse("risks"), {"soort": "job", "land": "xx"}).content.decode()


@pytest.mark.parametrize("rows", [1, 700])
@pytest.mark.parametrize("page", ["baan", "leerbaan", "plaatsing"])
def test_forms_about_work_stay_light_with_many_employers(coach, abel, sign_in, page, rows):
    employers = Organisation.objects.bulk_create(
        Organisation(name=f"Zorggroep Lindevallei-Oost {n} B.V.", kind="employer") for n in range(rows)
    )
    Site.objects.bulk_create(Site(organisation=employer, name="hoofdvestiging") for employer in employers)
    answer = sign_in(coach).get(f"/deelnemers/{abel.pk}/{page}/")
    assert answer.content.decode().count("<option>Zorggroep") == rows
    assert len(answer.content) < 60_000
