from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_person_rows_joined, guard_through, person_visible_joined


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0001_initial"),
        ("rounds", "0002_guard"),
    ]
    operations = [
        guard_person_rows_joined("trajectories_trajectory", "progress"),
        guard_through("trajectories_holderterm", "trajectories_trajectory", "trajectory_id"),
        guard_through("trajectories_teammember", "trajectories_trajectory", "trajectory_id"),
        guard_through("trajectories_phaseepisode", "trajectories_trajectory", "trajectory_id"),
        guard_through("trajectories_event", "trajectories_trajectory", "trajectory_id"),
        guard_through("trajectories_checklisttick", "trajectories_trajectory", "trajectory_id"),
        guard_through("trajectories_guardpass", "trajectories_trajectory", "trajectory_id"),
        guard(
            "trajectories_note",
            person_visible_joined("trajectories_note.person_id", "notes")
            + f" AND ({SYSTEM} OR visibility <> 'organisation' OR organisation_id = doorstroom_organisation())",
        ),
        guard_person_rows_joined("trajectories_task", "notes"),
        guard_person_rows_joined("trajectories_arrangement", "progress"),
        migrations.RunSQL(
            sql="""
CREATE FUNCTION trajectories_one_holder() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE subject bigint; active boolean; open_terms integer; gaps integer;
BEGIN
  IF TG_TABLE_NAME = 'trajectories_trajectory' THEN subject := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN subject := OLD.trajectory_id;
  ELSE subject := NEW.trajectory_id; END IF;
  SELECT t.state NOT IN ('registered', 'exited') INTO active FROM trajectories_trajectory t WHERE t.id = subject;
  IF active IS NULL THEN RETURN NULL; END IF;
  SELECT count(*) FILTER (WHERE ended_at IS NULL),
         count(*) FILTER (WHERE before IS NOT NULL AND before <> started_at)
    INTO open_terms, gaps
    FROM (SELECT h.started_at, h.ended_at, lag(h.ended_at) OVER (ORDER BY h.started_at) AS before
          FROM trajectories_holderterm h WHERE h.trajectory_id = subject
            AND h.started_at >= coalesce((SELECT max(e.recorded_at) FROM trajectories_event e
              WHERE e.trajectory_id = subject AND e.kind = 're_entered'), '-infinity')) terms;
  IF active AND open_terms <> 1 OR NOT active AND open_terms <> 0 OR gaps > 0 THEN
    RAISE EXCEPTION 'trajectory % has % coordinating holders and % gaps between them', subject, open_terms, gaps
      USING ERRCODE = 'check_violation', CONSTRAINT = 'active_trajectory_has_one_holder';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER active_trajectory_has_one_holder AFTER INSERT OR UPDATE OF state ON trajectories_trajectory
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trajectories_one_holder();
CREATE CONSTRAINT TRIGGER holder_terms_leave_no_gap AFTER INSERT OR UPDATE OR DELETE ON trajectories_holderterm
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trajectories_one_holder();
""",
            reverse_sql="""
DROP TRIGGER holder_terms_leave_no_gap ON trajectories_holderterm;
DROP TRIGGER active_trajectory_has_one_holder ON trajectories_trajectory;
DROP FUNCTION trajectories_one_holder();
""",
        ),
    ]
