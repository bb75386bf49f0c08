"""Yes and no to a place, and the words that a person approves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import guides
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.models import ApprovedWording, Willingness
from doorstroom.matching.selectors.words import both_said_yes
from doorstroom.participants.access import may_see
from doorstroom.participants.models import Person
from doorstroom.participants.services import RelationSpec, close_relations, open_relation

BASIS = "the participant and who guides her both said yes to this place"


@transaction.atomic
def say_word(
    *, actor: Actor, person_id: UUID, place_id: int, side: Willingness.Side | str, willing: bool, reason: str,
    at: datetime,
) -> Willingness:  # fmt: skip
    """Record yes or no of one side. With both yes the employer may hear the name; when one takes it back, no more."""
    _authorise(actor, person_id, side)
    if side != Willingness.Side.PERSON and not reason.strip():
        raise MatchingError("own_reason_missing")
    person = Person.objects.select_for_update(of=["self"]).get(pk=person_id)
    place = places_on_offer(on=at.date()).filter(pk=place_id).first()
    if place is None:
        raise MatchingError("place_not_on_offer")
    word = Willingness.objects.create(
        person=person, place=place, side=side, willing=willing, reason=reason.strip(), said_at=at,
        recorded_by_id=actor.membership_id,
    )  # fmt: skip
    log(actor, Logged("create", "willingness", word.pk, person_id, [side, "yes" if willing else "no"]))
    _let_employer_know(actor, person, place, at.date())
    return word


def _authorise(actor: Actor, person_id: UUID, side: str) -> None:
    own = actor.person_id == person_id and side == Willingness.Side.PERSON
    manages = has_role(actor, Role.ACCOUNT_MANAGER) and side == Willingness.Side.ACCOUNT_MANAGER
    guided = guides(actor) and side != Willingness.Side.ACCOUNT_MANAGER
    if not may_see(actor, person_id, Category.PLACEMENT):
        raise MatchingError("not_visible")
    if not (own or manages or guided):
        raise MatchingError("not_your_word")


def _let_employer_know(actor: Actor, person: Person, place: Place, on: date) -> None:
    source = f"match:{person.pk}:{place.pk}"
    if not both_said_yes(person_id=person.pk, place_id=place.pk):
        close_relations(actor=actor, source=source, on=on, person_id=person.pk)
        return
    employer = RelationSpec(
        organisation_id=place.site.organisation_id, role=Role.EMPLOYER, purpose=Purpose.PLACEMENT, basis=BASIS,
        source=source,
    )  # fmt: skip
    open_relation(actor=actor, person_id=person.pk, spec=employer, on=on)


@transaction.atomic
def approve_wordings(*, actor: Actor, person_id: UUID, texts: Mapping[str, str], on: date) -> int:
    """Keep what the person approved per subject; an empty text takes it back. Returns how many subjects changed."""
    if not (guides(actor) or actor.person_id == person_id):
        raise MatchingError("not_your_word")
    if not may_see(actor, person_id, Category.PROFILE):
        raise MatchingError("not_visible")
    standing = ApprovedWording.objects.select_for_update().filter(person=person_id, withdrawn_on=None)
    before = dict(standing.values_list("subject", "text"))
    changed = {subject: text.strip() for subject, text in texts.items() if text.strip() != before.get(subject, "")}
    standing.filter(subject__in=changed).update(withdrawn_on=on)
    ApprovedWording.objects.bulk_create(
        ApprovedWording(
            person_id=person_id, subject=subject, text=text, approved_on=on, recorded_by_id=actor.membership_id
        )
        for subject, text in changed.items()
        if text
    )
    log_many(actor, (Logged("change", "approved_wording", subject, person_id, [subject]) for subject in changed))
    return len(changed)
