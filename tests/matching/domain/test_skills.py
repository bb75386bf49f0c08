"""What carries over: points by hand, and each reason is a part of the sum."""

from __future__ import annotations

from dataclasses import replace

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.assessment import Group, assess
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts, Requirement, TravelLimit
from doorstroom.matching.domain.reasons import Outcome
from doorstroom.matching.domain.skills import (
    Carried,
    Gap,
    Level,
    SkillTree,
    points_of_place,
    skill_fit,
    skill_tree,
)
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES
from matching.domain.drawn import ON, TREE, draw

KITCHEN = SkillTree(
    group={"wash up": "cleaning", "mop": "cleaning", "bake": "cooking", "fry": "cooking"},
    division={"cleaning": "housework", "cooking": "housework"},
)


def place(*essential: str, welcome: tuple[str, ...] = ()) -> PlaceFacts:
    asked = tuple(Requirement(Kind.SKILL, skill, at_start=False) for skill in essential)
    return PlaceFacts("place", requirements=asked, welcome=frozenset(welcome))


def knows(*skills: str, complete: bool = True) -> PersonFacts:
    return PersonFacts("person", skills=dict.fromkeys(skills, True), skills_complete=complete)


def test_points_of_a_place_by_hand():
    """Units 2 + 2 + 1 = 5. Mop is welcome only: 10,000 × 60 % × 1/5 = 1,200 and its group 25 % × (2 + 1)/5."""
    assert points_of_place(place("wash up", "bake", welcome=("mop",)), KITCHEN) == {
        (Level.SKILL, "wash up"): 2400,
        (Level.SKILL, "bake"): 2400,
        (Level.SKILL, "mop"): 1200,
        (Level.GROUP, "cleaning"): 1500,
        (Level.GROUP, "cooking"): 1000,
        (Level.DIVISION, "housework"): 1500,
    }


def test_skill_outside_the_tree_gives_its_points_by_itself():
    assert points_of_place(place("juggle", "fry"), KITCHEN) == {
        (Level.SKILL, "juggle"): 5000,
        (Level.SKILL, "fry"): 3000,
        (Level.GROUP, "cooking"): 1250,
        (Level.DIVISION, "housework"): 750,
    }


def test_what_carries_over_names_its_source_and_what_it_serves():
    fit = skill_fit(knows("mop"), place("wash up", "bake"), KITCHEN)
    assert fit.carries_over == (
        Carried(Level.GROUP, "cleaning", 1250, source=("mop",), serves=("wash up",)),
        Carried(Level.DIVISION, "housework", 1500, source=("mop",), serves=("bake", "wash up")),
    )
    assert fit.score == 2750
    assert fit.to_learn == (Gap("bake", 3000 + 1250), Gap("wash up", 3000))
    assert fit.unknown == ()


def test_skill_nobody_asked_about_is_unknown_and_not_to_learn():
    fit = skill_fit(knows("mop", complete=False), place("bake"), KITCHEN)
    assert (fit.to_learn, fit.unknown) == ((), (Gap("bake", 8500),))


def test_place_that_asks_no_skill_is_worth_nothing():
    assert skill_fit(knows("mop"), place(), KITCHEN).score == 0


def test_tree_takes_the_nearest_group_and_of_two_the_first():
    pairs = [
        ("skill", "parent"),
        ("parent", "group b"),
        ("parent", "group a"),
        ("group a", "top"),
        ("other", "group b"),
    ]
    tree = skill_tree(pairs, {"group a", "group b", "top"})
    assert tree.path("skill") == ((Level.SKILL, "skill"), (Level.GROUP, "group a"), (Level.DIVISION, "top"))
    assert tree.path("other") == ((Level.SKILL, "other"), (Level.GROUP, "group b"))
    assert tree.path("stranger") == ((Level.SKILL, "stranger"),)


def test_tree_that_bites_its_tail_ends():
    assert skill_tree([("a", "b"), ("b", "a")], {"group"}).path("a") == ((Level.SKILL, "a"),)


PEOPLE, PLACES = draw(5, 100, 100)
PAIRS = [(person, place) for person in PEOPLE for place in PLACES]


def without(person: PersonFacts, skills: tuple[str, ...]) -> PersonFacts:
    return replace(person, skills={skill: has for skill, has in person.skills.items() if skill not in skills})


def test_on_ten_thousand_pairs_taking_a_reason_away_takes_its_points_away():
    """All skills behind the reason are forgotten: what rested on them alone goes from the sum, and nothing else."""
    taken = 0
    for person, place in PAIRS:
        fit = skill_fit(person, place, TREE)
        for reason in fit.carries_over:
            left = without(person, reason.source)
            lost = [each for each in fit.carries_over if set(each.source) <= set(reason.source)]
            assert skill_fit(left, place, TREE).score == fit.score - sum(each.points for each in lost)
            taken += 1
    assert taken > 10_000


def test_on_ten_thousand_pairs_learning_what_is_missing_adds_what_was_said():
    learned = 0
    for person, place in PAIRS:
        fit = skill_fit(person, place, TREE)
        for gap in fit.to_learn + fit.unknown:
            after = skill_fit(replace(person, skills={**person.skills, gap.skill: True}), place, TREE)
            assert after.score == fit.score + gap.points
            learned += 1
    assert learned > 10_000


def test_on_ten_thousand_pairs_the_group_is_the_number_of_failed_constraints():
    """Taking one failed constraint away moves nearly to fits, and not yet to nearly when there were two."""
    seen = dict.fromkeys(Group, 0)
    for person, place in PAIRS:
        found = assess(person, place, ON, estimates=PLANNING_ESTIMATES)
        failed = {(reason.kind, reason.code) for reason in found.refusal}
        assert found.group == min(len(failed), 2)
        seen[found.group] += 1
        for kind, code in failed:
            mended = assess(*met(person, place, kind, code), ON, estimates=PLANNING_ESTIMATES)
            assert {(reason.kind, reason.code) for reason in mended.refusal} == failed - {(kind, code)}
            assert mended.group == min(len(failed) - 1, 2)
    assert min(seen.values()) > 500


def met(person: PersonFacts, place: PlaceFacts, kind: Kind, code: str) -> tuple[PersonFacts, PlaceFacts]:
    """The same two with this one constraint mended, by the side that can do so."""
    if kind is Kind.ADJUSTMENT:
        return person, replace(place, adjustments=place.adjustments | {code})
    mended = {
        Kind.TRAVEL: {"location": place.location, "travel": (TravelLimit("car"),)},
        Kind.DAYS: {"weekdays": frozenset(range(7))},
        Kind.HOURS: {"hours": place.hours},
    }
    if kind is Kind.START:
        return replace(person, start=None), replace(place, start=Period(place.start.start))
    if kind in mended:
        return replace(person, **mended[kind]), place
    kept = tuple(each for each in place.requirements if (each.kind, each.code) != (kind, code))
    return person, replace(place, requirements=kept)


def test_unknown_is_in_no_group_of_reasons_but_its_own():
    for person, place in PAIRS[::7]:
        reasons = assess(person, place, ON, estimates=PLANNING_ESTIMATES).reasons
        for reason in reasons:
            if reason.text.endswith("_unknown"):
                assert reason.outcome is Outcome.UNKNOWN
