"""Counts of who is far from work, for the partners of the programme in the role they have there."""

import django.db.models.deletion
from django.db import migrations, models

from doorstroom.database.rls import SYSTEM, guard

OF_A_PARTNER = f"""((SELECT {SYSTEM}) OR programme_id IN (SELECT p.programme_id FROM programmes_programmepartner p
  WHERE p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()))"""



class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0013_lighter_rows'),
        ('database', '0002_purposes_once'),
        ('programmes', '0003_projects_and_closing'),
    ]

    operations = [
        migrations.CreateModel(
            name='FarCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('moment', models.CharField(choices=[('referred', 'referred'), ('nominated', 'nominated'), ('selected', 'selected'), ('finished', 'finished the programme')], max_length=10)),
                ('far', models.PositiveIntegerField()),
                ('known', models.PositiveIntegerField()),
                ('unknown', models.PositiveIntegerField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='far_counts', to='programmes.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'moment'), name='far_counted_once'), models.CheckConstraint(condition=models.Q(('far__lte', models.F('known'))), name='far_are_known')],
            },
        ),
        guard("monitoring_farcount", OF_A_PARTNER),
    ]
