from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows("learning_attendance", "progress"),
        guard_person_rows("learning_absencenotice", "progress"),
        guard_person_rows("learning_award", "progress"),
    ]
