"""From a cohort's file, and perhaps a comparison group's, to a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.impact.covariates import Column, Covariates, columns_of
from doorstroom.monitoring.domain.impact.refusals import Unfit, said
from doorstroom.monitoring.domain.impact.study import Study, refuse_empty
from doorstroom.monitoring.files.labels import LABELS
from doorstroom.monitoring.files.refusals import BadFile, refusal
from doorstroom.monitoring.files.table import MISSING, Table, number


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which columns hold what; `covariates` are terms, `registered` that the outcome was fixed beforehand."""

    treatment: str
    outcome: str
    covariates: Sequence[str]
    invited: str = ""
    placebo: str = ""
    registered: bool = True

    @property
    def cohort(self) -> str:
        """Who is the cohort: the invited when there were invitations, else those who took part."""
        return self.invited or self.treatment


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows of one table."""

    table: Table
    chosen: NDArray[np.int64]

    def pick(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(values[self.chosen])


@dataclass(frozen=True)
class LeftOut:
    """People of the files who are in neither group, and why."""

    people: int
    column: str
    file: str
    comparison: str

    def why(self, language: str = "en") -> str:
        return LABELS[language]["left_out"].format(column=self.column, file=self.file, comparison=self.comparison)


def study(question: Question, cohort: Table, comparison: Table | None) -> tuple[Study, tuple[LeftOut, ...]]:
    """Refuses with file, line and column what cannot be read or compared."""
    _refuse_twice(question)
    inside = cohort.flags(question.cohort)
    parts = [Rows(cohort, np.flatnonzero(inside)), Rows(cohort, np.flatnonzero(~inside))]
    left: tuple[LeftOut, ...] = ()
    if comparison is not None:
        _refuse_treated(question, comparison)
        if parts[1].chosen.size:
            left = (LeftOut(int(parts[1].chosen.size), question.cohort, cohort.file, comparison.file),)
        parts[1] = Rows(comparison, np.arange(len(comparison)))
    try:
        return _study(question, parts), left
    except Unfit as unfit:
        raise _located(unfit, parts) from None


def _study(question: Question, parts: Sequence[Rows]) -> Study:
    sizes = [part.chosen.size for part in parts]
    cohort = np.repeat([True, False], sizes)
    outcome = _joined(parts, [part.table.numbers(question.outcome, missing=True) for part in parts])
    known = ~np.isnan(outcome)
    refuse_empty(cohort[known], outcome[known])
    needed = dict.fromkeys(name for term in question.covariates for name in columns_of(term, parts[0].table.columns))
    for part in parts:
        for name in needed:
            part.table.column(name)
    columns = {name: _column(name, parts) for name in needed}
    placebo = _joined(parts, [part.table.numbers(question.placebo) for part in parts]) if question.placebo else None
    if placebo is not None and placebo.size and placebo.min() == placebo.max():
        raise Unfit("constant", column=question.placebo, value=f"{placebo[0]:g}")
    return Study(
        cohort=cohort,
        outcome=outcome,
        covariates=Covariates.of(question.covariates, columns),
        placebo=placebo,
        before=Covariates.of(_earlier(question, columns), columns) if question.placebo else None,
        started=_started(question, parts),
        registered=question.registered,
    )


def _earlier(question: Question, columns: dict[str, Column]) -> list[str]:
    terms = [term for term in question.covariates if question.placebo not in columns_of(term, columns)]
    if not terms:
        raise Unfit("no_terms", why=f"placebo {question.placebo}")
    return terms


def _joined(parts: Sequence[Rows], values: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate([part.pick(each) for part, each in zip(parts, values, strict=True)])


def _started(question: Question, parts: Sequence[Rows]) -> NDArray[np.bool_] | None:
    """Nobody of a comparison file without that column started."""
    if not question.invited:
        return None
    known = [
        part.table.flags(question.treatment) if question.treatment in part.table.columns or part is parts[0]
        else np.zeros(len(part.table), dtype=np.bool_)
        for part in parts
    ]  # fmt: skip
    return np.concatenate([flags[part.chosen] for part, flags in zip(parts, known, strict=True)])


def _column(name: str, parts: Sequence[Rows]) -> Column:
    """Numbers when every cell is one; words when none is; a number among words, or the reverse, is refused."""
    cells = [part.table.columns[name][row] for part in parts for row in part.chosen]
    comma = parts[0].table.comma_decimals
    read = [None if cell in MISSING else number(cell, comma=comma) for cell in cells]
    words = [
        i for i, (cell, value) in enumerate(zip(cells, read, strict=True)) if value is None and cell not in MISSING
    ]
    if not words:
        return np.array([np.nan if value is None else value for value in read], dtype=np.float64)
    if len(words) < len([value for value in read if value is not None]):
        table, row = _place(words[0], parts)
        raise table.wrong(row, name, "not_like_the_others")
    return np.array(["" if cell in MISSING else cell for cell in cells], dtype=np.str_)


def _place(person: int, parts: Sequence[Rows]) -> tuple[Table, int]:
    for part in parts:
        if person < part.chosen.size:
            return part.table, int(part.chosen[person])
        person -= part.chosen.size
    raise IndexError(person)


def _located(unfit: Unfit, parts: Sequence[Rows]) -> BadFile:
    english = dutch = " + ".join(dict.fromkeys(part.table.file for part in parts))
    if "row" in unfit.params:
        table, row = _place(unfit.params["row"], parts)
        english, dutch = (f"{table.file}, {word} {table.lines[row]}" for word in ("line", "regel"))
    return BadFile(f"{english}: {said(unfit, 'en')}", f"{dutch}: {said(unfit, 'nl')}")


def _refuse_twice(question: Question) -> None:
    roles = [name for name in (question.treatment, question.outcome, question.invited) if name]
    for name in roles:
        if any(name in columns_of(term, {name: None}) for term in question.covariates):
            raise refusal("also_covariate", column=name)
    named = [name for name in (*roles, question.placebo) if name]
    for name in named:
        if named.count(name) > 1:
            raise refusal("given_twice", column=name)


def _refuse_treated(question: Question, comparison: Table) -> None:
    for name in (question.cohort, question.treatment):
        if name in comparison.columns and (found := comparison.flags(name)).any():
            raise comparison.wrong(int(np.flatnonzero(found)[0]), name, "in_comparison")
