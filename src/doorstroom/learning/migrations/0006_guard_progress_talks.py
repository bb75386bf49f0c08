from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [("learning", "0005_progress_talks"), ("database", "0002_purposes_once")]
    operations = [guard_person_rows("learning_progresstalk", "notes")]
