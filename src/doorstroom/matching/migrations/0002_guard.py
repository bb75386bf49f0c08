from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_person_rows

OWN_ANSWER = f"({SYSTEM} OR membership_id = doorstroom_membership())"


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows("matching_willingness", "placement"),
        guard_person_rows("matching_approvedwording", "profile"),
        guard_person_rows("matching_criteriareview", "profile"),
        guard("matching_matchanswer", OWN_ANSWER),
    ]
