"""What two programmes give beside the way through them: vouchers from job to job, a premium for the young."""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.arrangements.domain.eligibility import is_young
from doorstroom.arrangements.models import ArrangementType
from doorstroom.arrangements.services import TypeRules, end_arrangement, record_arrangement, set_up_type
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.volgende_stap import KOFI
from doorstroom.placements.models import Placement
from doorstroom.programmes.models import Programme

SINCE, YEAR = date(2026, 1, 1), timedelta(days=364)
LEARNING, MOVING, YOUNG = 6, 8, 12
FIRST_LESSON, LAST_LESSON = timedelta(days=21), timedelta(days=84)


def build_arrangements(stage: Stage) -> None:
    stap, achtkracht = (Programme.objects.get(name=name) for name in ("Volgende Stap", "Achtkracht"))
    learning = _type(stage, stap, "Scholingsvoucher", 10, TypeRules(conditions=("Kiest zelf een erkende cursus",)))
    moving = _type(stage, stap, "Mobiliteitsvoucher", 20, TypeRules(needs_employer=True))
    young = _type(stage, achtkracht, "Startpremie jongeren", 40, TypeRules(maximum_age=26, needs_employer=True))
    _courses(stage, learning)
    for job in _jobs(stap)[:MOVING]:
        _with_employer(stage, moving, job)
    found = [job for job in _jobs(achtkracht) if _is_young(young, job)]
    for job in found[:YOUNG]:
        _with_employer(stage, young, job)


def _type(stage: Stage, programme: Programme, name: str, planned: int, rules: TypeRules) -> ArrangementType:
    return set_up_type(
        actor=stage.actor(SINCE), programme=programme, name=name, planned=planned, valid_from=SINCE, rules=rules
    )


def _courses(stage: Stage, type: ArrangementType) -> None:
    """A course for some who came from job to job, Kofi among them; one fell ill before the first lesson."""
    people = [each.person for each in type.programme.trajectories.select_related("person").order_by("pk")]
    (kofi,) = (each for each in people if (each.given_name, each.family_name) == KOFI[0])
    others = [each for each in people if each != kofi][: LEARNING - 1]
    given = [
        record_arrangement(
            actor=stage.actor(), person=person, type=type, starts_on=stage.today - FIRST_LESSON,
            ends_on=stage.today + LAST_LESSON, said=(True,),
        )
        for person in (kofi, *others)
    ]  # fmt: skip
    end_arrangement(
        actor=stage.actor(), arrangement=given[-1], last_day=None, reason="De cursus gaat niet door.", on=stage.today
    )


def _jobs(programme: Programme) -> list[Placement]:
    """First jobs of this year, each person once."""
    jobs = Placement.objects.filter(trajectory__programme=programme, kind=Placement.Kind.JOB, starts_on__gte=SINCE)
    first = jobs.order_by("person", "starts_on", "pk").distinct("person")
    return sorted(
        first.select_related("person__contact", "site__organisation"), key=lambda job: (job.starts_on, job.pk)
    )


def _is_young(type: ArrangementType, job: Placement) -> bool:
    return bool(is_young(type.terms, job.person.contact.birth_date, job.starts_on))


def _with_employer(stage: Stage, type: ArrangementType, job: Placement) -> None:
    record_arrangement(
        actor=stage.actor(), person=job.person, type=type, starts_on=job.starts_on, ends_on=job.starts_on + YEAR,
        employer=job.site.organisation,
    )  # fmt: skip
