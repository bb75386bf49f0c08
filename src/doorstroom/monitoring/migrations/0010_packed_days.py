"""The days of a row packed as numbers, so that a page over a hundred thousand people reads them at once.

`packed` is made by the database from the plain columns and so cannot differ from them. The others are made with the
row; rows that stand are packed from their JSON, also those of people who were let go and locked ones.
"""

from django.db import migrations, models

TABLES = ("trajectoryfact", "lockedfact")
NEW = ("packed_stages", "packed_jobs", "packed_followups")
DAYS = ("registered_on", "started_on", "exited_on", "withdrawn_on", "award_on", "dismissal_on", "finished_on", "job_on")
NUMBERS = (
    "trajectory_id::int4", "programme_id::int4", "hashtext(arm)", "hashtext(exit_cause)",
    "(jsonb_array_length(episodes) > 1)::int4",
)  # fmt: skip
PLAIN = " || ".join(
    [f"int4send({number})" for number in NUMBERS] + [f"date_send(coalesce({day}, 'infinity'))" for day in DAYS]
)
FROM_JSON = """
UPDATE monitoring_{table} SET
  packed_stages = coalesce((SELECT string_agg(int4send(trajectory_id::int4) || int4send(hashtext(key))
    || date_send(value::date), '') FROM jsonb_each_text(stages)), ''),
  packed_jobs = coalesce((SELECT string_agg(int4send(trajectory_id::int4) || date_send((j->>0)::date)
    || date_send(coalesce((j->>1)::date, 'infinity')) || int4send((10 * coalesce((j->>2)::numeric, 0))::int4), ''
    ORDER BY place) FROM jsonb_array_elements(jobs) WITH ORDINALITY each(j, place)), ''),
  packed_followups = coalesce((SELECT string_agg(int4send(trajectory_id::int4) || int4send(hashtext(j->>0))
    || date_send((j->>1)::date) || date_send(coalesce((j->>2)::date, 'infinity'))
    || int4send(CASE WHEN j->>3 IS NULL THEN 0 WHEN NOT (j->>3)::bool THEN 1 WHEN (j->>4)::bool THEN 3 ELSE 2 END), ''
    ORDER BY place) FROM jsonb_array_elements(followups) WITH ORDINALITY each(j, place)), '')
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0009_guard_objections")]
    operations = [
        *(
            migrations.AddField(table, name, models.BinaryField(default=bytes))
            for table in TABLES
            for name in NEW
        ),
        *(
            migrations.RunSQL(
                sql=f"ALTER TABLE monitoring_{table} ADD packed bytea GENERATED ALWAYS AS ({PLAIN}) STORED",
                reverse_sql=f"ALTER TABLE monitoring_{table} DROP packed",
            )
            for table in TABLES
        ),
        *(migrations.RunSQL(FROM_JSON.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]  # fmt: skip
