from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0001_initial"),
        ("database", "0001_scope_functions"),
    ]
    operations = [
        # Pseudonymous rows: for the partners of the programme, in the role they have there.
        guard(
            "monitoring_trajectoryfact",
            f"""({SYSTEM} OR EXISTS (SELECT 1 FROM programmes_programmepartner p
              WHERE p.programme_id = monitoring_trajectoryfact.programme_id
                AND p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()))""",
            check="true",
        ),
    ]
