from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

OFFICER = "doorstroom_role() = 'privacy_officer'"
OWN = "organisation_id = doorstroom_organisation()"
HERSELF = "person_id = doorstroom_person()"
HOLD = f"{SYSTEM} OR {HERSELF} OR ({OFFICER} AND ({OWN} OR person_id IS NULL))"
NOTICE = f"{SYSTEM} OR {HERSELF} OR member_id = doorstroom_membership() OR ({OFFICER} AND {OWN})"


class Migration(migrations.Migration):
    """A hold of a programme names nobody: every privacy officer may know it. Only her own organisation sets one."""

    dependencies = [
        ("oversight", "0005_holds_and_notices"),
        ("database", "0002_purposes_once"),
    ]
    operations = [
        guard("oversight_legalhold", HOLD, check=f"{SYSTEM} OR ({OFFICER} AND {OWN})"),
        guard("oversight_erasurenotice", NOTICE, check=SYSTEM),
    ]
