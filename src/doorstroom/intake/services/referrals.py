"""Warm handovers: what the sender and the receiver do. Who coordinates changes in the same transaction.

Until it is taken over nothing of the file opens to the receiver; the row itself says what is shared. Taking over opens
the file to who takes over, so that nothing has to be typed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.intake.access import side_of, visible_referrals
from doorstroom.intake.domain import referral as rules
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.referral import MoveName, Side
from doorstroom.intake.models import Referral
from doorstroom.intake.selectors.referrals import days_off, facts_of, reached, receivers_for, terms_of
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.services import notify
from doorstroom.participants.services import admit, open_relation
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors.relations import guidance_relation, holder_source
from doorstroom.trajectories.services import hand_to
from doorstroom.trajectories.services.cases import Case

SHARED = ("name", "question", "wish", "agreed")
OPEN = [state.value for state in rules.OPEN]


@transaction.atomic
def draft_referral(
    *, actor: Actor, trajectory: Trajectory, receiver: Organisation, question: str, wish: str, on: date,
    agreed: str = "",
) -> Referral:  # fmt: skip
    """Write down what would be shared with whom. Nothing leaves before the person has seen it and it is sent."""
    case = Case.open(actor, trajectory, on=on)
    term = case.trajectory.holder_terms.filter(ended_at=None).select_related("member").first()
    if term is None:
        raise IntakeError("referral_needs_holder")
    if not is_system(actor) and term.member.organisation_id != actor.organisation_id:
        raise IntakeError("referral_not_yours", name=term.member.user.name)
    if Referral.objects.filter(trajectory=case.trajectory, state__in=OPEN).exists():
        raise IntakeError("referral_open_already")
    basis = receivers_for(term.member.organisation_id, on).get(receiver.pk)
    if basis is None:
        raise IntakeError("referral_basis_there", receiver=receiver.name)
    row = Referral.objects.create(
        trajectory=case.trajectory, person_id=case.trajectory.person_id, programme_id=case.trajectory.programme_id,
        sender=term.member, sender_organisation_id=term.member.organisation_id, receiver_organisation=receiver,
        name=case.trajectory.person.full_name, question=question.strip(), wish=wish.strip(), agreed=agreed.strip(),
        basis=basis, drafted_on=on,
    )  # fmt: skip
    log(actor, Logged("create", "referral", row.pk, row.person_id, ["receiver", *SHARED]))
    return row


@transaction.atomic
def send_referral(*, actor: Actor, referral: Referral, seen_how: Referral.Seen | str, on: date) -> Referral:
    """Send it, after the person has seen what it says. The one who coordinates still does."""
    row = _locked(actor, referral, Side.SENDER)
    row.seen_how, row.seen_on = seen_how, on if seen_how else None
    _make(actor, row, MoveName.SEND, on)
    Case.open(actor, row.trajectory, on=on).record("referral_sent", on, to=row.receiver_organisation.name)
    _tell(row, reached(row.receiver_organisation_id, on), "referral_sent", actor)
    return row


@transaction.atomic
def receive_referral(*, actor: Actor, referral: Referral, on: date) -> Referral:
    """Say that it is there."""
    return _make(actor, _locked(actor, referral, Side.RECEIVER), MoveName.RECEIVE, on)


@transaction.atomic
def plan_talk(*, actor: Actor, referral: Referral, talk_on: date, on: date) -> Referral:
    """Agree on which day sender, receiver and the person talk together. The sender hears it."""
    row = _locked(actor, referral, Side.RECEIVER)
    row.talk_on = talk_on
    _make(actor, row, MoveName.PLAN_TALK, on)
    _tell(row, [row.sender], "referral_talk", actor)
    return row


@transaction.atomic
def accept_referral(
    *, actor: Actor, referral: Referral, on: date, talk_held_on: date | None = None, talk_waived: str = ""
) -> Referral:
    """Take over: from this moment the actor coordinates, and sees the file as the agreement opens it."""
    row = _locked(actor, referral, Side.RECEIVER)
    if actor.membership_id is None:
        raise IntakeError("only_people_decide")
    row.talk_held_on, row.talk_waived = talk_held_on, talk_waived.strip()
    row.receiver_id = actor.membership_id
    _make(actor, row, MoveName.ACCEPT, on)
    member = Membership.objects.select_related("user").get(pk=actor.membership_id)
    _hand(actor, row, member, on, reason=row.question)
    _tell(row, [row.sender], "referral_accepted", actor)
    return row


@transaction.atomic
def decline_referral(*, actor: Actor, referral: Referral, reason: str, alternative: str, on: date) -> Referral:
    """Say no, why, and what else the sender can do. What was shared is emptied."""
    row = _locked(actor, referral, Side.RECEIVER)
    row.alternative = alternative.strip()
    _make(actor, row, MoveName.DECLINE, on, reason=reason)
    _tell(row, [row.sender], "referral_back", actor)
    return row


@transaction.atomic
def withdraw_referral(*, actor: Actor, referral: Referral, reason: str, on: date) -> Referral:
    """Take it back, because the person or the sender wants that. What was shared is emptied."""
    return _make(actor, _locked(actor, referral, Side.SENDER), MoveName.WITHDRAW, on, reason=reason)


@transaction.atomic
def record_first_contact(*, actor: Actor, referral: Referral, contact_on: date, on: date) -> Referral:
    """Note when who took over first spoke with the person."""
    row = _locked(actor, referral, Side.RECEIVER)
    if row.accepted_on is None or contact_on < row.accepted_on or contact_on > on:
        raise IntakeError("referral_contact_day", first=row.accepted_on or on, last=on)
    row.first_contact_on = contact_on
    row.save(update_fields=["first_contact_on"])
    log(actor, Logged("change", "referral", row.pk, row.person_id, ["first_contact_on"]))
    return row


@transaction.atomic
def report_referral(*, actor: Actor, referral: Referral, outcome: str, on: date) -> Referral:
    """Tell the sender how it goes."""
    row = _locked(actor, referral, Side.RECEIVER)
    row.outcome = outcome.strip()
    _make(actor, row, MoveName.REPORT, on)
    _tell(row, [row.sender], "referral_outcome", actor)
    return row


@transaction.atomic
def close_referral(*, actor: Actor, referral: Referral, on: date) -> Referral:
    """The sender has read the outcome; the handover is done."""
    return _make(actor, _locked(actor, referral, Side.SENDER), MoveName.CLOSE, on)


@transaction.atomic
def give_back_referral(*, actor: Actor, referral: Referral, reason: str, on: date) -> Referral:
    """It did not work out after all: the sender coordinates again from this moment."""
    row = _locked(actor, referral, Side.RECEIVER)
    if not reached(row.sender_organisation_id, on).filter(pk=row.sender_id).exists():
        raise IntakeError("referral_sender_left", name=row.sender.user.name)
    _make(actor, row, MoveName.GIVE_BACK, on, reason=reason)
    _hand(actor, row, row.sender, on, reason=reason)
    _tell(row, [row.sender], "referral_back", actor)
    return row


def end_referral(*, actor: Actor, row: Referral, name: MoveName, on: date, reason: str = "") -> Referral:
    """End one that nobody took over: by the clock, or because what it was about is over."""
    return _make(actor, row, name, on, reason=reason, side=Side.CLOCK if name is MoveName.EXPIRE else Side.SENDER)


def _locked(actor: Actor, referral: Referral, side: Side) -> Referral:
    related = ("sender__user", "sender_organisation", "receiver_organisation", "programme")
    found = visible_referrals(actor).filter(pk=referral.pk).select_related(*related)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise IntakeError("referral_not_found")
    if side_of(actor, row) not in (side, Side.CLOCK):
        raise IntakeError("referral_role_may_not", side=str(getattr(row, f"{side.value}_organisation")))
    return row


def _make(
    actor: Actor, row: Referral, name: MoveName, on: date, *, reason: str = "", side: Side | None = None
) -> Referral:
    """Ask the rules, write what they say; whoever did not get it keeps nothing of what was shared."""
    terms, free = terms_of(row.programme), days_off(on)
    by = side or Side(next(iter(rules.TABLE[name].roles)))
    moved = rules.move(facts_of(row), name, side=by, on=on, reason=reason, terms=terms, free=free)
    changed: dict[str, Any] = {
        field: getattr(moved, field) for field in ("sent_on", "received_on", "accepted_on", "reported_on", "ended_on")
    }
    for field, value in {**changed, "state": moved.state.value, "reason": reason.strip() or row.reason}.items():
        setattr(row, field, value)
    if moved.state in (rules.State.DECLINED, rules.State.WITHDRAWN, rules.State.RETURNED):
        row.name = row.question = row.wish = row.agreed = ""
    row.save()
    log(actor, Logged("change", "referral", row.pk, row.person_id, ["state", name.value]))
    return row


def _hand(actor: Actor, row: Referral, member: Membership, on: date, *, reason: str) -> None:
    """Open the file to who coordinates from now on, then change who does."""
    if member.pk == actor.membership_id:
        stub = Trajectory(pk=row.trajectory_id)
        spec = guidance_relation(member, holder_source(stub, member.pk), on)
        open_relation(actor=actor, person_id=row.person_id, spec=spec, on=on)
        admit(actor=actor, person_id=row.person_id, member_id=member.pk)
    trajectory = Trajectory.objects.get(pk=row.trajectory_id)
    hand_to(actor=actor, trajectory=trajectory, member=member, at=actor.at, reason=reason)


def _tell(row: Referral, members: Iterable[Membership], template: str, actor: Actor) -> None:
    path = reverse("referral", args=[row.pk])
    others = [member for member in members if member.pk != actor.membership_id]
    notify(members=others, template=f"intake:{template}", at=actor.at, path=path, programme=row.programme.name)
