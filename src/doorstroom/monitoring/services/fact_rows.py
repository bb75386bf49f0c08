"""The rows of facts as one statement of the database, so that a million trajectories take a minute and one a moment.

Everything that makes a row stands here once; all rows and one row go through the same text. What a stage means and
which cause a reason stands for is data of the route models and of `domain.causes`, and is written into the
statement from there.

Days stand in a row twice: as JSON, which anybody can read, and packed as numbers (`packed_…`), which the database
hands over ten times as fast. Both come from the same values in the same statement; `selectors.columns` unpacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from psycopg import sql

from doorstroom.monitoring.domain.causes import BY_DESTINATION, BY_REASON, COMPLETED
from doorstroom.monitoring.domain.facts import ExitCause
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of

DAYS_OF_FACTS = {
    "registered": "t.registered_on",
    "offered": "t.registered_on",
    "nominated": "n.nominated_on",
    "came": "n.came_on",
    "selected": "CASE WHEN n.outcome = 'selected' THEN n.decided_on END",
    "started": "t.started_on",
    "job": "work.first_on",
    "job_in_sector": "work.first_in_sector_on",
    "award_received": "award.first_on",
    "programme_completed": f"CASE WHEN t.exit_reason = '{COMPLETED}' THEN t.exited_on END",
}
"""The first day on which a fact of a stage holds; a fact that is not about one person has none."""

COLUMNS = """trajectory_id, programme_id, round_id, round_name, arm, region, target_sector, education, registered_on,
 started_on, exited_on, withdrawn_on, exit_cause, exit_reason, exit_phase, exit_week, destination, finished_on,
 award_on, job_on, dismissal_on, stages, episodes, jobs, followups, recorded_at, packed_stages, packed_jobs,
 packed_followups, referred_by, guided_by"""

ROWS = """
INSERT INTO monitoring_trajectoryfact ({columns})
WITH t AS MATERIALIZED (
  SELECT * FROM trajectories_trajectory
  WHERE {chosen} AND NOT EXISTS (
    SELECT FROM monitoring_trajectoryfact f WHERE f.trajectory_id = trajectories_trajectory.id)),
heard AS (
  SELECT e.trajectory_id, max(e.recorded_at) AS last_at
  FROM trajectories_event e WHERE {of_chosen} GROUP BY e.trajectory_id),
moves AS (
  SELECT e.trajectory_id, e.kind, e.occurred_on, e.data, e.id, lag(e.kind) OVER w AS before
  FROM trajectories_event e JOIN t ON t.id = e.trajectory_id
  WHERE e.kind IN ('exited', 're_entered') AND e.occurred_on >= t.started_on
  WINDOW w AS (PARTITION BY e.trajectory_id ORDER BY e.occurred_on, e.id)),
turns AS (
  SELECT *, count(*) FILTER (WHERE kind = 're_entered') OVER w AS place FROM moves
  WHERE (kind = 'exited') = (coalesce(before, 're_entered') = 're_entered')
  WINDOW w AS (PARTITION BY trajectory_id ORDER BY occurred_on, id)),
stays AS (
  SELECT trajectory_id, place, min(occurred_on) FILTER (WHERE kind = 're_entered') AS began,
    min(occurred_on) FILTER (WHERE kind = 'exited') AS ended,
    coalesce(max(data->>'why') FILTER (WHERE kind = 'exited'), '') AS why,
    coalesce(max(data->>'destination') FILTER (WHERE kind = 'exited'), '') AS destination
  FROM turns GROUP BY trajectory_id, place),
episode AS (
  SELECT s.trajectory_id, jsonb_agg(jsonb_build_array(coalesce(s.began, t.started_on), s.ended,
    CASE WHEN s.ended IS NULL THEN NULL WHEN s.ended = t.exited_on THEN {last_cause} ELSE {told_cause} END
    ) ORDER BY s.place) AS rows
  FROM stays s JOIN t ON t.id = s.trajectory_id GROUP BY s.trajectory_id),
phase AS (
  SELECT e.trajectory_id{phases}
  FROM trajectories_phaseepisode e WHERE {of_chosen} GROUP BY e.trajectory_id),
work AS (
  SELECT e.trajectory_id, min(e.starts_on) AS first_on,
    min(e.starts_on) FILTER (WHERE e.in_target_sector) AS first_in_sector_on,
    min(e.starts_on) FILTER (WHERE e.starts_on >= t.started_on) AS since_start_on,
    jsonb_agg(jsonb_build_array(e.starts_on, e.ended_on, e.hours_per_week,
      CASE WHEN e.in_target_sector THEN p.sector ELSE '' END) ORDER BY e.starts_on, e.id) AS rows,
    string_agg(int4send(t.id::int4) || date_send(e.starts_on) || date_send(coalesce(e.ended_on, 'infinity'))
      || int4send((10 * coalesce(e.hours_per_week, 0))::int4), '' ORDER BY e.starts_on, e.id) AS packed
  FROM placements_placement e JOIN t ON t.id = e.trajectory_id JOIN programmes_programme p ON p.id = t.programme_id
  WHERE e.kind = 'job' AND e.state IN ('active', 'ended') GROUP BY e.trajectory_id),
award AS (
  SELECT e.trajectory_id, min(e.awarded_on) AS first_on
  FROM learning_award e WHERE {of_chosen} GROUP BY e.trajectory_id),
guide AS (
  SELECT DISTINCT ON (e.trajectory_id) e.trajectory_id, o.name
  FROM trajectories_holderterm e JOIN accounts_membership m ON m.id = e.member_id
  JOIN accounts_organisation o ON o.id = m.organisation_id
  WHERE {of_chosen} ORDER BY e.trajectory_id, e.started_at, e.id),
look_back AS (
  SELECT e.trajectory_id, jsonb_agg(jsonb_build_array(e.point, e.due_on, e.observed_on,
    CASE WHEN e.status = 'known' THEN e.situation IN ('job', 'apprenticeship') END,
    CASE WHEN e.status = 'known' THEN e.in_target_sector END) ORDER BY e.due_on, e.id) AS rows,
    string_agg(int4send(e.trajectory_id::int4) || int4send(hashtext(e.point)) || date_send(e.due_on)
      || date_send(coalesce(e.observed_on, 'infinity')) || int4send(CASE WHEN e.status <> 'known' THEN 0
        WHEN e.situation NOT IN ('job', 'apprenticeship') THEN 1 WHEN e.in_target_sector THEN 3 ELSE 2 END),
      '' ORDER BY e.due_on, e.id) AS packed
  FROM followup_observation e WHERE e.status <> 'ended' AND {of_chosen} GROUP BY e.trajectory_id)
SELECT t.id, t.programme_id, t.round_id, coalesce(r.name, ''), coalesce(m.code || '/' || m.version, ''),
  coalesce(i.area, ''), p.sector, coalesce(profile.education, 'unknown'), t.registered_on, t.started_on, t.exited_on,
  CASE WHEN t.started_on IS NULL THEN t.exited_on END,
  CASE WHEN t.exited_on IS NULL THEN '' ELSE {last_cause} END, t.exit_reason, t.exit_phase, t.exit_week, t.destination,
  CASE WHEN t.exit_reason = {completed} THEN t.exited_on END, award.first_on, work.since_start_on, t.dismissal_date,
  {stages},
  coalesce(episode.rows, CASE WHEN t.started_on IS NULL THEN '[]'::jsonb
    WHEN t.exited_on >= t.started_on THEN jsonb_build_array(jsonb_build_array(t.started_on, t.exited_on, {last_cause}))
    ELSE jsonb_build_array(jsonb_build_array(t.started_on, NULL, NULL)) END),
  coalesce(work.rows, '[]'), coalesce(look_back.rows, '[]'),
  coalesce(heard.last_at, t.registered_on::timestamp AT TIME ZONE 'UTC'),
  {packed_stages}, coalesce(work.packed, ''), coalesce(look_back.packed, ''),
  coalesce(referrer.name, ''), coalesce(guide.name, '')
FROM t JOIN programmes_programme p ON p.id = t.programme_id
LEFT JOIN programmes_issue i ON i.id = p.issue_id
LEFT JOIN programmes_routemodel m ON m.id = t.model_id
LEFT JOIN rounds_round r ON r.id = t.round_id
LEFT JOIN rounds_nomination n ON n.round_id = t.round_id AND n.person_id = t.person_id
LEFT JOIN accounts_organisation referrer ON referrer.id = n.referrer_id
LEFT JOIN guide ON guide.trajectory_id = t.id
LEFT JOIN participants_personprofile profile ON profile.person_id = t.person_id
LEFT JOIN heard ON heard.trajectory_id = t.id LEFT JOIN episode ON episode.trajectory_id = t.id
LEFT JOIN phase ON phase.trajectory_id = t.id LEFT JOIN work ON work.trajectory_id = t.id
LEFT JOIN award ON award.trajectory_id = t.id LEFT JOIN look_back ON look_back.trajectory_id = t.id
"""


def insert_rows(models: Iterable[RouteModel], chosen: sql.Composable) -> sql.Composed:
    """The statement for the trajectories that `chosen` names, a condition on `trajectories_trajectory`.

    A row that stands already stays: whoever wants it anew deletes it first.
    """
    everybody, models = chosen == EVERYBODY, list(models)
    phases = sorted({stage.phase for model in models for stage in approach_of(model).stages if stage.phase})
    return sql.SQL(ROWS).format(
        columns=sql.SQL(COLUMNS),
        chosen=chosen,
        of_chosen=sql.SQL("true" if everybody else "e.trajectory_id IN (SELECT id FROM t)"),
        last_cause=_cause("t.exit_reason", "t.destination"),
        told_cause=_cause("s.why", "s.destination"),
        completed=sql.Literal(COMPLETED),
        phases=sql.SQL("").join(map(_first_day, phases)),
        stages=_by_model(models, "jsonb_strip_nulls(jsonb_build_object({}))", _stage_days, "'{{}}'::jsonb"),
        packed_stages=_by_model(models, "{}", _packed_stage_days, "''::bytea"),
    )


EVERYBODY = sql.SQL("true")


def _first_day(phase: str) -> sql.Composed:
    return sql.SQL(", min(e.started_on) FILTER (WHERE e.phase = {}) AS {}").format(
        sql.Literal(phase), sql.Identifier(f"in {phase}")
    )


def _cause(reason: str, destination: str) -> sql.Composed:
    """`domain.causes.cause_of` in the database's words."""
    return sql.SQL("CASE {} WHEN {} THEN {} {} ELSE {} END").format(
        sql.SQL(reason),
        sql.Literal(COMPLETED),
        _choice(destination, BY_DESTINATION, ExitCause.OTHER),
        _whens(BY_REASON),
        sql.Literal(ExitCause.DROPOUT.value),
    )


def _choice(column: str, causes: dict[str, ExitCause], otherwise: ExitCause) -> sql.Composed:
    return sql.SQL("CASE {} {} ELSE {} END").format(
        sql.SQL(column), _whens(causes), sql.Literal(otherwise.value)
    )  # fmt: skip


def _whens(causes: dict[str, ExitCause]) -> sql.Composed:
    parts = [
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(key), sql.Literal(cause.value)) for key, cause in causes.items()
    ]
    return sql.SQL(" ").join(parts)


def _by_model(
    models: Sequence[RouteModel], each: str, days: Callable[[RouteModel], sql.Composed | None], none: str
) -> sql.Composable:
    """The first day in each stage of the model that the person met; stages without such a day are left out."""
    whens = [
        sql.SQL("WHEN {} THEN " + each).format(sql.Literal(model.pk), found)
        for model in models
        if (found := days(model))
    ]
    if not whens:
        return sql.SQL(none).format()
    return sql.SQL("CASE t.model_id {} ELSE " + none + " END").format(sql.SQL(" ").join(whens))


def _stage_days(model: RouteModel) -> sql.Composed | None:
    pairs = [part for code, day in _days_of(model) for part in (sql.Literal(code), day)]
    return sql.SQL(", ").join(pairs) if pairs else None


def _packed_stage_days(model: RouteModel) -> sql.Composed | None:
    """Each as the numbers of the trajectory and of the stage, in one of eight bytes, and of the day."""
    each = """CASE WHEN {1} IS NULL THEN ''
      ELSE int8send((t.id << 32) + (hashtext({0})::int8 & {2})) || date_send({1}) END"""
    packed = [sql.SQL(each).format(sql.Literal(code), day, sql.Literal(0xFFFFFFFF)) for code, day in _days_of(model)]
    return sql.SQL(" || ").join(packed) if packed else None


def _days_of(model: RouteModel) -> list[tuple[str, sql.Composable]]:
    found: list[tuple[str, sql.Composable]] = []
    for stage in approach_of(model).stages:
        if stage.fact in DAYS_OF_FACTS:
            found.append((stage.code, sql.SQL(DAYS_OF_FACTS[stage.fact])))
        elif stage.phase:
            found.append((stage.code, sql.SQL("phase.{}").format(sql.Identifier(f"in {stage.phase}"))))
    return found
