"""People who are ready within three months, by occupation and part of the region: all of them, and those whom the
reader sees; and places that somebody works at. Counts without names.

Ready: chosen or waiting for a start, or in a phase that ends within thirteen weeks; not away, not in work, and not
available later than that. An occupation is a wish of the person, or one of the issue that her programme answers.
"""

from django.db import migrations

READY = """
  SELECT w.concept_id, coalesce(m.sub_region, ''), count(DISTINCT t.person_id)
  FROM trajectories_trajectory t
  JOIN programmes_programme g ON g.id = t.programme_id
  CROSS JOIN LATERAL (
    SELECT o.concept_id FROM participants_personoccupation o WHERE o.person_id = t.person_id AND o.kind = 'wish'
    UNION SELECT i.concept_id FROM programmes_issue_occupations i WHERE i.issue_id = g.issue_id) w
  LEFT JOIN participants_personcontact c ON c.person_id = t.person_id
  LEFT JOIN partners_postcodearea a ON a.code = left(c.postcode, 4)
  LEFT JOIN partners_municipality m ON m.name = a.municipality
  LEFT JOIN participants_personprofile p ON p.person_id = t.person_id
  WHERE t.exited_on IS NULL
    AND (t.state IN ('selection', 'waiting') OR t.state = 'running' AND EXISTS (
      SELECT 1 FROM trajectories_phaseepisode e WHERE e.trajectory_id = t.id AND e.ended_on IS NULL
        AND e.planned_end <= asked_on + 91))
    AND (p.available_from IS NULL OR p.available_from <= asked_on + 91)
  GROUP BY 1, 2"""
TAKEN = """
  SELECT o.concept_id, coalesce(m.sub_region, ''), count(*)
  FROM placements_placement l
  JOIN demand_place o ON o.id = l.place_id
  JOIN partners_site s ON s.id = o.site_id
  LEFT JOIN partners_postcodearea a ON a.code = left(s.postcode, 4)
  LEFT JOIN partners_municipality m ON m.name = a.municipality
  WHERE l.state IN ('agreed', 'active') AND o.concept_id IS NOT NULL AND o.withdrawn_on IS NULL
    AND o.offered_on > asked_on - 365 AND o.offered_on <= asked_on
    AND (o.starts_until IS NULL OR o.starts_until >= asked_on)
  GROUP BY 1, 2"""


def counting(name, query, rights):
    return f"""
CREATE FUNCTION {name}(asked_on date) RETURNS TABLE (concept_id bigint, area text, people bigint)
  LANGUAGE sql STABLE SECURITY {rights} SET search_path = pg_catalog, public AS $$ {query} $$;"""


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0007_answer_days"),
        ("demand", "0001_initial"),
        ("participants", "0002_guard"),
        ("partners", "0001_initial"),
        ("placements", "0002_guard"),
    ]
    operations = [
        migrations.RunSQL(
            counting("doorstroom_ready", READY, "DEFINER")
            + counting("doorstroom_ready_seen", READY, "INVOKER")
            + counting("doorstroom_places_taken", TAKEN, "DEFINER"),
            reverse_sql="DROP FUNCTION doorstroom_ready(date); DROP FUNCTION doorstroom_ready_seen(date);"
            " DROP FUNCTION doorstroom_places_taken(date);",
        )
    ]
