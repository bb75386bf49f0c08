"""Rows are made from trajectories, whose programme the database holds already: it is not looked up again for each row.

The index on the programme alone is left out beside the one that begins with it; locked rows are found by their lock.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0012_cohort_costs")]
    operations = [
        migrations.AlterField(
            table,
            "programme",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        )
        for table in ("trajectoryfact", "lockedfact")
    ]
