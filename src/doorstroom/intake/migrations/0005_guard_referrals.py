from django.db import migrations

from doorstroom.database.rls import guard, person_visible

RECORDING = "('caseworker', 'job_coach', 'school_coordinator', 'programme_manager')"


class Migration(migrations.Migration):
    """Who sees the person sees her handover; so do who sent it, the sender's programme manager, and, once it was
    sent, the people of the receiver who work with participants."""

    dependencies = [
        ("intake", "0004_referrals"),
        ("database", "0002_purposes_once"),
    ]
    operations = [
        guard(
            "intake_referral",
            f"""({person_visible("intake_referral.person_id", "progress")}
  OR sender_organisation_id = doorstroom_organisation()
     AND (sender_id = doorstroom_membership() OR doorstroom_role() = 'programme_manager')
  OR receiver_organisation_id = doorstroom_organisation() AND state <> 'draft'
     AND doorstroom_role() IN {RECORDING})""",
        ),
    ]
