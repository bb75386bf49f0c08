"""What a check of a file must know from the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.agreements.models import Category
from doorstroom.demand.models import Place, PlaceReference
from doorstroom.demand.selectors import places_on_offer
from doorstroom.imports.domain.cells import plain
from doorstroom.imports.domain.context import ImportContext, KnownAward, KnownPerson, KnownPlace
from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.places import PlaceRow, place_key
from doorstroom.imports.models import Batch
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Attendance, Award
from doorstroom.learning.selectors import planned_days
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.participants.models import ExternalReference, Person, PersonContact, PersonIdentity
from doorstroom.participants.services import identity_fingerprint
from doorstroom.placements.models import SendingList
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.vocabulary import CriterionKind
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Round
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.vocabulary import load_vocabulary
from doorstroom.taxonomy.models import Concept, Label
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


def file_context(
    partner: Organisation | None, round: Round | None, *, on: date, sending: SendingList | None = None
) -> ImportContext:
    """What a check needs besides people: the first day and the ages of the round, or those of the programme that a
    sending employer's people are offered; the partner's legal ground."""
    least, most = _ages(round, sending, on)
    return ImportContext(
        today=on,
        start=round.starts_on if round else None,
        minimum_age=least,
        maximum_age=most,
        may_hold_identity_numbers=bool(partner and partner.identity_number_ground),
        occupations=occupation_finder(),
    )


def people_context(actor: Actor, kind: str, partner: Organisation, round: Round | None) -> dict[str, Any]:
    """The part of a context that is about people and places, as far as the actor sees them."""
    if kind in (Batch.Kind.PARTICIPANTS, Batch.Kind.SENDING):
        return {
            "known_people": _known_people(actor, partner),
            "fingerprint": lambda number: identity_fingerprint(number, organisation_id=partner.pk),
        }
    if kind == Batch.Kind.PLACES:
        return {"known_places": _known_places(actor, partner)}
    if kind == Batch.Kind.AWARDS:
        return _awards_context(actor, partner, round)
    trajectories = students(actor, round)
    planned = planned_days(trajectories, round.starts_on, actor.on) if round else {}
    return {
        "known_people": known_students(actor, trajectories, partner),
        "planned_days": frozenset(day.day for days in planned.values() for day in days),
    }


def students(actor: Actor, round: Round | None) -> list[Trajectory]:
    """The people of a round whose days the actor may know."""
    found = (
        visible_trajectories(actor).filter(round=round, started_on__isnull=False)
        if round
        else Trajectory.objects.none()
    )
    return list(found.select_related("person", "round__model", "model"))


def _awards_context(actor: Actor, partner: Organisation, round: Round | None) -> dict[str, Any]:
    """A list of awards is of one round, or of everybody who ever started, under the newest trajectory of each."""
    started = visible_trajectories(actor).filter(started_on__isnull=False, **({"round": round} if round else {}))
    trajectories = list(started.select_related("person").order_by("person", "-started_on", "-pk").distinct("person"))
    key_of = {trajectory.person_id: str(trajectory.pk) for trajectory in trajectories}
    awards = visible_to(Award.objects.filter(person__in=key_of), actor, Category.PROGRESS)
    return {
        "known_people": known_students(actor, trajectories, partner),
        "known_awards": tuple(KnownAward(key_of[a.person_id], a.kind, a.name, a.awarded_on, a.number) for a in awards),
        "issuers": _issuers(),
    }


def _issuers() -> dict[str, str]:
    """Organisations that may hand something out, by a name that only one of them has."""
    partners = Organisation.objects.filter(merged_into=None).exclude(kind=OrganisationKind.EMPLOYER)
    named = [(plain(name), str(pk)) for name, pk in partners.values_list("name", "pk")]
    counted = Counter(name for name, _ in named)
    return {name: pk for name, pk in named if counted[name] == 1}


def activities(
    trajectories: Iterable[Trajectory], partner: Organisation, first: date, last: date
) -> dict[tuple[int, date], str]:
    """What a mark of this partner is of, by trajectory and planned day: school or workplace, since schools deliver
    both. Of a person who has both that day a school speaks of school."""
    own = Attendance.Activity.SCHOOL if partner.kind == OrganisationKind.SCHOOL else Attendance.Activity.PLACEMENT
    found: dict[tuple[int, date], str] = {}
    for days in planned_days(trajectories, first, last).values():
        for day in days:
            if day.activity == own or (day.trajectory_id, day.day) not in found:
                found[day.trajectory_id, day.day] = str(day.activity)
    return found


def occupation_finder() -> Callable[[str], str | None]:
    """From a label to an occupation: the own vocabulary, else the one occupation that ESCO calls so."""
    own = load_vocabulary()
    found: dict[str, str | None] = {}

    def find(label: str) -> str | None:
        if label not in found:
            found[label] = own.find_occupation_code(label) or _in_esco(label)
        return found[label]

    return find


def concept_of(code: str) -> Concept | None:
    """The occupation behind a code that `occupation_finder` gave: of the own vocabulary, or an address in ESCO."""
    uri = code if ":" in code else f"doorstroom:occupation/{code}"
    return Concept.objects.filter(uri=uri).first() if code else None


def _ages(round: Round | None, sending: SendingList | None, on: date) -> tuple[int | None, int | None]:
    model = round.model if round else sending.programme.newest_model() if sending else None
    entry = held(approach_of(model).entry, round.starts_on if round else on) if model else ()
    ages = [criterion for criterion in entry if criterion.kind is CriterionKind.AGE]
    return (ages[0].minimum_age, ages[0].maximum_age) if ages else (None, None)


def _in_esco(label: str) -> str | None:
    named = Label.objects.filter(normalised=normalise_label(label), concept__kind="occupation")
    uris = list(named.values_list("concept__uri", flat=True).distinct()[:2])
    return uris[0] if len(uris) == 1 else None


def _known_people(actor: Actor, partner: Organisation) -> tuple[KnownPerson, ...]:
    people = list(visible_people(actor).order_by("sort_name", "id"))
    contacts = {c.person_id: c for c in visible_to(PersonContact.objects.all(), actor, Category.CONTACT)}
    numbers = visible_to(PersonIdentity.objects.filter(organisation=partner), actor, Category.IDENTITY)
    identities = dict(numbers.values_list("person_id", "fingerprint"))
    references = _references(actor, partner)
    labels = Counter[str]()
    known = []
    for person in people:
        contact = contacts.get(person.pk)
        label = _label(person, contact.birth_date if contact else None)
        labels[label] += 1
        known.append(
            KnownPerson(
                key=str(person.pk), label=label if labels[label] == 1 else f"{label} ({labels[label]})",
                name=_name(person), reference=references.get(person.pk, ""),
                birth_date=contact.birth_date if contact else None, phone=contact.phone if contact else "",
                email=contact.email if contact else "", postcode=contact.postcode if contact else "",
                identity=identities.get(person.pk, ""),
            )
        )  # fmt: skip
    return tuple(known)


def known_students(actor: Actor, trajectories: list[Trajectory], partner: Organisation) -> tuple[KnownPerson, ...]:
    references = _references(actor, partner)
    return tuple(
        KnownPerson(str(t.pk), t.person.full_name, _name(t.person), references.get(t.person_id, ""))
        for t in trajectories
    )


def _references(actor: Actor, partner: Organisation) -> dict[UUID, str]:
    found = visible_to(ExternalReference.objects.filter(organisation=partner), actor, Category.CORE)
    return dict(found.values_list("person_id", "reference"))


def _name(person: Person) -> PersonName:
    return PersonName(given=person.given_name, prefix=person.infix, family=person.family_name)


def _label(person: Person, birth_date: date | None) -> str:
    return f"{person.full_name}, {birth_date:%d-%m-%Y}" if birth_date else person.full_name


def _known_places(actor: Actor, partner: Organisation) -> tuple[KnownPlace, ...]:
    """What is offered, and what the partner has a number for, also when it was withdrawn; two queries."""
    references = dict(PlaceReference.objects.filter(organisation=partner).values_list("place_id", "reference"))
    shown = Q(pk__in=places_on_offer(on=actor.on).order_by().values("pk")) | Q(pk__in=references)
    labels = Counter[str]()
    known = []
    for place in Place.objects.filter(shown).select_related("site__organisation", "concept").order_by("pk"):
        employer = place.site.organisation
        label = f"{place.occupation}, {employer}"
        labels[label] += 1
        known.append(
            KnownPlace(
                key=str(place.pk), label=label if labels[label] == 1 else f"{label} ({labels[label]})",
                same=place_key(_place_row(place)), employer=employer.name,
                company_number=employer.registration_number, reference=references.get(place.pk, ""),
                withdrawn_on=place.withdrawn_on,
            )
        )  # fmt: skip
    return tuple(known)


def _place_row(place: Place) -> PlaceRow:
    hours = float(place.hours_per_week) if place.hours_per_week is not None else None
    own = place.concept is not None and place.concept.scheme == "doorstroom"
    code = (place.concept.code if own else place.concept.uri) if place.concept else ""
    return PlaceRow(
        row=0, ref="", employer=place.site.organisation.name,
        company_number=place.site.organisation.registration_number, site=place.site.name, address=place.site.street,
        postcode=place.site.postcode, occupation=place.occupation, occupation_code=code,
        weekdays=tuple(place.weekdays), start=place.starts_from, hours=(hours, hours) if hours is not None else None,
    )  # fmt: skip
