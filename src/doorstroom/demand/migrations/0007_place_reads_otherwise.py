"""Since when a place reads otherwise than its vacancy, while nobody said what follows."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("demand", "0006_vacancy_withdrawn")]

    operations = [
        migrations.AddField(
            model_name="place",
            name="otherwise_since",
            field=models.DateField(
                blank=True, null=True,
                help_text="The vacancy was changed then, and nobody said what follows for this place.",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=["otherwise_since"], condition=Q(("otherwise_since__isnull", False)),
                name="place_reads_otherwise",
            ),
        ),
    ]
