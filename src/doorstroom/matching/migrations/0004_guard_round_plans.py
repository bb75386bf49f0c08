from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_round_plans")]
    operations = [guard_person_rows("matching_roundplanline", "placement")]
