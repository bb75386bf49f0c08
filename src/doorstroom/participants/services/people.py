"""What is known about a person, written one category at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.sealing import fingerprint, seal
from doorstroom.participants.access import may_see
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.domain.names import search_name, sort_name
from doorstroom.participants.models import (
    CefrLevel,
    CorrectionRequest,
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
    LanguageSkill,
    OwnGoal,
    Person,
    PersonContact,
    PersonIdentity,
    PersonOccupation,
    PersonProfile,
    WorkAdjustment,
)
from doorstroom.participants.services.relations import RelationSpec, open_relation


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    given_name: str,
    family_name: str = "",
    infix: str = "",
    language: str = "nl",
    relation: RelationSpec,
    on: date,
) -> Person:
    """Create a person together with the first relation: nobody exists here whom nobody may see."""
    person_id = uuid.uuid4()
    open_relation(actor=actor, person_id=person_id, spec=relation, on=on)
    person = Person.objects.create(
        id=person_id,
        given_name=given_name.strip(),
        infix=infix.strip(),
        family_name=family_name.strip(),
        sort_name=sort_name(given_name, infix, family_name, language=language),
        search_name=search_name(given_name, infix, family_name),
        language=language,
        registered_on=on,
    )
    log(actor, Logged("create", "person", person.pk, person.pk, ["name"], relation.purpose))
    return person


@transaction.atomic
def set_name(*, actor: Actor, person_id: UUID, given_name: str, infix: str = "", family_name: str = "") -> Person:
    """Correct how somebody is called; lists and search follow."""
    _require(actor, person_id, Category.CORE)
    person = Person.objects.select_for_update().get(pk=person_id)
    person.given_name, person.infix, person.family_name = given_name.strip(), infix.strip(), family_name.strip()
    person.sort_name = sort_name(given_name, infix, family_name, language=person.language)
    person.search_name = search_name(given_name, infix, family_name)
    person.save(update_fields=["given_name", "infix", "family_name", "sort_name", "search_name"])
    _written(actor, person_id, "person", ["name"])
    return person


def set_contact(*, actor: Actor, person_id: UUID, **values: Any) -> PersonContact:
    """Write the given contact fields; others stay."""
    _require(actor, person_id, Category.CONTACT)
    contact, _ = PersonContact.objects.update_or_create(person_id=person_id, defaults=values)
    _written(actor, person_id, "contact", values)
    return contact


def set_profile(*, actor: Actor, person_id: UUID, **values: Any) -> PersonProfile:
    """Write the given profile fields; others stay."""
    _require(actor, person_id, Category.PROFILE)
    profile, _ = PersonProfile.objects.update_or_create(person_id=person_id, defaults=values)
    _written(actor, person_id, "profile", values)
    return profile


@transaction.atomic
def set_language_levels(
    *,
    actor: Actor,
    person_id: UUID,
    levels: Mapping[LanguageSkill | str, CefrLevel | str],
    language: str = "nl",
) -> None:
    """Write the level of each given skill; skills that are not given stay."""
    _require(actor, person_id, Category.PROFILE)
    LanguageLevel.objects.bulk_create(
        (
            LanguageLevel(person_id=person_id, language=language, skill=skill, level=level)
            for skill, level in levels.items()
        ),
        update_conflicts=True,
        update_fields=["level"],
        unique_fields=["person", "language", "skill"],
    )
    _written(actor, person_id, "language_level", levels)


@transaction.atomic
def set_occupations(*, actor: Actor, person_id: UUID, kind: PersonOccupation.Kind, concept_ids: Iterable[int]) -> None:
    """Replace the wishes, or the experience, by these in this order."""
    _require(actor, person_id, Category.PROFILE)
    PersonOccupation.objects.filter(person_id=person_id, kind=kind).delete()
    PersonOccupation.objects.bulk_create(
        PersonOccupation(person_id=person_id, concept_id=concept, kind=kind, position=position)
        for position, concept in enumerate(dict.fromkeys(concept_ids), start=1)
    )
    _written(actor, person_id, "occupation", [kind])


@transaction.atomic
def set_work_adjustments(*, actor: Actor, person_id: UUID, kinds: Iterable[WorkAdjustment.Kind | str]) -> None:
    """Replace the list of work adjustments. The list itself keeps diagnoses out."""
    _require(actor, person_id, Category.ADJUSTMENTS)
    chosen = list(dict.fromkeys(kinds))
    if unknown := [kind for kind in chosen if kind not in WorkAdjustment.Kind.values]:
        raise ParticipantError("adjustment_not_in_list", values=unknown)
    WorkAdjustment.objects.filter(person_id=person_id).delete()
    WorkAdjustment.objects.bulk_create(WorkAdjustment(person_id=person_id, kind=kind) for kind in chosen)
    _written(actor, person_id, "adjustment", ["kind"])


@transaction.atomic
def record_income(*, actor: Actor, person_id: UUID, on: date, **values: Any) -> IncomeSituation:
    """Close the income situation that stood and open this one; on the same day it is corrected in place."""
    _require(actor, person_id, Category.INCOME)
    current = IncomeSituation.objects.select_for_update().filter(person_id=person_id, valid_until=None).first()
    if current and current.valid_from >= on:
        for name, value in values.items():
            setattr(current, name, value)
        current.save()
        income = current
    else:
        if current:
            current.valid_until = on
            current.save(update_fields=["valid_until"])
        income = IncomeSituation.objects.create(person_id=person_id, valid_from=on, **values)
    _written(actor, person_id, "income", values)
    return income


@transaction.atomic
def record_identity(
    *, actor: Actor, person_id: UUID, organisation: Organisation, kind: PersonIdentity.Kind, number: str
) -> PersonIdentity:
    """Keep a citizen number for an organisation that has a legal ground for it, sealed."""
    if not organisation.identity_number_ground:
        raise ParticipantError("no_ground_for_identity_number", organisation=organisation.name)
    _require(actor, person_id, Category.IDENTITY)
    try:
        with transaction.atomic():
            identity = PersonIdentity.objects.create(
                person_id=person_id,
                organisation=organisation,
                kind=kind,
                sealed=seal(number, keys=settings.IDENTITY_KEYS, context=str(person_id)),
                fingerprint=identity_fingerprint(number, organisation_id=organisation.pk),
            )
    except IntegrityError as error:
        raise ParticipantError("identity_already_known", organisation=organisation.name) from error
    _written(actor, person_id, "identity", [kind])
    return identity


def identity_fingerprint(number: str, *, organisation_id: int) -> str:
    """The key by which one organisation finds its own numbers again; another organisation's differs."""
    return fingerprint(number, key=settings.IDENTITY_FINGERPRINT_KEY, context=f"organisation:{organisation_id}")


def record_external_reference(
    *, actor: Actor, person_id: UUID, organisation: Organisation, reference: str
) -> ExternalReference:
    """Keep the number under which a partner knows this person, so that its next delivery finds her again."""
    _require(actor, person_id, Category.CORE)
    if ExternalReference.objects.filter(organisation=organisation, reference=reference).exists():
        raise ParticipantError("reference_of_another", organisation=organisation.name, reference=reference)
    kept = ExternalReference.objects.create(person_id=person_id, organisation=organisation, reference=reference)
    _written(actor, person_id, "external_reference", ["reference"])
    return kept


def record_own_goal(*, actor: Actor, person_id: UUID, text: str, language: str = "nl", on: date) -> OwnGoal:
    """Keep the person's own words as they were said. Earlier words stay."""
    _require(actor, person_id, Category.PROGRESS)
    if not text.strip():
        raise ParticipantError("own_goal_empty")
    goal = OwnGoal.objects.create(person_id=person_id, text=text.strip(), language=language, recorded_on=on)
    _written(actor, person_id, "own_goal", ["text"])
    return goal


def request_correction(*, actor: Actor, text: str, at: datetime) -> CorrectionRequest:
    """The participant says that something is not right."""
    if actor.person_id is None:
        raise ParticipantError("only_the_person_asks")
    if not text.strip():
        raise ParticipantError("correction_empty")
    request = CorrectionRequest.objects.create(person_id=actor.person_id, text=text.strip(), asked_at=at)
    _written(actor, actor.person_id, "correction_request", ["text"])
    return request


def answer_correction(*, actor: Actor, request: CorrectionRequest, answer: str, at: datetime) -> None:
    """Tell the person what was done with her remark."""
    _require(actor, request.person_id, Category.PROGRESS)
    if not answer.strip():
        raise ParticipantError("answer_empty")
    request.answer, request.answered_by_id, request.answered_at = answer.strip(), actor.membership_id, at
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    _written(actor, request.person_id, "correction_request", ["answer"])


def _require(actor: Actor, person_id: UUID, category: Category) -> None:
    if not may_see(actor, person_id, category):
        raise ParticipantError("not_visible", category=category)


def _written(actor: Actor, person_id: UUID, subject: str, fields: Iterable[str]) -> None:
    log(actor, Logged("change", subject, person_id, person_id, list(fields)))
