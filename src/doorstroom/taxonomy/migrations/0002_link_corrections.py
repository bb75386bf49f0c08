import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5)),
                ('kind', models.CharField(choices=[('occupation', 'occupation'), ('skill', 'skill')], max_length=20)),
                ('words', models.CharField(max_length=200)),
                ('meant', models.BooleanField()),
                ('concept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taxonomy.concept')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'language', 'words'], name='corrections_of_words')],
            },
        ),
        migrations.RunSQL(
            sql="""
CREATE FUNCTION taxonomy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'corrections are only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER correction_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON taxonomy_linkcorrection
  FOR EACH STATEMENT EXECUTE FUNCTION taxonomy_refuse_change();
""",
            reverse_sql="""
DROP TRIGGER correction_never_changes ON taxonomy_linkcorrection;
DROP FUNCTION taxonomy_refuse_change();
""",
        ),
    ]
