"""The table of Django's database cache, in which attempts to sign in are counted and used codes remembered."""

from django.db import migrations

MAKE = """
CREATE TABLE accounts_attempt (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX accounts_attempt_expires ON accounts_attempt (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, reverse_sql="DROP TABLE accounts_attempt")]
