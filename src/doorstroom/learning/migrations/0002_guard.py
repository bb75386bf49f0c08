from django.db import migrations

from doorstroom.database.rls import guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows_joined("learning_attendance", "progress"),
        guard_person_rows_joined("learning_absencenotice", "progress"),
        guard_person_rows_joined("learning_award", "progress"),
    ]
