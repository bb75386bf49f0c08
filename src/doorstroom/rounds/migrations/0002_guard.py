from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0001_initial"),
        ("participants", "0002_guard"),
    ]
    operations = [
        migrations.RunSQL(
            sql="""
CREATE FUNCTION rounds_backed_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted record; backed integer; changed bigint;
BEGIN
  IF TG_TABLE_NAME = 'rounds_round' THEN changed := NEW.id; ELSE changed := OLD.round_id; END IF;
  SELECT r.id, r.seats, r.state INTO wanted FROM rounds_round r WHERE r.id = changed;
  IF wanted.state = 'confirmed' THEN
    SELECT coalesce(sum(b.seats), 0) INTO backed FROM rounds_backing b
      WHERE b.round_id = wanted.id;
    IF wanted.seats > backed THEN
      RAISE EXCEPTION 'a confirmed round has % seats and only % backed places', wanted.seats, backed
        USING ERRCODE = 'check_violation', CONSTRAINT = 'round_seats_are_backed';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER round_seats_are_backed AFTER INSERT OR UPDATE OF seats, state ON rounds_round
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rounds_backed_seats();
CREATE CONSTRAINT TRIGGER backing_carries_round AFTER UPDATE OR DELETE ON rounds_backing
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rounds_backed_seats();
CREATE FUNCTION rounds_model_is_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.used_on IS NOT NULL AND (NEW.definition, NEW.checksum, NEW.code, NEW.version, NEW.used_on)
     IS DISTINCT FROM (OLD.definition, OLD.checksum, OLD.code, OLD.version, OLD.used_on) THEN
    RAISE EXCEPTION 'route model % v% is in use: make a new version', OLD.code, OLD.version
      USING ERRCODE = 'check_violation', CONSTRAINT = 'used_model_never_changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER used_model_never_changes BEFORE UPDATE ON programmes_routemodel
  FOR EACH ROW EXECUTE FUNCTION rounds_model_is_used();
""",
            reverse_sql="""
DROP TRIGGER used_model_never_changes ON programmes_routemodel;
DROP FUNCTION rounds_model_is_used();
DROP TRIGGER backing_carries_round ON rounds_backing;
DROP TRIGGER round_seats_are_backed ON rounds_round;
DROP FUNCTION rounds_backed_seats();
""",
        ),
        guard_person_rows_joined("rounds_nomination", "progress"),
        # Partners of a round see the same totals, also of people whom they may not see: counts, never rows.
        migrations.RunSQL(
            sql=f"""
CREATE FUNCTION doorstroom_round_counts(asked_round bigint)
  RETURNS TABLE (referrer_id bigint, outcome text, came boolean, started boolean, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT n.referrer_id, n.outcome::text, n.came_on IS NOT NULL, n.started_on IS NOT NULL, count(*)
  FROM rounds_nomination n WHERE n.round_id = asked_round AND ({SYSTEM}
    OR EXISTS (SELECT 1 FROM rounds_roundpartner p WHERE p.round_id = asked_round
               AND p.organisation_id = doorstroom_organisation())
    OR EXISTS (SELECT 1 FROM rounds_referrerrequest q WHERE q.round_id = asked_round
               AND q.organisation_id = doorstroom_organisation()))
  GROUP BY 1, 2, 3, 4 $$;
""",
            reverse_sql="DROP FUNCTION doorstroom_round_counts(bigint);",
        ),
    ]
