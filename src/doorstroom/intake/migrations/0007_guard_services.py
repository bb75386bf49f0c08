from django.db import migrations

from doorstroom.database.rls import guard_person_rows


class Migration(migrations.Migration):
    """Places taken are counted over everybody; only the number leaves the function."""

    dependencies = [("intake", "0006_support_services"), ("database", "0002_purposes_once")]
    operations = [
        guard_person_rows("intake_servicereferral", "progress"),
        migrations.RunSQL(
            sql="""
CREATE FUNCTION intake_open_service_referrals(asked bigint[]) RETURNS TABLE (service_id bigint, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.service_id, count(*) FROM intake_servicereferral r
  WHERE r.service_id = ANY(asked) AND r.state IN ('asked', 'started') AND doorstroom_role() IS NOT NULL
  GROUP BY 1 $$;
""",
            reverse_sql="DROP FUNCTION intake_open_service_referrals(bigint[]);",
        ),
    ]
