"""Locked rows are guarded as the rows they were copied from, and both rules ask once a statement, not once a row."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

OF_A_PARTNER = """(SELECT p.programme_id FROM programmes_programmepartner p
  WHERE p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role())"""
ONCE = f"((SELECT {SYSTEM}) OR programme_id IN {OF_A_PARTNER})"
ONLY_THE_PRODUCT = f"(SELECT {SYSTEM})"
BEFORE = f"""({SYSTEM} OR EXISTS (SELECT 1 FROM programmes_programmepartner p
  WHERE p.programme_id = monitoring_trajectoryfact.programme_id
    AND p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()))"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_locks_and_forecasts"), ("database", "0001_scope_functions")]
    operations = [
        guard("monitoring_lockedfact", ONCE, check=ONLY_THE_PRODUCT),
        migrations.RunSQL(
            sql=f"ALTER POLICY scope ON monitoring_trajectoryfact USING ({ONCE}) WITH CHECK ({ONLY_THE_PRODUCT})",
            reverse_sql=f"ALTER POLICY scope ON monitoring_trajectoryfact USING ({BEFORE}) WITH CHECK (true)",
        ),
    ]
