"""Who was drawn to be asked at a moment after leaving: open to the partners of the programme, written by the product."""

from django.db import migrations, models

from doorstroom.database.rls import SYSTEM, guard

OF_A_PARTNER = f"""((SELECT {SYSTEM}) OR programme_id IN (SELECT p.programme_id FROM programmes_programmepartner p
  WHERE p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()))"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_count_attempts"),
        ("followup", "0003_unknown_has_owner"),
        ("programmes", "0002_model_draft"),
        ("database", "0002_purposes_once"),
    ]
    operations = [
        migrations.CreateModel(
            name="LookBackSample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("point", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("left_from", models.DateField()),
                ("left_until", models.DateField()),
                ("size", models.PositiveIntegerField()),
                ("strata", models.JSONField()),
                ("drawn_on", models.DateField()),
                ("drawn_by", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="accounts.membership")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="look_back_samples", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["-drawn_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["programme", "point", "left_from", "left_until"], name="look_back_sample_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(left_until__gte=models.F("left_from")),
                        name="look_back_sample_period_in_order",
                    ),
                ],
            },
        ),
        guard("followup_lookbacksample", OF_A_PARTNER, check=f"(SELECT {SYSTEM})"),
    ]
