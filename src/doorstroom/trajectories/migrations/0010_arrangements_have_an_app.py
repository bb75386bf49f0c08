from django.db import migrations

from doorstroom.database.rls import guard_person_rows

GUARD = guard_person_rows("trajectories_arrangement", "progress")


class Migration(migrations.Migration):
    """The table was never written; `arrangements` has one of its own, with types."""

    dependencies = [("trajectories", "0009_designer"), ("database", "0002_purposes_once")]
    operations = [
        migrations.RunSQL(sql=GUARD.reverse_sql or "", reverse_sql=GUARD.sql),
        migrations.DeleteModel(name="Arrangement"),
    ]
