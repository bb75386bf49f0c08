"""The selected people of a round and its backed places as a problem for the planner, and the proposals made so far.

Only who was selected and whose profile and workplaces are open to the reader is planned; the others are counted. The
groups between which the planner is fair are the referrers: no rule here can read sex, age, origin or benefit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext

from doorstroom.agreements.models import Category
from doorstroom.demand.models import Place
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import reader_of
from doorstroom.matching.domain.engine import plain
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.planning.options import Options, Said, options_from
from doorstroom.matching.domain.planning.problem import Candidate, Option, Problem, Rules, Seats
from doorstroom.matching.models import RoundPlan, RoundPlanLine, Willingness
from doorstroom.matching.selectors.facts import ESTIMATES, places_facts
from doorstroom.matching.selectors.pages import known_people
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import Placement
from doorstroom.programmes.domain.route_model import Phase
from doorstroom.programmes.domain.vocabulary import ActivityKind, PhaseKind
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination, Round

STANDS = (Placement.State.AGREED, Placement.State.ACTIVE)
BEGUN = (Placement.State.PROPOSED, Placement.State.INTRODUCED)
WORKING_DAYS = range(5)
NO_DAY_FREE = frozenset({"none"})
COACHES = "coaches"
BY_THEMSELVES = "self"


@dataclass(frozen=True)
class Asked:
    """What the meeting fills in: so many people the coaches can take on (None: no limit), school on these weekdays,
    at least so many people of a referrer, and pairs who go to the same place or never meet at one."""

    coaching: int | None = None
    school_days: tuple[int, ...] = ()
    floors: Mapping[str, int] = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()
    more_seats: Mapping[int, int] | None = None

    def as_data(self) -> dict[str, Any]:
        """Without people: they stand in the lines, and go with them."""
        return {"coaching": self.coaching, "school_days": list(self.school_days), "floors": dict(self.floors)}

    @classmethod
    def of(cls, plan: RoundPlan, lines: Iterable[RoundPlanLine]) -> Asked:
        """As it was asked, of the people in these lines."""
        together: dict[int, set[str]] = {}
        apart: dict[int, set[str]] = {}
        for line in lines:
            for sets, numbers in ((together, line.together), (apart, line.apart)):
                for number in numbers:
                    sets.setdefault(number, set()).add(str(line.person_id))
        return cls(
            plan.asked["coaching"], tuple(plan.asked["school_days"]), plan.asked.get("floors", {}),
            _pairs(together), _pairs(apart),
        )  # fmt: skip


def _pairs(sets: Mapping[int, set[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(sets[number]) for number in sorted(sets) if len(sets[number]) > 1)


def numbers_of(person: str, pairs: Iterable[frozenset[str]]) -> list[int]:
    """In which of the pairs this person is, counted from 1."""
    return [number for number, pair in enumerate(pairs, 1) if person in pair]


@dataclass(frozen=True)
class RoundProblem:
    """`not_open`: selected people who are not planned here because their file is closed to the reader."""

    problem: Problem
    people: Mapping[str, Any]
    not_open: int
    have_place: int


def usual_school_days(round: Round) -> tuple[int, ...]:
    """The weekdays on which the approach has school."""
    phases = approach_of(round.model).phases
    activities = (activity for phase in phases for activity in phase.rhythm if activity.kind is ActivityKind.SCHOOL)
    return tuple(sorted({day.number for activity in activities for day in activity.weekdays}))


def placement_kind_of(phases: Iterable[Phase]) -> Placement.Kind:
    """What the first phase with work asks: an apprenticeship has a contract, whatever comes before it has none."""
    working = (ActivityKind.PLACEMENT, ActivityKind.WORK)
    first = next((phase for phase in phases if any(each.kind in working for each in phase.rhythm)), None)
    apprenticed = first is not None and first.kind is PhaseKind.APPRENTICESHIP
    return Placement.Kind.APPRENTICESHIP if apprenticed else Placement.Kind.WORK_EXPERIENCE


def caseload_of(round: Round) -> int | None:
    """How many people one coach takes on at most, when the approach says so."""
    loads = [role.max_caseload for role in approach_of(round.model).roles if role.max_caseload is not None]
    return min(loads, default=None)


def round_problem(actor: Actor, round: Round, asked: Asked) -> RoundProblem:
    """Eight queries, whatever the number of people."""
    selected = dict(
        visible_nominations(actor)
        .filter(round=round, outcome=Nomination.Outcome.SELECTED)
        .values_list("person_id", "referrer_id")
    )
    open_people = visible_people(actor, Category.PROFILE) & visible_people(actor, Category.PLACEMENT)
    people = known_people(open_people.filter(pk__in=selected), actor, reader_of(actor))
    backed = dict(round.backings.values_list("place").annotate(Sum("seats")))
    for place, more in (asked.more_seats or {}).items():
        backed[place] = backed.get(place, 0) + more
    places = places_facts(Place.objects.filter(pk__in=backed).select_related("site__organisation"))
    stands, begun = _placements(actor, list(selected), set(backed))
    planned = [(person, facts) for person, facts in people if stands.get(person.pk, 0) is not None]
    found = options_from(
        [facts for _, facts in planned], [facts for _, facts in places], actor.on,
        estimates=ESTIMATES, said=_said(actor, list(selected), list(backed)), engine=plain,
    )  # fmt: skip
    candidates = [
        _candidate(facts, found, selected[person.pk], stands.get(person.pk), begun.get(person.pk))
        for person, facts in planned
    ]
    seats = [_seats(place, facts, backed[place.pk], asked) for place, facts in places]
    shown = {facts.person_id: person for person, facts in planned}
    rules = _rules(round, asked, set(shown))
    problem = Problem.of(candidates, seats, _with_kept(found.options, candidates), rules)
    return RoundProblem(problem, shown, len(selected) - len(people), len(people) - len(planned))


def planned_here(actor: Actor, round: Round) -> list[Nomination]:
    """Who was selected and is open to the reader, by name; one query."""
    open_people = visible_people(actor, Category.PROFILE) & visible_people(actor, Category.PLACEMENT)
    found = visible_nominations(actor).filter(
        round=round, outcome=Nomination.Outcome.SELECTED, person__in=open_people.values("pk")
    )
    return list(found.select_related("person", "referrer").order_by("person__sort_name", "pk"))


def referrers_of(selected: Sequence[Nomination]) -> dict[str, str]:
    """Between whom the planner is fair, by name; who came without a referrer is a group too."""
    names = {str(each.referrer_id): str(each.referrer) for each in selected if each.referrer}
    alone = {BY_THEMSELVES: gettext("those who came by themselves")} if any(not s.referrer for s in selected) else {}
    return dict(sorted(names.items(), key=lambda each: each[1])) | alone


def _placements(actor: Actor, people: list[Any], backed: set[int]) -> tuple[dict[Any, int | None], dict[Any, int]]:
    """Per person the backed place that stands, None for one elsewhere; and the backed place that was begun with."""
    stands: dict[Any, int | None] = {}
    begun: dict[Any, int] = {}
    rows = visible_placements(actor).filter(person__in=people, state__in=[*STANDS, *BEGUN]).order_by("pk")
    for person, place, state in rows.values_list("person_id", "place_id", "state"):
        if state in STANDS:
            stands[person] = place if place in backed else None
        elif place in backed:
            begun[person] = place
    return stands, begun


def _said(actor: Actor, people: list[Any], places: list[int]) -> Said:
    """The last word of every side about these pairs; one query."""
    last: dict[tuple[str, str, str], bool] = {}
    words = Willingness.objects.filter(person__in=people, place__in=places).order_by("pk")
    for person, place, side, willing in visible_to(words, actor, Category.PLACEMENT).values_list(
        "person_id", "place_id", "side", "willing"
    ):
        last[str(person), str(place), side] = willing
    yes = {(side, (person, place)) for (person, place, side), willing in last.items() if willing}
    sides = Willingness.Side
    return Said(
        person_yes=frozenset(pair for side, pair in yes if side == sides.PERSON),
        employer_yes=frozenset(pair for side, pair in yes if side == sides.ACCOUNT_MANAGER),
        no=frozenset((person, place) for (person, place, _), willing in last.items() if not willing),
    )


def _candidate(
    facts: PersonFacts, found: Options, referrer: int | None, stands: int | None, begun: int | None
) -> Candidate:
    current = stands or begun
    return Candidate(
        candidate_id=facts.person_id,
        groups=frozenset({str(referrer or BY_THEMSELVES)}),
        region=COACHES,
        coach_hours=1,
        school_days=frozenset(map(str, facts.weekdays if facts.weekdays is not None else WORKING_DAYS)),
        current=str(current) if current else "",
        keep=stands is not None,
        blocked=found.blocked[facts.person_id],
        refused=found.refused.get(facts.person_id, {}),
    )


def _seats(place: Place, facts: PlaceFacts, backed: int, asked: Asked) -> Seats:
    """School is possible on those of its days on which the place does not ask for anybody."""
    more = (asked.more_seats or {}).get(place.pk, 0)
    free = frozenset(map(str, set(asked.school_days or WORKING_DAYS) - (facts.days or frozenset())))
    employer = str(place.site.organisation_id)
    return Seats(facts.place_id, place.number + more, backed, employer, school_days=free or NO_DAY_FREE)


def _with_kept(options: tuple[Option, ...], candidates: list[Candidate]) -> list[Option]:
    """What stands is possible, whatever the rule says of it now."""
    known = {(each.candidate_id, each.place_id) for each in options}
    kept = [(each.candidate_id, each.current) for each in candidates if each.keep]
    return [*options, *(Option(*pair) for pair in kept if pair not in known)]


def _rules(round: Round, asked: Asked, people: set[str]) -> Rules:
    """Pairs of whom one is not planned here ask nothing."""
    return Rules(
        seats=round.seats,
        coach_hours={} if asked.coaching is None else {COACHES: asked.coaching},
        school_seats={str(day): round.seats for day in asked.school_days},
        floors=asked.floors,
        together=tuple(pair for pair in asked.together if pair <= people),
        apart=tuple(pair for pair in asked.apart if pair <= people),
    )


def plans_of(actor: Actor, round: Round) -> QuerySet[RoundPlan]:
    """The last first; the lines are those of people whose workplaces are open to the reader."""
    lines = visible_to(RoundPlanLine.objects.all(), actor, Category.PLACEMENT)
    lines = lines.select_related("person", "place__site__organisation", "placement").order_by("person__sort_name", "pk")
    plans = RoundPlan.objects.filter(round=round).order_by("-made_at", "-pk").select_related("made_by__user")
    return plans.prefetch_related(Prefetch("lines", queryset=lines, to_attr="seen"))
