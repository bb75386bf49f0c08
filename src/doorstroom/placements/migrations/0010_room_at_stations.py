from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    """Counts over everybody, also over people whom the one who books does not see; only numbers leave the functions."""

    dependencies = [("placements", "0009_station_bookings"), ("database", "0002_purposes_once")]
    operations = [
        guard_person_rows("placements_stationbooking", "placement"),
        migrations.RunSQL(
            sql="""
CREATE FUNCTION placements_station_load(asked bigint[], first_day date, last_day date)
  RETURNS TABLE (station_id bigint, day date, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT b.station_id, d::date, count(*) FROM placements_stationbooking b
    CROSS JOIN LATERAL generate_series(greatest(b.starts_on, first_day)::timestamp,
                                       least(b.ends_on, last_day)::timestamp, interval '1 day') d
  WHERE b.station_id = ANY(asked) AND doorstroom_role() IS NOT NULL
    AND extract(isodow FROM d)::int - 1 = ANY(b.weekdays)
  GROUP BY 1, 2 $$;

CREATE FUNCTION placements_room_at_station() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE room integer; full_day date;
BEGIN
  SELECT capacity INTO room FROM demand_station WHERE id = NEW.station_id FOR UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.person_id::text, 7302));
  SELECT d::date INTO full_day
    FROM generate_series(NEW.starts_on::timestamp, NEW.ends_on::timestamp, interval '1 day') d
    WHERE extract(isodow FROM d)::int - 1 = ANY(NEW.weekdays) AND (
      SELECT count(*) FROM placements_stationbooking b WHERE b.station_id = NEW.station_id
        AND d::date BETWEEN b.starts_on AND b.ends_on AND extract(isodow FROM d)::int - 1 = ANY(b.weekdays)) > room
    ORDER BY d LIMIT 1;
  IF full_day IS NOT NULL THEN
    RAISE EXCEPTION 'station % has no room on %', NEW.station_id, full_day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'room_at_station';
  END IF;
  SELECT d::date INTO full_day
    FROM generate_series(NEW.starts_on::timestamp, NEW.ends_on::timestamp, interval '1 day') d
    WHERE extract(isodow FROM d)::int - 1 = ANY(NEW.weekdays) AND EXISTS (
      SELECT FROM placements_stationbooking b WHERE b.person_id = NEW.person_id AND b.id <> NEW.id
        AND d::date BETWEEN b.starts_on AND b.ends_on AND extract(isodow FROM d)::int - 1 = ANY(b.weekdays))
    ORDER BY d LIMIT 1;
  IF full_day IS NOT NULL THEN
    RAISE EXCEPTION 'booking % puts one person at two stations on %', NEW.id, full_day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'one_station_a_day';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER room_at_station
  AFTER INSERT OR UPDATE OF station_id, starts_on, ends_on, weekdays ON placements_stationbooking
  FOR EACH ROW EXECUTE FUNCTION placements_room_at_station();
""",
            reverse_sql="""
DROP TRIGGER room_at_station ON placements_stationbooking;
DROP FUNCTION placements_room_at_station();
DROP FUNCTION placements_station_load(bigint[], date, date);
""",
        ),
    ]
