"""Of a large caseload the people of whom a rule can speak to this member today.

Who works with whole rounds has hundreds of people in view for whom others care; of them she hears by her role alone.
So one light question goes before the facts, and facts are read only of who passes it. It lets through too many rather
than too few: the list is the same as without it. A new rule that speaks to one of these roles needs its reason here.
In the week of the papers that is nearly everybody: of whom nothing but papers that miss can speak, the row is known
from the light question, and her facts are read when her row is shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import KEYS, ReadyQuery
from doorstroom.kernel.actor import Actor
from doorstroom.learning.domain.attendance import AttendanceStatus
from doorstroom.learning.models import Attendance
from doorstroom.participants.access import marked, values_of
from doorstroom.placements.models import InstrumentTerm, OfferSide, Placement
from doorstroom.programmes.domain.norms import contacts_and_papers
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.selectors import approaches_by_checksum
from doorstroom.signals.access import Care, caseload
from doorstroom.signals.domain.facts import PersonSituation
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.domain.signal import Signal, Subject, SubjectKind
from doorstroom.signals.domain.today import Turn, first_registered, todays_rows
from doorstroom.signals.models import Snooze
from doorstroom.signals.selectors.facts import CONTRACTS, open_phases, rows, ticked
from doorstroom.signals.selectors.promises import measure_by
from doorstroom.signals.selectors.situations import contracts, legal_terms, progress
from doorstroom.signals.selectors.starts import AFTER_CHOICE, STARTING
from doorstroom.signals.selectors.terms import legal_maxima
from doorstroom.trajectories.models import GuardPass

PAPERS = "checklist_incomplete"
TAKEN = KEYS - 1
"""Stands for the rounds of which a register was taken."""


@dataclass(frozen=True)
class Reach:
    """`people` counts everybody in the caseload; `whose` says whose each trajectory is of which a rule can speak.

    Of those of `papers` only papers speak, and these are the signals; `turns` says whose is first of one day. No
    agreement opens a category of `closed` to this member's organisation, of nobody. Of the rounds of `taken` the
    school's register of today was taken.
    """

    people: int
    whose: Mapping[int, UUID]
    papers: Mapping[int, tuple[Signal, ...]]
    closed: Collection[str]
    taken: Collection[int]
    turns: Mapping[str, Turn]

    def unread(self, rows: int | None) -> Mapping[int, tuple[Signal, ...]]:
        """The papers of who cannot be among so many first rows, and of whom nothing else is asked; of nobody if None.

        Other reasons only move somebody up and put others between, so nobody comes earlier than among the papers.
        """
        if rows is None:
            return {}
        told = (signal for signals in self.papers.values() for signal in signals)
        order = todays_rows(told, lambda about: self.turns[about.id])
        later = {row.subject.id for row in order[rows:]}
        for_more = {person for pk, person in self.whose.items() if pk not in self.papers}
        return {
            pk: signals
            for pk, signals in self.papers.items()
            if str(self.whose[pk]) in later and self.whose[pk] not in for_more
        }


@dataclass(frozen=True)
class Known:
    """What is known of the member before anybody's facts are read: keys of trajectories that are hers, and of those
    and of the people she hears of by herself; what was promised, what is shown once a week, which categories an
    agreement opens to her organisation, and of which rounds the school's register of today was taken."""

    own: Collection[int]
    heard: Collection[int]
    steps: Collection[UUID]
    promised: Mapping[str, Any] | None
    weekly: Collection[str]
    opened: Collection[str]
    taken: Collection[int]

    @classmethod
    def of(cls, member: Any) -> Known:
        """From the own row."""
        found = {each.name: getattr(member, each.name, ()) for each in fields(cls)}
        return cls(**found | {"heard": {*found["own"], *found["heard"]}, "steps": set(found["steps"])})

    def hears_of(self, trajectory: int, person: UUID) -> bool:
        return trajectory in self.heard or person in self.steps


def reach(actor: Actor, member: Any) -> Reach:
    """`member` is the own row. One query; only for `WHOLE_ROUND`, other roles read the facts of all their people."""
    known = Known.of(member)
    found = _light(actor.role).rows(values_of(actor) | {KEYS: list(known.own), TAKEN: list(known.taken)})
    whose, papers = _heard(found, known, actor)
    registered = first_registered((person, on, pk) for pk, person, on, *_ in found)
    turns = {str(person): registered[person] for person in set(whose.values())}
    closed = set(Category.values).difference(known.opened)
    return Reach(len(registered), whose, papers, closed, known.taken, turns)


@cache
def _light(role: str) -> ReadyQuery:
    actor = marked(role)
    told = Q(state__in=STARTING, round__state__in=AFTER_CHOICE)
    for reason in _reasons(actor):
        told |= Q(Exists(reason))
    if role == Role.SCHOOL_COORDINATOR:
        told |= Q(any_of("round", Value(TAKEN))) & ~Q(Exists(_seen(actor)))
    look = JSONObject(**_looks(role), state="state")
    found = caseload(actor, own=Value(KEYS)).annotate(
        told=ExpressionWrapper(told, BooleanField()), look=Cast(look, TextField())
    )
    return ReadyQuery(found.values_list("pk", "person_id", "registered_on", "told", "model__checksum", "look"))


Found = tuple[int, UUID, date, bool, str | None, str]
"""Trajectory, person, day of registration, whether there is a reason, version of the approach, and what the rules look
at."""


def _heard(found: Iterable[Found], known: Known, actor: Actor) -> tuple[dict[int, UUID], dict[int, tuple[Signal, ...]]]:
    """Those with a reason of their own, and those of whom the rules speak. People of one round are often alike."""
    approaches = approaches_by_checksum({checksum for *_, checksum, _ in found if checksum})

    @cache
    def spoken(checksum: str | None, look: str) -> tuple[tuple[Signal, ...], bool]:
        signals = _spoken(json.loads(look), known, approaches.get(checksum or ""), actor)
        return signals, all(each.code == PAPERS for each in signals) and PAPERS not in known.weekly

    whose: dict[int, UUID] = {}
    papers: dict[int, tuple[Signal, ...]] = {}
    for pk, person, _, reason, checksum, look in found:
        told = reason or known.hears_of(pk, person)
        signals, alone = ((), False) if told else spoken(checksum, look)
        if told or signals:
            whose[pk] = person
        if signals and alone:
            subject = Subject(SubjectKind.PERSON, str(person))
            papers[pk] = tuple(replace(signal, subject=subject) for signal in signals)
    return whose, papers


def _spoken(look: Mapping[str, Any], known: Known, model: RouteModel | None, actor: Actor) -> tuple[Signal, ...]:
    """What this member hears; as if nobody had spoken with her since the phase began and nothing were agreed for
    later."""
    asked = contacts_and_papers(model, progress(SimpleNamespace(**look), {}), actor.on) if model else None
    if asked and Category.NOTES not in known.opened:
        asked = replace(asked, contacts=())
    alone = [{**each, "id": 0, "next_path": None} for each in look.get("placed", ())]
    situation = PersonSituation(
        person_id="",
        due=asked,
        contracts=tuple(one for each in alone for one in contracts([each])),
        legal_terms=tuple(one for each in alone for one in legal_terms([each])),
    )
    care = Care(actor.role, actor.membership_id, holds=False, helps=False, coached=True)
    measure = measure_by(known.promised, model, actor)
    return tuple(signal for signal in person_signals(situation, measure) if care.acts_on(signal))


def _reasons(actor: Actor) -> Iterator[QuerySet[Any]]:
    """Who may supply what was let pass is the model's to say; what was put aside stands apart."""
    person = OuterRef("person")
    yield Snooze.objects.filter(person=person, member=actor.membership_id, until__gt=actor.on)
    yield GuardPass.objects.filter(trajectory=OuterRef("pk"), resolved_on=None)
    yield InstrumentTerm.objects.filter(person=person, done_on=None)
    if actor.role == Role.ACCOUNT_MANAGER:
        yield _of_employers().filter(person=person)


def _seen(actor: Actor) -> QuerySet[Attendance]:
    """Of whom the school wrote down today that she was there, or why she was not."""
    kept = Attendance.objects.filter(trajectory=OuterRef("pk"), day=actor.on, activity=Attendance.Activity.SCHOOL)
    return kept.exclude(status=AttendanceStatus.ABSENT)


def _of_employers() -> QuerySet[Placement]:
    """Places of which an employer has not said yes, and places with an offer sheet to look back on."""
    silent = Q(state__in=[Placement.State.PROPOSED, Placement.State.INTRODUCED], employer_agreed_on=None)
    confirmed = OfferSide.objects.filter(placement=OuterRef("pk")).exclude(confirmed_on=None)
    return Placement.objects.filter(silent | (Q(state=Placement.State.ACTIVE) & Exists(confirmed)))


def _looks(role: str) -> dict[str, ArraySubquery]:
    """Where she stands and which papers are in; contracts that end and legal terms are told to who finds places."""
    known = {"open_phases": open_phases(), "ticked": ticked()}
    if role == Role.ACCOUNT_MANAGER:
        placed = Placement.objects.filter(person=OuterRef("person"), kind__in=WITH_A_TERM, state=Placement.State.ACTIVE)
        known["placed"] = rows(placed, kind="kind", state="state", starts_on="starts_on", ends_on="ends_on")
    return known


WITH_A_TERM = frozenset({each.kind for each in legal_maxima()} | CONTRACTS)
"""Kinds of places that end, or that a law limits."""
