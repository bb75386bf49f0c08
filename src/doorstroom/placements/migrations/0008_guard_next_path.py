from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [("placements", "0007_next_path"), ("database", "0002_purposes_once")]
    operations = [guard_person_rows("placements_nextpath", "placement")]
