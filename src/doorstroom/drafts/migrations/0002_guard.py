from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, person_visible


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_drafts_and_presses"), ("database", "0002_purposes_once")]
    operations = [
        guard(
            "drafts_draft",
            f"({SYSTEM} OR (member_id = doorstroom_membership() AND (person_id IS NULL"
            f" OR {person_visible('drafts_draft.person_id', 'core')})))",
        ),
    ]
