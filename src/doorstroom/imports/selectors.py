"""What a check of a file must know from the database, and what the pages show of a delivery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.agreements.models import Category
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import places_on_offer
from doorstroom.imports.access import IMPORTERS, may_import, visible_batches
from doorstroom.imports.domain.context import ImportContext, KnownPerson
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.grid import acceptable
from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.places import PlaceRow, place_key
from doorstroom.imports.domain.problems import Severity
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.wording import LEFT_OUT, SEVERITIES, problem_in_words
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.participants.models import ExternalReference, Person, PersonContact, PersonIdentity
from doorstroom.participants.services import identity_fingerprint
from doorstroom.programmes.domain.vocabulary import CriterionKind
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import ReferrerRequest, Round, RoundPartner
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.vocabulary import load_vocabulary
from doorstroom.taxonomy.models import Concept, Label
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


def file_context(partner: Organisation | None, round: Round | None, *, on: date) -> ImportContext:
    """What a check needs besides people: the first day and the ages of the round, the partner's legal ground."""
    least, most = _ages(round)
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
    if kind == Batch.Kind.PARTICIPANTS:
        return {
            "known_people": _known_people(actor, partner),
            "fingerprint": lambda number: identity_fingerprint(number, organisation_id=partner.pk),
        }
    if kind == Batch.Kind.PLACES:
        return {"known_places": _known_places(actor.on)}
    trajectories = students(actor, round)
    planned = planned_days(trajectories, round.starts_on, actor.on) if round else {}
    return {
        "known_people": _known_students(actor, trajectories, partner),
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


def register_of(partner: Organisation) -> Attendance.Activity:
    """Which register a mark is for when a person has two that day: a school speaks of school."""
    return Attendance.Activity.SCHOOL if partner.kind == "school" else Attendance.Activity.PLACEMENT


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


def batches(actor: Actor) -> QuerySet[Batch]:
    found = visible_batches(actor).select_related("partner", "round__programme", "created_by__user")
    return found.defer("sealed").order_by("-created_at", "-pk")


def _ages(round: Round | None) -> tuple[int | None, int | None]:
    entry = approach_of(round.model).entry if round else ()
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


def _known_students(actor: Actor, trajectories: list[Trajectory], partner: Organisation) -> tuple[KnownPerson, ...]:
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


def _known_places(on: date) -> dict[tuple[str, ...], str]:
    places = places_on_offer(on=on).select_related("site__organisation", "concept")
    return {place_key(_place_row(place)): f"{place.occupation}, {place.site.organisation}" for place in places}


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


def find_partner(name: str, *, needed: bool) -> Organisation | None:
    found = Organisation.objects.filter(name__iexact=name, merged_into=None).first() if name else None
    if name and needed and found is None:
        raise ImportsError("partner_not_found", partner=name)
    return found


def find_round(name: str, *, needed: bool) -> Round | None:
    """By its name, or by the number in its name; the latest where programmes share a name."""
    named = Q(name__iexact=name) | Q(name__iendswith=f" {name}")
    rounds = Round.objects.select_related("model", "programme").order_by("-starts_on")
    found = rounds.filter(named).first() if name else None
    if name and needed and found is None:
        raise ImportsError("round_not_found", round=name, rounds=", ".join(map(str, rounds[:20])) or "–")
    return found


def find_batch(number: str) -> Batch:
    known = Batch.objects.select_related("partner", "round", "created_by__user")
    found = known.filter(pk=number).first() if number.isdigit() else None
    if found is None:
        raise ImportsError("batch_not_found", batch=number)
    return found


def importer(email: str, kind: str, partner: Organisation, round: Round | None, at: datetime) -> Membership | None:
    """The membership in which this user may bring in this kind of file for this partner."""
    members = Membership.objects.valid(at.date()).filter(user__email__iexact=email).select_related("user")
    return next((m for m in members.order_by("id") if may_import(actor_of(m, at=at), kind, partner, round)), None)


def coordinator(kind: str, partner: Organisation, round: Round | None, on: date) -> Membership | None:
    """Who is known at the partner for this round, else its first member with a role that brings in such files."""
    members = Membership.objects.valid(on).filter(organisation=partner, role__in=IMPORTERS[Batch.Kind(kind)])
    named = Q(pk__in=ReferrerRequest.objects.filter(round=round).values("contact"))
    named |= Q(pk__in=RoundPartner.objects.filter(round=round).values("contact"))
    return (
        members.select_related("user")
        .annotate(known=Case(When(named, then=0), default=1))
        .order_by("known", "id")
        .first()
    )


@dataclass(frozen=True)
class ShownProblem:
    """A problem in words, with the cell that repairs it; `cell` is empty where no single cell does."""

    where: str
    what: str
    repair: str
    severity: str
    weight: str
    column: str
    cell: str
    value: str
    acceptable: bool


def shown_rows(batch: Batch, *, every_row: bool) -> QuerySet[Row]:
    rows = batch.rows.all()
    return rows if every_row else rows.filter(Q(excluded=True) | ~Q(problems=[]))


def shown_problems(row: Row) -> list[ShownProblem]:
    """What is wrong with a row, as the grid shows it."""
    cells = {header: f"cell_{number}" for number, header in enumerate(row.values)}
    proposals = acceptable(row.problems, row.corrections)
    return [_shown(problem, cells, row.values, problem["column"] in proposals) for problem in row.problems]


def acts_on(problems: Iterable[ShownProblem]) -> dict[str, bool]:
    """What a person can do at once about a row with these problems."""
    found = list(problems)
    return {
        "save": any(problem.cell for problem in found),
        "accept": any(problem.acceptable for problem in found),
        "judge": any(problem.severity == Severity.DUPLICATE for problem in found),
    }


@dataclass(frozen=True)
class Overview:
    """How a delivery stands: how many rows by what is to be done, and what is about the file as a whole."""

    refused: int
    held: int
    remarks: int
    open: int
    proposals: int
    file: list[ShownProblem]
    left_behind: list[tuple[str, int]]


def overview(batch: Batch) -> Overview:
    """One query."""
    rows = list(batch.rows.filter(excluded=False).exclude(problems=[]).defer("values"))
    by_weight = Counter(weight for row in rows for weight in {problem["severity"] for problem in row.problems})
    left_out = batch.reading.get("left_out", {})
    return Overview(
        refused=by_weight[Severity.REFUSED], held=by_weight[Severity.DUPLICATE], remarks=by_weight[Severity.WARNING],
        open=by_weight[Severity.OPEN], proposals=sum(len(acceptable(row.problems, row.corrections)) for row in rows),
        file=[_shown(problem, {}, {}, False) for problem in batch.reading.get("problems", [])],
        left_behind=[(str(LEFT_OUT[reason]), number) for reason, number in left_out.items() if number],
    )  # fmt: skip


def _shown(
    problem: Mapping[str, Any], cells: Mapping[str, str], values: Mapping[str, str], accept: bool
) -> ShownProblem:
    words, weight = problem_in_words(problem), Severity(problem["severity"])
    column = problem["column"]
    return ShownProblem(
        where=words.where, what=words.what, repair=words.repair, severity=weight.value, weight=str(SEVERITIES[weight]),
        column=column, cell=cells.get(column, ""), value=values.get(column, ""),
        acceptable=accept,
    )  # fmt: skip
