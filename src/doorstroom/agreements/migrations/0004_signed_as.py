from django.db import migrations, models

NAMES_OF_NOW = """
UPDATE agreements_agreementparty p SET signed_as = o.name
FROM accounts_organisation o WHERE o.id = p.organisation_id AND p.signed_on IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_helpdesk_purpose")]

    operations = [
        migrations.AddField(
            "agreementparty",
            "signed_as",
            models.CharField(
                blank=True, help_text="The name that the organisation had when it signed.", max_length=200
            ),
        ),
        migrations.RunSQL(NAMES_OF_NOW, migrations.RunSQL.noop),
    ]
