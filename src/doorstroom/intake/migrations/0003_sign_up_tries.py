from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_guard")]
    operations = [
        migrations.CreateModel(
            name="SignUpTries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("tries", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "hour"), name="tries_once_per_hour"),
                ],
            },
        ),
    ]
