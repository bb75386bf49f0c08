"""Types of arrangements: set up with their conditions, and how many are planned."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from doorstroom.arrangements.access import may_keep_types, types_open_to
from doorstroom.arrangements.domain.errors import ArrangementError
from doorstroom.arrangements.models import ArrangementType
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.access import programmes_of
from doorstroom.programmes.models import Programme


@dataclass(frozen=True)
class TypeRules:
    """What does not change once somebody has one: for whom it is, and whether an employer takes part."""

    minimum_age: int | None = None
    maximum_age: int | None = None
    young_below: int = 27
    conditions: tuple[str, ...] = ()
    needs_employer: bool = False


@transaction.atomic
def set_up_type(
    *, actor: Actor, programme: Programme, name: str, planned: int, valid_from: date, rules: TypeRules
) -> ArrangementType:
    """Let the programme give this type from a day; the one of the same name that then holds ends that day."""
    _require_keeper(actor)
    if not _own(actor, programme):
        raise ArrangementError("not_your_programme", programme=programme)
    if rules.minimum_age is not None and rules.maximum_age is not None and rules.minimum_age > rules.maximum_age:
        raise ArrangementError("ages_crossed", least=rules.minimum_age, most=rules.maximum_age)
    name = name.strip()
    namesakes = ArrangementType.objects.select_for_update().filter(programme=programme, name=name)
    later = namesakes.filter(Q(valid_from__gte=valid_from) | Q(valid_until__gt=valid_from)).order_by("valid_from")
    if taken := later.first():
        raise ArrangementError("type_stands_then", name=name, day=taken.valid_from)
    namesakes.filter(valid_until=None).update(valid_until=valid_from)
    made = ArrangementType.objects.create(
        programme=programme, name=name, planned=planned, valid_from=valid_from,
        **asdict(rules) | {"conditions": list(rules.conditions)},
    )  # fmt: skip
    log(actor, Logged("create", "arrangement_type", made.pk, fields=["name", "planned", "valid_from"]))
    return made


@transaction.atomic
def change_type(*, actor: Actor, type: ArrangementType, planned: int, valid_until: date | None) -> ArrangementType:
    """Plan another number, or let it end; what was given stays."""
    _require_keeper(actor)
    locked = types_open_to(actor).select_for_update(of=("self",)).get(pk=type.pk)
    if valid_until is not None and valid_until <= locked.valid_from:
        raise ArrangementError("type_ends_before_start", first=locked.valid_from)
    successor = ArrangementType.objects.filter(
        programme=locked.programme_id, name=locked.name, valid_from__gt=locked.valid_from
    ).order_by("valid_from").first()  # fmt: skip
    if successor and (valid_until is None or valid_until > successor.valid_from):
        raise ArrangementError("type_stands_then", name=locked.name, day=successor.valid_from)
    locked.planned, locked.valid_until = planned, valid_until
    locked.save(update_fields=["planned", "valid_until"])
    log(actor, Logged("change", "arrangement_type", locked.pk, fields=["planned", "valid_until"]))
    return locked


def _own(actor: Actor, programme: Programme) -> bool:
    return actor.organisation_id is None or programmes_of(actor).filter(pk=programme.pk).exists()


def _require_keeper(actor: Actor) -> None:
    if not may_keep_types(actor):
        raise ArrangementError("may_not_keep_types")
