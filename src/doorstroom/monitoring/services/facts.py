"""Keeps the rows of facts: all of a programme anew, or one trajectory after something happened to it.

Both ways write through the same statement (`fact_rows`), so that they cannot differ. They run in the scope of the
product itself: a row must hold what happened, whoever recorded it, and holds no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from psycopg import sql

from doorstroom.accounts.access import is_system
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.monitoring.services.fact_rows import EVERYBODY, insert_rows
from doorstroom.programmes.models import Programme, RouteModel

KNOWN = sql.SQL(
    """DELETE FROM monitoring_trajectoryfact f USING trajectories_trajectory t WHERE t.id = f.trajectory_id AND {}
    AND EXISTS (SELECT FROM trajectories_event e WHERE e.trajectory_id = t.id)"""
)
"""Rows of people whose file was let go stay, also where a hold keeps the bare trajectory without its timeline: what
a row was made from is gone, and history must not shrink."""


@transaction.atomic
def rebuild_facts(*, actor: Actor, programme: Programme | None = None, at: datetime) -> int:
    """Make all rows anew, of one programme or of all; gives their number. Only the product itself does so."""
    if not is_system(actor):
        raise PermissionError("rebuilding facts is work of the product itself; run it as a system actor")
    chosen = sql.SQL("programme_id = {}").format(sql.Literal(programme.pk)) if programme else EVERYBODY
    of_these = sql.SQL("t.programme_id = {}").format(sql.Literal(programme.pk)) if programme else EVERYBODY
    with scope(system_actor(at=at, purpose="facts"), nested=True), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(KNOWN.format(of_these).as_string())
        cursor.execute(insert_rows(RouteModel.objects.all(), chosen).as_string())
        return int(cursor.rowcount)


@transaction.atomic
def refresh_facts(*, actor: Actor, trajectory_ids: Iterable[int], at: datetime) -> None:
    """Write the rows of these trajectories anew, and remove those whose trajectory is gone; `actor` is whose act
    led to it. The number of queries does not grow with the rows."""
    wanted = sorted(set(trajectory_ids))
    if not wanted:
        return
    purpose = f"facts after {actor.purpose or actor.role}"
    with scope(system_actor(at=at, purpose=purpose), nested=True), connection.cursor() as cursor:
        cursor.execute("DELETE FROM monitoring_trajectoryfact WHERE trajectory_id = ANY(%s)", [wanted])
        these = sql.SQL("id = ANY({})").format(sql.Literal(wanted))
        cursor.execute(insert_rows(RouteModel.objects.all(), these).as_string())


def refresh_on(event: Happening) -> None:
    """Effect: after news about trajectories, placements or awards the rows it touches are written anew."""
    about = event.about
    touched = {about["trajectory"].pk} if about.get("trajectory") else set()
    rows = [about.get("placement"), *about.get("placements", ()), *about.get("awards", ())]
    touched |= {row.trajectory_id for row in rows if row is not None and row.trajectory_id}
    refresh_facts(actor=event.actor, trajectory_ids=touched, at=event.actor.at)


def follow_name(event: Happening) -> None:
    """Effect of a merged or renamed organisation: people of before and after stand under one name."""
    former, name = event.about["former_name"], event.about["organisation"].name
    for column in ("referred_by", "guided_by"):
        TrajectoryFact.objects.filter(**{column: former}).update(**{column: name})
