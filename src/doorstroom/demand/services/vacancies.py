"""Vacancies: the work first, then who takes how many. What was taken follows a change where somebody says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places
from doorstroom.demand.domain.carving import Carved
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.domain.following import Difference, differences
from doorstroom.demand.models import Place, Vacancy, VacancyNeed, VacancyTask
from doorstroom.demand.selectors import carved_of, taken_by
from doorstroom.demand.services.places import PlaceDetails, Requirement, change_place, details_of, offer_place
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Contact, Site


@transaction.atomic
def describe_vacancy(
    *, actor: Actor, asked_by: Organisation, told_by: str, details: PlaceDetails, stays: Sequence[str], on: date
) -> Vacancy:
    """Write down work that has to be done: `details.number` people wanted, all its tasks, and which of them stay."""
    _check(actor, details, stays)
    vacancy = Vacancy.objects.create(
        asked_by=asked_by, asked_on=on, recorded_by_id=actor.membership_id, **_columns(told_by, details)
    )
    _write_work(vacancy, details, stays)
    log(actor, Logged("create", "vacancy", vacancy.pk, fields=["occupation", "wanted"]))
    return vacancy


@transaction.atomic
def change_vacancy(
    *, actor: Actor, vacancy: Vacancy, told_by: str, details: PlaceDetails, stays: Sequence[str], on: date
) -> Vacancy:
    """Describe the work anew. What was taken for it stays as it is until somebody lets it follow, or leaves it so."""
    _check(actor, details, stays)
    locked = _standing(vacancy)
    shares = taken_by(locked, on=on)
    taken = sum(share.number for share in shares)
    if details.number < taken:
        raise DemandError("fewer_than_taken", taken=taken)
    for name, value in _columns(told_by, details).items():
        setattr(locked, name, value)
    locked.save()
    locked.needs.all().delete()
    locked.tasks.all().delete()
    _write_work(locked, details, stays)
    otherwise = [pk for pk, found in behind(locked, carved_of(locked), shares).items() if found]
    locked.places.exclude(pk__in=otherwise).update(otherwise_since=None)
    locked.places.filter(pk__in=otherwise, otherwise_since=None).update(otherwise_since=on)
    log(actor, Logged("change", "vacancy", locked.pk, fields=["occupation", "wanted", "tasks"]))
    return locked


@transaction.atomic
def withdraw_vacancy(*, actor: Actor, vacancy: Vacancy, on: date) -> None:
    """Nobody can be taken for it any more; what sites offer already is their own word and stays."""
    _authorise(actor)
    locked = _standing(vacancy)
    locked.withdrawn_on = on
    locked.save(update_fields=["withdrawn_on"])
    log(actor, Logged("change", "vacancy", locked.pk, fields=["withdrawn_on"]))


@transaction.atomic
def take_share(
    *, actor: Actor, vacancy: Vacancy, site: Site, number: int, contact: Contact | None = None, on: date
) -> Place:
    """This site takes so many of the people wanted: a place like any other, with the tasks that are left."""
    locked = _standing(vacancy)
    shares = taken_by(locked, on=on)
    left = locked.wanted - sum(share.number for share in shares)
    if number > left:
        raise DemandError("vacancy_is_filled", left=left)
    if site.pk in {share.site_id for share in shares}:
        raise DemandError("site_takes_already", site=site.name)
    details = _share_of(locked, carved_of(locked), number)
    place = offer_place(actor=actor, site=site, contact=contact, details=details, on=on)
    place.vacancy = locked
    place.save(update_fields=["vacancy"])
    return place


@transaction.atomic
def follow_vacancy(*, actor: Actor, place: Place, fields: Collection[str]) -> Place:
    """Let a place that was taken for a vacancy read in these fields as the vacancy does now; in none, it stays so."""
    vacancy = Vacancy.objects.get(places=place)
    now, said = details_of(place), _share_of(vacancy, carved_of(vacancy), place.number)
    taken = {name: getattr(said, name) for name in fields if name != WORK}
    if WORK in fields:
        taken |= {"tasks": said.tasks, "requirements": said.requirements}
    if "occupation" in fields:
        taken["concept"] = None
    return change_place(actor=actor, place=place, details=replace(now, **taken))


def behind(vacancy: Vacancy, carved: Carved, shares: Sequence[Place]) -> dict[int, tuple[Difference, ...]]:
    """Of each place what it says otherwise than the vacancy now; no query of its own when its work is at hand."""
    said = _compared(_share_of(vacancy, carved, number=1))
    return {share.pk: differences(said, _compared(details_of(share))) for share in shares}


WORK = "work"
"""Tasks and what they ask go together: a requirement without its task would be a wish."""


def _compared(details: PlaceDetails) -> dict[str, object]:
    work = tuple(details.tasks), frozenset(details.requirements)
    return {
        "occupation": details.occupation, WORK: work, "weekdays": tuple(details.weekdays),
        "hours_per_week": details.hours_per_week, "starts_from": details.starts_from,
        "conditions": details.conditions,
    }  # fmt: skip


def _share_of(vacancy: Vacancy, carved: Carved, number: int) -> PlaceDetails:
    return PlaceDetails(
        occupation=vacancy.occupation, number=number, weekdays=vacancy.weekdays,
        hours_per_week=vacancy.hours_per_week, starts_from=vacancy.starts_from, conditions=vacancy.conditions,
        tasks=carved.tasks, requirements=[Requirement(need.kind, need.value, need.task) for need in carved.needs],
    )  # fmt: skip


def _authorise(actor: Actor) -> None:
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")


def _check(actor: Actor, details: PlaceDetails, stays: Sequence[str]) -> None:
    _authorise(actor)
    if not [task for task in details.tasks if task not in stays]:
        raise DemandError("nothing_left_to_do")
    if unknown := [task for task in stays if task not in details.tasks]:
        raise DemandError("task_not_named", task=unknown[0])


def _standing(vacancy: Vacancy) -> Vacancy:
    """Locked, and not withdrawn."""
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.withdrawn_on:
        raise DemandError("vacancy_withdrawn", on=locked.withdrawn_on)
    return locked


def _columns(told_by: str, details: PlaceDetails) -> dict[str, object]:
    return {
        "told_by": told_by.strip(), "occupation": details.occupation.strip(), "wanted": details.number,
        "weekdays": sorted(details.weekdays), "hours_per_week": details.hours_per_week,
        "starts_from": details.starts_from, "conditions": details.conditions.strip(),
    }  # fmt: skip


def _write_work(vacancy: Vacancy, details: PlaceDetails, stays: Sequence[str]) -> None:
    written = VacancyTask.objects.bulk_create(
        VacancyTask(vacancy=vacancy, text=text, stays=text in stays) for text in details.tasks
    )
    tasks = {task.text: task for task in written}
    VacancyNeed.objects.bulk_create(
        VacancyNeed(vacancy=vacancy, kind=each.kind, value=each.value, task=tasks.get(each.task))
        for each in details.requirements
    )
