from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0008_research_objection"), ("database", "0002_purposes_once")]
    operations = [guard_person_rows("monitoring_researchobjection", "progress")]
