"""Vacancies: the work first, then who takes how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import Place, Vacancy, VacancyNeed, VacancyTask
from doorstroom.demand.selectors import carved_of, taken_by
from doorstroom.demand.services.places import PlaceDetails, Requirement, offer_place
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Contact, Site


@transaction.atomic
def describe_vacancy(
    *, actor: Actor, asked_by: Organisation, told_by: str, details: PlaceDetails, stays: Sequence[str], on: date
) -> Vacancy:
    """Write down work that has to be done: `details.number` people wanted, all its tasks, and which of them stay."""
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")
    kept = [task for task in details.tasks if task not in stays]
    if not kept:
        raise DemandError("nothing_left_to_do")
    if unknown := [task for task in stays if task not in details.tasks]:
        raise DemandError("task_not_named", task=unknown[0])
    vacancy = Vacancy.objects.create(
        asked_by=asked_by, told_by=told_by.strip(), occupation=details.occupation.strip(), wanted=details.number,
        weekdays=sorted(details.weekdays), hours_per_week=details.hours_per_week, starts_from=details.starts_from,
        conditions=details.conditions.strip(), asked_on=on, recorded_by_id=actor.membership_id,
    )  # fmt: skip
    tasks = {
        task.text: task
        for task in VacancyTask.objects.bulk_create(
            VacancyTask(vacancy=vacancy, text=text, stays=text in stays) for text in details.tasks
        )
    }
    VacancyNeed.objects.bulk_create(
        VacancyNeed(vacancy=vacancy, kind=each.kind, value=each.value, task=tasks.get(each.task))
        for each in details.requirements
    )
    log(actor, Logged("create", "vacancy", vacancy.pk, fields=["occupation", "wanted"]))
    return vacancy


@transaction.atomic
def take_share(
    *, actor: Actor, vacancy: Vacancy, site: Site, number: int, contact: Contact | None = None, on: date
) -> Place:
    """This site takes so many of the people wanted: a place like any other, with the tasks that are left."""
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    shares = taken_by(locked, on=on)
    left = locked.wanted - sum(share.number for share in shares)
    if number > left:
        raise DemandError("vacancy_is_filled", left=left)
    if site.pk in {share.site_id for share in shares}:
        raise DemandError("site_takes_already", site=site.name)
    carved = carved_of(locked)
    details = PlaceDetails(
        occupation=locked.occupation, number=number, weekdays=locked.weekdays, hours_per_week=locked.hours_per_week,
        starts_from=locked.starts_from, conditions=locked.conditions, tasks=carved.tasks,
        requirements=[Requirement(need.kind, need.value, need.task) for need in carved.needs],
    )  # fmt: skip
    place = offer_place(actor=actor, site=site, contact=contact, details=details, on=on)
    place.vacancy = locked
    place.save(update_fields=["vacancy"])
    return place
