from django.db import migrations

from doorstroom.database.rls import SYSTEM, person_visible

MEMBERS = (
    "(member_id = doorstroom_membership() AND (person_id IS NULL"
    f" OR {person_visible('drafts_draft.person_id', 'core')}))"
)
OWN = "(member_id IS NULL AND person_id = doorstroom_person())"


def _rule(also: str) -> str:
    rule = f"({SYSTEM} OR {MEMBERS}{also})"
    return f"ALTER POLICY scope ON drafts_draft USING {rule} WITH CHECK {rule};"


class Migration(migrations.Migration):
    """What a participant typed behind her own link is hers."""

    dependencies = [("drafts", "0003_own_drafts"), ("database", "0002_purposes_once")]
    operations = [migrations.RunSQL(_rule(f" OR {OWN}"), _rule(""))]
