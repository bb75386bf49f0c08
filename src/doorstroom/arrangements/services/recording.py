"""Arrangements of people: recorded once, changed, and ended or called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Category
from doorstroom.arrangements.access import may_record, types_open_to, visible_arrangements
from doorstroom.arrangements.domain.eligibility import Answer, is_young
from doorstroom.arrangements.domain.errors import ArrangementError
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.arrangements.selectors.person import birth_date_of, judged_for
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import may_see
from doorstroom.participants.models import Person

Said = Sequence[bool | None]
CHANGES = ("starts_on", "ends_on", "employer", "said", "young", "go_ahead_reason")


@transaction.atomic
def record_arrangement(
    *, actor: Actor, person: Person, type: ArrangementType, starts_on: date, ends_on: date,
    employer: Organisation | None = None, said: Said = (), go_ahead_reason: str = "",
) -> Arrangement:  # fmt: skip
    """Write down that this person gets one. The same once more is the one that stands."""
    _require_recorder(actor)
    if not may_see(actor, person.pk, Category.PROGRESS):
        raise ArrangementError("not_visible")
    if not types_open_to(actor).filter(pk=type.pk).exists():
        raise ArrangementError("not_your_programme", programme=type.programme)
    given = Arrangement(person=person, type=type, recorded_by_id=actor.membership_id)
    _set(given, starts_on, ends_on, employer, said, go_ahead_reason)
    _require_possible(actor, given)
    standing = _standing(given).first()
    if standing is not None and _same(standing, given):
        return standing
    if standing is not None:
        raise ArrangementError("stands_already", type=type.name, day=starts_on)
    given.save()
    log(actor, Logged("create", "arrangement", given.pk, person.pk, ["type", *CHANGES]))
    return given


@transaction.atomic
def change_arrangement(
    *, actor: Actor, arrangement: Arrangement, starts_on: date, ends_on: date,
    employer: Organisation | None = None, said: Said = (), go_ahead_reason: str = "",
) -> Arrangement:  # fmt: skip
    """Correct days, employer or answers; the conditions are asked again."""
    locked = _locked(actor, arrangement)
    _set(locked, starts_on, ends_on, employer, said, go_ahead_reason)
    _require_possible(actor, locked)
    if _standing(locked).exclude(pk=locked.pk).exists():
        raise ArrangementError("stands_already", type=locked.type.name, day=starts_on)
    locked.save(update_fields=CHANGES)
    log(actor, Logged("change", "arrangement", locked.pk, locked.person_id, CHANGES))
    return locked


@transaction.atomic
def end_arrangement(
    *, actor: Actor, arrangement: Arrangement, last_day: date | None, reason: str, on: date
) -> Arrangement:
    """Let it end earlier; without a last day it never began: it is called off and counts nowhere."""
    locked = _locked(actor, arrangement)
    if not reason.strip():
        raise ArrangementError("reason_missing")
    if last_day is None:
        locked.called_off_on = on
    elif not locked.starts_on <= last_day <= locked.ends_on:
        raise ArrangementError("last_day_outside", first=locked.starts_on, last=locked.ends_on)
    else:
        locked.ends_on = last_day
    locked.ended_because = reason.strip()
    locked.save(update_fields=["called_off_on", "ends_on", "ended_because"])
    log(actor, Logged("change", "arrangement", locked.pk, locked.person_id, ["ends_on", "called_off_on"]))
    return locked


def _set(
    given: Arrangement, starts_on: date, ends_on: date, employer: Organisation | None, said: Said, reason: str
) -> None:
    given.starts_on, given.ends_on, given.employer = starts_on, ends_on, employer
    given.said = [*said, *[None] * len(given.type.conditions)][: len(given.type.conditions)]
    given.go_ahead_reason = reason.strip()


def _require_possible(actor: Actor, given: Arrangement) -> None:
    """Days, employer and conditions; notes whether the person counts as young."""
    kind = given.type
    if given.ends_on < given.starts_on:
        raise ArrangementError("ends_before_start", starts_on=given.starts_on, ends_on=given.ends_on)
    if not kind.holds(given.starts_on):
        raise ArrangementError("type_not_then", type=kind.name, day=given.starts_on)
    if kind.needs_employer and given.employer is None:
        raise ArrangementError("employer_needed", type=kind.name)
    born = birth_date_of(actor, given.person_id)
    found = judged_for(kind, birth_date=born, said=tuple(given.said), on=given.starts_on)
    if found.answer is Answer.NO:
        raise ArrangementError("not_for_this_person", what="; ".join(found.no))
    if found.answer is Answer.UNKNOWN and not given.go_ahead_reason:
        raise ArrangementError("not_known_yet", what="; ".join(found.missing))
    given.young = is_young(kind.terms, born, given.starts_on)


def _standing(given: Arrangement) -> QuerySet[Arrangement]:
    """Of this type for this person from this day; what was called off leaves room for another."""
    same = Arrangement.objects.filter(person=given.person_id, type=given.type_id, starts_on=given.starts_on)
    return same.filter(called_off_on=None)


def _same(standing: Arrangement, given: Arrangement) -> bool:
    facts = ("ends_on", "employer_id", "said", "go_ahead_reason")
    return all(getattr(standing, name) == getattr(given, name) for name in facts)


def _locked(actor: Actor, arrangement: Arrangement) -> Arrangement:
    _require_recorder(actor)
    seen = visible_arrangements(actor).select_related("type__programme").select_for_update(of=("self",))
    locked = seen.filter(pk=arrangement.pk).first()
    if locked is None:
        raise ArrangementError("not_visible")
    if locked.called_off_on:
        raise ArrangementError("called_off", on=locked.called_off_on)
    return locked


def _require_recorder(actor: Actor) -> None:
    if not may_record(actor):
        raise ArrangementError("may_not_record")
