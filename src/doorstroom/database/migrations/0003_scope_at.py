from django.db import migrations

AT = """
CREATE FUNCTION doorstroom_at() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.at', true), '')::timestamptz $$;
"""


class Migration(migrations.Migration):
    """The moment at which the open scope acts, for what closes within a day."""

    dependencies = [("database", "0002_purposes_once")]
    operations = [migrations.RunSQL(AT, "DROP FUNCTION doorstroom_at();")]
