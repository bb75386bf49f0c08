"""What was known before anything began, as columns of numbers.

A term is a column ("age"), a power ("age^2"), a value that is or is not there ("earnings=0", "sector=care"),
or a product of terms ("age*earnings"). A column of words becomes one indicator for each word but the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.impact.refusals import Unfit
from doorstroom.monitoring.domain.linear import Floats, with_constant

Column = Floats | NDArray[np.str_]

MOST_WORDS = 20
"""A column with more different words is a name or a free text, not a covariate."""


@dataclass(frozen=True, eq=False)
class Covariates:
    """One row a person, one column a term."""

    names: tuple[str, ...]
    values: Floats

    @classmethod
    def of(cls, terms: Sequence[str], columns: Mapping[str, Column]) -> Covariates:
        """Refuses what cannot help: an unknown column, a missing or constant value, a term that says nothing new."""
        if not terms:
            raise Unfit("no_terms", why="–")
        named = [pair for term in terms for pair in _term(term, columns)]
        for name, values in named:
            if np.isnan(values).any():
                raise Unfit("missing", column=name, row=int(np.flatnonzero(np.isnan(values))[0]))
        return cls(tuple(name for name, _ in named), np.column_stack([values for _, values in named]))._checked()

    def _checked(self) -> Covariates:
        """Each column must differ between people, and add something to those before it."""
        for name, values in zip(self.names, self.values.T, strict=True):
            if values.min() == values.max():
                raise Unfit("constant", column=name, value=f"{values[0]:g}")
        scaled = with_constant((self.values - self.values.mean(axis=0)) / self.values.std(axis=0))
        triangle = np.linalg.qr(scaled, mode="r")
        repeated = np.flatnonzero(np.abs(np.diag(triangle))[1:] < 1e-9 * np.sqrt(len(scaled)))
        if repeated.size or len(scaled) <= len(self.names):
            last = int(repeated[0]) if repeated.size else len(self.names) - 1
            raise Unfit("repetition", column=self.names[last], people=len(scaled), terms=len(self.names))
        return self

    def only(self, rows: NDArray[np.bool_]) -> Covariates:
        """Of some people; refuses like `of` when among these a column says nothing any more."""
        return self if rows.all() else Covariates(self.names, self.values[rows])._checked()


def columns_of(term: str, known: Mapping[str, object]) -> list[str]:
    """The columns that a term reads: used to leave out of a placebo everything made from its own outcome."""
    if term in known:
        return [term]
    return [part.partition("=")[0].partition("^")[0].strip() for part in term.split("*")]


def _term(term: str, columns: Mapping[str, Column]) -> list[tuple[str, Floats]]:
    """Name and values of each column that a term becomes."""
    if term not in columns and "*" in term:
        product: list[tuple[str, Floats]] = [("", np.ones(1))]
        for factor in term.split("*"):
            right = _term(factor.strip(), columns)
            product = [(f"{a}*{b}".lstrip("*"), x * y) for a, x in product for b, y in right]
        return product
    name, sign, value = (term, "", "") if term in columns else _parted(term)
    if name not in columns:
        raise Unfit("unknown_column", column=name, known=", ".join(columns))
    column = columns[name]
    if sign == "=":
        return [(term, _is(column, value, term))]
    if column.dtype.kind == "U":
        return _indicators(name, column, sign)
    numbers = column.astype(np.float64)
    return [(term, numbers ** _whole(term, value) if sign else numbers)]


def _parted(term: str) -> tuple[str, str, str]:
    for sign in "=^":
        if sign in term:
            name, _, value = term.partition(sign)
            return name.strip(), sign, value.strip()
    return term.strip(), "", ""


def _whole(term: str, power: str) -> int:
    if power not in {"2", "3", "4"}:
        raise Unfit("power", column=term, value=power)
    return int(power)


def _is(column: Column, value: str, term: str) -> Floats:
    if column.dtype.kind == "U":
        return np.asarray(column == value, dtype=np.float64)
    try:
        wanted = float(value)
    except ValueError:
        raise Unfit("not_a_number", column=term, value=value) from None
    return np.asarray(np.where(np.isnan(column.astype(np.float64)), np.nan, column == wanted), dtype=np.float64)


def _indicators(name: str, column: Column, sign: str) -> list[tuple[str, Floats]]:
    words = sorted(set(column.tolist()))
    if sign or len(words) > MOST_WORDS:
        raise Unfit("words", column=name, value=words[0], count=len(words), most=MOST_WORDS)
    if "" in words:
        raise Unfit("missing", column=name, row=int(np.flatnonzero(column == "")[0]))
    if len(words) == 1:
        raise Unfit("constant", column=name, value=words[0])
    return [(f"{name}={word}", np.asarray(column == word, dtype=np.float64)) for word in words[1:]]
