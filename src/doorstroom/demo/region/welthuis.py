"""WelThuis in Zorg: two rounds on the first model, five on the second, and the rounds that run or recruit now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.demo.region import rounds
from doorstroom.demo.region.aftermath import job, look_back
from doorstroom.demo.region.history import (
    DESTINATIONS,
    Stage,
    begins,
    contact_lines,
    day_in_week,
    ends,
    finishes,
    in_turn,
    stops,
    weeks_of_leaving,
)
from doorstroom.demo.region.people import apportion
from doorstroom.demo.region.rounds import CASEWORKERS, Chosen
from doorstroom.learning.services import NewAward, record_awards
from doorstroom.participants.services import close_relations
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.partners.models import Site
from doorstroom.placements.services import NewPlacement, record_placements
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.services import copy_route_model, create_programme, load_model
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.services import withdraw
from doorstroom.rounds.services.recruitment import source_of
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services.bulk import History, Step, bulk_histories

WEEKS = 20
V1_HAZARDS = ((4, 4.8), (8, 2.4), (8, 1.5))
V2_HAZARDS = ((4, 1.6), (8, 0.9), (8, 0.5))
V1_REASONS = {
    "expectations": 27, "care_duties": 18, "language": 15, "workplace": 14, "travel": 9, "health": 9, "money": 8,
}  # fmt: skip
V2_REASONS = {
    "health": 24, "care_duties": 22, "expectations": 18, "no_contact": 12, "language": 8, "travel": 8, "workplace": 8,
}  # fmt: skip
ASKED = {"Gemeente Lindervoort": 12, "UWV Lindevallei": 8, "Vennenwerk": 5, "Gemeente Oosterwade": 3, "Welkom": 2}
AFTER_COURSE = {"job": 40, "no_work": 30, "education": 20, "unknown": 10}
WORKDAYS = (0, 2, 3)
# Why people of a round of so many seats stayed away from the meeting.
AWAY = {20: ("ill", "no_interest"), 24: ("work", "ill", "unknown")}
WITHDREW = {
    "ill": "Is ziek en doet deze ronde niet mee.",
    "no_interest": "Wil dit toch niet.",
    "work": "Heeft zelf werk gevonden.",
    "unknown": "Kwam niet en nam ook later de telefoon niet op.",
}


@dataclass(frozen=True)
class Past:
    """A finished round and what came of it. `in_care` had a job in care twelve months after leaving."""

    name: str
    starts_on: date
    version: int
    started: int
    stopped: int
    to_apprenticeship: int
    in_care: int

    @property
    def finished(self) -> int:
        return self.started - self.stopped


PAST = (
    Past("ronde 1", date(2022, 12, 5), 1, 20, 9, 8, 7),
    Past("ronde 2", date(2023, 5, 1), 1, 20, 7, 9, 8),
    Past("ronde 3", date(2023, 10, 2), 2, 24, 5, 17, 15),
    Past("ronde 4", date(2024, 3, 4), 2, 24, 4, 18, 17),
    Past("ronde 5", date(2024, 7, 29), 2, 24, 4, 18, 17),
    Past("ronde 6", date(2024, 11, 4), 2, 24, 3, 19, 18),
    Past("ronde 7", date(2025, 4, 7), 2, 24, 3, 19, 18),
)
COLOURFUL, ROUND_8, ROUND_9 = date(2026, 8, 10), date(2026, 11, 9), date(2027, 2, 1)
STOPPED_COLOURFUL = ((3, "health"), (6, "care_duties"), (11, "travel"))


@dataclass
class Welthuis:
    """What the other parts build on."""

    programme: Programme
    models: dict[int, RouteModel]
    rounds: dict[str, Round] = field(default_factory=dict)
    people: dict[str, list[Trajectory]] = field(default_factory=dict)


def found_welthuis(stage: Stage) -> Welthuis:
    desk = stage.partners["Werkcentrum Lindevallei"]
    programme = create_programme(
        actor=stage.actor(), name="WelThuis in Zorg", receiving_desk=desk, sector="care", open_for_registration=True,
        partners=[
            (desk, Role.PROGRAMME_MANAGER), (desk, Role.ACCOUNT_MANAGER),
            (stage.partners["Gemeente Lindervoort"], Role.CASEWORKER), (stage.partners["Lindecollege"], Role.SCHOOL_COORDINATOR),
            (stage.partners["Vennenwerk"], Role.JOB_COACH), (stage.partners["Lindecollege"], Role.DESIGNER),
            (stage.partners["Gemeente Lindervoort"], Role.BOARD_MEMBER), (stage.partners["Regiolab"], Role.RESEARCHER),
        ],
        summary="Twintig weken werken en leren in de zorg, daarna een leerbaan.",
    )  # fmt: skip
    folder = files("doorstroom.demo") / "models"
    models = {
        version: load_model(
            actor=stage.actor(on), programme=programme, on=on,
            text=(folder / f"welthuis-v{version}.yaml").read_text(encoding="utf-8"),
        )
        for version, on in ((1, date(2022, 9, 1)), (2, date(2023, 6, 1)))
    }  # fmt: skip
    return Welthuis(programme, models)


def build_past_rounds(stage: Stage, welthuis: Welthuis) -> None:
    """The weeks and reasons of leaving are dealt over the rounds of one version as a whole."""
    for version, hazards, reasons in ((1, V1_HAZARDS, V1_REASONS), (2, V2_HAZARDS, V2_REASONS)):
        past = [each for each in PAST if each.version == version]
        number = sum(each.stopped for each in past)
        weeks = weeks_of_leaving(number, hazards)
        why = apportion(number, reasons)
        where = apportion(number, DESTINATIONS)
        for column in (weeks, why, where):
            stage.random.shuffle(column)
        leaving = iter(zip(weeks, why, where, strict=True))
        for each in past:
            _past_round(stage, welthuis, each, [next(leaving) for _ in range(each.stopped)])


def _past_round(stage: Stage, welthuis: Welthuis, past: Past, leaving: Sequence[tuple[int, str, str]]) -> None:
    round, selected = recruited(stage, welthuis, past.name, past.starts_on, welthuis.models[past.version], past.started)
    steps = list(_courses(stage, past, leaving))
    stage.random.shuffle(steps)
    histories = [
        history_of(stage, round, nomination, course, coaches=("ilse", "joris") if past.version == 2 else ())
        for nomination, course in zip(selected, steps, strict=True)
    ]
    made = bulk_histories(actor=stage.actor(), histories=histories)
    rounds.note_starts(stage, round, made)
    welthuis.rounds[past.name] = rounds.run(stage, round, weeks=WEEKS)
    welthuis.people[past.name] = made
    _after(stage, past, made)
    over = past.starts_on + timedelta(weeks=WEEKS)
    for nomination in round.nominations.all():
        close_relations(actor=stage.actor(over), source=source_of(nomination), on=over)


def recruited(
    stage: Stage, welthuis: Welthuis, name: str, starts_on: date, model: RouteModel, seats: int,
    named: Sequence[tuple[tuple[str, str], str]] = (),
) -> tuple[Round, list[Nomination]]:  # fmt: skip
    """A round whose people were asked, came and were chosen; returns those who were, the named ones first.

    `named` gives (name, own goal) of people with a story; the centre town sent them.
    """
    round = rounds.planned_round(stage, welthuis.programme, model, name, starts_on, seats)
    asked_on, away = starts_on - timedelta(weeks=12), AWAY[seats]
    rounds.ask(stage, round, ASKED, on=asked_on, due_on=starts_on - timedelta(weeks=9))
    care = stage.employers.by_sector["care"]
    places = [(care[i % len(care)], 4) for i in range(-(-seats // 4))]
    rounds.back(stage, round, places, "care", on=starts_on - timedelta(weeks=7))
    nominations = _nominated(stage, round, seats + 6, named)
    rounds.meet(stage, round, nominations, away, on=starts_on - timedelta(weeks=8))
    came = nominations[: len(nominations) - len(away)]
    outcomes = ["selected"] * seats + ["reserve"] * (len(came) - seats - 1) + ["not_now"]
    chosen = [Chosen(n, outcome) for n, outcome in zip(came, outcomes, strict=True)]
    chosen_on = starts_on - timedelta(weeks=6)
    rounds.choose(stage, round, chosen, on=chosen_on)
    for nomination, reason in zip(nominations[len(came) :], away, strict=True):
        withdraw(actor=stage.actor(chosen_on), nomination=nomination, why=WITHDREW[reason], on=chosen_on)
    return round, came[:seats]


def _nominated(
    stage: Stage, round: Round, number: int, named: Sequence[tuple[tuple[str, str], str]]
) -> list[Nomination]:
    """In any order, but for the people with a story, who come first."""
    on = round.starts_on - timedelta(weeks=10)
    senders = [name for name, asked in ASKED.items() for _ in range(asked)][:number]
    drafts = list(_drafts(stage, senders, on))
    for position, (who, goal) in enumerate(named):
        drafts[position] = stage.people.one(name=who, on=on, referrer=stage.partners[senders[0]], goal=goal)
    people = bulk_register(actor=stage.actor(on), people=drafts)
    nominations = rounds.nominate_people(stage, round, list(zip(people, senders, strict=True)), on=on)
    others = nominations[len(named) :]
    stage.random.shuffle(others)
    return [*nominations[: len(named)], *others]


def _drafts(stage: Stage, senders: Sequence[str], on: date) -> Iterator[NewPerson]:
    for sender in dict.fromkeys(senders):
        yield from stage.people.several(senders.count(sender), on=on, referrer=stage.partners[sender])


def _courses(stage: Stage, past: Past, leaving: Sequence[tuple[int, str, str]]) -> Iterator[list[Step]]:
    """The steps from the start on: stopped in a week, on to an apprenticeship, or finished without one."""
    start, random = past.starts_on, stage.random
    last = start + timedelta(days=7 * (WEEKS - 1) + 4)
    owner = "de klantmanager die het laatst begeleidde"
    for week, reason, destination in leaving:
        yield [begins(start, "toeleiding"), stops(day_in_week(start, week, random), reason, destination, owner)]
    onward = start + timedelta(weeks=WEEKS)
    for _ in range(past.to_apprenticeship):
        leaves = onward + timedelta(weeks=8)
        yield [begins(start, "toeleiding"), ends(last, "toeleiding"), begins(onward, "leerbaan"),
               finishes(leaves, "apprenticeship", owner)]  # fmt: skip
    for destination in apportion(past.finished - past.to_apprenticeship, AFTER_COURSE):
        leaves = onward + timedelta(days=random.randint(1, 12))
        yield [begins(start, "toeleiding"), ends(last, "toeleiding"), finishes(leaves, destination, owner)]


def history_of(
    stage: Stage, round: Round, nomination: Nomination, course: Sequence[Step], *, coaches: Sequence[str] = (),
    holder: Membership | None = None, coach: Membership | None = None,
) -> History:  # fmt: skip
    before = waiting_steps(nomination.nominated_on, round.starts_on - timedelta(weeks=6), stage)
    coach = coach or (stage.member(stage.random.choice(coaches)) if coaches else None)
    holder = holder or stage.member(stage.random.choice(CASEWORKERS[_sender(nomination)]))
    last = next((s.on for s in course if s.leaving), stage.today)
    authors = [(coach, 12), (holder, 26)] if coach else [(holder, 26)]
    return History(
        person_id=nomination.person_id, programme=round.programme, registered_on=nomination.nominated_on, holder=holder,
        round=round, steps=[*before, *course], source=source_of(nomination), team=[coach] if coach else [],
        contacts=contact_lines(before[0].on, last, authors, stage.random, works_from=round.starts_on),
    )  # fmt: skip


def _sender(nomination: Nomination) -> str:
    assert nomination.referrer is not None  # noqa: S101 every round of the demo is filled by referrers
    return nomination.referrer.name


def _after(stage: Stage, past: Past, made: Sequence[Trajectory]) -> None:
    """Places, awards, the apprenticeship and the job behind it, and what was found out later."""
    employers = stage.employers.by_sector["care"]
    sites = [stage.employers.sites[employer.pk] for employer in in_turn(employers, len(made))]
    over = past.starts_on + timedelta(days=7 * (WEEKS - 1) + 4)
    places: list[NewPlacement] = []
    given: dict[tuple[int, str], tuple[str, bool | None]] = {}
    finished = [t for t in made if t.exit_reason == "completed"]
    ranked = sorted(finished, key=lambda t: t.destination != "apprenticeship")
    in_care = {t.pk for t in ranked[: past.in_care]}
    for trajectory, site in zip(made, sites, strict=True):
        last = min(over, trajectory.exited_on or over)
        places.append(
            rounds.workplace(trajectory, site, last, weekdays=WORKDAYS, kind="work_experience", today=stage.today)
        )
        if trajectory.destination == "apprenticeship":
            places.append(_apprenticeship(stage, past, trajectory, site))
        if trajectory in finished:
            given[trajectory.pk, "na-12-maanden"] = ("job", True) if trajectory.pk in in_care else ("no_work", None)
        if trajectory.pk in in_care:
            begins_on = past.starts_on + timedelta(weeks=WEEKS + 52, days=1)
            places.append(job(trajectory, site, begins_on, stage, hours=stage.random.choice([24, 28, 32])))
    record_placements(actor=stage.actor(), drafts=places, on=stage.today)
    _practice_certificates(stage, finished, over)
    look_back(stage, made, given)


def _apprenticeship(stage: Stage, past: Past, trajectory: Trajectory, site: Site) -> NewPlacement:
    starts_on = past.starts_on + timedelta(weeks=WEEKS)
    until = starts_on + timedelta(weeks=52)
    over = until <= stage.today
    return NewPlacement(
        person_id=trajectory.person_id, kind="apprenticeship", site=site, starts_on=starts_on, ends_on=until,
        trajectory_id=trajectory.pk, contract="fixed", occupation="helpende zorg en welzijn", in_target_sector=True,
        ended_on=until if over else None, ended_because="de opleiding is klaar" if over else "",
        ended_by="together" if over else "",
    )  # fmt: skip


def _practice_certificates(stage: Stage, finished: Sequence[Trajectory], on: date) -> None:
    issuer: Organisation = stage.partners["Lindecollege"]
    awards = [
        NewAward(t.person_id, "practice_certificate", "Praktijkverklaring zorg", issuer.pk, on, t.pk, f"PV-{t.pk:06d}")
        for t in finished
    ]
    record_awards(actor=stage.actor(), awards=awards, on=stage.today)


def waiting_steps(registered: date, chosen_on: date, stage: Stage) -> list[Step]:
    """Intake some nine days after the nomination, then the selection, then waiting for the start."""
    intake = registered + timedelta(days=stage.random.randint(6, 12))
    selecting = min(intake + timedelta(days=stage.random.randint(3, 7)), chosen_on)
    return [
        Step(intake, MoveName.START_INTAKE),
        Step(selecting, MoveName.START_SELECTION),
        Step(chosen_on, MoveName.WAIT),
    ]


def colourful_model(stage: Stage, welthuis: Welthuis) -> RouteModel:
    """The variant “Kleurrijk” is a copy with its own code, so that it is counted apart and keeps its lineage."""
    on = date(2026, 4, 1)
    changes = {"name": {"nl": "WelThuis Kleurrijk", "en": "At Home in Care, all colours"}}
    return copy_route_model(
        actor=stage.actor(on), model=welthuis.models[2], changes=changes, code="welthuis-kleurrijk", on=on
    )
