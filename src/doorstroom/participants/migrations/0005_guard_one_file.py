from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

# A mandate that holds today; the agreement behind it must be in force.
MANDATED = f"""({SYSTEM} OR EXISTS (
  SELECT 1 FROM participants_stewardmandate m JOIN agreements_agreement a ON a.id = m.agreement_id
  WHERE m.member_id = doorstroom_membership() AND m.valid_from <= doorstroom_on()
    AND (m.valid_until IS NULL OR m.valid_until > doorstroom_on())
    AND a.status = 'in_force' AND (a.valid_until IS NULL OR a.valid_until > doorstroom_on())))"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_one_file"), ("database", "0002_purposes_once")]
    operations = [guard("participants_duplicatequestion", MANDATED), guard("participants_personmerge", MANDATED)]
