"""Eighteen months of days of one team: nobody out of sight, and lists that can be finished.

People run through a model of the demo one after the other: registered, intake, waiting, phases, away for a while,
handed over to another organisation, left, asked afterwards, back again. Colleagues take leave, one leaves for good,
over Christmas nobody logs in, two organisations become one; the clock goes over leap day and both changes of the hour.
Each working day everybody who is there does the first rows of the own list, in its order, as somebody would who has
more to do than the list. The rules are those of the product, from `situation_of` to `acts_on`; only who does what comes
from chance, seeded, so that each run is the same. `DOORSTROOM_LONG=1` runs it with five teams.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

import doorstroom.demo
from doorstroom.accounts.models import Role
from doorstroom.followup.domain.observations import given_up
from doorstroom.intake.domain import referral as handover
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.transitions import Attempt
from doorstroom.learning.domain.attendance import AttendanceStatus, PlannedDay
from doorstroom.programmes.domain.norms import observed_on
from doorstroom.programmes.domain.versions import checksum, parse_model, read_yaml, to_data
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import public_holidays
from doorstroom.signals.access import Care
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.domain.signal import STANDARD as PROMISES
from doorstroom.signals.domain.today import todays_rows
from doorstroom.signals.selectors.situations import care_of, situation_of
from doorstroom.trajectories.domain import holders
from doorstroom.trajectories.domain.machine import (
    ACTIVE,
    MoveName,
    Position,
    State,
    apply_move,
    decide_move,
    register,
    state,
)

FIRST, LAST = date(2027, 9, 1), date(2029, 3, 1)
TEAMS = range(5) if os.environ.get("DOORSTROOM_LONG") == "1" else range(1)
CASES, HELD, DONE_A_DAY = 65, 65 if len(TEAMS) > 1 else 20, 8
"""`HELD`: how many each caseworker has in this run; figures are per 65."""
UNSEEN_AT_MOST = 6
"""Working days: the first of an absence, and the five that the model lets a holder be away."""
NETHERLANDS = ZoneInfo("Europe/Amsterdam")
EMPTY_OFFICE = ((date(2027, 12, 24), date(2028, 1, 10)), (date(2028, 8, 5), date(2028, 8, 14)))
LEAVES, MERGE = date(2028, 5, 1), date(2028, 10, 2)
ROUTE, APPRENTICESHIP = timedelta(weeks=20), timedelta(weeks=52)

FILES = Path(doorstroom.demo.__file__).parents[1]
STANDARD = read_yaml((FILES / "programmes/domain/standard.yaml").read_text())
MODEL = parse_model(read_yaml((FILES / "demo/models/welthuis-v2.yaml").read_text()), standard=STANDARD)
STORED = RouteModel(code=MODEL.code, version=2, definition=to_data(MODEL), checksum=checksum(MODEL))
PAPERS = {(checklist.code, item.code) for checklist in MODEL.checklists for item in checklist.items}
FACTS = {guard.fact: True for guard in MODEL.guards}
FREE = frozenset(public_holidays((2027, 2028, 2029)))
HERE, ELSEWHERE = 1, 2
"""Two organisations; from `MERGE` on they are one."""
COACH, ABROAD = 4, 6


@dataclass
class Colleague:
    pk: int
    role: Role
    joins: date = FIRST
    leaves: date = date.max
    away: list[tuple[date, date]] = field(default_factory=list)

    def absent(self, on: date) -> tuple[date, date] | None:
        return next((each for each in self.away if each[0] <= on < each[1]), None)

    def there(self, on: date) -> bool:
        return self.joins <= on < self.leaves and not self.absent(on)

    def acting(self, at: datetime) -> Actor:
        organisation = ELSEWHERE if self.pk == ABROAD and at.date() < MERGE else HERE
        return Actor(at=at, role=self.role, membership_id=self.pk, organisation_id=organisation)

    def days(self, on: date) -> dict[str, str | None]:
        since, until = self.absent(on) or (None, None)
        known = {
            "absent_from": since,
            "absent_until": until,
            "left_on": self.leaves if self.leaves < date.max else None,
        }
        return {name: each and each.isoformat() for name, each in known.items()}


@dataclass
class Case:
    """What is recorded of one person; `seen` turns it into the row that the list reads."""

    pk: int
    registered: date
    coached: bool
    position: Position
    state: State = State.REGISTERED
    terms: holders.Terms = ()
    spans: tuple[holders.ActiveSpan, ...] = ()
    intake: date | None = None
    in_round: bool = False
    begins: date | None = None
    started: date | None = None
    spoken: dict[str, date] = field(default_factory=dict)
    talked: date | None = None
    back_on: date | None = None
    step: date | None = None
    last_step: date | None = None
    days: list[PlannedDay] = field(default_factory=list)
    papers: set[tuple[str, str]] = field(default_factory=set)
    agreed: bool = False
    referral: handover.Referral | None = None
    points: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def holder(self) -> int | None:
        current = holders.open_term(self.terms)
        return current and current.holder

    def move(self, name: MoveName, on: date, phase: str | None = None) -> None:
        decision = decide_move(MODEL, self.position, name, Attempt(on, reason="zo ging het", facts=FACTS), phase=phase)
        was = self.state
        self.position = apply_move(MODEL, self.position, decision, on, phase=phase)
        self.state = state(MODEL, self.position)
        if (was in ACTIVE) != (self.state in ACTIVE):
            at = self.moment_after(on)
            opened = (*self.spans, holders.ActiveSpan(at))
            self.spans = opened if self.state in ACTIVE else (*self.spans[:-1], replace(self.spans[-1], ended_at=at))

    def moment_after(self, on: date) -> datetime:
        """Ten o'clock, or just after what happened at ten already."""
        later = [max(term.started_at, term.ended_at or term.started_at) for term in self.terms]
        return max([moment(on), *(each + timedelta(seconds=1) for each in later)])

    def began(self, phase: str) -> date | None:
        return next((e.started_on for e in self.position.episodes if (e.phase, e.ended_on) == (phase, None)), None)

    def asked(self, on: date) -> list[dict[str, Any]]:
        return [p for p in self.points.values() if p["due_on"] <= on and p["status"] in ("due", "unknown")]

    def seen(self, team: Team, on: date) -> Any:
        """The row that the list reads, as the one query of the product gives it."""
        leerbaan = self.began("leerbaan")
        placed = {
            "id": self.pk, "kind": "apprenticeship", "state": "active", "starts_on": str(leerbaan), "employer": "",
            "ends_on": leerbaan and str(leerbaan + APPRENTICESHIP), "next_path": "stays" if self.agreed else None,
            "both_confirmed": None,
        }  # fmt: skip
        if self.holder:
            member = team.members[self.holder]
            holder = {"member": member.pk, "role": member.role, **member.days(on)}
        return SimpleNamespace(
            pk=self.pk, person_id=UUID(int=self.pk), model=STORED, state=self.state.value, round=None,
            round_id=1 if self.in_round else None, registered_on=self.registered, intake_on=self.intake,
            started_on=self.started, moved_on=self.position.moved_on, last_step_on=self.last_step, let_pass=[],
            instruments=[], stands_in=False,
            contacts=[{"role": role, "on": str(day)} for role, day in self.spoken.items()], notes_open=True,
            next_appointment_at=None, desk_id=HERE,
            held_by=[holder] if self.holder else [],
            helped_by=[{"member": COACH, "role": Role.JOB_COACH}] if self.coached and self.holder else [],
            open_phases=[
                {"phase": each.phase, "since": str(each.started_on)}
                for each in self.position.episodes if each.ended_on is None
            ],
            ticked=[{"checklist": checklist, "item": item} for checklist, item in self.papers],
            steps=[{"due_on": str(self.step)}] if self.step else [], placed=[placed] if leerbaan else [],
            dismissal_certainty="", suspended_from=self.position.suspended_on, expected_back_on=self.back_on,
            last_talk_on=self.talked, to_ask=[
                {**each, "due_on": str(each["due_on"]), **team.members[each["owner"]].days(on)}
                for each in self.asked(on)
            ],
        )  # fmt: skip


def moment(on: date) -> datetime:
    """Ten o'clock where people work, on both sides of a change of the hour."""
    return datetime.combine(on, time(10), NETHERLANDS)


class Team:
    """Two caseworkers, one who comes when one leaves, a coach, two who lead, and a colleague elsewhere."""

    def __init__(self, seed: int) -> None:
        self.random, self.last, self.came = Random(seed), 0, Counter[str]()
        everybody = (
            Colleague(1, Role.CASEWORKER), Colleague(2, Role.CASEWORKER, leaves=LEAVES),
            Colleague(3, Role.CASEWORKER, joins=LEAVES - timedelta(days=14)), Colleague(COACH, Role.JOB_COACH),
            Colleague(5, Role.PROGRAMME_MANAGER), Colleague(ABROAD, Role.CASEWORKER),
            Colleague(7, Role.PROGRAMME_MANAGER),
        )  # fmt: skip
        self.members = {each.pk: each for each in everybody}
        self.cases: list[Case] = []
        self.left: list[Case] = []
        for each in everybody:
            each.away = list(EMPTY_OFFICE)
            for month, days in ((2, 9), (9, 19), (13, 9), (15, 40 if each.pk == 1 else 5)):  # in turn, as teams do
                since = FIRST + timedelta(days=30 * month + 10 * each.pk)
                each.away.append((since, since + timedelta(days=days)))

    def register(self, on: date) -> None:
        if len(self.cases) < 2 * HELD and self.random.random() < HELD / 100:
            self.last += 1
            self.cases.append(Case(self.last, on, coached=self.last % 2 == 0, position=register(on)))

    def live(self, case: Case, on: date) -> None:
        """What a day brings by itself."""
        chance, now = self.random.random, case.state
        if case.step and case.step <= on:
            case.step, case.last_step = None, on
        if case.begins and case.begins <= on and now is State.WAITING:
            case.move(MoveName.START_PHASE, on, "toeleiding")
            case.begins, case.started = None, case.started or on
        elif now is State.RUNNING:
            self.run(case, on)
        if case.state in (State.WAITING, State.RUNNING) and chance() < 0.0006:
            case.move(MoveName.SUSPEND, on)
            case.back_on = on + timedelta(weeks=self.random.randint(3, 8))
            self.came["suspended"] += 1
        if case.state in ACTIVE and chance() < 0.0006:
            self.leave(case, on)
        if case.state in ACTIVE and not case.referral and chance() < 0.005:
            self.refer(case, on)
        elif case.holder and chance() < 0.02:  # a contact that was planned anyway
            self.speak(case, case.holder, on)

    def run(self, case: Case, on: date) -> None:
        toeleiding, leerbaan = case.began("toeleiding"), case.began("leerbaan")
        if toeleiding and on.weekday() < 4 and on < toeleiding + ROUTE:
            status = self.random.choices(
                [AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT], [91, 7, 2]
            )[0]
            case.days = [*case.days[-32:], PlannedDay(on, status, starts_at=time(8, 30))]
        if toeleiding and on >= toeleiding + ROUTE and case.papers:
            case.move(MoveName.END_PHASE, on, "toeleiding")
            if self.random.random() < 0.9:  # the others stand in no phase any more, and still in their round
                case.move(MoveName.START_PHASE, on, "leerbaan")
        if leerbaan and on >= leerbaan + APPRENTICESHIP and case.agreed:
            self.leave(case, on)

    def leave(self, case: Case, on: date) -> None:
        """The moments to look back begin to count, each with its owner."""
        owner = COACH if case.coached else case.holder
        case.move(MoveName.EXIT, on)
        case.terms = holders.close(case.terms, case.moment_after(on))
        case.step = case.begins = case.back_on = case.referral = None
        case.points = {
            each.code: {"point": each.code, "name": each.code, "status": "due", "due_on": observed_on(each, on),
                        "attempts": 0, "owner": owner}
            for each in MODEL.observations
        }  # fmt: skip
        self.cases.remove(case)
        self.left.append(case)

    def come_back(self, case: Case, on: date) -> None:
        case.move(MoveName.RE_ENTER, on)
        self.appoint(case, self.anyone(on), on)
        for each in case.points.values():
            each["status"] = "ended" if each["status"] == "due" else each["status"]
        self.left.remove(case)
        self.cases.append(case)
        self.came["back"] += 1

    def appoint(self, case: Case, member: int, on: date) -> None:
        case.intake, case.terms = on, holders.appoint(case.terms, member, case.moment_after(on))
        case.step = on + timedelta(days=7)

    def refer(self, case: Case, on: date) -> None:
        """To the other organisation, which is another one until both become one."""
        if case.holder != ABROAD and on < MERGE:
            sent = handover.Referral(HERE, ELSEWHERE, on, question="Kan dit bij jullie?", wish="Graag.", basis="PW 7",
                                     seen_on=on, talk_waived="wil geen gesprek")  # fmt: skip
            case.referral = handover.move(sent, handover.MoveName.SEND, side=handover.Side.SENDER, on=on)

    def tend(self, case: Case, on: date) -> None:
        """What becomes of a handover: taken over, returned by silence, or nothing to hand over any more."""
        sent = case.referral
        if sent is None:
            return
        if on >= MERGE:
            sent = handover.merged(sent, ELSEWHERE, HERE, on)
            self.came["merged"] += 1
        elif on >= (handover.expires_on(sent, handover.Terms(), FREE) or date.max):
            sent = handover.move(sent, handover.MoveName.EXPIRE, side=handover.Side.CLOCK, on=on, free=FREE)
            self.came["returned"] += 1
        elif self.random.random() < 0.02 and self.members[ABROAD].there(on):
            sent = handover.move(sent, handover.MoveName.ACCEPT, side=handover.Side.RECEIVER, on=on)
            self.give(case, ABROAD, on)
            self.came["taken over"] += 1
        case.referral = sent if sent.state in handover.UNANSWERED else None

    def anyone(self, on: date) -> int:
        """Of the caseworkers who are there the one with the fewest cases."""
        held = Counter(case.holder for case in self.cases)
        there = [pk for pk in (1, 2, 3) if self.members[pk].there(on)]
        return min(there, key=lambda pk: (held[pk], pk), default=1)

    def speak(self, case: Case, member: int, on: date) -> None:
        if self.members[member].there(on):
            case.spoken[self.members[member].role] = on

    def give(self, case: Case, member: int, on: date) -> None:
        if case.holder and case.holder != member:
            case.terms = holders.take_over(case.terms, member, case.moment_after(on))

    def act(self, case: Case, signal: Any, member: int, on: date) -> None:
        """What somebody does about a row; not everything succeeds the first time."""
        chance, now = self.random.random(), case.state
        match signal.expected_act:
            case "reassign" if case.holder and not self.members[case.holder].there(on):
                self.came["reassigned"] += 1
                self.give(case, self.anyone(on), on)
            case "choose_next_step" if now is State.REGISTERED:
                case.move(MoveName.START_INTAKE, on)
                self.appoint(case, member, on)
            case "choose_next_step" if case.started and now is State.WAITING and chance < 0.5:
                self.leave(case, on)
            case "choose_next_step":
                if now is State.INTAKE:
                    case.move(MoveName.WAIT, on)
                case.in_round, case.begins = True, on + timedelta(weeks=3)
                case.step = case.begins if case.started else None
            case "ask_return" | "decide_suspension":
                case.move(MoveName.RESUME, on) if chance < 0.6 else self.leave(case, on)
                case.back_on = None
            case "find_out":
                point = case.points[signal.params["observation"]]
                point["attempts"] += 1
                point["status"] = "known" if self.random.random() < 0.2 else "unknown"
            case "hold_talk":
                case.talked = on
                self.speak(case, member, on)
            case "complete_checklist":
                case.papers |= PAPERS if chance < 0.5 else set()
            case "talk_about_what_next":
                case.agreed = chance < 0.3
            case _:
                self.speak(case, member, on)

    def lists(self, on: date) -> tuple[dict[int, list[Any]], set[int]]:
        """Everybody's list of this day, and who is on none of them although nothing is planned either."""
        measure = Measure(moment(on), MODEL.thresholds, PROMISES, FREE)
        found: dict[int, list[Any]] = {pk: [] for pk in self.members}
        unseen = set()
        for case in (*self.cases, *(each for each in self.left if each.asked(on))):
            row = case.seen(self, on)
            shown = False
            situation = situation_of(
                row, case.days if case.state is State.RUNNING else (), Actor(at=moment(on), role="")
            )
            signals = person_signals(situation, measure)
            for member in self.members.values() if signals else ():
                care = care_of(row, member.acting(measure.now))
                mine = [each for each in signals if care.acts_on(each)] if in_care(row, care) else []
                found[member.pk] += mine
                shown |= bool(mine) and member.there(on)
            if not shown and (signals or not plan(case, situation, on)):
                unseen.add(case.pk)
        return found, unseen


def in_care(row: Any, care: Care) -> bool:
    """Held, helped or asked afterwards; at the desk before intake; and who leads has everybody."""
    asked = any(each["owner"] == care.membership_id for each in row.to_ask)
    return care.holds or care.helps or care.receives or asked or care.role == Role.PROGRAMME_MANAGER


def plan(case: Case, situation: Any, on: date) -> bool:
    """Something with a day on which it comes by itself, or nothing that has to come."""
    if case.state is State.EXITED:
        return True
    dates = [case.step, case.begins, case.back_on, situation.talk_due_on]
    dates += [each.due_on for each in situation.due.contacts]
    return any(each is not None and each >= on for each in dates)


@dataclass
class Found:
    """Per working day of a caseworker the rows, and those that were not there the day before, per 65 cases."""

    team: Team
    rows: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    longest_unseen: int = 0


def a_day_of(team: Team, on: date, before: dict[int, set[str]], found: Found, waiting: Counter[int]) -> Counter[int]:
    """Everybody who is there works on the own list; returns for how many working days who was on no list."""
    lists, unseen = team.lists(on)
    everybody = {str(UUID(int=case.pk)): case for case in (*team.cases, *team.left)}
    for member in (each for each in team.members.values() if each.there(on)):
        todays = todays_rows(lists[member.pk], lambda about: (everybody[about.id].registered, everybody[about.id].pk))
        shown = {row.subject.id for row in todays}
        held = sum(case.holder == member.pk for case in team.cases)
        if member.role == Role.CASEWORKER and held > HELD / 3:
            found.rows.append(len(todays) * CASES / held)
            found.new.append(len(shown - before[member.pk]) * CASES / held)
        before[member.pk] = shown
        for row in todays if member.role == Role.PROGRAMME_MANAGER else todays[:DONE_A_DAY]:
            for signal in row.signals:
                team.act(everybody[row.subject.id], signal, member.pk, on)
    now = Counter({pk: waiting[pk] + 1 for pk in unseen})
    found.longest_unseen = max(found.longest_unseen, *now.values(), 0)
    return now


def replay(seed: int) -> Found:
    found = Found(team := Team(seed))
    before: dict[int, set[str]] = {pk: set() for pk in team.members}
    waiting: Counter[int] = Counter()
    for on in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)):
        team.register(on)
        for case in list(team.cases):
            team.live(case, on)
            team.tend(case, on)
        for case in [each for each in team.left if team.random.random() < 0.001]:
            if on - case.position.moved_on <= timedelta(weeks=26):
                team.come_back(case, on)
        assert all((case.holder is not None) == (case.state in ACTIVE) for case in (*team.cases, *team.left))
        if on.weekday() < 5 and on not in FREE and any(each.there(on) for each in team.members.values()):
            waiting = a_day_of(team, on, before, found, waiting)
    return found


def settled(point: dict[str, Any]) -> bool:
    """Known, no longer asked since somebody came back, or left at unknown after enough tries."""
    days = MODEL.thresholds.unknown_destination_days
    return point["status"] in ("known", "ended") or given_up(point["due_on"], point["attempts"], LAST, days)


@pytest.mark.parametrize("seed", TEAMS)
def test_eighteen_months_with_leavers_absences_and_a_merger_lose_nobody(seed):
    found = replay(seed)
    team = found.team
    everybody = (*team.cases, *team.left)
    assert [holders.faults(case.terms, case.spans) for case in everybody] == [()] * len(everybody)
    assert found.longest_unseen <= UNSEEN_AT_MOST
    assert max(found.rows) > 0
    assert median(found.rows) <= 12
    assert median(found.new) <= 4
    assert all(set(case.points) == {each.code for each in MODEL.observations} for case in team.left)
    asked = [point for case in team.left for point in case.points.values()]
    assert {point["owner"] for point in asked} <= set(team.members)
    over = [point for point in asked if point["due_on"] <= LAST - timedelta(days=60)]
    assert over
    assert [point for point in over if not settled(point)] == []
    assert set(team.came) == {"suspended", "returned", "taken over", "merged", "back", "reassigned"}
