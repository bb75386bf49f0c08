"""A participant's story is for who may call her, an employer's for who works in its programme; a yes goes with it."""

from django.db import migrations

from doorstroom.database.rls import guard, guard_through, person_visible

WORKS_HERE = """person_id IS NULL AND EXISTS (
  SELECT 1 FROM programmes_programmepartner p
  WHERE p.programme_id = stories_story.programme_id AND p.organisation_id = doorstroom_organisation())"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_stories"), ("database", "0002_purposes_once"), ("participants", "0002_guard")]
    operations = [
        guard("stories_story", f"({person_visible('stories_story.person_id', 'contact')} OR {WORKS_HERE})"),
        guard_through("stories_storyconsent", "stories_story", "story_id"),
    ]
