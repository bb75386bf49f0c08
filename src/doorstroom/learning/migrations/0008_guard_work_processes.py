from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [("learning", "0007_work_processes"), ("database", "0002_purposes_once")]
    operations = [
        guard_person_rows("learning_signoff", "progress"),
        guard_person_rows("learning_levelrecord", "progress"),
    ]
