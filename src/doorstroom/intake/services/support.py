"""Services to which people are pointed, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.intake.access import MAINTAINERS
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.models import ServiceReferral, SupportService
from doorstroom.intake.selectors.support import open_per_service
from doorstroom.kernel.actor import Actor
from doorstroom.trajectories.access import may_record, visible_trajectories
from doorstroom.trajectories.models import Trajectory, TrajectoryState

State = ServiceReferral.State
NEXT = {State.ASKED: {State.STARTED, State.NOT_TAKEN}, State.STARTED: {State.ENDED}}


@transaction.atomic
def offer_service(
    *, actor: Actor, provider: Organisation, name: str, need: SupportService.Need | str, on: date, about: str = "",
    postcode: str = "", places: int | None = None, until: date | None = None,
) -> SupportService:  # fmt: skip
    """Write down a service of a provider; the same name changes it."""
    if not (is_system(actor) or has_role(actor, *MAINTAINERS)):
        raise IntakeError("may_not_offer_service")
    if until and until < on:
        raise IntakeError("service_is_over", until=until)
    given = {"need": need, "about": about.strip(), "postcode": postcode, "places": places, "offered_until": until}
    service, created = SupportService.objects.update_or_create(
        provider=provider, name=" ".join(name.split()), defaults=given, create_defaults={**given, "offered_from": on}
    )
    log(actor, Logged("create" if created else "change", "support_service", service.pk, fields=sorted(given)))
    return service


@transaction.atomic
def refer_to_service(*, actor: Actor, trajectory: Trajectory, service: SupportService, on: date) -> ServiceReferral:
    """Point this person to a service and take a place there; a full one is refused, an open referral stays one."""
    _see(actor, trajectory)
    if trajectory.state == TrajectoryState.EXITED:
        raise IntakeError("service_after_exit")
    locked = SupportService.objects.select_for_update().get(pk=service.pk)
    if on < locked.offered_from or (locked.offered_until and on > locked.offered_until):
        raise IntakeError("service_not_offered", service=locked.name)
    standing = ServiceReferral.objects.filter(
        trajectory=trajectory, service=locked, state__in=(State.ASKED, State.STARTED)
    )
    if known := standing.first():
        return known
    if locked.places is not None and open_per_service([locked.pk])[locked.pk] >= locked.places:
        raise IntakeError("service_full", service=locked.name, places=locked.places)
    made = ServiceReferral.objects.create(
        service=locked, trajectory=trajectory, person_id=trajectory.person_id, asked_on=on,
        asked_by_id=actor.membership_id,
    )  # fmt: skip
    log(actor, Logged("create", "service_referral", made.pk, made.person_id, ["service"]))
    return made


@transaction.atomic
def move_service_referral(
    *, actor: Actor, referral: ServiceReferral, to: ServiceReferral.State | str, on: date
) -> ServiceReferral:
    """It started, finished, or was not taken; not taking it needs no reason."""
    locked = ServiceReferral.objects.select_for_update(of=["self"]).select_related("trajectory").get(pk=referral.pk)
    _see(actor, locked.trajectory)
    if to not in NEXT.get(State(locked.state), ()):
        raise IntakeError("service_move_not_possible", state=locked.get_state_display())
    locked.state = to
    if to == State.STARTED:
        locked.started_on = on
    else:
        locked.ended_on = on
    locked.save(update_fields=["state", "started_on", "ended_on"])
    log(actor, Logged("change", "service_referral", locked.pk, locked.person_id, ["state"]))
    return locked


def _see(actor: Actor, trajectory: Trajectory) -> None:
    if not may_record(actor):
        raise IntakeError("may_not_refer_to_service")
    if not visible_trajectories(actor).filter(pk=trajectory.pk).exists():
        raise IntakeError("service_not_visible")
