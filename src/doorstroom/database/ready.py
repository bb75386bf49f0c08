"""Queries, and queries inside a query, of which Django writes the text once; each use fills in its own values.

Writing a nested query takes Django longer than the database takes to answer it, and every list asks the same ones with
other values. So the query is written for marks, and the marks are replaced by what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import Exists, Expression, F, Field, QuerySet, Subquery
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

PERSON = UUID(int=1)
ROW = -(10**18)
"""Stand for columns of the row around the query: of a uuid, and of a number."""
KEYS = ROW - 10
"""Stands for a list of numbers."""
LAST_MARKED_YEAR = 1000


@dataclass(frozen=True)
class Text:
    """`parts` stand around the values, so there is one more of them."""

    keyword: str
    parts: tuple[str, ...]
    values: tuple[Any, ...]
    output_field: Field[Any, Any]


def written(nested: Subquery) -> Text:
    """For an Exists, ArraySubquery or Subquery with marks where an OuterRef would stand.

    Under names of its own: the column of the query around it must never be read as one of these tables.
    """
    query = nested.query.clone()
    query.change_aliases({alias: f"ready{number}" for number, alias in enumerate(query.alias_map)})
    sql, values = query.sql_with_params()
    named = re.sub(r"\b([T-Z]\d+)\b", r"within\1", sql)
    keyword = "EXISTS" if isinstance(nested, Exists) else "ARRAY" if isinstance(nested, ArraySubquery) else ""
    return Text(keyword, tuple(named.split("%s")), tuple(values), nested.output_field)


class Ready(Expression):
    """`marks` says what each mark stands for: a value, or an F of the row around."""

    def __init__(self, text: Text, marks: Mapping[Any, Any]) -> None:
        super().__init__(output_field=text.output_field)
        self.text = text
        self.values = [marks.get(value, value) for value in text.values]

    def get_source_expressions(self) -> list[Any]:
        return [value for value in self.values if _is_column(value)]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        left = iter(exprs)
        self.values = [next(left) if _is_column(value) else value for value in self.values]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql: list[str] = [self.text.parts[0]]
        params: list[Any] = []
        for value, part in zip(self.values, self.text.parts[1:], strict=True):
            column, own = compiler.compile(value) if _is_column(value) else ("%s", [value])
            sql += [column, part]
            params += own
        return f"{self.text.keyword}({''.join(sql)})", tuple(params)


class ReadyQuery:
    """A whole query that was made for marks: written once, asked as often as there are values for them."""

    def __init__(self, marked: QuerySet[Any, Any]) -> None:
        self._rows = marked
        written: Any = marked.query.chain(klass=_Written)
        written.columns = marked.query.get_compiler(marked.db)
        written.text, self._values = written.columns.as_sql()
        self._written: _Written = written
        self._marks = {value for value in self._values if _is_mark(value)}

    def rows(self, values: Mapping[Any, Any]) -> list[Any]:
        """One query; raises LookupError where a mark has no value, as one made by counting from another has not."""
        if unknown := self._marks - values.keys():
            raise LookupError(f"No value for the marks {unknown}.")
        rows: Any = self._rows.all()
        rows._query = copy(self._written)  # a setter would forget that a list of values was asked for
        rows._query.filled = tuple(values[each] if _is_mark(each) else each for each in self._values)
        return list(rows)


class _Written(Query):
    """Its compiler knows the columns; the text stands."""

    columns: SQLCompiler
    text: str
    filled: tuple[Any, ...]

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        found = copy(self.columns)
        found.using, found.connection = using, connections[using] if using else connection
        found.as_sql = lambda *args, **kwargs: (self.text, self.filled)  # type: ignore[method-assign]
        return found


def _is_mark(value: Any) -> bool:
    if isinstance(value, date):
        return value.year <= LAST_MARKED_YEAR
    return value == PERSON or (isinstance(value, int) and value < ROW / 2)


def _is_column(value: Any) -> bool:
    """An F that is resolved is no F any more."""
    return isinstance(value, F) or hasattr(value, "as_sql")
