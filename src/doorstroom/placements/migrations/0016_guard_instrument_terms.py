from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    """Whoever sees the placement sees what must be asked for at it; so does the employer while somebody works there."""

    dependencies = [("placements", "0015_instrument_terms"), ("database", "0002_purposes_once")]
    operations = [guard_person_rows("placements_instrumentterm", "placement")]
