"""One demand of two employers: hosts for the living rooms; the handover in writing stays with colleagues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from doorstroom.demand.services import (
    PlaceDetails,
    Requirement,
    change_vacancy,
    describe_vacancy,
    follow_vacancy,
    take_share,
)
from doorstroom.demo.region.history import Stage

TASKS = (
    "Koffie en maaltijden rondbrengen",
    "Tafels dekken en afruimen",
    "Een praatje maken met bewoners",
    "Overdracht schrijven",
)
WANTED = 5
SHARES = (("De Lindenhof", 2), ("Verpleeghuis Duinrand", 1))


def build_vacancies(stage: Stage) -> None:
    """Five people wanted since two weeks ago; two sites take three of them, and one follows what was said since."""
    asked = stage.today - timedelta(days=14)
    mieke, stays = "Mieke Daniels", [TASKS[3]]
    work = PlaceDetails(
        occupation="gastvrouw of gastheer", number=WANTED, tasks=TASKS, weekdays=(0, 2, 4),
        conditions="Eerst drie maanden leren, daarna een contract van 20 uur.",
        requirements=(Requirement("language", "B1", TASKS[3]), Requirement("language", "A2", TASKS[2])),
    )  # fmt: skip
    vacancy = describe_vacancy(
        actor=stage.actor(asked),
        asked_by=stage.employers.named("De Lindenhof"),
        told_by=mieke,
        details=work,
        stays=stays,
        on=asked,
    )
    taken = []
    for name, number in SHARES:
        site = stage.employers.sites[stage.employers.named(name).pk]
        place = take_share(
            actor=stage.actor(asked), vacancy=vacancy, site=site, contact=stage.employers.contacts[site.organisation_id],
            number=number, on=asked + timedelta(days=3),
        )  # fmt: skip
        taken.append(place)
    week_later = asked + timedelta(days=7)
    better = replace(work, conditions="Eerst drie maanden leren, daarna een contract van 24 uur.")
    change_vacancy(
        actor=stage.actor(week_later), vacancy=vacancy, told_by=mieke, details=better, stays=stays, on=week_later
    )
    follow_vacancy(actor=stage.actor(week_later), place=taken[0], fields={"conditions"})
