"""Counts once a night how many people far from work were referred, nominated, selected, and finished.

A person counts once a programme, from the first day on which she was registered for it or nominated for one of its
rounds. Everybody is counted, also who never got a trajectory: whoever is left at the door would else be left out.

Whether somebody is far is yes, no, or not known. What is known may decide already: of two facts that must hold, one
that does not is enough for a no where only two were declared. A foreign diploma that was not valued has no level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from psycopg import sql

from doorstroom.accounts.access import is_system
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.causes import COMPLETED
from doorstroom.monitoring.domain.far_group import STANDARD, YEAR, Version, declared_by
from doorstroom.monitoring.models import FarCount
from doorstroom.participants.models import EducationLevel as Recorded
from doorstroom.participants.models import IncomeSource
from doorstroom.programmes.domain.route_model import FarGroup
from doorstroom.programmes.domain.vocabulary import EducationLevel
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of

HIGHEST = {
    Recorded.NONE: EducationLevel.PRIMARY,
    Recorded.LOWER: EducationLevel.VMBO_MBO1,
    Recorded.MIDDLE: EducationLevel.MBO4_VWO,
    Recorded.HIGHER: EducationLevel.HIGHER,
}
"""Of each recorded level the highest that falls under it."""
BENEFITS = (IncomeSource.SOCIAL_ASSISTANCE, IncomeSource.UNEMPLOYMENT, IncomeSource.INCAPACITY)


COUNTED = """
WITH course AS (
  SELECT t.programme_id, t.person_id, t.registered_on AS referred, NULL::date AS nominated, t.started_on AS selected,
    CASE WHEN t.exit_reason = {completed} THEN t.exited_on END AS finished
  FROM trajectories_trajectory t
  UNION ALL
  SELECT r.programme_id, n.person_id, n.nominated_on, n.nominated_on,
    CASE WHEN n.outcome = 'selected' THEN n.decided_on END, NULL
  FROM rounds_nomination n JOIN rounds_round r ON r.id = n.round_id),
t AS MATERIALIZED (
  SELECT programme_id, person_id, min(referred) AS registered_on, min(nominated) AS nominated,
    min(selected) AS selected, min(finished) AS finished
  FROM course WHERE referred <= {until} GROUP BY programme_id, person_id HAVING min(referred) > {since}),
dutch AS (
  SELECT l.person_id, min(l.level) AS lowest FROM participants_languagelevel l
  WHERE l.language = 'nl' AND l.person_id IN (SELECT person_id FROM t) GROUP BY l.person_id),
income AS (
  SELECT DISTINCT ON (t.programme_id, t.person_id) t.programme_id, t.person_id, s.source, s.valid_from
  FROM t JOIN participants_incomesituation s ON s.person_id = t.person_id
  WHERE s.valid_from <= t.registered_on AND (s.valid_until IS NULL OR s.valid_until > t.registered_on)
  ORDER BY t.programme_id, t.person_id, s.valid_from DESC, s.id DESC),
people AS (
  SELECT t.*, {far} AS far
  FROM t LEFT JOIN participants_personprofile profile ON profile.person_id = t.person_id
  LEFT JOIN dutch ON dutch.person_id = t.person_id
  LEFT JOIN income ON income.person_id = t.person_id AND income.programme_id = t.programme_id)
SELECT p.programme_id, m.moment, count(*) FILTER (WHERE p.far), count(p.far), count(*) FILTER (WHERE p.far IS NULL)
FROM people p CROSS JOIN LATERAL (VALUES ('referred', p.registered_on), ('nominated', p.nominated),
  ('selected', p.selected), ('finished', p.finished)) AS m (moment, day)
WHERE m.day <= {until} GROUP BY p.programme_id, m.moment
"""


@transaction.atomic
def count_far_groups(*, actor: Actor, on: date) -> int:
    """Count every programme anew for the year up to this day; gives how many counts. Only the product does so."""
    if not is_system(actor):
        raise PermissionError("counting the far group is work of the product itself; run it as a system actor")
    query = sql.SQL(COUNTED).format(
        completed=sql.Literal(COMPLETED), since=sql.Literal(on - YEAR), until=sql.Literal(on),
        far=far_by_programme(RouteModel.objects.exclude(programme=None)),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query.as_string())
        rows = cursor.fetchall()
    FarCount.objects.all().delete()
    made = FarCount.objects.bulk_create(
        FarCount(programme_id=programme, on=on, moment=moment, far=far, known=known, unknown=unknown)
        for programme, moment, far, known, unknown in rows
    )
    return len(made)


def far_by_programme(models: Iterable[RouteModel]) -> sql.Composable:
    """For everybody of a programme by what its newest approach declares."""
    versions: dict[int, list[Version]] = defaultdict(list)
    for model in models:
        if model.programme_id:
            version = Version(model.created_on, model.version, approach_of(model).far_group)
            versions[model.programme_id].append(version)
    whens = [
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(programme), _is_far(declared))
        for programme, found in sorted(versions.items())
        if (declared := declared_by(found)) != STANDARD
    ]
    otherwise = _is_far(STANDARD)
    if not whens:
        return otherwise
    return sql.SQL("CASE t.programme_id {} ELSE {} END").format(sql.SQL(" ").join(whens), otherwise)


def _is_far(group: FarGroup) -> sql.Composed:
    """True with so many marks, false when so many are out of reach, else null."""
    marks = list(_marks(group))
    held, possible = (
        sql.SQL(" + ").join(sql.SQL("(({}) IS {})::int").format(mark, sql.SQL(word)) for mark in marks)
        for word in ("TRUE", "NOT FALSE")
    )
    return sql.SQL("CASE WHEN {} >= {} THEN true WHEN {} < {} THEN false END").format(
        held, sql.Literal(group.at_least), possible, sql.Literal(group.at_least)
    )


def _marks(group: FarGroup) -> Iterable[sql.Composed]:
    if group.education is not None:
        yield sql.SQL("CASE WHEN profile.education = ANY({}) THEN profile.education = ANY({}) END").format(
            sql.Literal([each.value for each in HIGHEST]), sql.Literal(_up_to(group.education))
        )
    if group.language is not None:
        yield sql.SQL("dutch.lowest <= {}").format(sql.Literal(group.language.value))
    if group.benefit_months is not None:
        yield sql.SQL(
            "CASE WHEN income.source = ANY({}) THEN income.valid_from + make_interval(months => {}) <= t.registered_on"
            " WHEN income.source <> {} THEN false END"
        ).format(
            sql.Literal([each.value for each in BENEFITS]), sql.Literal(group.benefit_months),
            sql.Literal(IncomeSource.UNKNOWN.value),
        )  # fmt: skip


def _up_to(level: EducationLevel) -> list[str]:
    order = list(EducationLevel)
    return [recorded.value for recorded, highest in HIGHEST.items() if order.index(highest) <= order.index(level)]
