"""Which register a delivery is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from doorstroom.imports.models import Batch
from doorstroom.imports.selectors.attendance_register import AttendanceRegister
from doorstroom.imports.selectors.people_register import PeopleRegister
from doorstroom.imports.selectors.places_register import PlacesRegister
from doorstroom.imports.selectors.registers import Register
from doorstroom.kernel.actor import Actor

REGISTERS: Mapping[Batch.Kind, Callable[[Actor, Batch], Register]] = {
    Batch.Kind.PARTICIPANTS: PeopleRegister,
    Batch.Kind.PLACES: PlacesRegister,
    Batch.Kind.ATTENDANCE: AttendanceRegister,
}


def register_for(actor: Actor, batch: Batch) -> Register | None:
    """None for a kind of list that is not compared field by field: it is given back as it was delivered."""
    register = REGISTERS.get(Batch.Kind(batch.kind))
    return register(actor, batch) if register else None
