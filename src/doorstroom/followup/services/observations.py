"""The only writes of observations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.followup.access import ASKS, may_observe, visible_observations
from doorstroom.followup.domain.errors import FollowUpError
from doorstroom.followup.models import Observation
from doorstroom.followup.selectors import OPEN
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.participants.services import RelationSpec, close_relations, open_relations
from doorstroom.programmes.domain.norms import observed_on
from doorstroom.programmes.selectors import approach_of
from doorstroom.trajectories.access import not_there
from doorstroom.trajectories.models import HolderTerm, TeamMember, Trajectory
from doorstroom.trajectories.selectors.relations import guidance_relation, shown, shown_now, stand_in_relations

EXIT = "exit"


@transaction.atomic
def schedule_observations(
    *, actor: Actor, happened: Iterable[tuple[Trajectory, date]], event: str = EXIT
) -> list[Observation]:
    """Write down what the models ask after this event, each with its owner. Those that stand already stay."""
    dated = list(happened)
    trajectories = [trajectory for trajectory, _ in dated]
    last_terms = HolderTerm.objects.select_related("member").order_by("-started_at")
    team = TeamMember.objects.select_related("member").order_by("-valid_from", "-id")
    prefetch_related_objects(trajectories, "model", Prefetch("holder_terms", last_terms), Prefetch("team", team))
    rows = [row for trajectory, day in dated for row in _rows(trajectory, day, event)]
    made = Observation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    _open_sight(actor, made)
    log_many(actor, (Logged("create", "observation", row.trajectory_id, row.person_id, [row.point]) for row in made))
    return made


def schedule_after_exit(event: Event) -> None:
    """Effect of "trajectory_exited": the moments to look back start to count."""
    schedule_observations(actor=event.actor, happened=[(event.about["trajectory"], event.about["on"])])


def end_after_re_entry(event: Event) -> None:
    """Effect of "trajectory_re_entered": what was still to come is no longer asked."""
    waiting = Observation.objects.filter(trajectory=event.about["trajectory"], status=Observation.Status.DUE)
    ended = waiting.update(status=Observation.Status.ENDED)
    if ended:
        trajectory = event.about["trajectory"]
        log(event.actor, Logged("change", "observation", trajectory.pk, trajectory.person_id, ["ended"]))


@transaction.atomic
def record_known(
    *,
    actor: Actor,
    observation: Observation,
    situation: Observation.Situation | str,
    observed_on: date,
    in_target_sector: bool | None = None,
    hours_per_week: int | None = None,
    source: str = "",
    on: date,
) -> Observation:
    """Record how things stand on a day from the due day on. A later answer replaces an unknown one."""
    locked = _locked(actor, observation, on)
    if situation not in Observation.Situation.values:
        raise FollowUpError("situation_missing")
    if not locked.due_on <= observed_on <= on:
        raise FollowUpError("day_not_after_due", due_on=locked.due_on, today=on)
    locked.status, locked.situation, locked.observed_on = Observation.Status.KNOWN, situation, observed_on
    locked.in_target_sector, locked.hours_per_week, locked.source = in_target_sector, hours_per_week, source.strip()
    return _answered(actor, locked, on)


@transaction.atomic
def record_unknown(
    *, actor: Actor, observation: Observation, owner: Membership | None, source: str = "", on: date
) -> Observation:
    """Record that it could not be found out; the owner goes on looking."""
    locked = _locked(actor, observation, on)
    if owner is None:
        raise FollowUpError("unknown_needs_owner")
    locked.status, locked.owner, locked.source = Observation.Status.UNKNOWN, owner, source.strip()
    _open_sight(actor, [locked])
    return _answered(actor, locked, on)


@dataclass(frozen=True)
class Answer:
    """What was found out at one moment; without a situation it could not be found out."""

    observation: Observation
    observed_on: date
    situation: Observation.Situation | str = ""
    in_target_sector: bool | None = None
    hours_per_week: int | None = None
    source: str = ""


@transaction.atomic
def record_answers(*, actor: Actor, answers: Iterable[Answer], on: date) -> int:
    """As `record_known` and `record_unknown`, for many moments that were asked elsewhere; all of them or none."""
    if not is_system(actor):
        raise FollowUpError("may_not_observe")
    given = {answer.observation.pk: answer for answer in answers}
    rows = list(Observation.objects.select_for_update().filter(pk__in=given).order_by("pk"))
    if len(rows) < len(given):
        raise FollowUpError("not_visible")
    for row in rows:
        _fill(row, given[row.pk], on)
    changed = ["status", "situation", "in_target_sector", "hours_per_week", "source", "observed_on", "attempts"]
    Observation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=changed)
    log_many(actor, (Logged("change", "observation", row.pk, row.person_id, [row.status]) for row in rows))
    waiting = set(Observation.objects.filter(status__in=OPEN).values_list("trajectory_id", flat=True))
    for row in {row.trajectory_id: row for row in rows if row.trajectory_id not in waiting}.values():
        close_relations(actor=actor, source=_source(row), on=on, person_id=row.person_id)
    return len(rows)


def _fill(row: Observation, answer: Answer, on: date) -> None:
    if row.status == Observation.Status.ENDED:
        raise FollowUpError("no_longer_asked")
    if not answer.situation and row.owner_id is None:
        raise FollowUpError("unknown_needs_owner")
    if answer.situation and answer.situation not in Observation.Situation.values:
        raise FollowUpError("situation_missing")
    if not row.due_on <= answer.observed_on <= on:
        raise FollowUpError("day_not_after_due", due_on=row.due_on, today=on)
    known = bool(answer.situation)
    row.status = Observation.Status.KNOWN if known else Observation.Status.UNKNOWN
    row.situation, row.observed_on = answer.situation, answer.observed_on if known else None
    row.in_target_sector = answer.in_target_sector if known else None
    row.hours_per_week, row.source = answer.hours_per_week, answer.source.strip()
    row.attempts += 1


@transaction.atomic
def show_left_alone(*, actor: Actor, on: date) -> int:
    """Let who leads or stands in see whom nobody asks any more, because the one who would is gone or away.

    Safe to repeat, and writes only what is new. What this opens closes with the last answer, as with everybody who
    asks.
    """
    if not is_system(actor):
        raise FollowUpError("may_not_observe")
    asked = Observation.objects.filter(owner__in=not_there(on), status__in=OPEN, due_on__lte=on)
    found = asked.select_related("trajectory", "owner").order_by("trajectory", "due_on")
    alone = {each.trajectory_id: (each.trajectory, each.owner) for each in found if each.owner}
    wanted, before = stand_in_relations(alone.values(), lambda each: f"{ASKS}{each.pk}", on), shown_now(ASKS)
    new = [(person, spec) for person, spec in wanted if shown(spec) not in before]
    open_relations(actor=actor, opened=new, on=on)
    return len(alone)


def _locked(actor: Actor, observation: Observation, on: date) -> Observation:
    if not may_observe(actor):
        raise FollowUpError("may_not_observe")
    found = visible_observations(actor).select_for_update(of=["self"]).filter(pk=observation.pk)
    locked = found.select_related("trajectory").first()
    if locked is None:
        raise FollowUpError("not_visible")
    if locked.status == Observation.Status.ENDED:
        raise FollowUpError("no_longer_asked")
    if locked.due_on > on:
        raise FollowUpError("not_due_yet", due_on=locked.due_on)
    return locked


def _answered(actor: Actor, observation: Observation, on: date) -> Observation:
    observation.attempts += 1
    observation.save()
    log(actor, Logged("change", "observation", observation.pk, observation.person_id, [observation.status]))
    emit(Event("observation_recorded", actor, {"trajectory": observation.trajectory}))
    others = Observation.objects.filter(trajectory=observation.trajectory_id, status__in=OPEN)
    if not others.exists():
        close_relations(actor=actor, source=_source(observation), on=on, person_id=observation.person_id)
    return observation


def _rows(trajectory: Trajectory, day: date, event: str) -> list[Observation]:
    if trajectory.model is None:
        return []
    asked = [each for each in approach_of(trajectory.model).observations if each.event == event]
    return [
        Observation(
            trajectory=trajectory, person_id=trajectory.person_id, point=each.code,
            name=each.name.text(get_language() or "nl"), due_on=observed_on(each, day),
            owner=_owner(trajectory, each.owner),
        )
        for each in asked
    ]  # fmt: skip


def _owner(trajectory: Trajectory, role: str) -> Membership | None:
    """Who plays the model's role: the last holder, else the latest in the team, else the last holder anyway."""
    holder = next((term.member for term in trajectory.holder_terms.all()), None)
    if holder and holder.role == role:
        return holder
    return next((each.member for each in trajectory.team.all() if each.role == role), holder)


def _open_sight(actor: Actor, observations: Iterable[Observation]) -> None:
    """Let each owner see whom to ask about, once per trajectory."""
    specs: dict[int, RelationSpec] = {}
    opened: dict[tuple[int, int], tuple[UUID, RelationSpec]] = {}
    for row in observations:
        if row.owner:
            if row.owner.pk not in specs:
                specs[row.owner.pk] = guidance_relation(row.owner, "", actor.on)
            opened[row.trajectory_id, row.owner.pk] = (row.person_id, replace(specs[row.owner.pk], source=_source(row)))
    open_relations(actor=actor, opened=opened.values(), on=actor.on)


def _source(observation: Observation) -> str:
    return f"{ASKS}{observation.trajectory_id}"
