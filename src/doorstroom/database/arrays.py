"""Asks for rows by a list of keys that the database makes first."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Lookup, QuerySet
from django.db.models.expressions import Combinable


class _AnyOf(Lookup):
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        array, more = self.process_rhs(compiler, connection)
        return f"{column} = ANY ({array})", (*params, *more)


def any_of(column: str, keys: QuerySet[Any, Any] | Combinable) -> Lookup[Any]:
    """A condition: `column = ANY (ARRAY(…))`, where IN would be a join.

    Under row-level security the order of a long join decides whether guards are asked of a whole table; an array
    is found first, and its rows come from the index. For keys of which there are few, as of one member's people.
    """
    return _AnyOf(F(column), ArraySubquery(keys) if isinstance(keys, QuerySet) else keys)
