"""Parts of a trade: read from a list, and asked for by employers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places, may_write_processes
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.domain.processes import read_parts
from doorstroom.demand.models import AskedProcess, WorkProcess
from doorstroom.kernel.actor import Actor


@transaction.atomic
def write_processes(*, actor: Actor, qualification: str, level: int, text: str) -> int:
    """Write down the parts of a qualification, one a line with its code first; a known code gets the new name."""
    if not may_write_processes(actor):
        raise DemandError("may_not_write_processes")
    parts, wrong = read_parts(text)
    if wrong:
        raise DemandError("process_line_unread", line=wrong[0])
    if not parts:
        raise DemandError("process_list_empty")
    name = " ".join(qualification.split())
    WorkProcess.objects.bulk_create(
        [WorkProcess(qualification=name, code=code, name=said, level=level) for code, said in parts.items()],
        update_conflicts=True, unique_fields=["qualification", "code"], update_fields=["name", "level"],
    )  # fmt: skip
    log(actor, Logged("change", "work_process", name[:40], fields=["name", "level"]))
    return len(parts)


@transaction.atomic
def ask_processes(*, actor: Actor, employer: Organisation, processes: Iterable[WorkProcess], on: date) -> int:
    """Keep which parts this employer asks people to learn; what it no longer asks goes. Returns how many."""
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")
    chosen = {process.pk for process in processes}
    Organisation.objects.select_for_update().get(pk=employer.pk)
    AskedProcess.objects.filter(employer=employer).exclude(process__in=chosen).delete()
    AskedProcess.objects.bulk_create(
        [AskedProcess(employer=employer, process_id=pk, asked_on=on, recorded_by_id=actor.membership_id)
         for pk in sorted(chosen)], ignore_conflicts=True,
    )  # fmt: skip
    log(actor, Logged("change", "asked_process", employer.pk, fields=["processes"]))
    return len(chosen)
