from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_commitments_and_versions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dataline',
            name='purpose',
            field=models.CharField(choices=[('guidance', 'statutory guidance to work'), ('recruitment', 'recruitment and selection for a round'), ('learn_work', 'guidance of a learn-work trajectory'), ('placement', 'work at an employer'), ('evaluation', 'accounting for and improving the programme'), ('helpdesk', 'solving a problem with the system')], max_length=20),
        ),
    ]
