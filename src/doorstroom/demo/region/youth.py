"""Eigen Vak: thirty-six people of 16 to 23 on one route made of two others, at three learning workplaces.

Twenty-four began as a group. Twelve came one by one; afterwards they became a project, and group and project together
one programme, without anything being entered anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from importlib.resources import files
from uuid import UUID

from doorstroom.accounts.models import Membership, Role
from doorstroom.cooperation.services import make_part_of, make_project
from doorstroom.demand.models import Station
from doorstroom.demo.region import rounds
from doorstroom.demo.region.attendance import attend
from doorstroom.demo.region.history import IN_ORDER, OF_ALL, Stage, begins, contact_lines, ends, until_start
from doorstroom.demo.region.people import apportion
from doorstroom.demo.region.stations import SITES, workplace_in
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.placements.models import Placement
from doorstroom.placements.services import book_station, record_placements
from doorstroom.programmes.models import Issue, Programme, RouteModel
from doorstroom.programmes.services import create_programme, load_model
from doorstroom.rounds.models import Round
from doorstroom.trajectories.domain.guardians import ADULT, AGREED, OF_AGE
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import record_fact
from doorstroom.trajectories.services.bulk import History, Step, bulk_histories

MODELS = ("uitstroom-op-maat", "leren-op-de-werkvloer", "eigen-vak")
FOUNDED_ON, GROUP_STARTS_ON = date(2026, 4, 6), date(2026, 8, 31)
AGES = {16: 4, 17: 6, 18: 6, 19: 5, 20: 5, 21: 4, 22: 4, 23: 2}
IN_GROUP, ALONE = 24, 12
SEATS = (11, 8, 5)
"""Of the 18, 12 and 10 stations, how many the group takes at each workplace."""

HOLDERS = ("gert", "anouk", "thomas")
LEARN_AFTER = timedelta(weeks=4)
WEEKDAYS, LAST_DAY = (0, 1), timedelta(weeks=24, days=-6)


def build_youth(stage: Stage) -> None:
    """Run last, after stations and issues: what others drew by lot stays what it was."""
    before = stage.random.getstate()
    issue = Issue.objects.get(title__startswith="Mensen zonder diploma")
    programme = _programme(
        stage, "Eigen Vak", issue, "Jongeren van 16 tot en met 23 jaar leren een vak op de werkvloer."
    )
    model = _models(stage, programme)
    ages = apportion(IN_GROUP + ALONE, AGES)
    stage.random.shuffle(ages)
    group = _group(stage, programme, model, ages[:IN_GROUP])
    loose = _one_by_one(stage, programme, ages[IN_GROUP:])
    _stations(stage, group)
    seen_until = stage.today - timedelta(days=1)
    attend(
        stage, group, GROUP_STARTS_ON + LEARN_AFTER, seen_until, activities=("placement",), source="TechLab Harmelbeek"
    )
    project = make_project(
        actor=stage.actor(), source=programme, name="Eigen Vak, één voor één", trajectories=[each.pk for each in loose]
    )
    whole = _programme(stage, "Jong en aan het werk", issue, "Alles voor jongeren zonder diploma onder één naam.")
    for part in (programme, project):
        make_part_of(actor=stage.actor(), part=part, whole=whole)
    stage.random.setstate(before)


def _programme(stage: Stage, name: str, issue: Issue, summary: str) -> Programme:
    desk = stage.partners["Werkcentrum Lindevallei"]
    return create_programme(
        actor=stage.actor(FOUNDED_ON), name=name, receiving_desk=desk, issue=issue, summary=summary,
        partners=[(desk, Role.PROGRAMME_MANAGER), (stage.partners["TechLab Harmelbeek"], Role.SCHOOL_COORDINATOR),
                  (stage.partners["Gemeente Lindervoort"], Role.BOARD_MEMBER),
                  (stage.partners["Regiolab"], Role.RESEARCHER)],
    )  # fmt: skip


def _models(stage: Stage, programme: Programme) -> RouteModel:
    """The two approaches first, then the one that contains them."""
    folder = files("doorstroom.demo") / "models" / "youth"
    for name in MODELS:
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        owner = programme if name == MODELS[-1] else None
        made = load_model(actor=stage.actor(FOUNDED_ON), text=text, programme=owner, on=FOUNDED_ON)
    return made


def _group(stage: Stage, programme: Programme, model: RouteModel, ages: Sequence[int]) -> list[Trajectory]:
    round = rounds.planned_round(stage, programme, model, "groep 1", GROUP_STARTS_ON, len(ages))
    backed_on = GROUP_STARTS_ON - timedelta(weeks=7)
    for (sector, *_), seats in zip(SITES, SEATS, strict=True):
        kind = sector if sector in stage.employers.by_sector else "care"
        rounds.back(stage, round, [(workplace_in(stage, sector), seats)], kind, on=backed_on)
    made = _write(stage, programme, [(age, GROUP_STARTS_ON) for age in ages], round)
    rounds.run(stage, round, weeks=24)
    return made


def _one_by_one(stage: Stage, programme: Programme, ages: Sequence[int]) -> list[Trajectory]:
    """Somebody new every week from June on."""
    starts = [(age, date(2026, 6, 1) + timedelta(weeks=place)) for place, age in enumerate(ages)]
    return _write(stage, programme, starts, None)


def _write(
    stage: Stage, programme: Programme, starts: Sequence[tuple[int, date]], round: Round | None
) -> list[Trajectory]:
    waits = [until_start(start, stage.random, selection=False) for _, start in starts]
    drafts = [_person(stage, age, start, on) for (age, start), (on, _) in zip(starts, waits, strict=True)]
    people = bulk_register(actor=stage.actor(), people=drafts)
    made = bulk_histories(
        actor=stage.actor(),
        histories=[
            _history(stage, programme, round, person.pk, age, start, wait, stage.member(HOLDERS[place % len(HOLDERS)]))
            for place, (person, (age, start), wait) in enumerate(zip(people, starts, waits, strict=True))
        ],
    )
    for trajectory, (age, start) in zip(made, starts, strict=True):
        if age < OF_AGE:
            record_fact(actor=stage.actor(start), trajectory=trajectory, fact=AGREED, on=start,
                        remark="Getekend op papier; dat ligt bij de klantmanager.")  # fmt: skip
    return made


def _person(stage: Stage, age: int, start: date, registered_on: date) -> NewPerson:
    """Of that age on the day of the start, whole years and some months; nobody of them finished a school."""
    born = start.replace(year=start.year - age) - timedelta(days=stage.random.randint(20, 150))
    income = "none" if age < OF_AGE else "social_assistance"
    return stage.people.one(on=registered_on, born=born, income=income, level="B2", education="none")


def _history(
    stage: Stage, programme: Programme, round: Round | None, person_id: UUID, age: int, start: date,
    wait: tuple[date, list[Step]], holder: Membership,
) -> History:  # fmt: skip
    """Four weeks of meeting the trade, then learning at a station; a place of one's own comes when one asks for it."""
    registered, before = wait
    known = IN_ORDER | {AGREED if age < OF_AGE else ADULT}
    learns_on = start + LEARN_AFTER
    steps = [
        *before, Step(start, MoveName.START_PHASE, phase="kennismaken", facts=known),
        ends(learns_on, "kennismaken"), begins(learns_on, "leerstation"),
    ]  # fmt: skip
    return History(
        person_id=person_id, programme=programme, registered_on=registered, holder=holder, round=round, steps=steps,
        source="school",
        contacts=contact_lines(
            start, stage.today, [(holder, 14)], stage.random, works_from=start if round else None, subjects=OF_ALL
        ),
    )  # fmt: skip


def _stations(stage: Stage, group: Sequence[Trajectory]) -> None:
    """Everybody of the group has a station of her own, two days a week."""
    last, drafts = GROUP_STARTS_ON + LAST_DAY, []
    where = [
        workplace_in(stage, sector) for (sector, *_), seats in zip(SITES, SEATS, strict=True) for _ in range(seats)
    ]
    for trajectory, employer in zip(group, where, strict=True):
        site = stage.employers.sites[employer.pk]
        drafts.append(
            rounds.workplace(
                trajectory, site, last, weekdays=WEEKDAYS, kind="work_experience", hours=12, today=stage.today
            )
        )
    record_placements(actor=stage.actor(), drafts=drafts, on=stage.today)
    free = {employer: list(Station.objects.filter(site=stage.employers.sites[employer.pk]).order_by("name"))
            for employer in dict.fromkeys(where)}  # fmt: skip
    places = {each.trajectory_id: each for each in Placement.objects.filter(trajectory__in=group)}
    for trajectory, employer in zip(group, where, strict=True):
        book_station(actor=stage.actor(), placement=places[trajectory.pk], station=free[employer].pop(0),
                     first=stage.today, last=last, weekdays=WEEKDAYS)  # fmt: skip
