import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_helpdesk_role"), ("rounds", "0004_helpdesk_role")]

    operations = [
        migrations.AddField(
            "nomination",
            "payer",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField("roundpartner", "pays", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "roundpartner",
            models.CheckConstraint(condition=Q(pays=False) | Q(role="caseworker"), name="payer_leads_nothing"),
        ),
    ]  # fmt: skip
