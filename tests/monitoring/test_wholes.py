"""Results of a programme hold those of its projects, each person once."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.monitoring.selectors.evidence import Question, books_of, exits_of
from doorstroom.monitoring.selectors.losses import losses
from doorstroom.monitoring.selectors.publication import proposal_of
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.services.locks import take_lock
from doorstroom.programmes.models import Programme
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.programmes import ProgrammeFactory
from factories.trajectories import acting

TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """A programme of two projects: 12 started in one of whom 3 stopped, 15 in a part of the other."""
    manager, caseworker = MembershipFactory(role=Role.PROGRAMME_MANAGER), MembershipFactory()
    whole = ProgrammeFactory(name="Geheel")
    first, model, _ = two_versions("Eerste")
    second, other, _ = two_versions("Tweede")
    between = ProgrammeFactory(name="Tussen", part_of=whole)
    Programme.objects.filter(pk=first.pk).update(part_of=whole)
    Programme.objects.filter(pk=second.pk).update(part_of=between)
    for programme in (whole, first, second, between):
        partner_in(programme, manager)
    cohort(caseworker, model, 12, start=date(2026, 2, 2), stopped=(2, 3, 4))
    cohort(caseworker, other, 15, start=date(2026, 3, 2))
    rebuild_facts(actor=as_system, at=NOW)
    return whole, first, second, manager


def of(member, programme, **more):
    (found,) = results_of(acting(member, TODAY), TODAY, programme.pk, **more)
    return found


def test_the_whole_counts_the_people_of_its_parts_once(world):
    whole, first, second, manager = world
    found, parts = of(manager, whole), [of(manager, each) for each in (first, second)]
    assert (found.started, [each.started for each in parts]) == (27, [12, 15])
    assert [each.name for each in found.parts] == ["Eerste", "Tussen", "Tweede"]
    assert len(exits_of(found, Question(TODAY)).since) == sum(len(exits_of(p, Question(TODAY)).since) for p in parts)
    last, lasts = books_of(found, Question(TODAY), None)[-1], [books_of(p, Question(TODAY), None)[-1] for p in parts]
    assert (last.closing, [each.closing for each in lasts]) == (24, [9, 15])
    assert (losses(found).people, losses(found).started) == (3, 27)


def test_pages_name_the_parts_and_open_for_the_whole(world, sign_in):
    whole, _, _, manager = world
    page = sign_in(manager).get(reverse("result_dropout", args=[whole.pk])).content.decode()
    assert "Van 27 mensen die startten stopten er 3 voor het einde" in page
    assert "Meegeteld, iedereen één keer: Eerste, Tussen, Tweede." in " ".join(page.split())


def test_a_part_that_the_reader_may_not_see_is_named_and_not_counted(world, sign_in):
    """Putting programmes together opens nobody's results: that stays with the partners of each."""
    whole, first, _, _ = world
    board = partner_in(whole, MembershipFactory(role=Role.BOARD_MEMBER))
    partner_in(first, board)
    found = of(board, whole)
    assert (found.started, [each.name for each in found.left_out]) == (12, ["Tussen", "Tweede"])
    page = " ".join(sign_in(board).get("/resultaten/").content.decode().split())
    assert "niet meegeteld omdat uw organisatie er niet aan meedoet: Tussen, Tweede." in page


def test_the_list_holds_whole_and_parts_each_with_its_own_total(world):
    *_, manager = world
    found = {each.programme.name: each.started for each in results_of(acting(manager, TODAY), TODAY)}
    assert found == {"Geheel": 27, "Eerste": 12, "Tussen": 15, "Tweede": 15}


def test_what_is_published_of_a_whole_is_its_own_so_that_nothing_can_be_subtracted(world):
    whole, _, _, manager = world
    assert of(manager, whole, parts=False).started == 0
    assert [reason.code for reason in proposal_of(of(manager, whole, parts=False)).obstacles] == ["too_few_to_publish"]


def test_a_lock_of_the_whole_holds_its_parts_also_when_these_leave_it(world):
    whole, first, _, manager = world
    lock = take_lock(actor=acting(manager, TODAY), programme=whole, name="jaarverslag")
    assert lock.rows == 27
    Programme.objects.filter(pk=first.pk).update(part_of=None)
    assert (of(manager, whole).started, of(manager, whole, lock=lock).started) == (15, 27)


def test_people_who_began_on_an_approach_of_another_programme_keep_it(world, as_system):
    """Loose trajectories put together in a project run on the approach of where they began."""
    from doorstroom.trajectories.models import Trajectory

    *_, first, _, manager = world
    project = partner_in(ProgrammeFactory(name="Los"), manager) and Programme.objects.get(name="Los")
    Trajectory.objects.filter(programme=first).update(programme=project)
    rebuild_facts(actor=as_system, at=NOW)
    found = of(manager, project)
    assert ([str(model) for model in found.models], found.started) == ([str(first.models.first())], 12)
