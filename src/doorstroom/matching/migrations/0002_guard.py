from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_person_rows, person_visible

OWN_ANSWER = f"({SYSTEM} OR membership_id = doorstroom_membership())"

# What was said about a place is between the person and those who guide her: an employer hears a name, no reasons.
NOT_EMPLOYER = "doorstroom_role() <> 'employer'"


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0001_initial"),
        ("trajectories", "0002_guard"),
        ("database", "0002_purposes_once"),
    ]
    operations = [
        guard(
            "matching_willingness",
            f"({NOT_EMPLOYER} AND {person_visible('matching_willingness.person_id', 'placement')})",
        ),
        guard_person_rows("matching_approvedwording", "profile"),
        guard_person_rows("matching_criteriareview", "profile"),
        guard("matching_matchanswer", OWN_ANSWER),
    ]
