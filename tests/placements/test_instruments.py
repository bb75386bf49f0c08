"""Last days of subsidies, coaching and grants: kept by staff, read by the employer, on Vandaag until it was done."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import InstrumentTerm, Placement
from doorstroom.placements.services import (
    issue_employer_link,
    note_instrument_term,
    settle_instrument_term,
)
from doorstroom.placements.wording import REFUSALS
from doorstroom.signals.selectors import todays_list
from doorstroom.trajectories.services import add_team_member
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.placements import work_of_abel

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NEXT = {"kind": "wage_subsidy", "act": "declare"}


@pytest.fixture
def world(as_system):
    return work_of_abel(as_system)


def test_staff_keep_it_the_employer_reads_it_and_done_asks_again_on_the_next_day(world, as_system, sign_in, client):
    group, contact, placement = world
    staff, where = sign_in(group.coach), f"/werkplekken/{placement.pk}/"
    assert "Er is geen termijn bewaard." in staff.get(where).content.decode()
    told = NEXT | {"due_on": "2026-12-01", "how": "Formulier van de gemeente."}
    assert staff.post(f"{where}termijn/", told).headers["Location"] == where
    assert staff.post(f"{where}termijn/", told).headers["Location"] == where, "twice is one"
    with scope(as_system, nested=True):
        (term,) = InstrumentTerm.objects.all()
        token, code = issue_employer_link(actor=actor_of(group.coach, at=NOW), contact=contact, at=NOW)
    client.post(f"/w/{token}/", {"code": code})
    page = client.get("/onze-week/").content.decode()
    assert "uiterlijk 1 december" in page
    assert "loonkostensubsidie, declaratie insturen. Formulier van de gemeente." in page
    done = f"{where}termijn/{term.pk}/klaar/"
    assert "De volgende dag ligt na" in staff.post(done, {"next_due_on": "2026-12-01"}).content.decode()
    assert staff.post(done, {"next_due_on": "2027-03-01"}).headers["Location"] == where
    assert staff.post(done, {"next_due_on": "2027-03-01"}).headers["Location"] == where, "a second click does nothing"
    with scope(as_system):
        assert list(InstrumentTerm.objects.values_list("due_on__month", "done_on")) == [(12, TODAY), (3, None)]
        assert Entry.objects.filter(subject="instrument_term").count() == 3
    assert "uiterlijk 1 maart" in client.get("/onze-week/").content.decode()


def test_it_stands_on_vandaag_of_the_account_manager_from_thirty_days_and_of_the_coach_from_ten(world, as_system):
    group, _contact, placement = world
    manager = MembershipFactory(organisation=group.coach.organisation, role=Role.ACCOUNT_MANAGER)
    open_everything(manager.organisation, purpose=Purpose.LEARN_WORK)
    add_team_member(actor=as_system, trajectory=group.trajectories[0], member=manager, on=TODAY)
    who = {"manager": actor_of(manager, at=NOW), "coach": actor_of(group.coach, at=NOW)}

    def asked(name):
        with scope(who[name], nested=True):
            rows = todays_list(who[name]).rows
        return [each.code for row in rows for each in row.signals if each.expected_act == "see_instrument"]

    term = note_instrument_term(actor=as_system, placement=placement, due_on=TODAY + timedelta(days=31), **NEXT)
    seen = {}
    for left in (31, 30, 11, 10, -1):
        InstrumentTerm.objects.update(due_on=TODAY + timedelta(days=left))
        seen[left] = (asked("manager"), asked("coach"))
    near, late = ["instrument_deadline"], ["instrument_late"]
    assert seen == {31: ([], []), 30: (near, []), 11: (near, []), 10: (near, near), -1: (late, late)}
    settle_instrument_term(actor=as_system, term=term, on=TODAY)
    assert (asked("manager"), asked("coach")) == ([], [])


def test_what_is_refused_says_why(world, as_system):
    _group, _contact, placement = world
    with pytest.raises(PlacementError) as early:
        note_instrument_term(actor=as_system, placement=placement, due_on=TODAY - timedelta(weeks=6), **NEXT)
    board = actor_of(MembershipFactory(role=Role.BOARD_MEMBER), at=NOW)
    with pytest.raises(PlacementError) as outside:
        note_instrument_term(actor=board, placement=placement, due_on=TODAY, **NEXT)
    Placement.objects.update(state="cancelled", ended_on=TODAY, ended_because="x")
    with pytest.raises(PlacementError) as cancelled:
        note_instrument_term(actor=as_system, placement=placement, due_on=TODAY, **NEXT)
    codes = [each.value.code for each in (early, outside, cancelled)]
    assert codes == ["term_before_start", "may_not_record", "term_of_cancelled"]
    assert set(codes) <= set(REFUSALS)
