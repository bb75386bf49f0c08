"""What became of people: awards, contracts, going back on benefit, and what was found out when somebody asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from doorstroom.demo.region.history import Stage
from doorstroom.followup.models import Observation
from doorstroom.followup.services import Answer, record_answers, schedule_observations
from doorstroom.partners.models import Site
from doorstroom.placements.services import NewPlacement
from doorstroom.trajectories.models import Destination, Trajectory

SHAPE, SCALE_MONTHS = 0.445, 609  # going back on benefit after a job: 9% at 3 months, 12% at 6, 16% at 12
MONTH = 30.4
CONTRACTS = {"fixed": 71, "permanent": 9, "agency": 20}
FIXED_MONTHS = (7, 12, 6)
UNKNOWN_SHARE = 0.035  # 7% have an unknown destination at first; half of those are found
ASKED_DAYS_AGO = 10  # the newest questions are still to be asked


def job(
    trajectory: Trajectory, site: Site, starts_on: date, stage: Stage, *, hours: int, in_sector: bool = True
) -> NewPlacement:
    """A job with one of the usual contracts; over when it ran out or when the person went back on benefit."""
    random = stage.random
    contract = random.choices(list(CONTRACTS), list(CONTRACTS.values()))[0]
    ends_on = (
        None if contract == "permanent" else starts_on + timedelta(days=round(MONTH * random.choice(FIXED_MONTHS)))
    )
    back = starts_on + timedelta(days=min(20_000, round(MONTH * months_to_relapse(random))))
    last = min(back, ends_on) if ends_on else back
    over = last <= stage.today
    because = "terug naar een uitkering" if back == last else "het contract liep af"
    return NewPlacement(
        person_id=trajectory.person_id, kind="job", site=site, starts_on=starts_on, ends_on=ends_on,
        trajectory_id=trajectory.pk, hours_per_week=Decimal(hours), contract=contract, in_target_sector=in_sector,
        ended_on=last if over else None, ended_because=because if over else "", ended_by="employer" if over else "",
    )  # fmt: skip


def months_to_relapse(random: Random) -> float:
    return SCALE_MONTHS * (-math.log(1 - random.random())) ** (1 / SHAPE)


def look_back(
    stage: Stage, exited: Iterable[Trajectory], given: Mapping[tuple[int, str], tuple[str, bool | None]]
) -> None:
    """Schedule what the models ask, and answer what was due; `given` are the answers that are told elsewhere."""
    gone = [(t, t.exited_on) for t in exited if t.exited_on and t.started_on]
    destinations = {t.pk: t.destination for t, _ in gone}
    schedule_observations(actor=stage.actor(), happened=gone)
    until = stage.today - timedelta(days=ASKED_DAYS_AGO)
    due = Observation.objects.filter(trajectory__in=destinations, due_on__lte=until).order_by("trajectory", "due_on")
    answers = [_answer(stage, each, destinations[each.trajectory_id], given) for each in due]
    record_answers(actor=stage.actor(), answers=answers, on=stage.today)


def _answer(
    stage: Stage, each: Observation, destination: str, given: Mapping[tuple[int, str], tuple[str, bool | None]]
) -> Answer:
    asked_on = min(stage.today, each.due_on + timedelta(days=stage.random.randint(0, 9)))
    told = given.get((each.trajectory_id, each.point))
    situation, in_sector = told or _usual(stage.random, destination)
    hours = stage.random.choice([24, 28, 32]) if situation in ("job", "apprenticeship") else None
    return Answer(each, asked_on, situation, in_sector, hours, "telefoon")


def _usual(random: Random, destination: str) -> tuple[str, bool | None]:
    """Somebody who worked mostly still does; an unknown destination is found half of the time."""
    unknown = random.random() < (0.5 if destination == Destination.UNKNOWN else UNKNOWN_SHARE)
    if unknown:
        return "", None
    if destination in (Destination.JOB, Destination.APPRENTICESHIP):
        works = random.random() > 0.14
        return (destination, True) if works else ("no_work", None)
    if destination == Destination.EDUCATION:
        return "education", None
    return ("job", False) if random.random() < 0.2 else ("no_work", None)
