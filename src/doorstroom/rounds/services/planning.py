"""Makes a round on one version of a model, and asks referrers for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.services import notify
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.services import mark_model_used
from doorstroom.rounds.access import may_lead, may_plan
from doorstroom.rounds.domain.course import TAKES_PEOPLE
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import ReferrerRequest, Round, RoundPartner
from doorstroom.rounds.selectors import referring_members


@dataclass(frozen=True)
class Asked:
    """A referrer and how many people it is asked for before a day."""

    organisation: Organisation
    people: int
    due_on: date
    contact: Membership | None = None


@transaction.atomic
def plan_round(
    *,
    actor: Actor,
    programme: Programme,
    model: RouteModel,
    name: str,
    starts_on: date,
    seats: int,
    minimum_seats: int = 0,
    holiday_region: str = "",
    partners: Iterable[tuple[Organisation, Role, Membership | None]] = (),
    on: date,
) -> Round:
    """Plan a round; from now on its model version can no longer change.

    The organisation that plans is a partner as programme manager. Partners are (organisation, role, contact).
    """
    if not may_plan(actor):
        raise RoundError("may_not_plan")
    if model.programme_id not in (None, programme.pk):
        raise RoundError("model_of_other_programme", model=str(model), programme=programme.name)
    if not 0 <= minimum_seats <= seats or seats < 1:
        raise RoundError("seats_below_minimum", seats=seats, minimum=minimum_seats)
    round = _created(
        programme=programme, model=model, name=name.strip(), starts_on=starts_on, seats=seats,
        minimum_seats=minimum_seats, holiday_region=holiday_region,
    )  # fmt: skip
    mark_model_used(actor=actor, model=model, on=on)
    wanted = {(organisation.pk, str(role)): contact for organisation, role, contact in partners}
    if actor.organisation_id:
        wanted.setdefault((actor.organisation_id, Role.PROGRAMME_MANAGER.value), None)
    RoundPartner.objects.bulk_create(
        RoundPartner(round=round, organisation_id=organisation, role=role, contact=contact)
        for (organisation, role), contact in wanted.items()
    )
    log(actor, Logged("create", "round", round.pk, fields=["model", "starts_on", "seats", "partners"]))
    return round


@transaction.atomic
def ask_referrers(*, actor: Actor, round: Round, asked: Iterable[Asked], on: date) -> list[ReferrerRequest]:
    """Ask each of these referrers for people; one that was asked before gets the new number and day."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_lead(actor, round):
        raise RoundError("may_not_lead")
    if round.state not in TAKES_PEOPLE:
        raise RoundError("round_takes_nobody", round=round.name, state=round.get_state_display())
    wanted = list(asked)
    for each in wanted:
        if each.people < 1:
            raise RoundError("asks_for_nobody", organisation=each.organisation.name)
        if each.due_on < on:
            raise RoundError("due_in_the_past", organisation=each.organisation.name, due_on=each.due_on)
    requests = ReferrerRequest.objects.bulk_create(
        [
            ReferrerRequest(
                round=round, organisation=each.organisation, asked=each.people, due_on=each.due_on, asked_on=on,
                contact=each.contact,
            )
            for each in wanted
        ],
        update_conflicts=True,
        unique_fields=["round", "organisation"],
        update_fields=["asked", "due_on", "asked_on", "contact"],
    )  # fmt: skip
    _tell(actor, round, wanted, on)
    log_many(actor, (Logged("change", "referrer_request", round.pk, fields=["asked", "due_on"]) for _ in wanted))
    return requests


def _tell(actor: Actor, round: Round, wanted: Iterable[Asked], on: date) -> None:
    """The contact hears it; without one, everyone who refers there."""
    open_ones = [each.organisation.pk for each in wanted if each.contact is None]
    members = referring_members(open_ones, on)
    for each in wanted:
        notify(
            members=[each.contact] if each.contact else members[each.organisation.pk],
            template="rounds:people_asked", at=actor.at, path=f"/rondes/{round.pk}/werving/", round=str(round),
            people=each.people,
        )  # fmt: skip


def _created(**values: object) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(**values)
    except IntegrityError as error:
        if "round_named_once" not in str(error):
            raise
        raise RoundError("name_taken", name=values["name"]) from error
