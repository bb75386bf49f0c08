from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_helpdesk_role'),
        ('participants', '0007_guard_restriction'),
    ]

    operations = [
        migrations.AddField(
            model_name='personrelation',
            name='closes_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='personrelation',
            name='purpose',
            field=models.CharField(choices=[('guidance', 'statutory guidance to work'), ('recruitment', 'recruitment and selection for a round'), ('learn_work', 'guidance of a learn-work trajectory'), ('placement', 'work at an employer'), ('evaluation', 'accounting for and improving the programme'), ('helpdesk', 'solving a problem with the system')], max_length=20),
        ),
        migrations.AlterField(
            model_name='personrelation',
            name='role',
            field=models.CharField(choices=[('caseworker', 'caseworker'), ('job_coach', 'job coach'), ('account_manager', 'employer account manager'), ('school_coordinator', 'school coordinator'), ('programme_manager', 'programme manager'), ('project_controller', 'project controller'), ('researcher', 'researcher'), ('privacy_officer', 'privacy officer'), ('functional_administrator', 'functional administrator'), ('board_member', 'board member'), ('employer', 'employer'), ('helpdesk', 'helpdesk')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='personrelation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'helpdesk'), _negated=True), models.Q(('closes_at__isnull', False), ('valid_until__isnull', False)), _connector='OR'), name='relation_of_helpdesk_closes'),
        ),
    ]
