"""The rows become whole: every episode, stage and job, why and where somebody left. They are rebuilt, not kept."""

from django.db import migrations, models

TABLE = "trajectoryfact"
GONE = ("progressed_on", "job_from", "job_until", "job_in_sector")  # fmt: skip
NEW: dict[str, models.Field] = {
    "region": models.CharField(max_length=100, blank=True, default=""),
    "target_sector": models.CharField(max_length=20, blank=True, default=""),
    "exit_reason": models.CharField(max_length=20, blank=True, default=""),
    "exit_phase": models.CharField(max_length=40, blank=True, default=""),
    "withdrawn_on": models.DateField(null=True),
    "stages": models.JSONField(default=dict),
    "episodes": models.JSONField(default=list),
    "jobs": models.JSONField(default=list),
}
PLAIN = ("region", "target_sector", "exit_reason", "exit_phase")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_guard")]
    operations = [
        *(migrations.RemoveField(TABLE, name) for name in GONE),
        *(migrations.AddField(TABLE, name, field, preserve_default=name not in PLAIN) for name, field in NEW.items()),
        migrations.AlterField(TABLE, "followups", models.JSONField(default=list)),
    ]
