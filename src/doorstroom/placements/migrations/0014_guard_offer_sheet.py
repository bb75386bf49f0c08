from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    """Whoever sees the placement sees what both sides promise at it; so does the employer while somebody works there."""

    dependencies = [("placements", "0013_offer_sheet"), ("database", "0002_purposes_once")]
    operations = [guard_person_rows("placements_offerside", "placement")]
