"""What was spent on each cohort, for the partners of the programme in the role they have there."""

from django.db import migrations, models

from doorstroom.database.rls import SYSTEM, guard

OF_A_PARTNER = f"""((SELECT {SYSTEM}) OR programme_id IN (SELECT p.programme_id FROM programmes_programmepartner p
  WHERE p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()))"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_count_attempts"),
        ("monitoring", "0011_who_refers_and_guides"),
        ("programmes", "0002_model_draft"),
        ("database", "0002_purposes_once"),
    ]
    operations = [
        migrations.CreateModel(
            name="CohortCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_start", models.DateField()),
                ("last_start", models.DateField()),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cost", "a cost"),
                            ("subsidy", "a subsidy that was received"),
                            ("employer", "what employers put in"),
                        ],
                        default="cost",
                        max_length=10,
                    ),
                ),
                ("payer", models.CharField(max_length=100)),
                ("cents", models.BigIntegerField(blank=True, null=True)),
                ("spent_until", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("programme", models.ForeignKey(related_name="cohort_costs", to="programmes.programme", on_delete=models.PROTECT)),
                ("recorded_by", models.ForeignKey(related_name="+", to="accounts.membership", on_delete=models.PROTECT)),
            ],
            options={
                "ordering": ["-first_start", "-last_start", "kind", "payer", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["programme", "first_start", "last_start", "kind", "name", "payer"],
                        name="cohort_cost_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(last_start__gte=models.F("first_start")), name="cohort_cost_period_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(cents=None) | models.Q(cents__gte=0), name="cohort_cost_not_negative"
                    ),
                ],
            },
        ),
        guard("monitoring_cohortcost", OF_A_PARTNER),
    ]
