from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_through

OWN = f"{SYSTEM} OR (doorstroom_role() = 'privacy_officer' AND organisation_id = doorstroom_organisation())"


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
        ("database", "0001_scope_functions"),
    ]
    operations = [
        guard("oversight_review", OWN),
        guard("oversight_workscouncildecision", OWN),
        guard_through("oversight_reviewitem", "oversight_review", "review_id"),
    ]
