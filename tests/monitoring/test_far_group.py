"""Who is far from work, by recorded facts alone, counted from referred to finished with nobody left out (S4.9)."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.monitoring.domain.far_group import STANDARD, FarShare, Version, declared_by
from doorstroom.monitoring.models import FarCount
from doorstroom.monitoring.services.far_group import count_far_groups
from doorstroom.participants.models import IncomeSituation, LanguageLevel, PersonProfile
from doorstroom.programmes.domain.route_model import FarGroup
from doorstroom.rounds.models import Nomination, Round
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.participants import person_of
from factories.programmes import ProgrammeFactory, model_of

TODAY = NOW.date()
REFERRED = TODAY - timedelta(days=100)
TWO_YEARS = date(REFERRED.year - 2, REFERRED.month, REFERRED.day)


@pytest.fixture
def programme(as_system):
    """Far is who has two of: primary school at most, A2 at most, two years and more on a benefit."""
    found = ProgrammeFactory()
    model_of(found, "welthuis-v2")
    return found


def somebody(education=None, levels=(), benefit=None):
    """`benefit` is (source, first day)."""
    person = person_of(MembershipFactory(), on=REFERRED)
    if education:
        PersonProfile.objects.create(person=person, education=education)
    for skill, level in zip(("speaking", "reading"), levels, strict=False):
        LanguageLevel.objects.create(person=person, skill=skill, level=level)
    if benefit:
        IncomeSituation.objects.create(person=person, source=benefit[0], valid_from=benefit[1])
    return person


def registered(programme, person, **fields):
    return Trajectory.objects.create(
        person=person, programme=programme, desk=programme.receiving_desk, registered_on=REFERRED, **fields
    )  # fmt: skip


def counted(actor):
    count_far_groups(actor=actor, on=TODAY)
    return {row.moment: (row.far, row.known, row.unknown) for row in FarCount.objects.all()}


FAR, NEAR, UNKNOWN = (1, 1, 0), (0, 1, 0), (0, 0, 1)
LONG, SHORT = ("social_assistance", TWO_YEARS), ("social_assistance", TWO_YEARS + timedelta(days=1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, UNKNOWN),
        ({"education": "none", "levels": ("B1", "A2")}, FAR),
        ({"education": "none", "levels": ("B1", "B1")}, UNKNOWN),
        ({"education": "none", "levels": ("B1",), "benefit": LONG}, FAR),
        ({"education": "none", "levels": ("B1",), "benefit": SHORT}, NEAR),
        ({"education": "lower", "levels": ("B1",)}, NEAR),
        ({"education": "foreign_unrated", "levels": ("A1",)}, UNKNOWN),
        ({"education": "foreign_unrated", "levels": ("A1",), "benefit": LONG}, FAR),
        ({"education": "none", "levels": ("B2",), "benefit": ("wage", TWO_YEARS)}, NEAR),
        ({"education": "none", "levels": ("B2",), "benefit": ("unknown", TWO_YEARS)}, UNKNOWN),
    ],
)
def test_two_of_three_facts_make_far_and_what_is_not_known_only_counts_where_it_decides(
    programme, as_system, facts, expected
):
    registered(programme, somebody(**facts))
    assert counted(as_system) == {"referred": expected}


@pytest.mark.django_db
def test_who_is_left_at_the_door_counts_and_nobody_counts_twice(programme, as_system):
    """One registered, nominated, selected and finished; one nominated only; one referred longer than a year ago."""
    round = Round.objects.create(
        programme=programme, model=programme.models.get(), name="ronde 9", starts_on=TODAY, seats=4
    )
    put_forward = {"round": round, "source": "self", "nominated_on": REFERRED + timedelta(days=5)}
    through, left = somebody("lower", ("B2",)), somebody("none", ("A1",))
    registered(
        programme, through, state="exited", started_on=REFERRED + timedelta(days=30), exited_on=TODAY,
        exit_reason="completed",
    )  # fmt: skip
    Nomination.objects.create(
        person=through, outcome="selected", decided_on=REFERRED + timedelta(days=9), **put_forward
    )
    Nomination.objects.create(person=left, outcome="not_now", decided_on=REFERRED + timedelta(days=9), **put_forward)
    old = registered(programme, somebody("none", ("A1",)))
    Trajectory.objects.filter(pk=old.pk).update(registered_on=TODAY - timedelta(days=365))
    assert counted(as_system) == {
        "referred": (1, 2, 0), "nominated": (1, 2, 0), "selected": (0, 1, 0), "finished": (0, 1, 0),
    }  # fmt: skip


def test_the_newest_approach_speaks_for_everybody_and_without_one_the_standard():
    first, last = FarGroup(benefit_months=12), FarGroup(benefit_months=24)
    older, newer = Version(TODAY, 1, first), Version(TODAY, 2, last)
    assert declared_by([newer, older]) == last
    assert declared_by([older, Version(TODAY, 2, None)]) == declared_by([]) == STANDARD


def test_below_ten_people_there_is_no_share():
    assert FarShare("referred", 4, 9, 30).interval is None
    low, high = FarShare("referred", 4, 10, 30).interval.percents()
    assert (low, high) == (17, 69)
