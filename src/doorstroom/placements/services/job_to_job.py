"""Lists of employers whose people lose their work, the offer to each of them, and the answers."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.placements.access import lists_open_to, may_answer_offers, may_keep_lists
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.domain.job_to_job import ACCEPTED_FACT, AfterNo, after_no, asks_for_a_yes, no_needs_reason
from doorstroom.placements.models import GuidanceOffer, SendingList
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.trajectories.models import Destination, ExitReason, Initiator, Trajectory, TrajectoryState
from doorstroom.trajectories.services import (
    Newcomer,
    exit_trajectory,
    record_fact,
    register_newcomer,
    set_dismissal_date,
)

Answer = GuidanceOffer.Answer


@transaction.atomic
def open_sending_list(
    *, actor: Actor, employer: Organisation, programme: Programme, told_by: str, received_on: date,
    clock: SendingList.Clock | str, months: int, on: date,
) -> SendingList:  # fmt: skip
    """Write down that this employer sends people, and from which moment how many months count."""
    _require_keeper(actor)
    if received_on > on:
        raise PlacementError("list_to_come", today=on)
    sending, created = SendingList.objects.get_or_create(
        employer=employer, programme=programme, received_on=received_on,
        defaults={"told_by": told_by.strip(), "clock": clock, "months": months, "recorded_by_id": actor.membership_id},
    )  # fmt: skip
    if created:
        log(actor, Logged("create", "sending_list", sending.pk, fields=["employer", "clock", "months"]))
    return sending


@transaction.atomic
def set_clock(*, actor: Actor, sending: SendingList, clock: SendingList.Clock | str, months: int) -> SendingList:
    """Count from another moment, or so many other months; every figure of the list moves with it."""
    _require_keeper(actor)
    locked = lists_open_to(actor).select_for_update(of=("self",)).get(pk=sending.pk)
    locked.clock, locked.months = clock, months
    locked.save(update_fields=["clock", "months"])
    log(actor, Logged("change", "sending_list", locked.pk, fields=["clock", "months"]))
    return locked


@transaction.atomic
def put_on_list(
    *, actor: Actor, sending: SendingList, newcomer: Newcomer, certainty: str, day: date | None, on: date
) -> GuidanceOffer:
    """Register somebody of the list for its programme, with the dismissal date as far as it is known, and offer it."""
    if not may_answer_offers(actor):
        raise PlacementError("may_not_offer")
    _person, trajectory = register_newcomer(
        actor=actor, newcomer=newcomer, programme=sending.programme, source=sending.employer.name[:100], on=on
    )
    assert trajectory is not None  # noqa: S101 narrows the type: the programme is given
    set_dismissal_date(actor=actor, trajectory=trajectory, certainty=certainty, day=day, on=on)
    return offer_guidance(actor=actor, sending=sending, trajectory=trajectory, on=on)


@transaction.atomic
def offer_guidance(*, actor: Actor, sending: SendingList, trajectory: Trajectory, on: date) -> GuidanceOffer:
    """Offer the programme to somebody who is registered for it; once per list."""
    if not may_answer_offers(actor):
        raise PlacementError("may_not_offer")
    seen = visible_to(Trajectory.objects.filter(pk=trajectory.pk), actor, Category.PROGRESS)
    if not seen.filter(programme=sending.programme_id).exists():
        raise PlacementError("not_registered_there", programme=sending.programme)
    offer, created = GuidanceOffer.objects.get_or_create(
        sending=sending, person_id=trajectory.person_id, defaults={"trajectory": trajectory, "offered_on": on}
    )
    if created:
        log(actor, Logged("create", "guidance_offer", offer.pk, offer.person_id, ["offered_on"]))
    return offer


@transaction.atomic
def accept_offer(*, actor: Actor, offer: GuidanceOffer, on: date) -> GuidanceOffer:
    """The person said yes: what the approach asks of a start is in order as far as the offer goes."""
    locked = _answered(actor, offer, Answer.ACCEPTED, on)
    trajectory = locked.trajectory
    if trajectory.model and asks_for_a_yes(approach_of(trajectory.model)):
        record_fact(actor=actor, trajectory=trajectory, fact=ACCEPTED_FACT, on=on)
    return locked


@transaction.atomic
def decline_offer(*, actor: Actor, offer: GuidanceOffer, on: date, reason: str = "") -> GuidanceOffer:
    """The person said no. In a voluntary approach it ends there; in an obligatory one those who decide talk first."""
    locked = _answered(actor, offer, Answer.DECLINED, on, reason)
    trajectory = locked.trajectory
    voluntary = trajectory.model is None or after_no(approach_of(trajectory.model).participation) is AfterNo.ENDS
    if voluntary and trajectory.state != TrajectoryState.EXITED:
        exit_trajectory(
            actor=actor, trajectory=trajectory, on=on, reason=ExitReason.DECLINED, initiator=Initiator.PARTICIPANT,
            destination=Destination.UNKNOWN, next_owner=actor.name, text=locked.reason,
        )  # fmt: skip
    return locked


def _answered(actor: Actor, offer: GuidanceOffer, answer: Answer, on: date, reason: str = "") -> GuidanceOffer:
    if not may_answer_offers(actor):
        raise PlacementError("may_not_offer")
    seen = visible_to(GuidanceOffer.objects.filter(pk=offer.pk), actor, Category.PROGRESS)
    locked = seen.select_for_update(of=("self",)).select_related("trajectory__model").first()
    if locked is None:
        raise PlacementError("not_visible")
    if locked.answer != Answer.OPEN:
        raise PlacementError("offer_answered", answer=locked.get_answer_display(), on=locked.answered_on)
    model = locked.trajectory.model
    if answer == Answer.DECLINED and model and no_needs_reason(approach_of(model).participation) and not reason.strip():
        raise PlacementError("no_needs_reason")
    locked.answer, locked.answered_on, locked.reason = answer, on, reason.strip()
    locked.answered_to_id = actor.membership_id
    locked.save(update_fields=["answer", "answered_on", "answered_to", "reason"])
    log(actor, Logged("change", "guidance_offer", locked.pk, locked.person_id, ["answer"]))
    return locked


def _require_keeper(actor: Actor) -> None:
    if not may_keep_lists(actor):
        raise PlacementError("may_not_keep_lists")
