"""What a person changes in a delivery before it is applied. After each change the whole file is judged again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.imports.domain.comparison import ChangedBy
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.fields import FIELDS
from doorstroom.imports.domain.grid import acceptable
from doorstroom.imports.domain.legend import STATUSES
from doorstroom.imports.domain.problems import Severity
from doorstroom.imports.models import Batch, Row, SavedMapping
from doorstroom.imports.selectors import people_context
from doorstroom.imports.services.staging import locked, recheck, sealed_where_needed
from doorstroom.kernel.actor import Actor


@transaction.atomic
def correct_row(*, actor: Actor, batch: Batch, number: int, corrections: Mapping[str, str]) -> Row:
    """Keep new texts for cells of one row beside the old ones, and judge the file again."""
    batch, row = _open(batch, number)
    if unknown := sorted(set(corrections) - set(row.values)):
        raise ImportsError("column_not_there", column=unknown[0])
    _correct(batch, row, corrections)
    return _again(actor, batch, row, sorted(corrections))


@transaction.atomic
def accept_proposals(*, actor: Actor, batch: Batch, number: int | None = None) -> int:
    """Take over every proposal with exactly one reading, of one row or of all; returns how many cells changed."""
    batch = locked(batch=batch, state=Batch.State.STAGED)
    rows = batch.rows.filter(excluded=False) if number is None else batch.rows.filter(number=number)
    changed = 0
    for row in rows.exclude(problems=[]):
        proposals = acceptable(row.problems, row.corrections)
        _correct(batch, row, proposals)
        changed += len(proposals)
    recheck(actor=actor, batch=batch)
    log(actor, Logged("change", "import", batch.pk, fields=["proposals"]))
    return changed


@transaction.atomic
def exclude_row(*, actor: Actor, batch: Batch, number: int, excluded: bool = True) -> Row:
    """Leave a row out, or take it in again."""
    batch, row = _open(batch, number)
    row.excluded = excluded
    row.save(update_fields=["excluded"])
    return _again(actor, batch, row, ["excluded"])


@transaction.atomic
def judge_row(*, actor: Actor, batch: Batch, number: int, same: bool) -> Row:
    """Say whether a held row is the one it resembles. The same as an earlier row: left out. The same as somebody
    who is known, or a place that is here: joined to that. Another: taken over as it stands."""
    batch, row = _open(batch, number)
    held = [problem for problem in row.problems if problem["severity"] == Severity.DUPLICATE]
    if not held:
        raise ImportsError("row_not_held", row=number)
    if not same:
        row.judged = Row.Judged.OTHER
    elif key := _known(actor, batch, held[0]["proposal"]):
        row.judged, row.same_as = Row.Judged.SAME, key
    else:
        row.excluded = True
    row.save(update_fields=["judged", "same_as", "excluded"])
    return _again(actor, batch, row, ["judged"])


@transaction.atomic
def choose_values(*, actor: Actor, batch: Batch, number: int, choices: Mapping[str, str]) -> Row:
    """Say per field whether the partner's value or ours holds; an empty choice takes an earlier one back."""
    batch, row = _open(batch, number)
    asked = {each["field"] for each in row.differences if each["changed_by"] != ChangedBy.HERE}
    if strange := sorted(set(choices) - asked):
        raise ImportsError("nothing_to_choose", row=number, field=strange[0])
    kept = {**row.choices, **{name: Row.Choice(choice).value for name, choice in choices.items() if choice}}
    row.choices = {name: choice for name, choice in kept.items() if choices.get(name, choice)}
    row.save(update_fields=["choices"])
    log(actor, Logged("change", "import_row", row.pk, fields=sorted(choices)))
    return row


@transaction.atomic
def take_over_changes(*, actor: Actor, batch: Batch) -> int:
    """Choose the partner's value wherever only the partner changed it and nobody chose; returns how many fields."""
    batch = locked(batch=batch, state=Batch.State.STAGED)
    rows = list(batch.rows.filter(excluded=False).exclude(differences=[]))
    changed = 0
    for row in rows:
        fields = [each["field"] for each in row.differences if each["changed_by"] == ChangedBy.PARTNER]
        fresh = dict.fromkeys((name for name in fields if name not in row.choices), Row.Choice.PARTNER.value)
        row.choices, changed = {**row.choices, **fresh}, changed + len(fresh)
    Row.objects.bulk_update(rows, ["choices"], batch_size=500)
    log(actor, Logged("change", "import", batch.pk, fields=["choices", str(changed)]))
    return changed


@transaction.atomic
def change_mapping(
    *, actor: Actor, batch: Batch, fields: Mapping[str, str], marks: Mapping[str, str], remember: bool, at: datetime
) -> Batch:
    """Say what columns and codes mean; `remember` keeps it for the partner's next delivery."""
    batch = locked(batch=batch, state=Batch.State.STAGED)
    known = {field.code for field in FIELDS[batch.kind]} | {""}
    if strange := sorted({code for code in fields.values() if code not in known}):
        raise ImportsError("field_not_known", field=strange[0])
    if strange := sorted({status for status in marks.values() if status not in STATUSES}):
        raise ImportsError("field_not_known", field=strange[0])
    batch.mapping = {"fields": dict(fields), "marks": dict(marks)}
    recheck(actor=actor, batch=batch)
    if remember:
        SavedMapping.objects.update_or_create(
            partner=batch.partner, organisation_id=batch.organisation_id, kind=batch.kind,
            defaults={"mapping": batch.mapping, "saved_at": at},
        )  # fmt: skip
    log(actor, Logged("change", "import", batch.pk, fields=["mapping"]))
    return batch


def _open(batch: Batch, number: int) -> tuple[Batch, Row]:
    batch = locked(batch=batch, state=Batch.State.STAGED)
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise ImportsError("row_not_there", row=number)
    return batch, row


def _correct(batch: Batch, row: Row, corrections: Mapping[str, str]) -> None:
    kept = {header: sealed_where_needed(batch=batch, header=header, text=text.strip())
            for header, text in corrections.items()}  # fmt: skip
    row.corrections = {**row.corrections, **kept}
    row.save(update_fields=["corrections"])


def _again(actor: Actor, batch: Batch, row: Row, fields: list[str]) -> Row:
    recheck(actor=actor, batch=batch)
    log(actor, Logged("change", "import_row", row.pk, fields=fields))
    row.refresh_from_db()
    return row


def _known(actor: Actor, batch: Batch, label: str) -> str | None:
    """The key of the person or place that is called so, in the lists that bring in new ones."""
    if batch.kind not in (Batch.Kind.PARTICIPANTS, Batch.Kind.SENDING, Batch.Kind.PLACES):
        return None
    context = people_context(actor, batch.kind, batch.numbered_by, batch.round)
    known = [*context.get("known_people", ()), *context.get("known_places", ())]
    return next((each.key for each in known if each.label == label), None)
