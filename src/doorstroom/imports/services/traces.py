"""What stands in the database about some people or employers, so that what an import wrote can be told apart.

A trace follows every reference backwards from its roots: whatever an import's services wrote hangs on them, also
what they write tomorrow. Two traces, before and after, differ in exactly what was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from doorstroom.imports.models import Batch, Written

Key = tuple[str, str]
Stored = dict[str, Any]
# Not part of what an import writes: the delivery itself, and the log, which is only ever added to.
APART = frozenset({"imports", "audit"})
GONE = ""


def trace(roots: Mapping[type[models.Model], Collection[Any]]) -> dict[Key, Stored]:
    """Every row among the roots or referring to one of them, directly or through others, by model and key."""
    found: dict[Key, Stored] = {}
    waiting = [(model, list(keys)) for model, keys in roots.items()]
    rows = [(model, list(model._base_manager.filter(pk__in=keys))) for model, keys in waiting if keys]
    while rows:
        model, objects = rows.pop()
        new = [obj for obj in objects if (model._meta.label, str(obj.pk)) not in found]
        found.update({(model._meta.label, str(obj.pk)): _stored(obj) for obj in new})
        if new:
            rows += [(child, list(children)) for child, children in _referring(model, new)]
    return found


def keep_written(*, batch: Batch, before: Mapping[Key, Stored], after: Mapping[Key, Stored]) -> int:
    """Keep every row that is new, differs or is gone, with what it was; returns how many."""
    changed = [(key, checksum(row)) for key, row in after.items() if before.get(key) != row]
    changed += [(key, GONE) for key in before if key not in after]
    Written.objects.bulk_create(
        (
            Written(batch=batch, model=key[0], object_id=key[1], before=before.get(key), after=stands, position=at)
            for at, (key, stands) in enumerate(changed)
        ),
        batch_size=500,
    )
    return len(changed)


def now_standing(written: Iterable[Written]) -> dict[Key, Stored]:
    """The rows of these traces as they stand now; a row that is gone is left out."""
    keys: dict[str, list[str]] = {}
    for trace_row in written:
        keys.setdefault(trace_row.model, []).append(trace_row.object_id)
    return {
        (label, str(obj.pk)): _stored(obj)
        for label, pks in keys.items()
        for obj in apps.get_model(label)._base_manager.filter(pk__in=pks)
    }


def checksum(row: Stored) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def put_back(rows: Iterable[Written]) -> None:
    """Remove what was new, and write back what was there before or went, column by column, in this order.

    The rows of other apps are restored as they were, past their services: no service can say "as if it had not
    been". References are checked by the database at commit.
    """
    for (label, is_new), group in groupby(rows, key=lambda row: (row.model, row.before is None)):
        manager = apps.get_model(label)._base_manager
        if is_new:
            for some in batched([row.object_id for row in group], 1_000):
                standing = manager.filter(pk__in=some)
                standing._raw_delete(standing.db)
            continue
        fields = manager.model._meta.concrete_fields
        for row in group:
            values = {field.attname: _value(field, (row.before or {})[field.attname]) for field in fields}
            if row.after == GONE:
                manager.model(**values).save_base(raw=True, force_insert=True)
            else:
                manager.filter(pk=row.object_id).update(**values)


def batched(keys: list[str], size: int) -> Iterable[list[str]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _referring(model: type[models.Model], objects: list[models.Model]) -> Iterable[tuple[type[models.Model], Any]]:
    for relation in model._meta.related_objects:
        child = relation.related_model
        if relation.many_to_many or child._meta.app_label in APART or not child.__module__.startswith("doorstroom."):
            continue
        yield child, child._base_manager.filter(**{f"{relation.field.name}__in": [obj.pk for obj in objects]})


def _stored(obj: models.Model) -> Stored:
    return {
        field.attname: None if field.value_from_object(obj) is None else field.value_to_string(obj)
        for field in obj._meta.concrete_fields
    }


def _value(field: Any, text: Any) -> Any:
    return None if text is None else field.to_python(text)
