"""Who referred and who guided: whose groups of people stand beside one another. Rows that stand are filled."""

from django.db import migrations, models

FILL = """
UPDATE monitoring_trajectoryfact f SET
  referred_by = coalesce((SELECT o.name FROM trajectories_trajectory t
    JOIN rounds_nomination n ON n.round_id = t.round_id AND n.person_id = t.person_id
    JOIN accounts_organisation o ON o.id = n.referrer_id WHERE t.id = f.trajectory_id), ''),
  guided_by = coalesce((SELECT o.name FROM trajectories_holderterm e JOIN accounts_membership m ON m.id = e.member_id
    JOIN accounts_organisation o ON o.id = m.organisation_id WHERE e.trajectory_id = f.trajectory_id
    ORDER BY e.started_at, e.id LIMIT 1), '')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0010_packed_days"),
        ("trajectories", "0001_initial"),
        ("rounds", "0001_initial"),
        ("accounts", "0001_initial"),
    ]
    operations = [
        *(
            migrations.AddField(table, name, models.CharField(max_length=150, blank=True))
            for table in ("trajectoryfact", "lockedfact")
            for name in ("referred_by", "guided_by")
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
