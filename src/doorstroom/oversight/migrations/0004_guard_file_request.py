from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

WHO_ASKED = "member_id = doorstroom_membership()"
WHO_ANSWERS = (
    "doorstroom_role() = 'privacy_officer'"
    " AND (organisation_id = doorstroom_organisation() OR steward_id = doorstroom_organisation())"
)


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0003_file_request"),
        ("database", "0001_scope_functions"),
    ]
    operations = [guard("oversight_filerequest", f"{SYSTEM} OR {WHO_ASKED} OR ({WHO_ANSWERS})")]
