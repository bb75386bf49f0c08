"""The plan of a round: who is planned, what stays closed, what is kept, and what a confirmation does."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.models import RoundPlan, RoundPlanLine, Willingness
from doorstroom.matching.selectors.planning import Asked, placement_kind_of, round_problem
from doorstroom.matching.services.answers import _modules_behind, version_of
from doorstroom.matching.services.planning import (
    PLANNER,
    confirm_plan_line,
    let_go_of_plan_lines,
    propose_round_plan,
    what_if_plan,
)
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import open_relations
from doorstroom.placements.models import Placement
from doorstroom.programmes.domain.vocabulary import PhaseKind
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Backing, Nomination, RoundPartner
from factories.matching import area, place, profile
from factories.participants import relation_of
from factories.rounds import round_world
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system, system):
    area("9001", 52.0)
    return round_world(system, seats=3)


@pytest.fixture
def jelle(world):
    """A job coach who works in the round."""
    member = colleague(Role.JOB_COACH)
    RoundPartner.objects.create(round=world.round, organisation=member.organisation, role=Role.JOB_COACH)
    return member


@pytest.fixture
def acting():
    return lambda member: actor_of(member, at=NOW)


@pytest.fixture
def selected(world, jelle):
    """People of a referrer who were selected and whom the job coach sees."""

    def select(*names, seen=True):
        system, people = system_actor(at=NOW, purpose="test"), []
        for nomination in world.put_forward(system, *names):
            nomination.outcome = Nomination.Outcome.SELECTED
            nomination.save()
            profile(nomination.person)
            people.append(nomination.person)
        if not seen:
            PersonRelation.objects.filter(person__in=people, organisation=jelle.organisation).delete()
        else:
            open_relations(actor=system, opened=[(each.pk, relation_of(jelle)) for each in people], on=NOW.date())
        return people

    return select


def back(world, offered, seats=1):
    Backing.objects.create(
        round=world.round, place=offered, seats=seats, status=Backing.Status.SIGNED, given_by="Joost", given_on=NOW
    )
    return offered


def placed(plan):
    return {line.person.given_name: line.place_id for line in plan.lines.all() if line.place_id}


def test_only_selected_people_who_are_open_are_planned(world, jelle, selected, acting):
    selected("Abel", "Bea")
    selected("Cor", seen=False)
    world.put_forward(system_actor(at=NOW, purpose="test"), "Dirk")
    back(world, place(), 2)
    with scope(acting(jelle), nested=True):
        found = round_problem(acting(jelle), world.round, Asked())

    assert sorted(person.given_name for person in found.people.values()) == ["Abel", "Bea"]
    assert [each.usable for each in found.problem.places] == [2]
    assert found.problem.rules.seats == 3


def test_a_proposal_is_kept_with_reasons_and_places_nobody(world, jelle, selected, acting):
    selected("Abel", "Bea", "Cor")
    offered = back(world, place(number=2), 2)
    with scope(acting(jelle), nested=True):
        plan = propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
        kept = placed(plan)
        (without,) = [line.reason for line in plan.lines.all() if line.reason]

    assert (len(kept), set(kept.values()), plan.finished) == (2, {offered.pk}, True)
    seat = {"kind": "place", "key": str(offered.pk)}
    assert (without["why"], without["limit"], without["gain"]) == ("limit", seat, 1)
    assert [each["proven"] for each in plan.stages] == [True] * 5
    assert not Placement.objects.exists()


def test_a_no_of_the_person_is_never_outweighed(world, jelle, selected, acting):
    (abel,) = selected("Abel")
    offered = back(world, place())
    Willingness.objects.create(person=abel, place=offered, side="person", willing=False, said_at=NOW)
    with scope(acting(jelle), nested=True):
        plan = propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
        (line,) = plan.lines.all()

    assert (line.place, line.reason["why"], line.reason["constraint"]) == (None, "no_place", "no")


def test_who_has_a_workplace_stays_there(world, jelle, selected, acting):
    abel, _bea = selected("Abel", "Bea")
    offered = back(world, place())
    Placement.objects.create(
        person=abel, place=offered, site=offered.site, kind="trial", state="agreed", starts_on=date(2027, 2, 1),
        person_agreed_on=NOW.date(), employer_agreed_on=NOW.date(),
    )  # fmt: skip
    with scope(acting(jelle), nested=True):
        plan = propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
        kept = placed(plan)

    assert kept == {"Abel": offered.pk}


def test_more_coaching_places_more_people(world, jelle, selected, acting):
    selected("Abel", "Bea")
    back(world, place(number=2), 2)
    with scope(acting(jelle), nested=True):
        one = what_if_plan(actor=acting(jelle), round=world.round, asked=Asked(coaching=1))
        two = what_if_plan(actor=acting(jelle), round=world.round, asked=Asked(coaching=2))
        wednesday = what_if_plan(actor=acting(jelle), round=world.round, asked=Asked(school_days=(2,)))
        monday = what_if_plan(actor=acting(jelle), round=world.round, asked=Asked(school_days=(0,)))

    assert [len(each.placed) for each in (one, two, wednesday, monday)] == [1, 2, 2, 0]
    assert not RoundPlan.objects.exists()


def test_confirming_proposes_the_placement_once(world, jelle, selected, acting):
    (abel,) = selected("Abel")
    offered = back(world, place())
    with scope(acting(jelle), nested=True):
        plan = propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
        (line,) = plan.lines.all()
        made = confirm_plan_line(actor=acting(jelle), line_id=line.pk, on=NOW.date())
        with pytest.raises(MatchingError, match="plan_line_done"):
            confirm_plan_line(actor=acting(jelle), line_id=line.pk, on=NOW.date())

    assert (made.person_id, made.place, made.state, made.starts_on) == (
        abel.pk, offered, "proposed", world.round.starts_on,
    )  # fmt: skip
    assert Placement.objects.count() == 1


def test_a_plan_keeps_the_fingerprint_of_options_engine_and_planner():
    names = ["planning.options", "planning.core", "planning.stages", "engine.search", "engine.plain", "assessment"]
    behind = {module for rule in PLANNER for module in _modules_behind(rule)}

    assert {f"doorstroom.matching.domain.{name}" for name in names} <= behind
    assert version_of("planner", *PLANNER) != version_of("planner", PLANNER[0])


def test_the_placement_is_of_the_kind_that_the_first_phase_with_work_asks(world):
    phases = approach_of(world.round.model).phases
    paid = [replace(each, kind=PhaseKind.APPRENTICESHIP) for each in phases]

    assert [placement_kind_of(each) for each in (phases, paid, ())] == [
        "work_experience", "apprenticeship", "work_experience",
    ]  # fmt: skip


def test_lines_of_people_stay_with_those_who_see_them(world, jelle, selected, acting):
    selected("Abel")
    back(world, place())
    stranger = colleague(Role.JOB_COACH)
    with scope(acting(jelle), nested=True):
        propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
    with scope(acting(stranger), nested=True):
        assert RoundPlanLine.objects.count() == 0
    with scope(acting(jelle), nested=True):
        assert RoundPlanLine.objects.count() == 1


def test_people_in_a_proposal_go_after_a_year(world, jelle, selected, acting, system):
    selected("Abel")
    back(world, place())
    with scope(acting(jelle), nested=True):
        propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)
    assert let_go_of_plan_lines(actor=system, on=NOW.date()) == 0
    assert let_go_of_plan_lines(actor=system, on=NOW.date().replace(year=NOW.year + 1)) == 1
    assert (RoundPlanLine.objects.count(), RoundPlan.objects.count()) == (0, 1)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(world, jelle, selected, acting, sign_in, statements, people):
    selected(*["Abel", "Bea", "Cor"][:people])
    back(world, place(number=3), 3)
    with scope(acting(jelle), nested=True):
        propose_round_plan(actor=acting(jelle), round=world.round, asked=Asked(), at=NOW)

    assert statements(sign_in(jelle), reverse("round_plan", args=[world.round.pk])) == 11


def test_the_page_makes_a_plan_and_confirms_a_line(world, jelle, selected, acting, sign_in):
    selected("Abel", "Bea")
    back(world, place())
    client, address = sign_in(jelle), reverse("round_plan", args=[world.round.pk])

    assert client.post(address, {"coaching": "", "school_days": []}).status_code == 302
    page = client.get(address).content.decode()
    assert page.count("</form>") >= 2
    with scope(acting(jelle), nested=True):
        line = RoundPlanLine.objects.get(place__isnull=False)
    assert client.post(reverse("round_plan_confirm", args=[world.round.pk, line.pk])).status_code == 302
    with scope(acting(jelle), nested=True):
        assert Placement.objects.get().person_id == line.person_id
    assert client.get(reverse("round_plan", args=[9999])).status_code == 404


def test_floors_and_pairs_are_asked_and_kept_with_the_lines(world, jelle, selected, acting, sign_in):
    abel, bea, cor = selected("Abel", "Bea", "Cor")
    back(world, place(number=2), 2)
    back(world, place(number=1), 1)
    referrer = world.round.nominations.get(person=abel).referrer_id
    client, address = sign_in(jelle), reverse("round_plan", args=[world.round.pk])
    asked = {
        f"floor_{referrer}": "4",
        "pair_0_first": abel.pk, "pair_0_rule": "together", "pair_0_second": bea.pk,
        "pair_1_first": bea.pk, "pair_1_rule": "apart", "pair_1_second": cor.pk,
    }  # fmt: skip
    assert client.post(address, asked).status_code == 302
    with scope(acting(jelle), nested=True):
        plan = RoundPlan.objects.get()
        lines = {line.person.given_name: line for line in plan.lines.all()}
        again = Asked.of(plan, lines.values())

    assert lines["Abel"].place_id == lines["Bea"].place_id != lines["Cor"].place_id
    assert [(lines[n].together, lines[n].apart) for n in ("Abel", "Bea", "Cor")] == [([1], []), ([1], [1]), ([], [1])]
    assert plan.relaxed_floors == {str(referrer): [4, 3]}
    pairs = (frozenset({str(abel.pk), str(bea.pk)}),), (frozenset({str(bea.pk), str(cor.pk)}),)
    assert again == Asked(None, (), {str(referrer): 4}, *pairs)
    assert str(abel.pk) not in str(plan.asked)
    page = client.get(address).content.decode()
    assert "4 gevraagd, 3 mogelijk" in page
    assert [page.count(f'value="{each.pk}" selected') for each in (abel, bea, cor)] == [1, 2, 1]
    assert "0 paren" in page


@pytest.mark.parametrize(
    ("pair", "says"),
    [(("abel", "together", ""), "of laat ze alle drie leeg"), (("abel", "apart", "abel"), "twee verschillende mensen")],
)
def test_a_pair_that_is_not_one_is_sent_back(world, jelle, selected, sign_in, pair, says):
    abel, _bea = selected("Abel", "Bea")
    parts = zip(("first", "rule", "second"), [abel.pk if each == "abel" else each for each in pair], strict=True)
    answer = sign_in(jelle).post(
        reverse("round_plan", args=[world.round.pk]), {f"pair_0_{part}": value for part, value in parts}
    )

    assert says in answer.content.decode()
    assert not RoundPlan.objects.exists()


def test_pairs_of_whom_one_is_closed_ask_nothing(world, jelle, selected, acting):
    (abel,) = selected("Abel")
    (cor,) = selected("Cor", seen=False)
    back(world, place())
    pair = frozenset({str(abel.pk), str(cor.pk)})
    with scope(acting(jelle), nested=True):
        plan = what_if_plan(actor=acting(jelle), round=world.round, asked=Asked(together=(pair,)))

    assert list(plan.placed) == [str(abel.pk)]
