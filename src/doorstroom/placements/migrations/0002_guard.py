from django.db import migrations

from doorstroom.database.rls import guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows_joined("placements_placement", "placement"),
        guard_person_rows_joined("placements_employeranswer", "placement"),
    ]
