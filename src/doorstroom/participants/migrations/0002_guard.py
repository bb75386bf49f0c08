from django.db import migrations

from doorstroom.database.rls import SYSTEM, current_relation, guard, guard_person_rows_joined, person_visible_joined


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0001_initial"),
        ("agreements", "0001_initial"),
        ("database", "0001_scope_functions"),
    ]
    operations = [
        # Runs as the owner, because the policy on relations cannot ask the relations itself.
        migrations.RunSQL(
            sql=f"""
CREATE FUNCTION doorstroom_related(person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM participants_personrelation r WHERE r.person_id = person AND {current_relation()}) $$;
""",
            reverse_sql="DROP FUNCTION doorstroom_related(uuid);",
        ),
        guard(
            "participants_personrelation",
            f"({SYSTEM} OR person_id = doorstroom_person() OR organisation_id = doorstroom_organisation()"
            " OR doorstroom_related(person_id))",
        ),
        guard_person_rows_joined("participants_person", "core", column="id"),
        guard(
            "participants_personidentity",
            person_visible_joined("participants_personidentity.person_id", "identity")
            + f" AND ({SYSTEM} OR organisation_id = doorstroom_organisation())",
        ),
        guard_person_rows_joined("participants_personcontact", "contact"),
        guard_person_rows_joined("participants_personprofile", "profile"),
        guard_person_rows_joined("participants_personoccupation", "profile"),
        guard_person_rows_joined("participants_languagelevel", "profile"),
        guard_person_rows_joined("participants_workadjustment", "adjustments"),
        guard_person_rows_joined("participants_incomesituation", "income"),
        guard_person_rows_joined("participants_owngoal", "progress"),
        guard_person_rows_joined("participants_externalreference", "core"),
        guard_person_rows_joined("participants_personlink", "contact"),
        guard_person_rows_joined("participants_correctionrequest", "progress"),
    ]
