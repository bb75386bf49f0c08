from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard


class Migration(migrations.Migration):
    """Only counted, so nobody but the person herself sees rows by person."""

    dependencies = [("signals", "0005_signal_spells"), ("database", "0002_purposes_once")]
    operations = [guard("signals_signalspell", f"({SYSTEM} OR signals_signalspell.person_id = doorstroom_person())")]
