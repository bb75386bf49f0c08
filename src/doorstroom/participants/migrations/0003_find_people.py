from django.db import migrations

from doorstroom.database.rls import person_visible

# An index on runs of letters cannot be used under a guard, because its operators may tell what they compare. This
# function runs as the owner and keeps the guard's own condition, so that it finds nobody whom the scope does not show.
# The guard is asked of the nearest first, until there are enough.
FIND = f"""
CREATE FUNCTION doorstroom_find_people(words text[], alike real, most integer) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  resembles text; likeness text;
BEGIN
  PERFORM set_config('pg_trgm.word_similarity_threshold', alike::text, true);
  SELECT string_agg(format('upper(p.search_name::text) %%> %L', upper(word)), ' AND '),
         string_agg(format('word_similarity(%L, upper(p.search_name::text))', upper(word)), ' + ')
    INTO resembles, likeness FROM unnest(words) AS word;
  RETURN QUERY EXECUTE 'SELECT f.id FROM (
      SELECT p.id FROM participants_person p WHERE p.merged_into_id IS NULL AND ' || resembles || '
      ORDER BY ' || likeness || ' DESC, p.id OFFSET 0) f
    WHERE {person_visible("f.id", "core").replace("'", "''")} LIMIT ' || most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_guard"), ("database", "0002_purposes_once")]
    operations = [migrations.RunSQL(FIND, "DROP FUNCTION doorstroom_find_people(text[], real, integer);")]
