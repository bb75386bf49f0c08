"""Many people at once, with all that is known about them: for the demo and for whole registers of a partner."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.domain.names import search_name, sort_name
from doorstroom.participants.models import (
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
    OwnGoal,
    Person,
    PersonContact,
    PersonOccupation,
    PersonProfile,
    WorkAdjustment,
)
from doorstroom.participants.services.relations import RelationSpec, open_relations


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody on the first day. Empty means: not asked yet."""

    given_name: str
    family_name: str
    registered_on: date
    relation: RelationSpec
    infix: str = ""
    language: str = "nl"
    contact: Mapping[str, Any] = field(default_factory=dict)
    profile: Mapping[str, Any] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    income: Mapping[str, Any] = field(default_factory=dict)
    own_goal: str = ""
    adjustments: Sequence[str] = ()
    wishes: Sequence[int] = ()
    references: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def bulk_register(*, actor: Actor, people: Iterable[NewPerson]) -> list[Person]:
    """Register people, each with a first relation, in a fixed number of statements; all of them or none.

    Somebody brings in people for her own organisation and role, and only what a line opens to it; the product itself
    for anybody.
    """
    drafts = [(_person(new), new) for new in people]
    own = {(new.relation.organisation_id, new.relation.role) for _, new in drafts}
    if not is_system(actor) and own - {(actor.organisation_id, actor.role)}:
        raise ParticipantError("not_visible", category="core")
    _refuse_taken(drafts)
    if any(kind not in WorkAdjustment.Kind.values for _, new in drafts for kind in new.adjustments):
        raise ParticipantError("adjustment_not_in_list", values=sorted({k for _, n in drafts for k in n.adjustments}))
    for day in sorted({new.registered_on for _, new in drafts}):
        opened = [(person.pk, new.relation) for person, new in drafts if new.registered_on == day]
        open_relations(actor=actor, opened=opened, on=day)
    made = Person.objects.bulk_create([person for person, _ in drafts], batch_size=500)
    for model, rows in _about(drafts).items():
        model._default_manager.bulk_create(rows, batch_size=500)
    log_many(actor, (Logged("create", "person", p.pk, p.pk, _known(new), new.relation.purpose) for p, new in drafts))
    return made


@transaction.atomic
def bulk_refer(*, actor: Actor, organisation_id: int, references: Mapping[UUID, str]) -> None:
    """Keep the numbers under which a partner knows these people, so that its files find them."""
    if not is_system(actor):
        raise ParticipantError("not_visible", category="core")
    ExternalReference.objects.bulk_create(
        ExternalReference(person_id=person, organisation_id=organisation_id, reference=reference)
        for person, reference in references.items()
    )
    log_many(actor, (Logged("create", "reference", person, person, ["reference"]) for person in references))


def _refuse_taken(drafts: Sequence[tuple[Person, NewPerson]]) -> None:
    """A partner's number leads to one person."""
    wanted = Counter((owner, number) for _, new in drafts for owner, number in new.references.items())
    taken = {each for each, times in wanted.items() if times > 1}
    for owner in {owner for owner, _number in wanted}:
        numbers = [number for whose, number in wanted if whose == owner]
        found = ExternalReference.objects.filter(organisation=owner, reference__in=numbers)
        taken.update((owner, number) for number in found.values_list("reference", flat=True))
    if taken:
        owner, number = min(taken)
        name = Organisation.objects.get(pk=owner).name
        raise ParticipantError("reference_of_another", organisation=name, reference=number)


def _person(new: NewPerson) -> Person:
    return Person(
        id=uuid.uuid4(), given_name=new.given_name.strip(), infix=new.infix.strip(),
        family_name=new.family_name.strip(), language=new.language, registered_on=new.registered_on,
        sort_name=sort_name(new.given_name, new.infix, new.family_name, language=new.language),
        search_name=search_name(new.given_name, new.infix, new.family_name),
    )  # fmt: skip


def _about(drafts: Sequence[tuple[Person, NewPerson]]) -> dict[type[Any], list[Any]]:
    """The rows beside the person, by table: each category of data has one of its own."""
    return {
        PersonContact: [PersonContact(person=p, **new.contact) for p, new in drafts if new.contact],
        PersonProfile: [PersonProfile(person=p, **new.profile) for p, new in drafts if new.profile],
        LanguageLevel: [LanguageLevel(person=p, skill=s, level=v) for p, new in drafts for s, v in new.levels.items()],
        IncomeSituation: [
            IncomeSituation(person=p, **{"valid_from": new.registered_on, **new.income})
            for p, new in drafts
            if new.income
        ],
        OwnGoal: [
            OwnGoal(person=p, text=new.own_goal, language="nl", recorded_on=new.registered_on)
            for p, new in drafts
            if new.own_goal
        ],
        WorkAdjustment: [WorkAdjustment(person=p, kind=kind) for p, new in drafts for kind in new.adjustments],
        PersonOccupation: [
            PersonOccupation(person=p, concept_id=concept, kind=PersonOccupation.Kind.WISH, position=position)
            for p, new in drafts
            for position, concept in enumerate(dict.fromkeys(new.wishes), start=1)
        ],
        ExternalReference: [
            ExternalReference(person=p, organisation_id=organisation, reference=reference)
            for p, new in drafts
            for organisation, reference in new.references.items()
        ],
    }


def _known(new: NewPerson) -> list[str]:
    named = ("contact", "profile", "levels", "income", "own_goal", "adjustments", "wishes", "references")
    return ["name", *(name for name in named if getattr(new, name))]
