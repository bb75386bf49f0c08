"""Doubles that nobody may see both of go to a steward with a mandate; nobody else learns that there is another file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Agreement, AgreementStatus
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.participants.access import has_mandate
from doorstroom.participants.domain.duplicates import Described, pairs
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import DuplicateQuestion, Person, PersonContact, PersonMerge, StewardMandate
from doorstroom.participants.selectors import STEWARDSHIP, described_as, possible_duplicates
from doorstroom.participants.services.merging import join_files, split_files


@transaction.atomic
def give_mandate(*, actor: Actor, member: Membership, agreement: Agreement, on: date) -> StewardMandate:
    """Let this functional administrator answer questions about doubles, on the ground of an agreement in force."""
    if not (is_system(actor) or has_role(actor, Role.PRIVACY_OFFICER)):
        raise ParticipantError("only_privacy_officer_mandates")
    if agreement.status != AgreementStatus.IN_FORCE or member.role != Role.FUNCTIONAL_ADMINISTRATOR:
        raise ParticipantError("no_ground_for_mandate")
    mandate, _ = StewardMandate.objects.get_or_create(
        member=member, valid_until=None,
        defaults={"agreement": agreement, "given_by_id": actor.membership_id, "valid_from": on},
    )  # fmt: skip
    log(actor, Logged("create", "steward_mandate", mandate.pk, fields=["member", "agreement"]))
    return mandate


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: StewardMandate, on: date) -> None:
    """From this day the member no longer sees questions about doubles."""
    if not (is_system(actor) or has_role(actor, Role.PRIVACY_OFFICER)):
        raise ParticipantError("only_privacy_officer_mandates")
    StewardMandate.objects.filter(pk=mandate.pk, valid_until=None).update(valid_until=on)
    log(actor, Logged("change", "steward_mandate", mandate.pk, fields=["valid_until"]))


@transaction.atomic
def ask_about_unseen(*, actor: Actor, person: Person, described: Described, on: date) -> None:
    """After somebody was registered: ask the steward about doubles elsewhere. Says nothing to who registered."""
    seen = {other.pk for other, _ in possible_duplicates(actor=actor, described=described)}
    system = system_actor(at=actor.at, purpose=STEWARDSHIP)
    with scope(system, nested=True):
        found = possible_duplicates(actor=system, described=described)
        _ask(((person, other, agreed) for other, agreed in found if other.pk not in seen | {person.pk}), on)


@transaction.atomic
def look_for_doubles(*, actor: Actor, on: date) -> int:
    """Compare everybody with everybody; returns how many questions are new. A pair that was answered stays answered."""
    _require_mandate(actor)
    with scope(system_actor(at=actor.at, purpose=STEWARDSHIP), nested=True):
        people = list(Person.objects.filter(merged_into=None).order_by("pk"))
        contacts = {contact.person_id: contact for contact in PersonContact.objects.all()}
        described = [described_as(person, contacts.get(person.pk)) for person in people]
        return _ask(((people[one], people[other], agreed) for one, other, agreed in pairs(described)), on)


@transaction.atomic
def answer_question(*, actor: Actor, question: DuplicateQuestion, same: bool, reason: str = "") -> PersonMerge | None:
    """Two people, or one: then the file that was opened first takes the other in."""
    _require_mandate(actor)
    with scope(system_actor(at=actor.at, purpose=STEWARDSHIP), nested=True):
        locked = DuplicateQuestion.objects.select_for_update().get(pk=question.pk)
        if locked.answer != DuplicateQuestion.Answer.OPEN:
            raise ParticipantError("question_answered")
        merge = None
        if same:
            first, second = sorted((locked.first, locked.second), key=lambda each: (each.registered_on, each.pk))
            merge = join_files(actor=actor, kept_id=first.pk, absorbed_id=second.pk, reason=reason)
        _answered(actor, locked, DuplicateQuestion.Answer.SAME if same else DuplicateQuestion.Answer.DIFFERENT)
        return merge


@transaction.atomic
def undo_merge(*, actor: Actor, merge: PersonMerge) -> None:
    """They were two after all: every row goes back, and the question counts as answered so."""
    _require_mandate(actor)
    with scope(system_actor(at=actor.at, purpose=STEWARDSHIP), nested=True):
        split_files(actor=actor, merge=merge)
        first, second = sorted((merge.kept_id, merge.absorbed_id))
        for question in DuplicateQuestion.objects.filter(first=first, second=second):
            _answered(actor, question, DuplicateQuestion.Answer.DIFFERENT)


def _require_mandate(actor: Actor) -> None:
    if not has_mandate(actor):
        raise ParticipantError("no_mandate")


def _ask(found: Iterable[tuple[Person, Person, tuple[str, ...]]], on: date) -> int:
    rows = []
    for one, other, agreed in found:
        first, second = sorted((one, other), key=lambda person: person.pk)
        rows.append(DuplicateQuestion(first=first, second=second, grounds=list(agreed), asked_on=on))
    before = DuplicateQuestion.objects.count()
    DuplicateQuestion.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return DuplicateQuestion.objects.count() - before


def _answered(actor: Actor, question: DuplicateQuestion, answer: DuplicateQuestion.Answer) -> None:
    question.answer, question.answered_by_id, question.answered_on = answer, actor.membership_id, actor.on
    question.save(update_fields=["answer", "answered_by", "answered_on"])
    people = (question.first_id, question.second_id)
    log(actor, *(Logged("change", "duplicate_question", question.pk, person, ["answer"]) for person in people))
