from django.db import migrations

from doorstroom.database.rls import guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_appointments_and_where"), ("trajectories", "0002_guard")]
    operations = [guard_person_rows_joined("learning_appointment", "progress")]
