"""The rows of facts of a region and of a country, made anew; DuckDB beside it; and the pages upon them.

Trajectories with five events each are written into a temporary database by plain arithmetic on their numbers, the
same every time. The rebuild runs as the product runs it: as the serving role, guarded, in one transaction, indexes
and all. DuckDB makes the same rows, nested lists included, from the same rows in its own tables in memory; both
must agree on the sums. Processor time is that of the database's own process, or of DuckDB's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, connections, transaction

from bench.results import Result
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership, Organisation, Role, User
from doorstroom.database.grants import gather_statistics
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database

SIZES = ((100_000, 5.0), (1_000_000, 60.0))
EVENTS = 5
PAGES = (
    "versions", "dropout", "stages", "course", "flows", "lasting", "paths", "rounds", "partners", "outlook", "access",
)  # fmt: skip
TABLES = {
    "trajectories_trajectory": "id, person_id, programme_id, model_id, registered_on, started_on, exited_on, "
    "exit_reason, "
    "exit_phase, exit_week, destination, dismissal_date",
    "trajectories_event": "id, trajectory_id, kind, occurred_on, recorded_at, data",
    "trajectories_phaseepisode": "id, trajectory_id, phase, started_on",
    "placements_placement": "id, trajectory_id, kind, state, starts_on, ended_on, hours_per_week, in_target_sector",
    "learning_award": "id, trajectory_id, awarded_on",
    "followup_observation": "id, trajectory_id, point, due_on, status, situation, observed_on, in_target_sector",
}
SUMS = """SELECT count(*), sum(exit_week), sum(award_on - DATE '2000-01-01'), sum(job_on - DATE '2000-01-01'),
 count(*) FILTER (WHERE exit_cause = 'dropout') FROM {}"""

# 60 of 100 have left, 40 of these for work; one in 25 who left came back; start days spread over three years.
FILL = """
INSERT INTO participants_person (id, given_name, infix, family_name, sort_name, search_name, language, registered_on)
SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P' || i, '', '', 'p', 'p', 'nl', '2023-01-01'
FROM generate_series(1, {people}) i;
INSERT INTO trajectories_trajectory (person_id, programme_id, model_id, desk_id, source, state, registered_on,
  intake_on,
 started_on, exited_on, exit_reason, exit_text, exit_phase, exit_week, exit_initiator, destination, next_owner,
 suspension_reason, dismissal_certainty, placement_weekdays, step)
SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, {programme},
 (array[{models}])[1 + (i * 7919 % 1095 > 500)::int], {desk}, '', CASE WHEN gone THEN 'exited' ELSE 'running' END,
 began - 14, began - 7, began, CASE WHEN gone THEN began + stay END,
 CASE WHEN gone THEN (array['work', 'travel', 'health', 'completed', 'work'])[1 + i % 5] ELSE '' END, '',
 CASE WHEN gone THEN 'toeleiding' ELSE '' END, CASE WHEN gone THEN stay / 7 + 1 END,
  CASE WHEN gone THEN 'together' ELSE '' END,
 CASE WHEN gone THEN (array['job', 'unknown'])[1 + i % 2] ELSE '' END, '', '', '', '', 'running'
FROM (SELECT i, DATE '2023-06-01' + (i * 7919 % 1095)::int AS began, (5 + i * 104729 % 300)::int AS stay,
  i % 5 < 3 AS gone FROM generate_series(1::bigint, {people}) i) each;
INSERT INTO trajectories_event (trajectory_id, kind, occurred_on, recorded_at, reason, data)
SELECT id, kind, day, day + interval '20 hours', '', '{{}}' FROM trajectories_trajectory t, LATERAL (VALUES
 ('registered', registered_on), ('intake_held', intake_on), ('started', started_on), ('contact', started_on + 3),
 (CASE WHEN exited_on IS NULL THEN 'contact' ELSE 'exited' END, coalesce(exited_on, started_on + 9))) e(kind, day);
UPDATE trajectories_event SET kind = 're_entered', occurred_on = occurred_on + 2, data = '{{}}'
 WHERE kind = 'contact' AND trajectory_id % 125 = 2 AND id % 5 = 4;
INSERT INTO trajectories_phaseepisode (trajectory_id, phase, started_on, reason)
SELECT id, 'toeleiding', started_on, '' FROM trajectories_trajectory;
INSERT INTO trajectories_phaseepisode (trajectory_id, phase, started_on, reason)
SELECT id, 'leerbaan', started_on + 140, '' FROM trajectories_trajectory WHERE id % 2 = 0;
INSERT INTO placements_placement (person_id, trajectory_id, site_id, kind, state, starts_on, ended_on, ended_because,
 ended_by, weekdays, hours_per_week, contract, occupation, in_target_sector)
SELECT person_id, id, {site}, 'job', CASE WHEN id % 3 = 0 THEN 'ended' ELSE 'active' END, started_on + 150,
 CASE WHEN id % 3 = 0 THEN started_on + 150 + (id % 400)::int END, CASE WHEN id % 3 = 0 THEN 'klaar' ELSE '' END,
  '', '{{}}', 24,
 'permanent', '', id % 4 = 0 FROM trajectories_trajectory WHERE id % 5 < 2;
INSERT INTO learning_award (person_id, trajectory_id, kind, name, issuer_id, awarded_on, number)
SELECT person_id, id, 'diploma', 'mbo 2', {desk}, started_on + 200, '' FROM trajectories_trajectory WHERE id % 5 = 1;
INSERT INTO followup_observation (person_id, trajectory_id, point, name, due_on, status, situation, in_target_sector,
 source, observed_on, attempts)
SELECT person_id, id, 'na-6-maanden', '', exited_on + 182, CASE WHEN id % 2 = 0 THEN 'known' ELSE 'due' END,
 CASE WHEN id % 2 = 0 THEN 'job' ELSE '' END, id % 4 = 0, '', CASE WHEN id % 2 = 0 THEN exited_on + 190 END, 0
FROM trajectories_trajectory WHERE exited_on IS NOT NULL;
"""

# The same rows in DuckDB's words; lists of structs stand where our rows hold JSON.
PEER = """
CREATE OR REPLACE TABLE facts AS
WITH heard AS (SELECT trajectory_id, max(recorded_at) AS last_at FROM trajectories_event GROUP BY ALL),
moves AS (SELECT e.*, t.started_on, t.exited_on, t.exit_reason, lag(kind)
  OVER (PARTITION BY trajectory_id ORDER BY occurred_on, e.id) AS before
  FROM trajectories_event e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
  WHERE kind IN ('exited', 're_entered') AND occurred_on >= t.started_on),
turns AS (SELECT *, count(*) FILTER (kind = 're_entered') OVER (PARTITION BY trajectory_id ORDER BY occurred_on,
  id) AS place
  FROM moves WHERE (kind = 'exited') = (coalesce(before, 're_entered') = 're_entered')),
stays AS (SELECT trajectory_id, place, min(started_on) AS s, min(occurred_on) FILTER (kind = 're_entered') AS began,
  min(occurred_on) FILTER (kind = 'exited') AS ended, min(exit_reason) AS why FROM turns GROUP BY ALL),
episode AS (SELECT trajectory_id, list({a: coalesce(began, s), b: ended, c: why} ORDER BY place) AS rows
  FROM stays GROUP BY ALL),
phase AS (SELECT trajectory_id, map(list(phase), list(first_on)) AS first_on FROM (
  SELECT trajectory_id, phase, min(started_on) AS first_on FROM trajectories_phaseepisode GROUP BY ALL) GROUP BY ALL),
work AS (SELECT e.trajectory_id, min(starts_on) FILTER (starts_on >= t.started_on) AS since_start_on,
  list({a: starts_on, b: ended_on, c: hours_per_week, d: in_target_sector} ORDER BY starts_on, e.id) AS rows
  FROM placements_placement e JOIN trajectories_trajectory t ON t.id = e.trajectory_id
  WHERE kind = 'job' AND state IN ('active', 'ended') GROUP BY ALL),
award AS (SELECT trajectory_id, min(awarded_on) AS first_on FROM learning_award GROUP BY ALL),
look_back AS (SELECT trajectory_id, list({a: point, b: due_on, c: observed_on, d: situation} ORDER BY due_on,
  id) AS rows
  FROM followup_observation WHERE status <> 'ended' GROUP BY ALL)
SELECT t.*, award.first_on AS award_on, work.since_start_on AS job_on, episode.rows AS episodes, work.rows AS jobs,
  look_back.rows AS followups, phase.first_on AS stages, heard.last_at,
  CASE WHEN exited_on IS NULL THEN '' ELSE CASE exit_reason WHEN 'work' THEN 'job' WHEN 'completed' THEN
    CASE destination WHEN 'job' THEN 'job' ELSE 'unknown' END ELSE 'dropout' END END AS exit_cause
FROM trajectories_trajectory t LEFT JOIN heard ON heard.trajectory_id = t.id LEFT JOIN episode
  ON episode.trajectory_id = t.id
LEFT JOIN phase ON phase.trajectory_id = t.id LEFT JOIN work ON work.trajectory_id = t.id
LEFT JOIN award ON award.trajectory_id = t.id LEFT JOIN look_back ON look_back.trajectory_id = t.id
"""


def measure() -> Iterator[Result]:
    for people, target in SIZES:
        with temporary_database():
            manager = _fill(people)
            ours, busy, sums = _rebuild()
            theirs, their_busy, their_sums = _duckdb()
            assert sums == their_sums, (sums, their_sums)
            yield Result(
                f"fact rows made anew, {people:,} trajectories, {EVENTS * people:,} events", ours, "s", target,
                f"wall clock, one statement in PostgreSQL, {busy:g} s of its processor; DuckDB, two threads, "
                f"tables in memory, no indexes, guards or durability: {theirs:g} s, {their_busy:g} s of processor",
                "DuckDB", round(ours / theirs, 1),
            )  # fmt: skip
            if people == SIZES[0][0]:
                yield from _pages(manager, people)


def _fill(people: int) -> Membership:
    from doorstroom.partners.models import Site
    from doorstroom.programmes.models import RouteModel
    from doorstroom.programmes.services import create_programme, load_model

    models = Path(settings.PACKAGE) / "demo" / "models"
    at = settings.CLOCK.now()
    actor = system_actor(at=at, purpose="bench")
    with transaction.atomic(), scope(actor):
        desk = Organisation.objects.create(name="Werkcentrum", kind="partnership")
        user = User.objects.create(email="femke@example.org", name="Femke", password="!")  # noqa: S106 nobody signs in with it
        manager = Membership.objects.create(
            user=user, organisation=desk, role=Role.PROGRAMME_MANAGER, valid_from="2020-01-01"
        )
        programme = create_programme(
            actor=actor, name="Bench", receiving_desk=desk, sector="care", partners=[(desk, Role.PROGRAMME_MANAGER)],
            summary="",
        )  # fmt: skip
        for version in (1, 2):
            text = (models / f"welthuis-v{version}.yaml").read_text(encoding="utf-8")
            load_model(actor=actor, text=text, programme=programme, on=at.date())
        site = Site.objects.create(organisation=desk, name="Locatie")
        ids = ", ".join(str(pk) for pk in RouteModel.objects.order_by("version").values_list("pk", flat=True))
    with connections["owner"].cursor() as cursor:
        for table in ("participants_person", *TABLES):
            _without_checks(cursor, table)
        cursor.execute(
            FILL.format(people=people, programme=programme.pk, models=ids, desk=desk.pk, site=site.pk)
        )  # fmt: skip
    gather_statistics()
    return manager


def _without_checks(cursor: object, table: str) -> None:
    """The rows are right by construction: keys and holders are not looked up five million times."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _server_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rebuild() -> tuple[float, float, tuple[int, ...]]:
    """The second of two runs: the first has the tables' first writing to do and is no rebuild."""
    from doorstroom.monitoring.services import rebuild_facts

    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    for _ in range(2):
        busy, started = _server_seconds(pid), time.perf_counter()
        with transaction.atomic(), scope(actor):
            rebuild_facts(actor=actor, at=actor.at)
        took, busy = time.perf_counter() - started, _server_seconds(pid) - busy
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE monitoring_trajectoryfact")
        cursor.execute(SUMS.format("monitoring_trajectoryfact"))
        return round(took, 2), round(busy, 2), tuple(int(n) for n in cursor.fetchone())


def _duckdb() -> tuple[float, float, tuple[int, ...]]:
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as peer:
        for table, columns in TABLES.items():
            file = Path(folder) / f"{table}.csv"
            _copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT WITH (FORMAT csv, HEADER)", file)  # noqa: S608 our own names
            peer.execute(f"CREATE TABLE {table} AS FROM read_csv('{file}', sample_size = -1)")
            file.unlink()
        peer.execute(PEER)
        busy, started = time.process_time(), time.perf_counter()
        peer.execute(PEER)
        took, busy = time.perf_counter() - started, time.process_time() - busy
        return round(took, 2), round(busy, 2), tuple(int(n) for n in peer.execute(SUMS.format("facts")).fetchone())


def _copy(statement: str, file: Path) -> None:
    with connections["owner"].cursor() as cursor, cursor.copy(statement) as rows, file.open("wb") as target:
        for chunk in rows:
            target.write(chunk)


def _pages(manager: Membership, people: int) -> Iterator[Result]:
    """The middle of five runs through the whole stack; processor time of the page and of the database together."""
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    setup_test_environment()
    client = Client()
    client.force_login(manager.user)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM programmes_programme")
        (programme,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    urls = [reverse("results"), *(reverse(f"result_{name}", args=[programme]) for name in PAGES)]
    for url in urls:
        client.get(url)
        runs = sorted(_page(client, url, pid) for _ in range(5))
        busy = sum(run[1] for run in runs) / len(runs)
        yield Result(
            f"{url} at {people:,} trajectories", round(1000 * runs[2][0]), "ms", 300,
            f"wall clock, middle of 5 through the stack in one process; {1000 * busy:.0f} ms of processor, page and "
            "database together",
        )  # fmt: skip


def _page(client: object, url: str, pid: int) -> tuple[float, float]:
    busy, started = time.process_time() + _server_seconds(pid), time.perf_counter()
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return time.perf_counter() - started, time.process_time() + _server_seconds(pid) - busy
