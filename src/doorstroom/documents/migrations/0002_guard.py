from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard, guard_through, person_visible


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents"), ("database", "0002_purposes_once")]
    operations = [
        guard(
            "documents_document",
            person_visible("documents_document.person_id", "notes")
            + f" AND ({SYSTEM} OR visibility <> 'organisation' OR organisation_id = doorstroom_organisation())",
        ),
        guard_through("documents_documentcontent", "documents_document", "document_id"),
    ]
