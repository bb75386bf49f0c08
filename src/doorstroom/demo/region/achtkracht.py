"""Achtkracht: forty weeks of work and school; 445 of 800 finished with nine weeks to go, and four groups under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from uuid import UUID

from doorstroom.accounts.models import Membership, Role
from doorstroom.demo.region import rounds
from doorstroom.demo.region.aftermath import job, look_back
from doorstroom.demo.region.attendance import attend
from doorstroom.demo.region.history import (
    AWAY_FOR,
    DESTINATIONS,
    Stage,
    begins,
    comes_back,
    contact_lines,
    day_in_week,
    finishes,
    pauses,
    stops,
    until_start,
    weeks_of_leaving,
)
from doorstroom.demo.region.people import LEVELS_ENTRY_COURSE, apportion
from doorstroom.learning.services import NewAward, record_awards
from doorstroom.participants.services.bulk import bulk_register
from doorstroom.placements.services import NewPlacement, record_placements
from doorstroom.programmes.models import Goal, Programme, RouteModel
from doorstroom.programmes.services import create_programme, load_model, set_goal
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import ExitReason, Trajectory
from doorstroom.trajectories.services.bulk import History, Step, bulk_histories

WEEKS = 40
LAST_DAY = timedelta(days=7 * (WEEKS - 1) + 4)
GOAL, FIRST_DAY, DEADLINE = 800, date(2023, 1, 25), date(2027, 1, 25)
STOPPED = 141  # of 586 who started in a group that is over: 24%
HAZARDS = ((4, 1.2), (12, 0.8), (24, 0.5))
LATE = 8  # weeks; who stops later than that may have been away first
PAUSED = 5  # the place in a group that is over of who was away for a while and came back,
PAUSED_AFTER = timedelta(weeks=13)  # from this far after the start on
REASONS = {
    "expectations": 22,
    "language": 20,
    "no_contact": 15,
    "workplace": 15,
    "health": 14,
    "care_duties": 8,
    "travel": 6,
}
AFTERWARDS = {"job": 62, "education": 18, "no_work": 13, "unknown": 7}
SECTORS = {"logistics": 45, "technology": 33, "care": 22}
OCCUPATION = {
    "logistics": "medewerker magazijn",
    "technology": "monteur zonnepanelen",
    "care": "helpende zorg en welzijn",
}
# Day of the start, and how many of the group finished: 34, 92, 171 and 148 in the four years.
GROUPS = (
    (date(2023, 1, 30), 25), (date(2023, 2, 20), 9),
    (date(2023, 5, 8), 23), (date(2023, 8, 28), 23), (date(2023, 11, 6), 23), (date(2024, 2, 5), 23),
    (date(2024, 5, 6), 25), (date(2024, 6, 17), 25), (date(2024, 8, 26), 25), (date(2024, 9, 23), 24),
    (date(2024, 11, 4), 24), (date(2025, 1, 13), 24), (date(2025, 2, 10), 24),
    (date(2025, 5, 5), 25), (date(2025, 6, 16), 25), (date(2025, 8, 25), 25), (date(2025, 9, 22), 25),
    (date(2025, 11, 3), 24), (date(2026, 1, 12), 24),
)  # fmt: skip
# Groups under way: day of the start, how many started, how many of them stopped.
UNDER_WAY = (
    (date(2026, 3, 2), 28, 6),
    (date(2026, 5, 11), 28, 4),
    (date(2026, 8, 31), 28, 2),
    (date(2026, 10, 26), 28, 0),
)
FIRST_DIPLOMAS, FIRST_BATCH = date(2024, 2, 8), 25  # month 13
COACHES = ("joris", "daan", "fatima", "sjaak")
HOLDERS = ("thomas", "anouk", "gert", "dounia", "lina", "karin", "peter")


@dataclass(frozen=True)
class Group:
    number: int
    starts_on: date
    started: int
    leaving: Sequence[tuple[int, str, str]]


def build_achtkracht(stage: Stage) -> tuple[Programme, RouteModel]:
    """The programme with its goal, and the groups that are over."""
    programme, model = _found(stage)
    weeks, why = weeks_of_leaving(STOPPED, HAZARDS), apportion(STOPPED, REASONS)
    where = apportion(STOPPED, DESTINATIONS)
    for each in (weeks, why, where):
        stage.random.shuffle(each)
    stopping = list(zip(weeks, why, where, strict=True))
    shares = apportion(STOPPED, {number: finished for number, (_, finished) in enumerate(GROUPS)})
    exits: list[Trajectory] = []
    for number, (starts_on, finished) in enumerate(GROUPS):
        leaving = [stopping.pop() for _ in range(shares.count(number))]
        group = Group(number + 1, starts_on, finished + len(leaving), leaving)
        made = _group(stage, programme, model, group, _in_turn(stage, group.started))
        _diplomas(stage, group, [t for t in made if t.exit_reason == "completed"])
        exits += made
    look_back(stage, exits, {})
    return programme, model


def build_groups_under_way(
    stage: Stage, programme: Programme, model: RouteModel, *, held_by_samira: int
) -> list[Trajectory]:
    """The groups of this year; as many of their people as asked are held by Samira."""
    left = held_by_samira
    running: list[Trajectory] = []
    for number, (starts_on, started, stopped) in enumerate(UNDER_WAY, start=len(GROUPS) + 1):
        until = (stage.today - starts_on).days // 7
        weeks = [stage.random.randint(2, max(2, until - 1)) for _ in range(stopped)]
        leaving = list(zip(weeks, apportion(stopped, REASONS), apportion(stopped, DESTINATIONS), strict=True))
        mine = min(left, started - stopped)
        left -= mine
        holders = [*_in_turn(stage, started - mine), *[stage.member("samira")] * mine]
        made = _group(stage, programme, model, Group(number, starts_on, started, leaving), holders)
        staying = [t for t in made if t.exited_on is None]
        attend(stage, staying, starts_on, stage.today - timedelta(days=3), activities=("school",))
        look_back(stage, [t for t in made if t.exited_on], {})
        running += staying
    return running


def _found(stage: Stage) -> tuple[Programme, RouteModel]:
    desk = stage.partners["Werkcentrum Lindevallei"]
    programme = create_programme(
        actor=stage.actor(), name="Achtkracht", receiving_desk=desk, open_for_registration=True,
        partners=[
            (desk, Role.PROGRAMME_MANAGER), (desk, Role.PROJECT_CONTROLLER), (stage.partners["Lindecollege"], Role.SCHOOL_COORDINATOR),
            (stage.partners["De Schakelaar"], Role.JOB_COACH), (desk, Role.ACCOUNT_MANAGER),
            (stage.partners["Gemeente Lindervoort"], Role.CASEWORKER),
            (stage.partners["Gemeente Lindervoort"], Role.BOARD_MEMBER), (stage.partners["Regiolab"], Role.RESEARCHER),
        ],
        summary="Veertig weken werken en leren op entreeniveau, in logistiek, techniek en zorg.",
    )  # fmt: skip
    text = (files("doorstroom.demo") / "models" / "achtkracht.yaml").read_text(encoding="utf-8")
    model = load_model(actor=stage.actor(), text=text, programme=programme, on=date(2022, 10, 3))
    set_goal(
        actor=stage.actor(), programme=programme, quantity=GOAL, unit=Goal.Unit.FINISHED, starts_on=FIRST_DAY, deadline=DEADLINE,
        definition="Mensen die de veertig weken hebben afgerond; blijvend werk wordt apart geteld.",
    )  # fmt: skip
    return programme, model


def _in_turn(stage: Stage, number: int) -> list[Membership]:
    return [stage.member(HOLDERS[i % len(HOLDERS)]) for i in range(number)]


def _group(
    stage: Stage, programme: Programme, model: RouteModel, group: Group, holders: Sequence[Membership]
) -> list[Trajectory]:
    """`holders` by person; who leaves comes first, so that the last are still there."""
    name = f"groep {group.number}"
    round = rounds.planned_round(stage, programme, model, name, group.starts_on, group.started)
    sectors = apportion(group.started, SECTORS)
    _back(stage, round, sectors)
    registered = group.starts_on - timedelta(days=70)
    people = bulk_register(
        actor=stage.actor(registered),
        people=stage.people.several(group.started, on=registered, levels=LEVELS_ENTRY_COURSE),
    )
    courses = list(_courses(stage, group))
    histories = [
        _history(stage, round, person.pk, course, holder)
        for person, course, holder in zip(people, courses, holders, strict=True)
    ]
    made = bulk_histories(actor=stage.actor(), histories=histories)
    rounds.run(stage, round, weeks=WEEKS)
    stage.random.shuffle(sectors)
    drafts = [draft for t, sector in zip(made, sectors, strict=True) for draft in _work(stage, t, group, sector)]
    record_placements(actor=stage.actor(), drafts=drafts, on=stage.today)
    return made


def _back(stage: Stage, round: Round, sectors: Sequence[str]) -> None:
    on = round.starts_on - timedelta(weeks=7)
    for sector in dict.fromkeys(sectors):
        employer = stage.random.choice(stage.employers.by_sector[sector])
        rounds.back(stage, round, [(employer, sectors.count(sector))], sector, on=on)


def _courses(stage: Stage, group: Group) -> Iterator[list[Step]]:
    start, owner = group.starts_on, "de jobcoach die het laatst begeleidde"
    reason = "begint meteen met het werk"
    for number, (week, why, where) in enumerate(group.leaving):
        left = stops(day_in_week(start, week, stage.random), why, where, owner)
        paused = [pauses(left.on - AWAY_FOR, ExitReason.HEALTH)] if number == 0 and week > LATE else []
        yield [begins(start, "entree-leerbaan", reason), *paused, left]
    over = start + LAST_DAY
    for number, destination in enumerate(apportion(group.started - len(group.leaving), AFTERWARDS)):
        leaving = [finishes(over, destination, owner)] if over <= stage.today else []
        away = start + PAUSED_AFTER
        pause = [pauses(away, ExitReason.CARE_DUTIES), comes_back(away + AWAY_FOR)]
        paused = pause if leaving and number == PAUSED else []
        yield [begins(start, "entree-leerbaan", reason), *paused, *leaving]


def _history(stage: Stage, round: Round, person_id: UUID, course: Sequence[Step], holder: Membership) -> History:
    registered, before = until_start(round.starts_on, stage.random)
    coach = stage.member(stage.random.choice(COACHES))
    last = next((step.on for step in course if step.leaving), stage.today)
    return History(
        person_id=person_id, programme=round.programme, registered_on=registered, holder=holder, round=round,
        steps=[*before, *course], source="verwijzing", team=[coach],
        contacts=contact_lines(round.starts_on, last, [(coach, 26)], stage.random, works_from=round.starts_on),
    )  # fmt: skip


def _work(stage: Stage, trajectory: Trajectory, group: Group, sector: str) -> Iterator[NewPlacement]:
    """The apprenticeship of forty weeks, and for who found one the job after it."""
    site = stage.employers.sites[stage.random.choice(stage.employers.by_sector[sector]).pk]
    over = group.starts_on + LAST_DAY
    yield rounds.workplace(
        trajectory, site, min(over, trajectory.exited_on or over), weekdays=(0, 1, 3, 4), kind="apprenticeship",
        hours=32, today=stage.today, occupation=OCCUPATION[sector], until=over,
    )  # fmt: skip
    if trajectory.exit_reason == "completed" and trajectory.destination == "job":
        hired = over + timedelta(days=stage.random.randint(3, 30))
        if hired <= stage.today:
            yield job(trajectory, site, hired, stage, hours=36 if sector == "technology" else 28)


def _diplomas(stage: Stage, group: Group, finished: Sequence[Trajectory]) -> None:
    """The first batch of 25 in month 13; later groups some weeks after their last day."""
    first = group.number == 1
    on = (
        FIRST_DIPLOMAS
        if first
        else max(FIRST_DIPLOMAS + timedelta(days=30), group.starts_on + LAST_DAY + timedelta(days=21))
    )
    issuer = stage.partners["Lindecollege"]
    awards = [
        NewAward(t.person_id, "diploma", "Diploma entree", issuer.pk, on, t.pk, f"DE-{t.pk:06d}")
        for t in (finished[:FIRST_BATCH] if first else finished)
    ]
    record_awards(actor=stage.actor(), awards=awards, on=stage.today)
