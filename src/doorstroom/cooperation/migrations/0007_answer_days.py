"""Days between sending a handover and its answer, for the programme managers and board members of both organisations;
without the person."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM

DAYS = f"""
CREATE FUNCTION doorstroom_answer_days(since date)
  RETURNS TABLE (sender_id bigint, receiver_id bigint, sent_on date, answered_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.sender_organisation_id, r.receiver_organisation_id, r.sent_on,
         coalesce(r.accepted_on, CASE WHEN r.state IN ('declined', 'returned') THEN r.ended_on END)
  FROM intake_referral r
  WHERE r.sent_on >= since AND r.state NOT IN ('draft', 'withdrawn')
    AND ({SYSTEM}
      OR doorstroom_role() IN ('programme_manager', 'board_member')
        AND doorstroom_organisation() IN (r.sender_organisation_id, r.receiver_organisation_id))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0006_memory_pulse_and_steps"), ("intake", "0005_guard_referrals")]
    operations = [migrations.RunSQL(DAYS, reverse_sql="DROP FUNCTION doorstroom_answer_days(date);")]
