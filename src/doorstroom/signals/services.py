"""The only writes: what a professional does with a signal."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.signals.access import may_snooze
from doorstroom.signals.domain.effect import KEPT, weekly_codes
from doorstroom.signals.domain.errors import SignalError
from doorstroom.signals.domain.signal import Promises, SubjectKind
from doorstroom.signals.models import PromiseVersion, SignalSpell, Snooze, TableSnooze, WeeklySignal
from doorstroom.signals.selectors import snoozable
from doorstroom.signals.selectors.effect import effects_of, standing_signals
from doorstroom.signals.selectors.promises import promises_on
from doorstroom.signals.selectors.table import stands_on_table

LONGEST_DAYS = 28
"""Four weeks, the longest term for which a model lets an agreement pass: nobody stays out of sight for longer."""


@transaction.atomic
def put_aside(*, actor: Actor, person_id: UUID, code: str, until: date, reason: str, on: date) -> Snooze:
    """Leave this signal off the member's own list until that day; colleagues keep seeing it."""
    if not may_snooze(actor) or actor.membership_id is None:
        raise SignalError("may_not_put_aside")
    _check_term(until, reason, on)
    if snoozable(actor, person_id, code) is None:
        raise SignalError("not_on_the_list")
    Snooze.objects.filter(person=person_id, code=code, member=actor.membership_id, until__gt=on).delete()
    snooze = Snooze.objects.create(
        person_id=person_id, code=code, until=until, reason=reason.strip(), member_id=actor.membership_id,
        created_at=actor.at,
    )  # fmt: skip
    log(actor, Logged("create", "snooze", snooze.pk, person_id, ["code", "until", "reason"], "guidance"))
    return snooze


@transaction.atomic
def put_table_aside(
    *, actor: Actor, kind: SubjectKind, subject: str, code: str, until: date, reason: str, on: date
) -> TableSnooze:
    """Leave what the partnership asks off the member's own page until that day; colleagues keep seeing it."""
    _check_term(until, reason, on)
    if actor.membership_id is None or not stands_on_table(actor, kind, subject, code):
        raise SignalError("not_on_the_list")
    snooze, _ = TableSnooze.objects.update_or_create(
        member_id=actor.membership_id, kind=kind, subject=subject, code=code,
        defaults={"until": until, "reason": reason.strip(), "created_at": actor.at},
    )  # fmt: skip
    log(actor, Logged("create", "table_snooze", snooze.pk, fields=["code", "until", "reason"]))
    return snooze


@transaction.atomic
def note_signals(*, actor: Actor, on: date) -> int:
    """Note which signals began and which were gone at the start of this day, and which kinds come once a week.

    Returns how many began. What began more than a year ago is erased. Needs a system scope.
    """
    standing, spells = standing_signals(actor), SignalSpell.objects.filter(ended_on=None)
    known = {(person, code): pk for pk, person, code in spells.values_list("pk", "person_id", "code")}
    gone = [pk for key, pk in known.items() if key not in standing]
    SignalSpell.objects.filter(pk__in=gone, raised_on__lt=on).update(ended_on=on)
    new = [
        SignalSpell(person_id=person, code=code, raised_on=on, due_on=due_on)
        for (person, code), due_on in standing.items()
        if (person, code) not in known
    ]
    SignalSpell.objects.bulk_create(new, batch_size=500)
    SignalSpell.objects.filter(raised_on__lt=on - KEPT).delete()
    weekly = weekly_codes(effects_of(on), promises_on(on).weekly_percent)
    WeeklySignal.objects.exclude(code__in=weekly).delete()
    WeeklySignal.objects.bulk_create((WeeklySignal(code=code, since=on) for code in weekly), ignore_conflicts=True)
    log(actor, Logged("create", "signal_spell", on.isoformat(), fields=["raised_on", "ended_on"]))
    return len(new)


@transaction.atomic
def set_promises(*, actor: Actor, promises: Promises, valid_from: date, because: str, on: date) -> PromiseVersion:
    """Promise this from that day on; a version of before today stays as it was."""
    if not has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR) or actor.membership_id is None:
        raise SignalError("may_not_set_promises")
    if valid_from < on:
        raise SignalError("promise_in_the_past", day=on)
    if not because.strip():
        raise SignalError("promise_reason_needed")
    saved, _ = PromiseVersion.objects.update_or_create(
        valid_from=valid_from,
        defaults={**asdict(promises), "because": because.strip(), "set_by_id": actor.membership_id, "set_at": actor.at},
    )
    log(actor, Logged("change", "promise_version", saved.pk, fields=sorted(asdict(promises))))
    return saved


def _check_term(until: date, reason: str, on: date) -> None:
    if not reason.strip():
        raise SignalError("reason_needed")
    latest = on + timedelta(days=LONGEST_DAYS)
    if not on < until <= latest:
        raise SignalError("day_out_of_range", first=on + timedelta(days=1), latest=latest)
