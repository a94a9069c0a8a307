import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rosters', '0002_say_what_is_not_kept'),
    ]

    operations = [
        migrations.AlterField(
            model_name='stagedrow',
            name='batch',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='rosters.batch'),
        ),
    ]
