"""Rows of a delivery written back, only those that changed and many in a statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from doorstroom.imports.models import Row

AT_ONCE = 1_000
KINDS = {"reference": "text"}  # every other column that is written back is a jsonb
Stand = Mapping[int, tuple[Any, ...]]


def stand_of(rows: Iterable[Row], columns: Sequence[str]) -> Stand:
    """What these columns hold now, to compare with later. A value is replaced, never changed in place."""
    return {row.pk: tuple(getattr(row, column) for column in columns) for row in rows}


def keep_changed(rows: Iterable[Row], columns: Sequence[str], before: Stand) -> None:
    """Write back the rows that hold something else than before."""
    changed = [row for row in rows if tuple(getattr(row, column) for column in columns) != before[row.pk]]
    given = ", ".join(f"{column} {KINDS.get(column, 'jsonb')}" for column in columns)
    written = ", ".join(f"{column} = given.{column}" for column in columns)
    for start in range(0, len(changed), AT_ONCE):
        some = [
            {"id": row.pk, **{column: getattr(row, column) for column in columns}}
            for row in changed[start : start + AT_ONCE]
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Row._meta.db_table} SET {written}"  # noqa: S608 - names of our own columns
                f" FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, {given})"
                f" WHERE {Row._meta.db_table}.id = given.id",
                [json.dumps(some)],
            )
