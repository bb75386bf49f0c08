from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

HERSELF = "person_id = doorstroom_person()"
WHO_ASKED = "member_id = doorstroom_membership()"
WHO_ANSWERS = (
    "doorstroom_role() = 'functional_administrator' AND organisation_id = doorstroom_organisation()"
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0007_helpdesk_access"), ("database", "0002_purposes_once")]
    operations = [
        guard(
            "oversight_helpdeskaccess",
            f"{SYSTEM} OR {HERSELF} OR {WHO_ASKED} OR ({WHO_ANSWERS})",
            check=f"{SYSTEM} OR {WHO_ASKED} OR ({WHO_ANSWERS})",
        )
    ]
