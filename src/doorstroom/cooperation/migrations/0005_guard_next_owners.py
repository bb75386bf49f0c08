"""Who sees the person sees where she goes; the people of the receiver see that somebody comes, not who. Counts of a
closing programme are for who works in it and for who receives."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, person_visible

RECEIVING = "('caseworker', 'job_coach', 'school_coordinator', 'programme_manager', 'board_member')"
COUNTS = f"""
CREATE FUNCTION doorstroom_closing_counts(asked_programme bigint)
  RETURNS TABLE (holder_id bigint, next_owner_id bigint, funder_id bigint, basis text, confirmed boolean, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(m.organisation_id, t.desk_id), n.organisation_id, n.funder_id, n.basis::text,
         n.confirmed_on IS NOT NULL, count(*)
  FROM trajectories_trajectory t
  LEFT JOIN trajectories_holderterm h ON h.trajectory_id = t.id AND h.ended_at IS NULL
  LEFT JOIN accounts_membership m ON m.id = h.member_id
  LEFT JOIN cooperation_nextowner n ON n.trajectory_id = t.id
  WHERE t.programme_id = asked_programme AND (t.exited_on IS NULL OR n.id IS NOT NULL)
    AND ({SYSTEM}
      OR EXISTS (SELECT 1 FROM programmes_programmepartner p WHERE p.programme_id = asked_programme
                 AND p.organisation_id = doorstroom_organisation())
      OR n.organisation_id = doorstroom_organisation())
  GROUP BY 1, 2, 3, 4, 5
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0004_closing"),
        ("database", "0002_purposes_once"),
        ("participants", "0002_guard"),
        ("programmes", "0003_projects_and_closing"),
    ]
    operations = [
        guard(
            "cooperation_nextowner",
            f"""({person_visible("cooperation_nextowner.person_id", "progress")}
  OR organisation_id = doorstroom_organisation() AND doorstroom_role() IN {RECEIVING})""",
        ),
        migrations.RunSQL(COUNTS, reverse_sql="DROP FUNCTION doorstroom_closing_counts(bigint);"),
    ]
