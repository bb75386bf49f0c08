"""What must agree inside a model after every field by itself could be read.

A model may leave much out, but it may not contradict itself: what it names must exist in it, a week must
lie inside its phase, a plan of contacts may not break its own norm, and an agreement that can be passed
says by whom and for how long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from doorstroom.kernel.transitions import Strength
from doorstroom.programmes.domain.fields import Problem
from doorstroom.programmes.domain.in_force import dated, overlap
from doorstroom.programmes.domain.route_model import Activity, ContactNorm, Criterion, Guard, RouteModel
from doorstroom.programmes.domain.vocabulary import CriterionKind, GuardedMove, OutcomeKind

Problems = Iterator[Problem]
CODED = (
    "phases",
    "roles",
    "stages",
    "tracks",
    "entry",
    "milestones",
    "checklists",
    "guards",
    "awards",
    "evidence",
    "observations",
)


def check(model: RouteModel) -> tuple[Problem, ...]:
    checks: tuple[Callable[[RouteModel], Problems], ...] = (
        _unique_codes,
        _known_roles,
        _known_phases,
        _starts,
        _rhythms,
        _weeks_in_phase,
        _contacts,
        _in_force,
        _criteria,
        _guards,
        _figures,
        _group,
        _far_group,
    )
    return tuple(problem for one in checks for problem in one(model))


def _problem(path: str, code: str, value: Any = None, **params: Any) -> Problem:
    return Problem(path, code, value, tuple(params.items()))


def _unique_codes(model: RouteModel) -> Problems:
    lists: list[tuple[str, Sequence[Any]]] = [(name, getattr(model, name)) for name in CODED]
    lists += [(f"phases[{i}].rhythm", phase.rhythm) for i, phase in enumerate(model.phases)]
    lists += [(f"checklists[{i}].items", each.items) for i, each in enumerate(model.checklists)]
    if model.selection:
        lists += [("selection.criteria", model.selection.criteria), ("selection.steps", model.selection.steps)]
    for path, items in lists:
        codes = [item.code for item in items]
        for place, code in enumerate(codes):
            if code in codes[:place]:
                yield _problem(f"{path}[{place}].code", "code_twice", code)
    for path in ("phases", "stages"):
        if not getattr(model, path):
            yield _problem(path, "empty_list")


def _role_references(model: RouteModel) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, part in (
        ("entry", "judged_by"),
        ("milestones", "roles"),
        ("evidence", "supplied_by"),
        ("guards", "supplied_by"),
        ("guards", "confirmed_by"),
    ):
        for i, item in enumerate(getattr(model, name)):
            yield f"{name}[{i}].{part}", getattr(item, part)
    for i, decision in enumerate(model.participation.decisions):
        yield f"participation.decisions[{i}].roles", decision.roles
    for i, norm in enumerate(model.contacts):
        yield f"contacts[{i}].role", (norm.role,)
    for i, observation in enumerate(model.observations):
        yield f"observations[{i}].owner", (observation.owner,)
    for i, checklist in enumerate(model.checklists):
        for j, item in enumerate(checklist.items):
            yield f"checklists[{i}].items[{j}].supplied_by", item.supplied_by
    if model.selection:
        for i, criterion in enumerate(model.selection.criteria):
            yield f"selection.criteria[{i}].judged_by", criterion.judged_by
        for i, step in enumerate(model.selection.steps):
            yield f"selection.steps[{i}].owner", (step.owner,)


def _known_roles(model: RouteModel) -> Problems:
    known = [role.code for role in model.roles]
    for path, codes in _role_references(model):
        yield from (_problem(path, "unknown_role", code, known=", ".join(known)) for code in codes if code not in known)
    if not any(role.may_hold for role in model.roles):
        yield _problem("roles", "no_holder_role")


def _known_phases(model: RouteModel) -> Problems:
    known = [phase.code for phase in model.phases]
    named: list[tuple[str, str | None]] = []
    for name in ("contacts", "milestones", "checklists", "guards", "awards", "stages"):
        named += [(f"{name}[{i}].phase", item.phase) for i, item in enumerate(getattr(model, name))]
    named += [(f"checklists[{i}].prepares", each.prepares) for i, each in enumerate(model.checklists)]
    named += [(f"includes[{i}].after", each.after) for i, each in enumerate(model.includes)]
    for i, phase in enumerate(model.phases):
        named += [(f"phases[{i}].starts.after", phase.starts.after)]
        named += [(f"phases[{i}].starts.alongside", phase.starts.alongside)]
    for path, code in named:
        if code is not None and code not in known:
            yield _problem(path, "unknown_phase", code, known=", ".join(known))


def _starts(model: RouteModel) -> Problems:
    before = {phase.code: phase.starts.after or phase.starts.alongside for phase in model.phases}
    for i, phase in enumerate(model.phases):
        given = [
            v
            for v in (phase.starts.week, phase.starts.after, phase.starts.alongside, phase.starts.event)
            if v is not None
        ]
        if len(given) != 1:
            yield _problem(f"phases[{i}].starts", "not_one_start", len(given))
        seen, code = {phase.code}, before[phase.code]
        while code is not None and code not in seen:
            seen.add(code)
            code = before.get(code)
        if code == phase.code:
            yield _problem(f"phases[{i}].starts", "start_in_circle", phase.code)


def _rhythms(model: RouteModel) -> Problems:
    for i, phase in enumerate(model.phases):
        for j, activity in enumerate(phase.rhythm):
            yield from _activity(activity, f"phases[{i}].rhythm[{j}]", phase.length_weeks)


def _activity(activity: Activity, path: str, length: int | None) -> Problems:
    days = activity.weekdays
    if days and len(days) != activity.days_per_week:
        yield _problem(f"{path}.weekdays", "weekdays_do_not_add_up", len(days), days=activity.days_per_week)
    if len(set(days)) != len(days):
        yield _problem(f"{path}.weekdays", "weekday_twice", ", ".join(days))
    if activity.starts_at and activity.ends_at and activity.ends_at <= activity.starts_at:
        yield _problem(f"{path}.ends_at", "ends_before_it_starts", activity.ends_at.strftime("%H:%M"))
    if activity.hours_per_week and activity.hours_per_week > 24 * activity.days_per_week:
        yield _problem(f"{path}.hours_per_week", "more_hours_than_the_days_have", activity.hours_per_week)
    last = activity.until_week or activity.from_week
    if last < activity.from_week:
        yield _problem(f"{path}.until_week", "until_before_from", last, first=activity.from_week)
    if length is not None and last > length:
        yield _problem(f"{path}.from_week", "week_outside_phase", last, length=length)


def _weeks_in_phase(model: RouteModel) -> Problems:
    lengths = {phase.code: phase.length_weeks for phase in model.phases}
    weeks: list[tuple[str, str, Iterable[int]]] = []
    weeks += [(f"milestones[{i}].weeks", each.phase, each.weeks) for i, each in enumerate(model.milestones)]
    weeks += [(f"contacts[{i}].planned_weeks", n.phase, n.planned_weeks) for i, n in enumerate(model.contacts)]
    weeks += [(f"checklists[{i}].due_week", each.phase, (each.due_week,)) for i, each in enumerate(model.checklists)]
    for path, phase, numbers in weeks:
        length = lengths.get(phase)
        for week in numbers:
            if length is not None and week > length:
                yield _problem(path, "week_outside_phase", week, length=length)
    for i, checklist in enumerate(model.checklists):
        if checklist.due_week < checklist.opens_week:
            yield _problem(
                f"checklists[{i}].due_week", "due_before_open", checklist.due_week, opens=checklist.opens_week
            )
        if not checklist.items:
            yield _problem(f"checklists[{i}].items", "empty_list")


def _contacts(model: RouteModel) -> Problems:
    for i, norm in enumerate(model.contacts):
        path = f"contacts[{i}]"
        if any(_same_place(norm, other) and overlap(norm, other) for other in model.contacts[:i]):
            yield _problem(path, "norm_twice", norm.role, phase=norm.phase)
        if norm.first and norm.first.every_weeks > norm.every_weeks:
            yield _problem(
                f"{path}.first.every_weeks", "first_norm_wider", norm.first.every_weeks, norm=norm.every_weeks
            )
        yield from _planned_within_norm(norm, path)


def _same_place(norm: ContactNorm, other: ContactNorm) -> bool:
    return (norm.phase, norm.role) == (other.phase, other.role)


def _in_force(model: RouteModel) -> Problems:
    for path, rule in dated(model):
        span = rule.in_force
        if span and span.since and span.until and span.until <= span.since:
            yield _problem(f"{path}.in_force.until", "never_in_force", span.until.isoformat())


def _planned_within_norm(norm: ContactNorm, path: str) -> Problems:
    """A silence counts from the start of the phase, the Monday of its first week at the earliest."""
    if list(norm.planned_weeks) != sorted(set(norm.planned_weeks)):
        yield _problem(f"{path}.planned_weeks", "weeks_not_in_order", list(norm.planned_weeks))
        return
    for earlier, week in zip((1, *norm.planned_weeks), norm.planned_weeks, strict=False):
        limit = norm.first.every_weeks if norm.first and earlier <= norm.first.weeks else norm.every_weeks
        if week - earlier > limit:
            yield _problem(f"{path}.planned_weeks", "plan_breaks_norm", week, earlier=earlier, norm=limit)


def _criteria(model: RouteModel) -> Problems:
    tracks = [track.code for track in model.tracks]
    places = [(f"entry[{i}]", criterion) for i, criterion in enumerate(model.entry)]
    if model.selection:
        places += [(f"selection.criteria[{i}]", c) for i, c in enumerate(model.selection.criteria)]
    for path, criterion in places:
        if criterion.track is not None and criterion.track not in tracks:
            yield _problem(f"{path}.track", "unknown_track", criterion.track, known=", ".join(tracks))
        yield from _criterion(criterion, path)


def _criterion(criterion: Criterion, path: str) -> Problems:
    youngest, oldest = criterion.minimum_age, criterion.maximum_age
    lacking = {
        CriterionKind.AGE: ("minimum_age", youngest is None and oldest is None),
        CriterionKind.LANGUAGE: ("language_level", criterion.language_level is None),
        CriterionKind.EDUCATION_AT_LEAST: ("education_level", criterion.education_level is None),
        CriterionKind.EDUCATION_AT_MOST: ("education_level", criterion.education_level is None),
        CriterionKind.TEXT: ("", False),
    }
    field, missing = lacking[criterion.kind]
    if missing:
        yield _problem(f"{path}.{field}", "missing")
    if youngest is not None and oldest is not None and oldest < youngest:
        yield _problem(f"{path}.maximum_age", "until_before_from", oldest, first=youngest)


def _guards(model: RouteModel) -> Problems:
    for i, guard in enumerate(model.guards):
        yield from _guard(guard, f"guards[{i}]")


def _guard(guard: Guard, path: str) -> Problems:
    if (guard.move is GuardedMove.START_PHASE) != (guard.phase is not None):
        yield _problem(f"{path}.phase", "phase_only_with_start_phase", guard.phase)
    if guard.strength is Strength.AGREEMENT:
        if not guard.confirmed_by:
            yield _problem(f"{path}.confirmed_by", "agreement_needs_confirmer")
        if guard.max_days is None:
            yield _problem(f"{path}.max_days", "agreement_needs_term")
    elif guard.confirmed_by or guard.max_days is not None:
        yield _problem(f"{path}.confirmed_by", "only_an_agreement_passes", guard.strength.value)
    if guard.strength is Strength.LAW and not guard.source:
        yield _problem(f"{path}.source", "law_needs_source")


def _figures(model: RouteModel) -> Problems:
    for i, stage in enumerate(model.stages):
        if (stage.fact is None) == (stage.phase is None):
            yield _problem(f"stages[{i}]", "fact_or_phase", stage.code)
    for i, seen in enumerate(model.observations):
        if (seen.after_weeks is None) == (seen.after_months is None):
            yield _problem(f"observations[{i}]", "weeks_or_months", seen.code)
    if (model.success.outcome is OutcomeKind.JOB_IN_SECTOR) and model.success.sector is None:
        yield _problem("success.sector", "missing")


def _group(model: RouteModel) -> Problems:
    group, lineage = model.group, model.derived_from
    if group and group.minimum_seats and group.minimum_seats > group.seats:
        yield _problem("group.minimum_seats", "out_of_range", group.minimum_seats, least=1, most=group.seats)
    if lineage and (lineage.code, lineage.version) == (model.code, model.version):
        yield _problem("derived_from", "derived_from_itself", f"{model.code} v{model.version}")


def _far_group(model: RouteModel) -> Problems:
    far = model.far_group
    if far and far.at_least > far.marks:
        yield _problem("far_group.at_least", "too_few_marks", far.at_least, marks=far.marks)
