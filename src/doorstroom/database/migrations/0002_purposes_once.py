from django.db import migrations

from doorstroom.database.rls import SYSTEM, see_by_purpose

# Names are written out in full, so that a table of the session's own cannot stand in for an agreement.
PURPOSES = """
CREATE FUNCTION doorstroom_purposes(wanted text) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN RETURN ARRAY(
  SELECT l.purpose FROM public.agreements_dataline l JOIN public.agreements_agreement a ON a.id = l.agreement_id
  WHERE l.recipient_id = public.doorstroom_organisation() AND l.category = wanted
    AND l.approved_on <= public.doorstroom_on()
    AND (l.withdrawn_on IS NULL OR l.withdrawn_on > public.doorstroom_on())
    AND a.status = 'in_force' AND a.valid_from <= public.doorstroom_on()
    AND (a.valid_until IS NULL OR a.valid_until > public.doorstroom_on()));
END $$;
"""
BY_PERSON = {
    "participants_personcontact": "contact",
    "participants_personprofile": "profile",
    "participants_personoccupation": "profile",
    "participants_languagelevel": "profile",
    "participants_workadjustment": "adjustments",
    "participants_incomesituation": "income",
    "participants_owngoal": "progress",
    "participants_externalreference": "core",
    "participants_personlink": "contact",
    "participants_correctionrequest": "progress",
    "rounds_nomination": "progress",
    "trajectories_trajectory": "progress",
    "trajectories_task": "notes",
    "trajectories_arrangement": "progress",
    "intake_invitation": "progress",
    "intake_intake": "progress",
    "intake_selection": "progress",
    "intake_judgement": "progress",
    "intake_decider": "progress",
    "placements_placement": "placement",
    "placements_employeranswer": "placement",
    "learning_attendance": "progress",
    "learning_absencenotice": "progress",
    "learning_award": "progress",
    "learning_appointment": "progress",
    "followup_observation": "progress",
    "signals_snooze": "progress",
}
OWN_ORGANISATION = "organisation_id = doorstroom_organisation()"


class Migration(migrations.Migration):
    """Guards read the lines of agreements once a statement instead of once a row (docs/adr/0002)."""

    dependencies = [
        ("database", "0001_scope_functions"),
        ("participants", "0002_guard"),
        ("rounds", "0002_guard"),
        ("trajectories", "0002_guard"),
        ("intake", "0002_guard"),
        ("placements", "0002_guard"),
        ("learning", "0004_guard_appointments"),
        ("followup", "0002_guard"),
        ("signals", "0002_guard"),
    ]
    operations = [
        migrations.RunSQL(PURPOSES, "DROP FUNCTION doorstroom_purposes(text);"),
        see_by_purpose("participants_person", "core", column="id"),
        see_by_purpose(
            "participants_personidentity", "identity", also=f"({SYSTEM} OR {OWN_ORGANISATION})"
        ),
        see_by_purpose(
            "trajectories_note", "notes", also=f"({SYSTEM} OR visibility <> 'organisation' OR {OWN_ORGANISATION})"
        ),
        *(see_by_purpose(table, category) for table, category in BY_PERSON.items()),
    ]
