from django.db import migrations


class Migration(migrations.Migration):
    """Asked at commit and one person at a time, so that two people who save at once cannot both succeed."""

    dependencies = [("placements", "0003_both_yes_and_reason_of_end")]
    operations = [
        migrations.RunSQL(
            sql="""
CREATE FUNCTION placements_one_place_per_weekday() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE shared integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.person_id::text, 7301));
  SELECT count(*) INTO shared FROM placements_placement one JOIN placements_placement other
    ON other.person_id = one.person_id AND other.id <> one.id AND other.state = 'active'
      AND daterange(other.starts_on, other.ends_on, '[]') && daterange(one.starts_on, one.ends_on, '[]')
      AND other.weekdays && one.weekdays
    WHERE one.id = NEW.id AND one.state = 'active';
  IF shared > 0 THEN
    RAISE EXCEPTION 'placement % claims a weekday of another active placement of this person', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'one_place_per_weekday';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_place_per_weekday
  AFTER INSERT OR UPDATE OF state, weekdays, starts_on, ends_on, person_id ON placements_placement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'active')
  EXECUTE FUNCTION placements_one_place_per_weekday();
""",
            reverse_sql="""
DROP TRIGGER one_place_per_weekday ON placements_placement;
DROP FUNCTION placements_one_place_per_weekday();
""",
        ),
    ]
