"""Takes a file in, judges it, and keeps it sealed until it is applied or thrown away."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.imports.access import may_import
from doorstroom.imports.domain.check import CheckedFile, Kind, check_file
from doorstroom.imports.domain.context import ColumnMapping, ImportContext
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.problems import Problem
from doorstroom.imports.models import Batch, Row, SavedMapping
from doorstroom.imports.selectors import file_context, people_context
from doorstroom.imports.services.comparing import compare
from doorstroom.imports.services.rows import keep_changed, stand_of
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.identifiers import MASK, mask_citizen_numbers
from doorstroom.kernel.sealing import seal, unseal
from doorstroom.placements.access import lists_open_to
from doorstroom.placements.models import SendingList
from doorstroom.rounds.models import Round

SEALED = "sealed:"
JUDGED = ["problems", "reference", "values", "told", "differences", "choices"]


@transaction.atomic
def stage_file(
    *,
    actor: Actor,
    kind: Kind,
    partner: Organisation,
    round: Round | None,
    content: bytes,
    file_name: str,
    at: datetime,
    sending: SendingList | None = None,
) -> tuple[Batch, CheckedFile]:
    """Check a file and keep it beside its verdict; no person, place or day is written yet."""
    if actor.organisation_id is None or not may_import(actor, kind, partner, round):
        raise ImportsError("may_not_import", partner=partner.name)
    sending = _list_of(actor, kind, sending)
    saved = SavedMapping.objects.filter(partner=partner, organisation=actor.organisation_id, kind=kind).first()
    digest = hashlib.sha256(content).hexdigest()
    batch = Batch(
        kind=kind, partner=partner, organisation_id=actor.organisation_id, round=round, sending=sending,
        file_name=file_name[:200], sha256=digest, sealed=_seal(base64.b64encode(content).decode(), digest),
        mapping=saved.mapping if saved else {}, created_by_id=actor.membership_id, created_at=at,
    )  # fmt: skip
    checked = check_file(kind, content, file_name, _context(actor, batch, []))
    batch.save()
    headers = [column.header for column in checked.columns]
    rows = (
        Row(batch=batch, number=row.number, values=dict(zip(headers, row.cells, strict=True))) for row in checked.grid
    )
    Row.objects.bulk_create(rows, batch_size=500)
    keep_verdict(actor=actor, batch=batch, checked=checked)
    log(actor, Logged("create", "import", batch.pk, fields=[kind, digest[:16]]))
    return batch, checked


def _list_of(actor: Actor, kind: Kind, sending: SendingList | None) -> SendingList | None:
    """People of an employer come for one list that the actor keeps; other files for none."""
    if kind != Batch.Kind.SENDING:
        return None
    if sending is None or not lists_open_to(actor).filter(pk=sending.pk).exists():
        raise ImportsError("list_needed")
    return sending


def check_batch(*, actor: Actor, batch: Batch) -> CheckedFile:
    """Judge the kept file again, with every repair and decision made so far and what is known today."""
    rows = list(batch.rows.all())
    if batch.sealed is None:
        raise ImportsError("file_is_gone")
    content = base64.b64decode(unseal(bytes(batch.sealed), keys=settings.IDENTITY_KEYS, context=_place(batch.sha256)))
    return check_file(cast(Kind, batch.kind), content, batch.file_name, _context(actor, batch, rows))


def recheck(*, actor: Actor, batch: Batch) -> CheckedFile:
    """Judge again and keep the verdict: one repair may settle, or raise, a question elsewhere in the file."""
    checked = check_batch(actor=actor, batch=batch)
    keep_verdict(actor=actor, batch=batch, checked=checked)
    return checked


def keep_verdict(*, actor: Actor, batch: Batch, checked: CheckedFile) -> None:
    """Write what was found on the rows it is about, and what is about the file as a whole on the delivery."""
    found: dict[int, list[dict[str, Any]]] = {}
    for problem in checked.problems:
        found.setdefault(problem.row, []).append(_as_data(problem))
    cells = {row.number: row for row in checked.grid}
    headers = [column.header for column in checked.columns]
    rows = list(batch.rows.all())
    before = stand_of(rows, JUDGED)
    for row in rows:
        row.problems = found.pop(row.number, []) if row.number in cells else []
        if row.number in cells:
            row.reference = cells[row.number].ref[:60]
            shown = dict(zip(headers, cells[row.number].cells, strict=True))
            row.values = {header: row.values.get(header, text) if header in row.corrections and text != MASK else text
                          for header, text in shown.items()}  # fmt: skip
    beside = compare(actor=actor, batch=batch, rows=rows, checked=checked)
    keep_changed(rows, JUDGED, before)
    batch.reading = _reading(checked, [problem for problems in found.values() for problem in problems]) | beside
    batch.save(update_fields=["reading", "mapping"])


@transaction.atomic
def discard_batch(*, actor: Actor, batch: Batch, at: datetime) -> Batch:
    """Throw a delivery away that was not applied, with its file and its rows."""
    batch = locked(batch=batch, state=Batch.State.STAGED)
    batch.rows.all().delete()
    batch.state, batch.sealed = Batch.State.DISCARDED, None
    batch.save(update_fields=["state", "sealed"])
    log(actor, Logged("delete", "import", batch.pk))
    return batch


def locked(*, batch: Batch, state: Batch.State) -> Batch:
    """The delivery, locked, in the state that an act needs; raises ImportsError("not_in_this_state")."""
    found = (
        Batch.objects.select_for_update(of=("self",))
        .select_related("partner", "round__model", "sending__programme", "sending__employer")
        .get(pk=batch.pk)
    )
    if found.state != state:
        raise ImportsError("not_in_this_state", state=found.get_state_display())
    return found


def sealed_where_needed(*, batch: Batch, header: str, text: str) -> str:
    """A repair as it may be kept: sealed where it is, or holds, a citizen number."""
    fields = {column["header"]: column["field"] for column in batch.reading["columns"]}
    if text and (fields.get(header) == "identity_number" or mask_citizen_numbers(text) != text):
        return SEALED + base64.b64encode(_seal(text, batch.sha256)).decode()
    return text


def _context(actor: Actor, batch: Batch, rows: Iterable[Row]) -> ImportContext:
    rows = list(rows)
    return replace(
        file_context(batch.partner, batch.round, on=actor.on, sending=batch.sending),
        mapping=ColumnMapping.from_data(batch.mapping),
        corrections={row.number: _opened(row.corrections, batch.sha256) for row in rows if row.corrections},
        excluded_rows=frozenset(row.number for row in rows if row.excluded),
        distinct_rows=frozenset(row.number for row in rows if row.judged),
        **people_context(actor, batch.kind, batch.numbered_by, batch.round),
    )


def _opened(corrections: Mapping[str, str], digest: str) -> dict[str, str]:
    return {
        header: unseal(base64.b64decode(text.removeprefix(SEALED)), keys=settings.IDENTITY_KEYS, context=_place(digest))
        if text.startswith(SEALED)
        else text
        for header, text in corrections.items()
    }


def _seal(text: str, digest: str) -> bytes:
    return seal(text, keys=settings.IDENTITY_KEYS, context=_place(digest))


def _place(digest: str) -> str:
    return f"import:{digest}"


def _as_data(problem: Problem) -> dict[str, Any]:
    params = {
        key: value if isinstance(value, str | int | float) else str(value) for key, value in problem.params.items()
    }
    return {
        "row": problem.row, "code": problem.code, "severity": str(problem.severity), "ref": problem.ref,
        "column": problem.column, "value": problem.value, "proposal": problem.proposal, "params": params,
    }  # fmt: skip


def _reading(checked: CheckedFile, about_the_file: list[dict[str, Any]]) -> dict[str, Any]:
    source = checked.source
    return {
        "columns": [{"header": c.header, "field": c.field, "reason": c.reason} for c in checked.columns],
        "marks": dict(checked.mapping.marks),
        "days": {header: day.isoformat() for header, day in checked.days.items()},
        "problems": about_the_file,
        "rows": checked.report.rows,
        "accepted": checked.report.accepted,
        "sheet": source.sheet, "header_row": source.header_row, "format": source.format,
        "passed_over": [{"row": line.row, "text": line.text, "reason": line.reason} for line in source.passed_over],
    }  # fmt: skip
