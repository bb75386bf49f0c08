from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_through


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
        ("participants", "0002_guard"),
    ]
    operations = [
        guard("imports_batch", f"({SYSTEM} OR organisation_id = doorstroom_organisation())"),
        guard_through("imports_row", "imports_batch", "batch_id"),
        guard_through("imports_written", "imports_batch", "batch_id"),
    ]
