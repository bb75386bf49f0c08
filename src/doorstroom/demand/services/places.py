"""What employers offer: employers, sites, contacts and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from decimal import Decimal

from django.db import transaction

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.demand.access import may_record_places
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import Place, PlaceReference, PlaceRequirement, PlaceTask
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event
from doorstroom.partners.models import Contact, Site
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.models import Concept
from doorstroom.taxonomy.selectors import confirmed

LANGUAGE = "nl"  # in which employers' work is written down


@dataclass(frozen=True)
class Requirement:
    """What the work asks; `task` is the text of the task that needs it, empty for a wish."""

    kind: PlaceRequirement.Kind | str
    value: str = ""
    task: str = ""


@dataclass(frozen=True)
class PlaceDetails:
    """Everything about `number` equal places of one employer at one site."""

    occupation: str
    number: int
    concept: Concept | None = None
    weekdays: Sequence[int] = ()
    hours_per_week: Decimal | None = None
    starts_from: date | None = None
    starts_until: date | None = None
    day_starts_at: time | None = None
    day_ends_at: time | None = None
    travel: str = ""
    conditions: str = ""
    accredited: Place.Accredited | str = Place.Accredited.UNKNOWN
    tasks: Sequence[str] = ()
    requirements: Sequence[Requirement] = field(default_factory=tuple)


@transaction.atomic
def register_employer(
    *, actor: Actor, name: str, registration_number: str = "", employees: int | None = None, phone: str = ""
) -> Organisation:
    """Find an employer by its registration number, or else its name, or write it down."""
    _authorise(actor)
    employers = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None)
    known = employers.filter(registration_number=registration_number).first() if registration_number else None
    known = (
        known or employers.filter(name__iexact=name.strip(), registration_number__in=("", registration_number)).first()
    )
    if known:
        return known
    employer = Organisation.objects.create(
        name=name.strip(), kind=OrganisationKind.EMPLOYER, registration_number=registration_number,
        employees=employees, phone=phone,
    )  # fmt: skip
    log(actor, Logged("create", "employer", employer.pk, fields=["name"]))
    return employer


@transaction.atomic
def register_site(
    *, actor: Actor, employer: Organisation, name: str, street: str = "", postcode: str = "", place: str = "",
    latitude: float | None = None, longitude: float | None = None,
) -> Site:  # fmt: skip
    """Find the employer's site by its name, or write it down."""
    _authorise(actor)
    site, created = Site.objects.get_or_create(
        organisation=employer,
        name=name.strip() or employer.name,
        defaults={
            "street": street, "postcode": postcode, "place": place, "latitude": latitude, "longitude": longitude,
        },
    )  # fmt: skip
    if created:
        log(actor, Logged("create", "site", site.pk, fields=["name", "address"]))
    return site


@transaction.atomic
def register_contact(
    *, actor: Actor, employer: Organisation, name: str, site: Site | None = None, function: str = "", phone: str = "",
    email: str = "",
) -> Contact:  # fmt: skip
    """Find the employer's contact by name, or write it down; a phone or e-mail that was missing is added."""
    _authorise(actor)
    contact, created = Contact.objects.get_or_create(
        organisation=employer,
        site=site,
        name=name.strip(),
        defaults={"function": function, "phone": phone, "email": email},
    )
    missing = {key: value for key, value in (("phone", phone), ("email", email)) if value and not getattr(contact, key)}
    if missing:
        Contact.objects.filter(pk=contact.pk).update(**missing)
    if created or missing:
        log(actor, Logged("create" if created else "change", "contact", contact.pk, fields=["name", *missing]))
    return contact


@transaction.atomic
def change_address(*, actor: Actor, site: Site, **address: str) -> Site:
    """Write what is given of street, postcode and place. On the map it is then where its postcode is."""
    _authorise(actor)
    Site.objects.filter(pk=site.pk).update(**address, latitude=None, longitude=None)
    log(actor, Logged("change", "site", site.pk, fields=sorted(address)))
    site.refresh_from_db()
    return site


@transaction.atomic
def change_contact(*, actor: Actor, contact: Contact, **reached: str) -> Contact:
    """Write what is given of phone and email."""
    _authorise(actor)
    Contact.objects.filter(pk=contact.pk).update(**reached)
    log(actor, Logged("change", "contact", contact.pk, fields=sorted(reached)))
    contact.refresh_from_db()
    return contact


@transaction.atomic
def offer_place(*, actor: Actor, site: Site, contact: Contact | None, details: PlaceDetails, on: date) -> Place:
    """Write down what an employer offers, with its tasks and what each of them asks."""
    _authorise(actor)
    _check(details)
    place = Place.objects.create(
        site=site, contact=contact, offered_on=on, recorded_by_id=actor.membership_id, **_columns(details)
    )
    _write_tasks(place, details.tasks, details.requirements)
    log(actor, Logged("create", "place", place.pk, fields=["occupation", "number"]))
    return place


@transaction.atomic
def change_place(
    *, actor: Actor, place: Place, details: PlaceDetails, site: Site | None = None, contact: Contact | None = None
) -> Place:
    """Change an offer, at another site or with another contact when one is given. Seats of rounds that stand on it
    may not become more than its number. It is the site's own word, also beside a vacancy that was changed."""
    _authorise(actor)
    _check(details)
    place = Place.objects.select_for_update().get(pk=place.pk)
    for name, value in _columns(details).items():
        setattr(place, name, value)
    place.site, place.contact = site or place.site, contact or place.contact
    place.otherwise_since = None
    place.save()
    place.tasks.all().delete()
    place.requirements.all().delete()
    _write_tasks(place, details.tasks, details.requirements)
    log(actor, Logged("change", "place", place.pk, fields=["occupation", "number", "requirements"]))
    return place


@transaction.atomic
def number_place(*, actor: Actor, place: Place, organisation: Organisation, reference: str) -> PlaceReference:
    """Keep under which number a partner knows this place."""
    _authorise(actor)
    number = PlaceReference.objects.create(place=place, organisation=organisation, reference=reference)
    log(actor, Logged("create", "place_reference", number.pk, fields=["reference"]))
    return number


@transaction.atomic
def withdraw_place(*, actor: Actor, place: Place, on: date) -> None:
    """The employer takes the offer back; seats of rounds that stand on it stay and must be found elsewhere."""
    withdraw_places(actor=actor, places=[place], on=on)


@transaction.atomic
def withdraw_places(*, actor: Actor, places: Iterable[Place], on: date) -> None:
    """These are no longer offered from that day on."""
    _authorise(actor)
    given = [place.pk for place in places]
    Place.objects.filter(pk__in=given).update(withdrawn_on=on)
    log_many(actor, (Logged("change", "place", pk, fields=["withdrawn_on"]) for pk in given))


def details_of(place: Place) -> PlaceDetails:
    """An offer as it stands, to change a part of it."""
    columns = {each.name for each in fields(PlaceDetails)} - {"tasks", "requirements"}
    tasks = {task.pk: task.text for task in place.tasks.all()}
    asked = [
        Requirement(each.kind, each.value, tasks[each.task_id] if each.task_id else "")
        for each in place.requirements.all()
    ]
    return PlaceDetails(
        **{name: getattr(place, name) for name in columns}, tasks=list(tasks.values()), requirements=asked
    )


def adopt_words(event: Event) -> None:
    """Somebody said what words mean: offers written in those words that had no occupation yet, have it now."""
    if event.about["kind"] != "occupation":
        return
    unknown = Place.objects.filter(concept=None).values_list("pk", "occupation")
    same = [pk for pk, text in unknown if normalise_label(text) == event.about["words"]]
    Place.objects.filter(pk__in=same).update(concept=event.about["concept"])
    log(event.actor, *(Logged("change", "place", pk, fields=["concept"]) for pk in same))


def _authorise(actor: Actor) -> None:
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")


def _check(details: PlaceDetails) -> None:
    if details.number < 1:
        raise DemandError("place_without_number")
    if details.starts_from and details.starts_until and details.starts_until < details.starts_from:
        raise DemandError("place_window_reversed", begins=details.starts_from, until=details.starts_until)
    for requirement in details.requirements:
        if requirement.task and requirement.task not in details.tasks:
            raise DemandError("requirement_needs_task", requirement=requirement.value or requirement.kind)


def _columns(details: PlaceDetails) -> dict[str, object]:
    said = {} if details.concept else confirmed([details.occupation], kind="occupation", language=LANGUAGE)
    return {
        "occupation": details.occupation.strip(), "number": details.number,
        "concept": details.concept or said.get(details.occupation),
        "weekdays": sorted(details.weekdays), "hours_per_week": details.hours_per_week,
        "starts_from": details.starts_from, "starts_until": details.starts_until,
        "day_starts_at": details.day_starts_at, "day_ends_at": details.day_ends_at, "travel": details.travel,
        "conditions": details.conditions, "accredited": details.accredited,
    }  # fmt: skip


def _write_tasks(place: Place, tasks: Iterable[str], requirements: Iterable[Requirement]) -> None:
    written = {
        task.text: task for task in PlaceTask.objects.bulk_create(PlaceTask(place=place, text=text) for text in tasks)
    }
    PlaceRequirement.objects.bulk_create(
        PlaceRequirement(place=place, kind=r.kind, value=r.value, task=written.get(r.task)) for r in requirements
    )
