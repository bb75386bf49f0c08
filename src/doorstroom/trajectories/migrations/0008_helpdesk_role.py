from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trajectories', '0007_holder_by_trajectory'),
    ]

    operations = [
        migrations.AlterField(
            model_name='teammember',
            name='role',
            field=models.CharField(choices=[('caseworker', 'caseworker'), ('job_coach', 'job coach'), ('account_manager', 'employer account manager'), ('school_coordinator', 'school coordinator'), ('programme_manager', 'programme manager'), ('project_controller', 'project controller'), ('researcher', 'researcher'), ('privacy_officer', 'privacy officer'), ('functional_administrator', 'functional administrator'), ('board_member', 'board member'), ('employer', 'employer'), ('helpdesk', 'helpdesk')], max_length=30),
        ),
    ]
