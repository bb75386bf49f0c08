from django.db import migrations

from doorstroom.database.rls import guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0001_initial"),
        ("participants", "0002_guard"),
    ]
    operations = [
        guard_person_rows_joined("signals_snooze", "progress"),
    ]
