"""Half a year of days of one caseworker with 65 cases: a list that can be finished, and nobody left on it.

The people run through the model of the demo one after the other; days missed, talks, papers and contracts that end
come by themselves. Each working day she does the first eight rows, in the order of the list, as somebody would who
has more to do than the list. Seeded, so that each run is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median

import pytest

import doorstroom.demo
from doorstroom.learning.domain.attendance import AttendanceStatus, PlannedDay
from doorstroom.learning.domain.progress import next_talk_on
from doorstroom.programmes.domain.norms import Progress, due
from doorstroom.programmes.domain.versions import parse_model, read_yaml
from doorstroom.signals.access import Care
from doorstroom.signals.domain.facts import EndingContract, PersonSituation
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.domain.signal import STANDARD as PROMISES
from doorstroom.signals.domain.today import todays_rows

FIRST = date(2026, 6, 1)
WEEKS, PEOPLE, DONE_A_DAY = 26, 65, 8
ROUTE, APPRENTICESHIP = 20, 52
STANDARD = read_yaml((Path(doorstroom.demo.__file__).parents[1] / "programmes/domain/standard.yaml").read_text())
MODEL = parse_model(
    read_yaml((Path(doorstroom.demo.__file__).parent / "models/welthuis-v2.yaml").read_text()), standard=STANDARD
)
PAPERS = {(checklist.code, item.code) for checklist in MODEL.checklists for item in checklist.items}


@dataclass
class Person:
    """One case; when the apprenticeship ends the next person takes the place."""

    name: str
    started: date
    spoken: date
    talked: date
    days: list[PlannedDay] = field(default_factory=list)
    papers: set[tuple[str, str]] = field(default_factory=set)
    agreed: bool = False

    def situation(self, on: date) -> PersonSituation:
        week = (on - self.started).days // 7
        began = self.started if week < ROUTE else self.started + timedelta(weeks=ROUTE)
        progress = Progress(
            phases={"toeleiding" if week < ROUTE else "leerbaan": began}, contacts={"job_coach": self.spoken},
            items=self.papers,
        )  # fmt: skip
        ends_on = self.started + timedelta(weeks=ROUTE + APPRENTICESHIP)
        return PersonSituation(
            self.name, due=due(MODEL, progress, on), days=tuple(self.days[-60:]), last_contact_on=self.spoken,
            contracts=() if week < ROUTE else (EndingContract("1", ends_on, self.agreed),),
            talk_due_on=next_talk_on([self.talked], self.talked),
        )  # fmt: skip


def live(person: Person, on: date, random: Random) -> None:
    """What a day brings: somebody new, a day at the workplace or at school, a contact that was planned anyway."""
    if on >= person.started + timedelta(weeks=ROUTE + APPRENTICESHIP):
        person.started = person.spoken = person.talked = on
        person.days, person.papers, person.agreed = [], set(), False
    if on.weekday() < 4 and (on - person.started).days // 7 < ROUTE:
        status = random.choices(
            [AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT], [91, 7, 2]
        )[0]
        person.days.append(PlannedDay(on, status, starts_at=time(8, 30)))
    if (on - person.spoken).days >= 12 and random.random() < 0.2:
        person.spoken = on


def act(person: Person, expected: str, on: date, random: Random) -> None:
    match expected:
        case "hold_talk":
            person.talked = person.spoken = on
        case "complete_checklist":
            person.papers |= PAPERS if random.random() < 0.5 else set()
        case "talk_about_what_next":
            person.agreed = random.random() < 0.3
        case _:
            person.spoken = on


def replay(*, coached: bool) -> tuple[list[int], list[int], dict[str, int]]:
    """Per working day how many rows there were and how many of them were new; per person the longest stay in days."""
    random = Random(65)
    people = [
        Person(f"{n:02}", FIRST - timedelta(days=round(n * 504 / PEOPLE)), FIRST - timedelta(days=n % 14),
               FIRST - timedelta(days=n % 90))
        for n in range(PEOPLE)
    ]  # fmt: skip
    for person in people:  # the papers of those who are past them were settled then
        person.papers = set(PAPERS) if (FIRST - person.started).days // 7 >= ROUTE else set()
    by_name = {person.name: person for person in people}
    care = Care("caseworker", 1, holds=True, helps=False, coached=coached)
    totals, new, since, longest = [], [], {}, {}
    for on in (FIRST + timedelta(days=n) for n in range(WEEKS * 7)):
        for person in people:
            live(person, on, random)
        if on.weekday() > 4:
            continue
        measure = Measure(datetime.combine(on, time(10), UTC), MODEL.thresholds, PROMISES)
        found = [s for each in people for s in person_signals(each.situation(on), measure) if care.acts_on(s)]
        rows = todays_rows(found)
        since = {row.subject.id: since.get(row.subject.id, on) for row in rows}
        for name, first in since.items():
            longest[name] = max(longest.get(name, 0), (on - first).days)
        totals.append(len(rows))
        new.append(sum(first == on for first in since.values()))
        for row in rows[:DONE_A_DAY]:
            for signal in row.signals:
                act(by_name[row.subject.id], signal.expected_act, on, random)
    return totals, new, longest


@pytest.mark.parametrize("coached", [False, True], ids=["alone", "with a coach"])
def test_the_list_of_65_cases_can_be_finished_and_leaves_nobody_on_it(coached):
    totals, new, longest = replay(coached=coached)
    assert len(totals) == WEEKS * 5
    assert 0 < median(totals) <= 12
    assert 0 < median(new) <= 4
    assert max(longest.values()) < 70
