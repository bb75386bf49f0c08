import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_helpdesk_role'),
        ('oversight', '0006_guard_holds'),
        ('participants', '0008_relation_closes_at'),
    ]

    operations = [
        migrations.AlterField(
            model_name='filerequest',
            name='purpose',
            field=models.CharField(choices=[('guidance', 'statutory guidance to work'), ('recruitment', 'recruitment and selection for a round'), ('learn_work', 'guidance of a learn-work trajectory'), ('placement', 'work at an employer'), ('evaluation', 'accounting for and improving the programme'), ('helpdesk', 'solving a problem with the system')], max_length=20),
        ),
        migrations.CreateModel(
            name='HelpdeskAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.CharField(max_length=60)),
                ('reason', models.CharField(max_length=300)),
                ('hours', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('agreed', models.BooleanField(null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participants.person')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed', None), ('answered_by', None), ('until', None)), models.Q(('agreed__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='helpdesk_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('agreed', True), _negated=True), models.Q(('person__isnull', False), ('until__isnull', False)), _connector='OR'), name='helpdesk_open_for_a_while')],
            },
        ),
    ]
