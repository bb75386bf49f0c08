"""What the partnership promises: from a day on, set in the browser, read by everybody's list."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.signals.domain.errors import SignalError
from doorstroom.signals.domain.signal import STANDARD
from doorstroom.signals.models import PromiseVersion
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.promises import promises_on
from doorstroom.signals.services import set_promises
from doorstroom.signals.wording import REFUSALS
from doorstroom.trajectories.models import TrajectoryState
from factories.accounts import MembershipFactory
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
URL = "/samenwerking/beloften/"


@pytest.fixture
def wendy(as_system):
    return MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)


def set_by(member, *, from_day=TODAY, **promised):
    return set_promises(
        actor=actor_of(member, at=NOW), promises=replace(STANDARD, **promised), valid_from=from_day,
        because="overleg van 16 november", on=TODAY,
    )  # fmt: skip


def test_a_version_holds_from_its_day_and_those_before_stay_as_they_were(wendy):
    set_by(wendy, next_step_days=3)
    set_by(wendy, from_day=TODAY + timedelta(days=10), next_step_days=None)
    days = {-1: 7, 0: 3, 9: 3, 10: None}
    assert {n: promises_on(TODAY + timedelta(days=n)).next_step_days for n in days} == days
    with pytest.raises(SignalError, match="promise_in_the_past"):
        set_by(wendy, from_day=TODAY - timedelta(days=1))
    for member, code in ((wendy, "promise_reason_needed"), (MembershipFactory(), "may_not_set_promises")):
        with pytest.raises(SignalError) as refused:
            set_promises(
                actor=actor_of(member, at=NOW), promises=STANDARD, valid_from=TODAY, because=" ", on=TODAY
            )  # fmt: skip
        assert (refused.value.code, code in REFUSALS) == (code, True)
    assert Entry.objects.filter(subject="promise_version").count() == 2


def test_a_list_follows_the_promise_of_its_day(wendy):
    group = group_of("Abel")
    (abel,) = group.trajectories
    abel.phases.all().delete()
    abel.state, abel.started_on, abel.moved_on = TrajectoryState.INTAKE, None, TODAY - timedelta(days=5)
    abel.save()
    actor = actor_of(group.coach, at=NOW)

    def due():
        with scope(actor, nested=True):
            found = [signal for row in todays_list(actor).rows for signal in row.signals]
        return [(TODAY - signal.due_on).days for signal in found if signal.code == "no_next_step"]

    before = due()
    set_by(wendy, next_step_days=2)
    assert (before, due()) == ([-2], [3])
    set_by(wendy, next_step_days=None)
    assert due() == []


def test_the_functional_administrator_sets_it_in_the_browser_and_who_leads_reads_it(wendy, sign_in, system):
    client, lead = sign_in(wendy), sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    shown = {name: "" if number is None else number for name, number in asdict(STANDARD).items()}
    wrong = client.post(URL, {**shown, "remind_days": "", "drift_points": 101, "valid_from": TODAY, "because": "x"})
    assert set(wrong.context["form"].errors) == {"remind_days", "drift_points"}
    past = client.post(URL, {**shown, "valid_from": TODAY - timedelta(days=1), "because": "x"})
    assert "blijft zoals het was" in str(past.context["form"].errors["valid_from"])
    given = {**shown, "double_days": "", "next_step_days": 4, "valid_from": TODAY, "because": "overleg van november"}
    assert client.post(URL, given).url == reverse("promises")
    page = lead.get(URL).content.decode()
    assert "overleg van november" in page
    assert "geen signaal" in page
    assert "Wijzig het vanaf een dag" not in page
    assert lead.post(URL, given).status_code == 404
    assert sign_in(MembershipFactory(role=Role.CASEWORKER)).get(URL).status_code == 404
    with scope(system, nested=True):
        (saved,) = PromiseVersion.objects.all()
    assert (saved.double_days, saved.next_step_days, saved.set_by) == (None, 4, wendy)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_version_and_for_three(wendy, sign_in, statements, number):
    for days in range(number):
        set_by(wendy, from_day=TODAY + timedelta(days=days))
    assert statements(sign_in(wendy), URL) == 8
