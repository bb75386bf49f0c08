"""A query inside a query, of which Django writes the text once; each use fills in its own values.

Writing a nested query takes Django longer than the database takes to answer it, and every list asks the same ones with
other values. So the query is written for marks, and the marks are replaced by what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Expression, F, Field, QuerySet

COLUMN = UUID(int=1)
"""Stands for the column of the row around the query."""


@dataclass(frozen=True)
class Text:
    """`parts` stand around the values, so there is one more of them."""

    parts: tuple[str, ...]
    values: tuple[Any, ...]


def written(rows: QuerySet[Any, Any]) -> Text:
    """The text under names of its own: the column of the query around it must never be read as one of these tables."""
    query = rows.query.clone()
    query.change_aliases({alias: f"ready{number}" for number, alias in enumerate(query.alias_map)})
    sql, values = query.sql_with_params()
    return Text(tuple(re.sub(r"\bU(\d+)\b", r"within\1", sql).split("%s")), tuple(values))


class Ready(Expression):
    """`keyword` is EXISTS or ARRAY; `marks` says what each mark but the column stands for."""

    def __init__(
        self, keyword: str, text: Text, marks: Mapping[Any, Any], column: str, output_field: Field[Any, Any]
    ) -> None:
        super().__init__(output_field=output_field)
        self.keyword, self.parts, self.column = keyword, text.parts, F(column)
        self.values = [marks.get(value, value) for value in text.values]

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.column,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, own = compiler.compile(self.column)
        sql: list[str] = [self.parts[0]]
        params: list[Any] = []
        for value, part in zip(self.values, self.parts[1:], strict=True):
            sql += [column if value == COLUMN else "%s", part]
            params += own if value == COLUMN else [value]
        return f"{self.keyword}({''.join(sql)})", tuple(params)
