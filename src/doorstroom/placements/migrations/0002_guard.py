from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows("placements_placement", "placement"),
        guard_person_rows("placements_employeranswer", "placement"),
    ]
