"""Signals are noted once a night, counted by kind, and shown once a week when they are seldom acted on."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import participant_actor
from doorstroom.signals.domain.messages import SIGNALS
from doorstroom.signals.models import SignalSpell, WeeklySignal
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.services import note_signals
from doorstroom.signals.wording import KINDS
from doorstroom.trajectories.models import TrajectoryState
from factories.accounts import MembershipFactory
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TUESDAY = NOW + timedelta(days=1)


@pytest.fixture
def group(as_system):
    """Two people of whom only the next step is missing, since nine days."""
    made = group_of("Abel", "Noor")
    for each in made.trajectories:
        each.phases.all().delete()
        each.state, each.started_on, each.moved_on = TrajectoryState.INTAKE, None, TODAY - timedelta(days=9)
        each.save()
    return made


def noted(at=NOW):
    return note_signals(actor=system_actor(at=at, purpose="note_signals"), on=at.date())


def spells():
    rows = SignalSpell.objects.filter(code="no_next_step").order_by("person__given_name", "raised_on")
    return [(row.person.given_name, (row.raised_on - TODAY).days, row.ended_on and (row.ended_on - TODAY).days)
            for row in rows]  # fmt: skip


def test_a_signal_is_noted_when_it_begins_and_when_it_is_gone(group):
    abel, _ = group.trajectories
    noted()
    noted()
    assert spells() == [("Abel", 0, None), ("Noor", 0, None)]
    abel.person.tasks.create(trajectory=abel, text="x", created_on=TODAY)
    noted(TUESDAY)
    assert spells() == [("Abel", 0, 1), ("Noor", 0, None)]
    abel.person.tasks.all().delete()
    noted(TUESDAY + timedelta(days=1))
    assert spells() == [("Abel", 0, 1), ("Abel", 2, None), ("Noor", 0, None)]
    noted(TUESDAY + timedelta(days=366))
    assert [began for _, began, _ in spells()] == [2], "what began more than a year ago is erased"


def test_rows_by_person_are_seen_by_the_person_alone(group):
    _, noor = group.trajectories
    noted()
    seen = {}
    for actor in (actor_of(group.coach, at=NOW), participant_actor(at=NOW, person_id=noor.person_id)):
        with scope(actor, nested=True):
            seen[actor.role] = set(SignalSpell.objects.values_list("person", flat=True))
    assert seen == {"job_coach": set(), "participant": {noor.person_id}}


def test_a_kind_that_is_seldom_acted_on_stands_on_lists_on_mondays_only(group):
    abel, _ = group.trajectories
    began = TODAY - timedelta(days=20)
    SignalSpell.objects.bulk_create(
        SignalSpell(person=abel.person, code="no_next_step", raised_on=began - timedelta(days=n), due_on=began,
                    ended_on=TODAY if n > 2 else began + timedelta(days=2))
        for n in range(12)
    )  # fmt: skip
    noted()
    assert list(WeeklySignal.objects.values_list("code", "since")) == [("no_next_step", TODAY)]

    def shown(at):
        actor = actor_of(group.coach, at=at)
        with scope(actor, nested=True):
            found = todays_list(actor)
        return len(found.rows), found.weekly

    assert (shown(NOW), shown(TUESDAY)) == ((2, 0), (0, 2))
    SignalSpell.objects.filter(ended_on=TODAY).delete()
    noted(TUESDAY)
    assert (WeeklySignal.objects.count(), shown(TUESDAY)) == (0, (2, 0))


def test_who_leads_reads_counts_by_kind_and_no_names(group, sign_in, as_system):
    noted()
    lead = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    page = lead.get("/samenwerking/signalen/").content.decode()
    assert "Geen volgende stap" in page
    assert "2 staan binnen hun termijn op een lijst" in page
    assert "Abel" not in page
    assert sign_in(group.coach).get("/samenwerking/signalen/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_kind_and_for_three(group, sign_in, statements, number):
    for code in list(KINDS)[:number]:
        SignalSpell.objects.create(person=group.people[0], code=code, raised_on=TODAY, due_on=TODAY)
    lead = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    assert statements(lead, "/samenwerking/signalen/") == 11


def test_every_kind_about_a_person_has_its_name():
    """Steps of a handover wait for one member, so no day's list of everybody holds them."""
    codes = list(SIGNALS)
    of_people = codes[: codes.index("places_short")]
    assert set(KINDS) == {code for code in of_people if not code.startswith("handover_")}
