"""Rules with dates: which criteria, norms, papers and conditions hold on a day.

A rule may say since when it holds and until when; without either it always holds. Which day counts differs: for a
criterion the day on which somebody would start, for a condition the day of the step, for a paper the day on which its
phase began for that person, for a norm the day on which the silence began. So a change of the rules touches nobody
halfway. A model with such rules is still one version: what it says for every day is fixed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from doorstroom.programmes.domain.route_model import (
    ChecklistItem,
    ContactNorm,
    Criterion,
    Guard,
    InForce,
    Playbook,
    RouteModel,
)

ALWAYS = InForce()


class Rule(Protocol):
    @property
    def in_force(self) -> InForce | None: ...


R = TypeVar("R", bound=Rule)


def held(rules: Iterable[R], on: date) -> tuple[R, ...]:
    """Those that hold that day."""
    return tuple(rule for rule in rules if (rule.in_force or ALWAYS).holds(on))


def overlap(one: Rule, other: Rule) -> bool:
    """Whether there is a day on which both hold."""
    first, second = one.in_force or ALWAYS, other.in_force or ALWAYS
    begins = max(first.since or date.min, second.since or date.min)
    return begins < min(first.until or date.max, second.until or date.max)


def dated(model: RouteModel) -> Iterator[tuple[str, Criterion | ContactNorm | ChecklistItem | Guard]]:
    """Every rule that may have dates, with its place in the model."""
    yield from ((f"entry[{i}]", each) for i, each in enumerate(model.entry))
    if model.selection:
        yield from ((f"selection.criteria[{i}]", each) for i, each in enumerate(model.selection.criteria))
    yield from ((f"contacts[{i}]", each) for i, each in enumerate(model.contacts))
    for i, checklist in enumerate(model.checklists):
        yield from ((f"checklists[{i}].items[{j}]", each) for j, each in enumerate(checklist.items))
    yield from ((f"guards[{i}]", each) for i, each in enumerate(model.guards))


def turning_days(model: RouteModel) -> tuple[date, ...]:
    """The days on which some rule begins or ceases to hold, earliest first."""
    spans = (rule.in_force or ALWAYS for _, rule in dated(model))
    return tuple(sorted({day for span in spans for day in (span.since, span.until) if day}))


def playbook_on(model: RouteModel, on: date) -> Playbook | None:
    """How people are chosen for a round that starts that day."""
    return model.selection and replace(model.selection, criteria=held(model.selection.criteria, on))


def model_on(model: RouteModel, on: date) -> RouteModel:
    """The model with only the rules that hold that day."""
    return replace(
        model,
        entry=held(model.entry, on),
        selection=playbook_on(model, on),
        contacts=held(model.contacts, on),
        checklists=tuple(replace(each, items=held(each.items, on)) for each in model.checklists),
        guards=held(model.guards, on),
    )
