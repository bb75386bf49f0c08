"""Each night: tells whose file will go, and lets go of files whose term and notice are over, but evidence on hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from doorstroom.accounts.models import Membership, Role
from doorstroom.arrangements.models import Arrangement
from doorstroom.audit.services import Logged, forget_people, log_many
from doorstroom.drafts.services import forget_presses
from doorstroom.imports.privacy import let_go_of_traces, traced_tables
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.services import forget_addresses, notify, write_to
from doorstroom.oversight.domain.holds import NOTICE_DAYS, HoldKind
from doorstroom.oversight.models import ErasureNotice, ErasureRun
from doorstroom.oversight.selectors.letting_go import (
    files_to_announce,
    files_to_let_go,
    hanging_on_a_person,
    held_kinds,
    last_guides,
    outside_evidence,
)
from doorstroom.participants.models import Person, PersonContact, PersonRelation
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.privacy import people_past_term

AT_ONCE = 200


@transaction.atomic
def let_go_of_files(*, actor: Actor, on: date) -> int:
    """Announce what goes in thirty days; erase what was announced and is past its term. Returns how many files went."""
    withdraw_notices(actor=actor, on=on)
    announce_files(actor=actor, on=on)
    due = list(files_to_let_go(on=on).values_list("pk", flat=True))
    held = held_kinds(on, due)
    whole = [person for person in due if person not in held]
    _forget_elsewhere(list(held))
    for person, kinds in held.items():
        _reduce(actor, person, kinds, on)
    _erase(actor, whole)
    return len(whole)


@transaction.atomic
def announce_files(*, actor: Actor, on: date) -> int:
    """Write a notice for each file that goes in thirty days, and tell who guided last, privacy officer and person."""
    people = list(files_to_announce(on=on).values_list("pk", flat=True))
    guides = last_guides(people)
    fallback = _registered_by(set(people) - set(guides))
    mails = dict(PersonContact.objects.filter(person__in=people).exclude(email="").values_list("person_id", "email"))
    goes_on = on + timedelta(days=NOTICE_DAYS)
    notices = [
        ErasureNotice(
            person_id=person, member_id=member, organisation_id=organisation, noticed_on=on, goes_on=goes_on,
            person_told=person in mails,
        )
        for person, (member, organisation) in (guides | fallback).items()
    ]  # fmt: skip
    ErasureNotice.objects.bulk_create(notices)
    log_many(actor, (Logged("create", "erasure_notice", person_id=each.person_id) for each in notices))
    _tell(actor, notices, mails, goes_on)
    return len(notices)


@transaction.atomic
def withdraw_notices(*, actor: Actor, on: date) -> int:
    """Take back the notice of whoever came back: a new trajectory moved the term. Returns how many."""
    still = people_past_term(on=on + timedelta(days=NOTICE_DAYS)).values("pk")
    back = ErasureNotice.objects.exclude(person__in=still)
    people = list(back.values_list("person_id", flat=True))
    back.delete()
    log_many(actor, (Logged("delete", "erasure_notice", person_id=person) for person in people))
    return len(people)


@transaction.atomic
def record_run(*, actor: Actor, kind: str, on: date, due: int, gone: int) -> None:
    """Remember what one night let go of, when there was anything."""
    if due or gone:
        ErasureRun.objects.create(kind=kind, on=on, due=due, gone=gone)


def _registered_by(people: set[UUID]) -> dict[UUID, tuple[int | None, int]]:
    """Who never had a trajectory: the first relation says whose file it is."""
    found: dict[UUID, tuple[int | None, int]] = {}
    relations = PersonRelation.objects.filter(person__in=people).order_by("-valid_from", "-pk")
    for person, member, organisation in relations.values_list("person_id", "member_id", "organisation_id"):
        found[person] = (member, organisation)
    return found


def _tell(actor: Actor, notices: Sequence[ErasureNotice], mails: dict[UUID, str], goes_on: date) -> None:
    """One message for each colleague with how many files, and one mail for each person of whom an address is known."""
    day = f"{goes_on:%d-%m-%Y}"
    members = Membership.objects.valid(actor.on).select_related("user")
    mine = Counter(each.member_id for each in notices if each.member_id)
    theirs = Counter(each.organisation_id for each in notices)
    officers = members.filter(role=Role.PRIVACY_OFFICER, organisation__in=theirs)
    told = [(member, mine[member.pk], "letting_go") for member in members.filter(pk__in=mine)]
    told += [(member, theirs[member.organisation_id], "keeping") for member in officers]
    for member, files, page in told:
        notify(members=[member], template="oversight:files_go", at=actor.at, path=reverse(page), files=files, day=day)
    write_to(addresses=mails.values(), template="oversight:own_file_goes", at=actor.at, day=day)


def _reduce(actor: Actor, person: UUID, kinds: set[HoldKind], on: date) -> None:
    """Everything goes but the evidence; words that somebody typed go out of the rows that stay."""
    for hanging in outside_evidence(kinds):
        hanging.model._default_manager.filter(**{hanging.lookup: person}).delete()
    Trajectory.objects.filter(person=person).update(exit_text="", next_owner="", suspension_reason="", source="")
    given = Arrangement.objects.filter(person=person)
    given.exclude(called_off_on=None).delete()
    given.update(go_ahead_reason="", ended_because="")
    Person.objects.filter(merged_into=person).delete()
    ErasureNotice.objects.filter(person=person).update(reduced_on=on)
    log_many(actor, [Logged("delete", "person", person, person, ["everything but evidence on hold"])])


def _erase(actor: Actor, due: Sequence[UUID]) -> None:
    taken_in = list(Person.objects.filter(merged_into__in=due).values_list("pk", flat=True))
    people = [*taken_in, *due]
    _forget_elsewhere(people)
    log_many(actor, (Logged("delete", "person", person, person, ["everything"]) for person in people))
    for group in (taken_in, list(due)):
        for start in range(0, len(group), AT_ONCE):
            Person.objects.filter(pk__in=group[start : start + AT_ONCE]).delete()
    forget_people(people)


def _forget_elsewhere(people: Sequence[UUID]) -> None:
    """What speaks of them without hanging on them: mail that was sent, presses of a button, rows of deliveries."""
    forget_presses(people=people)
    traced = traced_tables()
    rows: dict[str, list[Any]] = {}
    for hanging in hanging_on_a_person():
        label = hanging.model._meta.label
        if label in traced:
            found = hanging.model._default_manager.filter(**{f"{hanging.lookup}__in": people})
            rows.setdefault(label, []).extend(found.values_list("pk", flat=True))
    let_go_of_traces(people=people, rows=rows)
    known = PersonContact.objects.filter(person__in=people).exclude(email="")
    forget_addresses(addresses=known.values_list("email", flat=True))
