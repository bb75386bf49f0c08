"""The radar of contracts that end: order, what follows, how often people went straight on, and who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import NextPath
from doorstroom.placements.services import agree_next_path
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.contract_ends import ending, step_of, straight_on
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel", "Noor", "Emre")


def job(trajectory, ends_on, **fields):
    known = {"kind": "job", "contract": "fixed" if ends_on else "permanent", "person": trajectory.person}
    return PlacementFactory(**known, trajectory=trajectory, ends_on=ends_on, **fields)


def over(trajectory, days_ago, **fields):
    last = TODAY - timedelta(days=days_ago)
    ended = {"state": "ended", "ended_on": last, "ended_because": "liep af", "ended_by": "employer"}
    return job(trajectory, last, **{"starts_on": last - timedelta(days=20), **ended, **fields})


def by(member, at=NOW):
    return actor_of(member, at=at)


def test_what_nothing_is_agreed_about_stands_first_and_then_the_first_to_end(group):
    abel, noor, emre = group.trajectories
    soon, later, last = (TODAY + timedelta(weeks=weeks) for weeks in (2, 7, 20))
    settled = job(abel, soon)
    agree_next_path(actor=by(group.coach), placement=settled, path="extended", on=TODAY)
    job(noor, last)
    job(emre, later)
    job(emre, None)
    found = list(ending(by(group.coach)))
    assert [(each.person.given_name, each.settled, each.goes_on) for each in found] == [
        ("Noor", 0, False), ("Abel", 1, False), ("Emre", 1, True),
    ]  # fmt: skip
    assert [step_of(each.ends_on, TODAY) for each in found] == [None, 4, 8]


@pytest.mark.parametrize(("days", "step"), [(0, 4), (28, 4), (29, 8), (56, 8), (57, 12), (84, 12), (85, None)])
def test_the_step_is_the_nearest_one_that_has_come(days, step):
    assert step_of(TODAY + timedelta(days=days), TODAY) == step


def test_a_word_about_afterwards_takes_the_signal_away(group):
    abel = group.trajectories[0]
    placed = job(abel, TODAY + timedelta(weeks=11))
    actor = by(group.coach)

    def codes():
        with scope(actor, nested=True):
            rows = todays_list(actor).rows
        return [s.code for row in rows for s in row.signals if row.trajectory == abel and s.code == "contract_ending"]

    assert codes() == ["contract_ending"]
    row = agree_next_path(actor=actor, placement=placed, path="education", note=" BBL vanaf februari. ", on=TODAY)
    assert (row.path, row.note, row.agreed_on, row.member) == ("education", "BBL vanaf februari.", TODAY, group.coach)
    assert codes() == []
    again = agree_next_path(actor=actor, placement=placed, path="extended", on=TODAY)
    assert (again.pk, NextPath.objects.get().path) == (row.pk, "extended")
    assert {"next_path"} <= {entry.subject for entry in entries_about(abel.person_id)}


def test_only_what_ends_and_what_one_sees_gets_a_word(group):
    abel = group.trajectories[0]
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    placed, permanent = job(abel, TODAY + timedelta(weeks=3)), job(abel, None)
    refused = [
        (by(group.coach), permanent, "no_end_to_prepare"), (by(stranger), placed, "not_visible"),
        (by(MembershipFactory(role=Role.RESEARCHER)), placed, "may_not_record"),
    ]  # fmt: skip
    for actor, placement, code in refused:
        with pytest.raises(PlacementError) as error:
            agree_next_path(actor=actor, placement=placement, path="extended", on=TODAY)
        assert (error.value.code, NextPath.objects.count()) == (code, 0)


def test_the_form_keeps_what_was_said_and_hides_what_one_may_not_see(group, sign_in):
    placed = job(group.trajectories[0], TODAY + timedelta(weeks=3))
    url = reverse("contract_next", args=[placed.pk])
    client = sign_in(group.coach)
    assert client.post(url, {"note": "Straks."}).context["form"].errors["path"] == ["Kies er een."]
    assert client.post(url, {"path": "permanent", "note": "Straks."}).url == "/werkplekken/contracten/"
    page = client.get("/werkplekken/contracten/").content.decode()
    assert "Hierna: een vast contract hier." in page
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    assert sign_in(stranger).get(url).status_code == 404
    assert "Abel" not in sign_in(stranger).get("/werkplekken/contracten/").content.decode()


def test_straight_on_counts_contracts_that_were_followed_within_a_month(group):
    """Abel on the 31st day, Noor on the 32nd, Emre after ten days; his last contract still runs its month."""
    abel, noor, emre = group.trajectories
    over(abel, 100)
    job(abel, None, starts_on=TODAY - timedelta(days=69))
    over(noor, 100)
    job(noor, None, starts_on=TODAY - timedelta(days=68))
    over(emre, 40)
    over(emre, 10)
    over(emre, 400)
    (team,) = straight_on(by(group.coach))
    share = team.share
    assert team.team == group.coach.organisation.name
    assert (share.numerator, share.denominator, share.running, share.unknown, share.percent) == (2, 3, 1, 1, None)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(group, sign_in, statements, number):
    for each in group.trajectories[:number]:
        job(each, TODAY + timedelta(weeks=3))
        over(each, 50)
    client = sign_in(group.coach)
    assert statements(client, "/werkplekken/contracten/") == 7
    assert statements(client, "/werkplekken/contracten/daarna/") == 6


def test_what_followed_stands_on_a_page_of_its_own_with_its_definition(group, sign_in):
    over(group.trajectories[0], 100)
    client = sign_in(group.coach)
    assert 'href="/werkplekken/contracten/daarna/"' in client.get("/werkplekken/contracten/").content.decode()
    page = client.get("/werkplekken/contracten/daarna/").content.decode()
    assert group.coach.organisation.name in page
    assert "0 van 1" in " ".join(page.split())
