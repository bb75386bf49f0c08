"""Volgende Stap: offered to thirty people of three caterers whose work ends; twenty-seven took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from uuid import UUID

from django.utils import timezone

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.demo.region.aftermath import job, look_back
from doorstroom.demo.region.history import Stage, begins, contact_lines, ends, stops
from doorstroom.demo.region.people import apportion
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.placements.models import SendingList
from doorstroom.placements.services import (
    NewPlacement,
    accept_offer,
    decline_offer,
    offer_guidance,
    open_sending_list,
    record_placements,
)
from doorstroom.programmes.models import Programme
from doorstroom.programmes.services import create_programme, load_model
from doorstroom.trajectories.domain.leaving import Leaving
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import set_dismissal_date
from doorstroom.trajectories.services.bulk import History, Step, bulk_histories

OFFERED_ON, STARTED_ON = date(2026, 1, 12), date(2026, 1, 26)
JOBS_BY_MONTH = (2, 4, 4, 3, 3, 3)
JOBS_LATER = (7, 8, 9)
RETRAINING, STOPPED, DECLINED = 3, 2, 3
CERTAINTY = {"confirmed": 16, "announced": 7, "unknown": 4}
DISMISSAL = date(2026, 7, 1)
PIOTR = (("Piotr", "Zieliński"), "Ik wil een vast contract, het liefst in de techniek.")
KOFI = (("Kofi", "Mensah"), "Ik wil mijn heftruckcertificaat halen.")
DATE_WITHDRAWN_DAYS_AGO = 16
SENDERS = (
    ("Facilitair De Rots", "Els van Dun"), ("Buurtkeuken Samen", "Koen Lemmens"), ("Hoogmeer Catering", "Priya Raghoe"),
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """How it went for one participant: `month` of the new job, else retraining or stopped."""

    month: int | None = None
    retrains: bool = False


def build_volgende_stap(stage: Stage) -> list[Trajectory]:
    programme = create_programme(
        actor=stage.actor(), name="Volgende Stap", receiving_desk=stage.partners["UWV Lindevallei"], sector="services",
        partners=[(stage.partners["UWV Lindevallei"], Role.CASEWORKER),
                  (stage.partners["Werkcentrum Lindevallei"], Role.PROGRAMME_MANAGER),
                  (stage.partners["Gemeente Lindervoort"], Role.BOARD_MEMBER),
                  (stage.partners["Regiolab"], Role.RESEARCHER)],
        summary="Van werk naar werk, met één vaste begeleider.",
    )  # fmt: skip
    text = (files("doorstroom.demo") / "models" / "volgende-stap.yaml").read_text(encoding="utf-8")
    load_model(actor=stage.actor(OFFERED_ON), text=text, programme=programme, on=date(2025, 12, 1))
    courses = [*_courses(), *[None] * DECLINED]
    people = bulk_register(actor=stage.actor(OFFERED_ON), people=_people(stage, len(courses), courses))
    certain = _certainties(stage, courses)
    histories = [
        _history(stage, programme, person.pk, course, certainty, position)
        for position, (person, course, certainty) in enumerate(zip(people, courses, certain, strict=True))
    ]
    made = bulk_histories(actor=stage.actor(), histories=histories)
    record_placements(actor=stage.actor(), drafts=_jobs(stage, made, courses), on=stage.today)
    _offers(stage, programme, made)
    _date_withdrawn(stage, made[courses.index(Course(retrains=True))])
    look_back(stage, made, {})
    return made


def _courses() -> list[Course]:
    months = [month for month, number in enumerate(JOBS_BY_MONTH, start=1) for _ in range(number)]
    found = [Course(month=month) for month in [*months, *JOBS_LATER]]
    return [*found, *[Course(retrains=True)] * RETRAINING, *[Course()] * STOPPED]


def _people(stage: Stage, number: int, courses: Sequence[Course | None]) -> list[NewPerson]:
    """All still employed; Kofi is the last who found work in time, Piotr the first who retrains."""
    drafts = stage.people.several(
        number, on=OFFERED_ON, referrer=stage.partners["UWV Lindevallei"], income={"wage": 100}
    )
    for (name, goal), position in ((KOFI, sum(JOBS_BY_MONTH) - 1), (PIOTR, courses.index(Course(retrains=True)))):
        drafts[position] = stage.people.one(
            name=name, goal=goal, on=OFFERED_ON, referrer=stage.partners["UWV Lindevallei"], income="wage"
        )
    return drafts


def _certainties(stage: Stage, courses: Sequence[Course | None]) -> list[str]:
    """An unknown date goes with half the chance of a job in time: two found one, Piotr and one who stopped did not."""
    taking_part = len(courses) - DECLINED
    unknown = {4, 11, courses.index(Course(retrains=True)), taking_part - 1}
    rest = apportion(taking_part - len(unknown), {k: v for k, v in CERTAINTY.items() if k != "unknown"})
    stage.random.shuffle(rest)
    others = iter(rest)
    return ["unknown" if i in unknown else next(others) for i in range(taking_part)] + [""] * DECLINED


def _history(
    stage: Stage,
    programme: Programme,
    person_id: UUID,
    course: Course | None,
    certainty: str,
    position: int,
) -> History:
    if course is None:
        leaving = Leaving(OFFERED_ON + timedelta(days=9), "declined", "", "participant", "unknown",
                          "Karin Vos")  # fmt: skip
        steps = [Step(leaving.on, MoveName.EXIT, reason="declined", leaving=leaving)]
        return History(person_id, programme, OFFERED_ON, stage.member("karin"), steps, source="aanbod werkgever")
    mine = position in (sum(JOBS_BY_MONTH) - 1, sum(JOBS_BY_MONTH) + len(JOBS_LATER))
    holder = stage.member("samira" if mine else ("karin", "peter")[position % 2])
    start = STARTED_ON + timedelta(days=stage.random.randint(0, 9))
    steps = _steps(stage, course, start, stays=mine)
    last = next((step.on for step in steps if step.leaving), stage.today)
    fields = {"dismissal_certainty": certainty, "dismissal_date": None if certainty == "unknown" else DISMISSAL}
    return History(
        person_id, programme, OFFERED_ON, holder, steps, source="aanbod werkgever", fields=fields,
        contacts=contact_lines(start, last, [(holder, 14)], stage.random, works_from=None),
    )  # fmt: skip


def _steps(stage: Stage, course: Course, start: date, *, stays: bool) -> list[Step]:
    """Six weeks of talks, after three the search beside them; then work, retraining, or neither."""
    search, talked = start + timedelta(weeks=3), start + timedelta(weeks=6)
    begun = [Step(OFFERED_ON + timedelta(days=5), MoveName.START_INTAKE), begins(start, "verkenning")]
    both = [*begun, begins(search, "werk-zoeken"), ends(talked, "verkenning")]
    if course.month is None:
        on = start + timedelta(weeks=10)
        if course.retrains:
            train = [ends(on, "werk-zoeken"), begins(on, "omscholing")]
            return [*both, *train, *(_again(stage) if stays else ())]
        return [*both, stops(on, stage.random.choice(["health", "care_duties"]), "no_work", "Karin Vos")]
    hired = hired_on(start, course.month)
    if hired <= search:
        steps = [*begun, ends(hired, "verkenning"), begins(hired, "nieuwe-baan", "al werk gevonden")]
    elif hired <= talked:
        steps = [*begun, begins(search, "werk-zoeken"), ends(hired, "verkenning"), *_into_work(hired)]
    else:
        steps = [*both, *_into_work(hired)]
    if stays:
        return steps
    leaving = Leaving(hired + timedelta(days=3), "work", "", "participant", "job", "")
    return [*steps, Step(leaving.on, MoveName.EXIT, reason="work", leaving=leaving)]


def _into_work(hired: date) -> list[Step]:
    return [ends(hired, "werk-zoeken"), begins(hired, "nieuwe-baan")]


def _again(stage: Stage) -> list[Step]:
    """Piotr's employer took the date back: a new intake, and the course goes on beside the job."""
    on = stage.today - timedelta(days=DATE_WITHDRAWN_DAYS_AGO)
    why = "de werkgever trok de ontslagdatum in"
    return [ends(on, "omscholing"), Step(on, MoveName.START_INTAKE, reason=why), begins(on, "omscholing", why)]


def hired_on(start: date, month: int) -> date:
    """The middle of that month, counted from the start."""
    return start + timedelta(days=round((month - 0.5) * 365 / 12))


def _jobs(stage: Stage, made: Sequence[Trajectory], courses: Sequence[Course | None]) -> list[NewPlacement]:
    everywhere = [*stage.employers.by_sector["logistics"], *stage.employers.by_sector["technology"]]
    drafts = []
    for position, (trajectory, course) in enumerate(zip(made, courses, strict=True)):
        if course is None or course.month is None or trajectory.started_on is None:
            continue
        site = stage.employers.sites[stage.random.choice(everywhere).pk]
        hired = hired_on(trajectory.started_on, course.month)
        if position == sum(JOBS_BY_MONTH) - 1:
            drafts.append(_job_of_kofi(stage, trajectory, hired))
        else:
            drafts.append(job(trajectory, site, hired, stage, hours=stage.random.choice([28, 32, 36]), in_sector=False))
    return drafts


def _job_of_kofi(stage: Stage, trajectory: Trajectory, hired: date) -> NewPlacement:
    """His contract at Van Loon ends in eleven weeks, and nothing is agreed about what comes then."""
    employer = stage.employers.named("Van Loon Logistiek B.V.")
    return NewPlacement(
        person_id=trajectory.person_id, kind="job", site=stage.employers.sites[employer.pk], starts_on=hired,
        ends_on=stage.today + timedelta(weeks=11), trajectory_id=trajectory.pk, contract="fixed",
        occupation="medewerker magazijn",
    )  # fmt: skip


def _offers(stage: Stage, programme: Programme, made: Sequence[Trajectory]) -> None:
    """Three lists of ten; who said yes did so a week after the offer, the no came with leaving."""
    lists = [
        open_sending_list(
            actor=stage.actor(OFFERED_ON), employer=stage.employers.named(name), programme=programme, told_by=who,
            received_on=OFFERED_ON, clock=SendingList.Clock.STARTED, months=6, on=OFFERED_ON,
        )
        for name, who in SENDERS
    ]  # fmt: skip
    answered = stage.actor(OFFERED_ON + timedelta(days=7))
    for position, trajectory in enumerate(made):
        sending = lists[position % len(lists)]
        offer = offer_guidance(actor=stage.actor(OFFERED_ON), sending=sending, trajectory=trajectory, on=OFFERED_ON)
        if trajectory.started_on:
            accept_offer(actor=answered, offer=offer, on=answered.on)
        else:
            left = trajectory.exited_on or answered.on
            decline_offer(actor=stage.actor(left), offer=offer, on=left)


def _date_withdrawn(stage: Stage, piotr: Trajectory) -> None:
    """His employer took the date back, sixteen days ago."""
    on = stage.today - timedelta(days=DATE_WITHDRAWN_DAYS_AGO)
    samira = actor_of(stage.member("samira"), at=timezone.make_aware(datetime.combine(on, time(15))))
    set_dismissal_date(actor=samira, trajectory=piotr, certainty="unknown", day=None, on=on)
